"""What a dispatched batch leaves by: the files for the bank, the list for its counter, the manifest."""

from __future__ import annotations

from schemas.bank_files import SignedManifestView, SigningKeysView
from schemas.money import BatchView
from service.api.endpoint import EVERY_ROLE, Call, Result, endpoint
from service.api.payment_batches import BATCH_READERS, find_batch
from service.store.signer import ALGORITHM
from service.use_cases.instruction_file import (
    MANUAL,
    instruction_file,
    instruction_part,
    signed_manifest,
)

__all__: list[str] = []

FILE_READERS = frozenset({"payment_checker", "bank_gateway", "finance_system"})


@endpoint(
    "GET", "/v1/payment-batches/<id>/instruction-file", roles=FILE_READERS, gives=BatchView,
    finds=find_batch, media="text/csv", notes=frozenset({"writes"}),
)  # fmt: skip
def get_instruction_file(call: Call) -> Result:
    """指令文件 The dispatched file, with whole account numbers: reading it is an audit note."""
    content = instruction_file(call.uow, call.thing)
    return Result(lambda: {"content": content}, call.thing)


@endpoint(
    "GET", "/v1/payment-batches/<id>/instruction-files/<part>", roles=FILE_READERS, gives=BatchView,
    finds=find_batch, media="text/csv", also=("application/xml",), notes=frozenset({"writes"}),
)  # fmt: skip
def get_instruction_part(call: Call) -> Result:
    """分拆指令文件 One of the files the bank asks for: reading it is an audit note."""
    return _part(call, call.args["part"])


@endpoint(
    "GET", "/v1/payment-batches/<id>/manual-list", roles=FILE_READERS, gives=BatchView,
    finds=find_batch, media="text/csv", notes=frozenset({"writes"}),
)  # fmt: skip
def get_manual_list(call: Call) -> Result:
    """柜面办理清单 What the bank's file cannot write, for its counter: reading it is an audit note."""
    return _part(call, MANUAL)


@endpoint(
    "GET", "/v1/payment-batches/<id>/manifest", roles=BATCH_READERS, gives=SignedManifestView,
    finds=find_batch,
)  # fmt: skip
def get_manifest(call: Call) -> Result:
    """签名清单 What was dispatched, signed: count, sum and digest of every file."""
    told = signed_manifest(call.uow, call.thing)
    return Result(lambda: told, call.thing)


@endpoint("GET", "/v1/signing-keys", roles=EVERY_ROLE, gives=SigningKeysView)
def list_signing_keys(call: Call) -> Result:
    """签名公钥 The public keys by which manifests are verified."""
    signer = call.uow.keyring.signer
    keys = [signer] if signer else []
    items = [{"id": one.id, "algorithm": ALGORITHM, "pem": one.public_pem} for one in keys]
    return Result(lambda: {"items": items})


def _part(call: Call, part: str) -> Result:
    content, media = instruction_part(call.uow, call.thing, part)
    return Result(lambda: {"content": content, "media": media}, call.thing)
