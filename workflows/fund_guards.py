"""What stands between an award and a fund: its source, its purpose, its year, and its books.

Asked where money is set aside, and again whenever it moves towards the bank. Guards are named as the
refusals they give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import errors, guards
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.fund_use import forbidding
from workflows.table import Guard

__all__ = [
    "PAYS_FOR",
    "SET_ASIDE",
    "fund_busy",
    "fund_closed",
    "heir_unfit",
    "ledger_broken",
    "not_the_giver",
    "purpose_unfit",
    "source_forbids",
]


def source_forbids(facts: Facts) -> Iterator[Verdict]:
    """Every union from the fund upwards lets this source pay for this (专款专用)."""
    money = facts.money
    if money is None or money.spending is None:
        yield Verdict(errors.SourceForbids, False)
        return
    if money.fund is None:
        yield Verdict(errors.SourceForbids, True)  # no fund: that is refused by its own name
        return
    asked, source = money.spending, money.fund.source
    use = forbidding(money.uses, source, asked)
    values: dict[str, object] = {
        "source": source, "programme": asked.programme, "kind": asked.kind,
    }  # fmt: skip
    if use is not None:
        allowed = [one.to_dict() for one in use.may_pay.get(source, ())]
        values |= {"award_fen": asked.award_fen, "union": use.union, "allowed": allowed}
    yield Verdict(errors.SourceForbids, use is None, values)


def purpose_unfit(facts: Facts) -> Iterator[Verdict]:
    """Money that was given for something pays for nothing else."""
    money = facts.money
    if money is None or money.spending is None:
        yield Verdict(errors.PurposeUnfit, False)
        return
    purpose = money.fund.purpose if money.fund else None
    ok = purpose is None or purpose.covers(money.spending)
    values = (
        {"fund_id": money.fund.id, "purpose": purpose.to_dict()} if purpose and money.fund else {}
    )
    yield Verdict(errors.PurposeUnfit, ok, values)


def fund_closed(facts: Facts) -> Iterator[Verdict]:
    """Of a closed year nothing moves; what it left stands in the fund it was carried to."""
    money = facts.money
    fund = money.fund if money else None
    values = {"fund_id": fund.id, "carried_to": fund.carried_to} if fund else {}
    yield Verdict(errors.FundClosed, money is not None and not (fund and fund.closed), values)


def ledger_broken(facts: Facts) -> Iterator[Verdict]:
    """Nothing leaves a fund whose books contradict themselves: each broken invariant with both sides."""
    found = facts.money.broken if facts.money else None
    if not found:
        yield Verdict(errors.LedgerBroken, found is not None)
        return
    for one in found:
        yield Verdict(errors.LedgerBroken, False, one.values)


def not_the_giver(facts: Facts) -> Iterator[Verdict]:
    """Who allocated into a fund does not count it off."""
    gave, persons = facts.drafted_by, set(facts.actor.persons())
    same = bool(gave and gave & persons)
    values = {"duties_held": ["allocate"]} if same else {}
    yield Verdict(
        errors.SeparationOfDuties, gave is not None and bool(persons) and not same, values
    )


def fund_busy(facts: Facts) -> Iterator[Verdict]:
    """A year is closed when everything of it is settled: nothing is set aside, nothing is under way."""
    closing = facts.money.closing if facts.money else None
    if closing is None:
        yield Verdict(errors.FundBusy, False)
        return
    values = {"committed_fen": closing.committed_fen, "open": list(closing.open)}
    yield Verdict(errors.FundBusy, not closing.committed_fen and not closing.open, values)


def heir_unfit(facts: Facts) -> Iterator[Verdict]:
    """What is left goes to the same union's, source's and purpose's fund of the next year."""
    closing = facts.money.closing if facts.money else None
    ok = closing is not None and closing.heir_fits is not False
    yield Verdict(errors.HeirUnfit, ok, {"carry_to": closing.heir} if closing else {})


PAYS_FOR: Final[tuple[Guard, ...]] = (source_forbids, purpose_unfit, fund_closed)
SET_ASIDE: Final[tuple[Guard, ...]] = (guards.fund_insufficient, *PAYS_FOR)
"""What is asked of a fund before an award is set aside in it."""
