"""A year with the simulated bank at its worst: twelve months of payments, of which the bank loses,
repeats, delays and contradicts its answers, refuses some and sends some back. At the end every fen is
accounted for, in the bank's books and in ours, and nothing waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest import mock

from service.bank.instruction import InstructionLine
from service.bank.simulator.books import Books, Order
from service.bank.simulator.papers import statement
from service.bank.simulator.teller import Teller
from service.store.money import PaymentBatch
from service.use_cases import instruction_file, instruction_lines
from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.payments import Payments
from tests.reliability.bank import bank_of
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.many import AWARD_FEN
from tests.reliability.treasury import Refused, Treasury

__all__ = ["run"]

PAID_TWICE, USED_TWICE = "the bank pays a reference twice", "a reference is used twice"
HONEST = instruction_lines.order
_SECOND: dict[str, str] = {}
MONTHS, ROUNDS, SEED = 12, 14, 2026


def run(grounds: Grounds, size: int, fault: str | None = None) -> Outcome:
    """``size`` payments in a year on SQLite; the faults are seeded in the bank, or in our files."""
    with grounds.county("sqlite") as county, ExitStack() as seeded:
        if fault == PAID_TWICE:
            seeded.enter_context(mock.patch.object(Books, "take", _forgetful(Books.take)))
        if fault == USED_TWICE:
            for module in (instruction_file, instruction_lines):
                seeded.enter_context(mock.patch.object(module, "order", _careless))
        treasury, bank = _opened(county, size), bank_of(county, "worst", SEED)
        try:
            _lived(treasury, bank, max(1, size // MONTHS))
        except Refused as error:
            return Outcome(False, f"a step was refused: {error}")
        wrong = list(_accounted(treasury, bank))
        return Outcome(not wrong, "; ".join([_figure(treasury, bank), *wrong[:4]]))


def _opened(county: County, size: int) -> Treasury:
    payments = Payments(county, AWARD_FEN * (size + MONTHS))
    return Treasury(county, payments, county.reviewed_application())


def _lived(treasury: Treasury, bank: Teller, a_month: int) -> None:
    waiting: list[str] = []
    for _ in range(MONTHS):
        treasury.sent([*treasury.approved(a_month), *waiting])
        waiting = _month(treasury, bank)
        treasury.county.days_later(9)
    while waiting:  # what failed in December is paid in the days that follow
        treasury.sent(waiting)
        waiting = _month(treasury, bank)


def _month(treasury: Treasury, bank: Teller) -> list[str]:
    """The bank talks, its statement is read, what failed is paid again; some words come later still."""
    for _ in range(ROUNDS):
        bank.round()
    treasury.looked_after(statement(bank.books))
    return treasury.again()


def _accounted(treasury: Treasury, bank: Teller) -> Iterator[str]:
    """What does not add up; nothing, when every fen is accounted for."""
    books = bank.books
    available, committed, disbursed, _ = treasury.payments.figures()
    allocated = treasury.payments.fund["allocated_fen"]
    if available + committed + disbursed != allocated or min(available, committed, disbursed) < 0:
        yield f"{available} + {committed} + {disbursed} fen are not the {allocated} allocated"
    if books.paid_fen() != disbursed:
        yield f"{books.paid_fen()} fen left the bank and {disbursed} are disbursed"
    yield from (f"reference {one} stands for two things" for one in books.conflicts)
    debits = Counter(entry.reference for entry in books.entries if entry.side == "debit")
    yield from (f"{one} was paid {times} times" for one, times in debits.items() if times > 1)
    credits_ = {entry.reference for entry in books.entries if entry.side == "credit"}
    kept = set(debits) - credits_
    for attempt in treasury.attempts():
        paid = attempt["state"] == "paid"
        if paid is not (attempt["reference"] in kept):
            yield f"{attempt['reference']} is {attempt['state']} here and not at the bank"
    yield from (f"{one['reference']} still waits" for one in treasury.waits())
    states = Counter(one["state"] for one in treasury.payouts())
    if states.keys() - {"paid", "cancelled"}:
        yield f"payouts are left open: {dict(states)}"
    if AWARD_FEN * states["paid"] + _overpaid(treasury) != disbursed:
        yield f"{states['paid']} payouts are paid, and {disbursed} fen disbursed"
    if verify_log(treasury.county.house.transactions).wrong is not None:
        yield "the log does not hold"


def _overpaid(treasury: Treasury) -> int:
    """What was found to have been paid too often."""
    return AWARD_FEN * len({one["reference"] for one in treasury.findings if one["overpaid"]})


def _figure(treasury: Treasury, bank: Teller) -> str:
    books = bank.books
    back = sum(entry.side == "credit" for entry in books.entries)
    said = sum(len(order.words) for order in books.orders.values())
    kept = f"{books.paid_fen()} fen left the bank and stayed away"
    return (
        f"{len(treasury.payouts())} payouts, {len(books.orders)} orders, {said} words, {back} sent back, "
        f"{len(treasury.findings)} findings, {_overpaid(treasury)} fen overpaid; {kept}"
    )


def _forgetful(take: Callable[..., None]) -> Callable[..., None]:
    """The first that is paid, and each after ten more entries, is paid once more under its reference."""

    def taken(self: Books, order: Order, *more: Any) -> None:
        take(self, order, *more)
        if order.paid and len(self.entries) % 10 == 1:
            self._enter(order, "debit", order.day, f"{order.serial}2")

    return taken


def _careless(batch: PaymentBatch, line: int, *more: Any) -> InstructionLine:
    """The second and third line of a file stand under one reference."""
    written = HONEST(batch, line, *more)
    _SECOND[batch.id] = written.reference if line == 2 else _SECOND.get(batch.id, "")
    return replace(written, reference=_SECOND[batch.id]) if line == 3 else written
