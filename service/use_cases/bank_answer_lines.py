"""The lines of a bank's answer as they were read, and what is known of each: found by the key alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from service.bank.layout import Layout
from service.file_table.bank_table import BankLine, amount_of, moment_of
from service.store.money import Attempt, PaymentBatch, Payout
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from workflows.bank_answer import AnswerLine, Known
from workflows.payout import Word
from workflows.vocabulary import codes

__all__ = ["Named", "Read", "known_of", "named_by", "read_lines"]

_REFERENCE: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")
_SHORT: Final = re.compile(r"([0-9]{4}-[0-9]{8,})-([0-9]{4,})")
SERIAL_MAX: Final = 64
FAILURES: Final = frozenset(codes("failure_code"))


@dataclass(frozen=True, slots=True)
class Read:
    """A line with the day the bank says."""

    line: AnswerLine
    occurred_at: datetime


def read_lines(lines: Sequence[BankLine], layout: Layout, now: datetime) -> list[Read]:
    """What each line says. A bank that says no day is heard today."""
    return [_read(line, layout, now) for line in lines]


def _read(line: BankLine, layout: Layout, now: datetime) -> Read:
    said = line.said
    reference = said.get("reference", "").strip()
    amount = amount_of(said.get("amount", ""))
    outcome = layout.outcome_of(said.get("outcome", ""))
    serial = said.get("serial", "").strip() or None
    day = moment_of(said["day"]) if "day" in said else now
    fault = _fault(line, reference, amount, outcome, serial)
    if fault is None and day is None:
        fault = "day_unfit"
    fits = bool(_REFERENCE.fullmatch(reference))
    word = None
    if outcome is not None and fault is None:
        failed = layout.failure_of(said.get("failure", ""), FAILURES)
        word = Word(outcome, failed if outcome == "failed" else None, serial)
    told = AnswerLine(line.row, reference if fits else None, amount, word, fault)
    return Read(told, day or now)


def _fault(
    line: BankLine, reference: str, amount: int | None, outcome: str | None, serial: str | None
) -> str | None:
    if not reference and "reference" not in line.lost:
        return "reference_missing"
    if not _REFERENCE.fullmatch(reference):
        return "reference_unfit"
    if amount is None:
        return "amount_unfit"
    if outcome is None:
        return "outcome_unfit"
    return "serial_unfit" if serial and len(serial) > SERIAL_MAX else None


@dataclass(frozen=True, slots=True)
class Named:
    """An attempt that a key names: ``reference`` is its own, whatever the bank wrote."""

    reference: str
    batch_id: str
    payout_id: str
    application_id: str
    known: Known


_ASKED: Final = (
    Attempt.id, Attempt.reference, Attempt.batch_id, Attempt.line, Attempt.state, Attempt.bank_serial,
    Attempt.sequence, Payout.id.label("payout_id"), Payout.amount_fen, Payout.application_id,
    Payout.batch_id.label("stands_in"), Payout.reference.label("stands_by"), PaymentBatch.serial,
)  # fmt: skip


def named_by(uow: UnitOfWork, keys: set[str], *conditions: ColumnElement[bool]) -> dict[str, Named]:
    """By each key that names an attempt in the caller's unions, under ``conditions``: its reference,
    or its short one (the batch's number and its line)."""
    found: dict[str, Named] = {}
    asked = (
        select(*_ASKED)
        .join(Payout, Payout.id == Attempt.payout_id)
        .join(PaymentBatch, PaymentBatch.id == Attempt.batch_id)
        .where(within(PaymentBatch.union_path, uow.actor), *conditions)
    )
    for row in uow.session.execute(asked.where(Attempt.reference.in_(keys))):
        found[row.reference] = _named(row)
    parts = {key: match for key in keys if (match := _SHORT.fullmatch(key))}
    serials = {f"B{match[1]}" for match in parts.values()}
    if serials:
        rows = uow.session.execute(asked.where(PaymentBatch.serial.in_(serials)))
        by_place = {(row.serial, row.line): _named(row) for row in rows}
        for key, match in parts.items():
            named = by_place.get((f"B{match[1]}", int(match[2])))
            if named is not None:
                found[key] = named
    return found


def _named(row: Any) -> Named:
    latest = row.stands_in == row.batch_id and row.stands_by == row.reference
    known = Known(row.state, row.amount_fen, row.bank_serial, latest)
    return Named(row.reference, row.batch_id, row.payout_id, row.application_id, known)


def known_of(
    lines: Sequence[AnswerLine], named: Mapping[str, Named]
) -> tuple[list[AnswerLine], dict[str, Known]]:
    """The lines under the references of the house, and what is known of each reference."""
    found = ((line, named.get(line.reference or "")) for line in lines)
    told = [replace(line, reference=one.reference) if one else line for line, one in found]
    return told, {one.reference: one.known for one in named.values()}
