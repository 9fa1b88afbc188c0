"""The files for the bank and their manifest: made from what was written, the same bytes every time.

The manifest carries control totals, digests, sequence, and who made and released (peers.md part B 8),
so that an edit between dispatch and bank shows. The whole list is always there as a generic CSV; the
bank's own files and the list for the counter are parts of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from service.audit.canonical import canonical, without_nulls
from service.audit.duties import duties_of_cases
from service.bank.format import GENERIC, formats
from service.bank.instruction import InstructionHead, InstructionLine
from service.bank.write import written
from service.store.money import PaymentBatch, Payout
from service.store.signer import ALGORITHM
from service.unit_of_work import UnitOfWork
from service.use_cases.instruction_lines import account_of, lines_of_rows, order, rows_of
from service.use_cases.instruction_lines import summaries_of as _summaries
from service.use_cases.instruction_parts import manual_told, parts_of, parts_told
from service.use_cases.paying_accounts import paid_on
from workflows.errors import InstructionAltered, NotFound, WrongState

__all__ = [
    "MANUAL",
    "READ",
    "instruction_file",
    "instruction_part",
    "manifest_of",
    "next_sequence",
    "signed_manifest",
]

READ = "personal.read"
MANUAL = "manual"


def manifest_of(uow: UnitOfWork, batch: PaymentBatch, payouts: Sequence[Payout]) -> dict[str, Any]:
    """What a bank and an auditor hold the files against; ``payouts`` in the batch's order."""
    summaries = _summaries(payouts)
    lines = [
        order(
            batch, one.attempts[-1].line, one.attempts[-1].payee, one.amount_fen,
            summaries[one.programme], one.attempts[-1].reference,
        )
        for one in payouts
    ]  # fmt: skip
    content = _whole(lines)
    held = duties_of_cases(uow.session.connection(), {batch.id: None})[batch.id]
    account = account_of(uow, batch)
    split = parts_of(batch, account, summaries, lines)
    paying = {}
    if account is not None:
        paying = {"paying_account_id": account.id, "value_date": paid_on(uow, account).isoformat()}
    return {
        **paying,
        "format": GENERIC,
        "sequence": batch.sequence,
        "batch_number": batch.serial,
        "count": len(lines),
        "total_fen": sum(line.amount_fen for line in lines),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "makers": sorted({h.person for h in held if h.duty == "make"}),
        "releasers": sorted({h.person for h in held if h.duty == "release"}),
        "summaries": summaries,
        "files": parts_told(split),
        "manual": manual_told(split, _whole([line for line, _ in split.manual])),
    }


def _whole(lines: Sequence[InstructionLine]) -> bytes:
    return written(formats()[GENERIC], InstructionHead(), lines)


def signed_manifest(uow: UnitOfWork, batch: PaymentBatch) -> dict[str, Any]:
    """The manifest, its exact bytes as they are signed, and the signature; raises ``NotFound``
    before dispatch: there is none yet."""
    manifest, signer = batch.manifest, uow.keyring.signer
    if manifest is None or signer is None:
        raise NotFound
    content = canonical(without_nulls({"batch_id": batch.id, **manifest}))
    return {
        "manifest": manifest,
        "signed": content.decode("utf-8"),
        "signature": signer.sign(content),
        "algorithm": ALGORITHM,
        "key_id": signer.id,
    }


def next_sequence(uow: UnitOfWork, union: str) -> int:
    """One after the last file of this union; a unique constraint stands behind it."""
    uow.watch(union)
    last = uow.session.scalar(
        select(func.max(PaymentBatch.sequence)).where(PaymentBatch.union == union)
    )
    return (last or 0) + 1


def instruction_file(uow: UnitOfWork, batch: PaymentBatch) -> bytes:
    """The dispatched list, whole; its reading is a note, because it shows whole account numbers.

    Raises ``WrongState`` before dispatch and ``InstructionAltered`` when the rows no longer give
    the bytes whose digest the manifest holds.
    """
    manifest = _dispatched(batch, "instruction_file")
    rows = rows_of(uow, batch)
    content = _whole(lines_of_rows(batch, rows, manifest["summaries"]))
    _unaltered(batch, content, manifest["sha256"])
    _note(uow, batch, [row.application_id for row in rows])
    return content


def instruction_part(uow: UnitOfWork, batch: PaymentBatch, part: str) -> tuple[bytes, str]:
    """One file of the bank's, or with ``MANUAL`` the list for its counter; and its media type.

    Raises ``NotFound`` for a part that the batch does not have, else as ``instruction_file``.
    """
    manifest = _dispatched(batch, "instruction_file")
    files = {one["part"]: one["sha256"] for one in manifest.get("files", ())}
    if manifest.get("manual"):
        files[MANUAL] = manifest["manual"]["sha256"]
    if part not in files:
        raise NotFound
    rows = rows_of(uow, batch)
    lines = lines_of_rows(batch, rows, manifest["summaries"])
    split = parts_of(batch, account_of(uow, batch), manifest["summaries"], lines)
    if part == MANUAL:
        shown = [line for line, _ in split.manual]
        content, media = _whole(shown), formats()[GENERIC].media
    else:
        shown = list(split.lines[part])
        content, media = split.written(part), split.form.media
    _unaltered(batch, content, files[part])
    cases = {row.reference: row.application_id for row in rows}
    _note(uow, batch, [cases[line.reference] for line in shown])
    return content, media


def _dispatched(batch: PaymentBatch, action: str) -> dict[str, Any]:
    if batch.manifest is None:
        raise WrongState(state=batch.state, action=action, allowed=[])
    return batch.manifest


def _unaltered(batch: PaymentBatch, content: bytes, sha256: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InstructionAltered(batch_id=batch.id, sha256=sha256)


def _note(uow: UnitOfWork, batch: PaymentBatch, cases: Sequence[str]) -> None:
    uow.note(READ, batch.KIND, batch.id, concerns=tuple(cases))
