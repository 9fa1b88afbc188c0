"""The file for the bank and its manifest: made from what was written, the same bytes every time.

The manifest carries control totals, digest, sequence, and who made and released (peers.md part B 8),
so that an edit between dispatch and bank shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from service.audit.duties import duties_of_cases
from service.bank.generic_csv import GENERIC_CSV
from service.bank.instruction import InstructionFormat, InstructionLine
from service.store.money import Attempt, PaymentBatch, Payout
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from workflows.errors import InstructionAltered, WrongState
from workflows.programme import registered

__all__ = ["READ", "instruction_file", "manifest_of", "next_sequence"]

READ = "personal.read"
SUMMARY_MAX = 20  # characters of a line's purpose that banks take (domain.md §5, TRSDSP)
FORMATS: Mapping[str, InstructionFormat] = {GENERIC_CSV.name: GENERIC_CSV}


def manifest_of(uow: UnitOfWork, batch: PaymentBatch, payouts: Sequence[Payout]) -> dict[str, Any]:
    """What a bank and an auditor hold the file against; ``payouts`` in the batch's order."""
    titles = registered()
    summaries = {code: titles[code].title("zh")[:SUMMARY_MAX] for code in _programmes(payouts)}
    lines = [_line(payout.attempts[-1], payout, summaries) for payout in payouts]
    content = GENERIC_CSV.written(lines)
    held = duties_of_cases(uow.session.connection(), {batch.id: None})[batch.id]
    return {
        "format": GENERIC_CSV.name,
        "sequence": batch.sequence,
        "batch_number": batch.serial,
        "count": len(lines),
        "total_fen": sum(line.amount_fen for line in lines),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "makers": sorted({h.person for h in held if h.duty == "make"}),
        "releasers": sorted({h.person for h in held if h.duty == "release"}),
        "summaries": summaries,
    }


def _programmes(payouts: Sequence[Payout]) -> list[str]:
    return sorted({payout.programme for payout in payouts})


def next_sequence(uow: UnitOfWork, union: str) -> int:
    """One after the last file of this union; a unique constraint stands behind it."""
    uow.watch(union)
    last = uow.session.scalar(
        select(func.max(PaymentBatch.sequence)).where(PaymentBatch.union == union)
    )
    return (last or 0) + 1


def _line(attempt: Attempt, payout: Payout, summaries: Mapping[str, str]) -> InstructionLine:
    return _order(
        attempt.line, attempt.payee, payout.amount_fen, summaries[payout.programme],
        attempt.reference,
    )  # fmt: skip


def _order(
    line: int, payee: Personal, amount_fen: int, summary: str, reference: str
) -> InstructionLine:
    account = payee.fields()
    return InstructionLine(
        line=line,
        name=account.get("name", ""),
        account=account.get("number", ""),
        bank=account.get("bank", ""),
        amount_fen=amount_fen,
        summary=summary,
        reference=reference,
    )


def instruction_file(uow: UnitOfWork, batch: PaymentBatch) -> bytes:
    """The dispatched file; its reading is a note, because it shows whole account numbers.

    Raises ``WrongState`` before dispatch and ``InstructionAltered`` when the rows no longer give
    the bytes whose digest the manifest holds.
    """
    manifest = batch.manifest
    if manifest is None:
        raise WrongState(state=batch.state, action="instruction_file", allowed=[])
    rows = uow.session.execute(
        select(
            Attempt.line, Attempt.payee, Payout.amount_fen, Payout.programme, Attempt.reference,
            Payout.application_id,
        )
        .join(Payout, Payout.id == Attempt.payout_id)
        .where(Attempt.batch_id == batch.id)
        .order_by(Attempt.line)
    ).all()  # fmt: skip
    content = FORMATS[manifest["format"]].written(
        [
            _order(r.line, r.payee, r.amount_fen, manifest["summaries"][r.programme], r.reference)
            for r in rows
        ]
    )
    if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
        raise InstructionAltered(batch_id=batch.id, sha256=manifest["sha256"])
    uow.note(READ, batch.KIND, batch.id, concerns=tuple(row.application_id for row in rows))
    return content
