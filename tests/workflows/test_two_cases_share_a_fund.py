"""Two cases that share a fund: every order of approval, payment, failure, return and lapse of both.

Who acts is proved of one case (`test_no_way_around`); here the right person always does, and the money
is counted by the very movements of the ledger. Nobody is paid from the other's award, nothing is set
free while it may be under way, and an account is never overdrawn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from tests.workflows.composed import CALLS
from tests.workflows.tables import PATHS, TODAY
from workflows import guards, ledger
from workflows.actor import SYSTEM
from workflows.facts import Facts, FundFacts
from workflows.ledger import AVAILABLE, COMMITTED, DISBURSED, Movement, Overdrawn
from workflows.path import plain, table_of
from workflows.payout import PAYOUT
from workflows.table import Row, Table

AWARD = 30_000
APPLICATION = table_of(PATHS["review-notice-approval"])
WAITING = "notice_passed.2"
HOLDING = frozenset({"pending", "sent", "unknown", "failed"})
PATH_ENDS = frozenset({"reject", "withdraw"})
OF_MONEY = (
    "make",
    "dispatch",
    "unmake",
    "paid",
    "failed",
    "unknown",
    "return",
    "reissue",
    "cancel",
)


@dataclass(frozen=True, slots=True)
class Case:
    """Where the application stands, and its payout if it has one."""

    state: str = WAITING
    payout: str | None = None

    @property
    def holds(self) -> int:
        """The money that is to be set aside for it."""
        in_hand = self.state == "paying" and (self.payout or "pending") in HOLDING
        return AWARD * (self.state == "approved" or in_hand)

    @property
    def has(self) -> int:
        return AWARD * (self.payout == "paid")


@dataclass(frozen=True, slots=True)
class World:
    """Both cases and the balances of their fund."""

    cases: tuple[Case, Case]
    available: int
    committed: int = 0
    disbursed: int = 0

    @property
    def breach(self) -> str | None:
        if self.committed != sum(one.holds for one in self.cases):
            return "what is set aside is not what the cases wait for"
        if self.disbursed != sum(one.has for one in self.cases):
            return "what was paid is not what left the fund"
        return None


@dataclass(frozen=True, slots=True)
class House:
    """The tables under trial; ``named`` says that rows which are no doors may be named all the same."""

    application: Table = APPLICATION
    payout: Table = PAYOUT
    named: bool = False


def _may(row: Row, world: World) -> bool:
    """Of the guards only that of the fund: the others are proved of one case."""
    fund = FundFacts("f-1", world.available, fit=True)
    facts = Facts(actor=SYSTEM, today=TODAY, award_fen=AWARD, fund=fund)
    asked = (one for one in row.guards if one is guards.fund_insufficient)
    return all(verdict.ok for guard in asked for verdict in guard(facts))


def _moved(world: World, place: int, case: Case, *movements: Movement) -> World:
    balances = {
        AVAILABLE: world.available, COMMITTED: world.committed, DISBURSED: world.disbursed,
    }  # fmt: skip
    for movement in movements:
        balances = movement.applied_to(balances)
    cases = (case, world.cases[1]) if place == 0 else (world.cases[0], case)
    return World(cases, balances[AVAILABLE], balances[COMMITTED], balances[DISBURSED])


Step = tuple[str, Callable[[], World]]


def _steps(house: House, world: World) -> Iterator[Step]:
    for place, case in enumerate(world.cases):
        for what, after, movements in (*_decided(house, world, case), *_paid(house, world, case)):
            yield (
                f"case {place + 1}: {what}",
                lambda p=place, a=after, m=movements: _moved(world, p, a, *m),  # type: ignore[misc]
            )


def _decided(
    house: House, world: World, case: Case
) -> Iterator[tuple[str, Case, tuple[Movement, ...]]]:
    for row in house.application.rows:
        if row.source != case.state or not (row.door or house.named) or not _may(row, world):
            continue
        after = replace(case, state=row.target)
        if row.action == "approve" and row.money:
            yield row.key, after, (ledger.commit(AWARD),)
        elif row.action == "lapse" and plain(row.target) == "lapsed" and case.state != "returned":
            yield row.key, after, (ledger.release(AWARD),)
        elif row.action in PATH_ENDS:
            yield row.key, after, ()


def _paid(
    house: House, world: World, case: Case
) -> Iterator[tuple[str, Case, tuple[Movement, ...]]]:
    for call in OF_MONEY:
        if (call == "make") is not (case.payout is None):
            continue
        of_payout = CALLS[call]["payout"]
        of_case = CALLS[call].get("application")
        for row in house.payout.rows_for(case.payout or house.payout.initial, of_payout):
            others = house.application.rows_for(case.state, of_case) if of_case else (None,)
            for other in others:
                if not _may(row, world):
                    continue
                state = case.state if other is None else other.target
                gone = call == "unmake"
                yield call, Case(state, None if gone else row.target), _money(call, row)


def _money(call: str, row: Row) -> tuple[Movement, ...]:
    """As the use cases post it: what came back is set aside anew only when it is tried again."""
    if call == "paid":
        return (ledger.disburse(AWARD),)
    if call == "return":
        return (ledger.return_(AWARD),)
    if call == "reissue" and row.source == "returned":
        return (ledger.commit(AWARD),)
    if call == "cancel" and row.source != "returned":
        return (ledger.release(AWARD),)
    return ()


def walk(house: House, awards: int) -> tuple[str | None, tuple[str, ...], frozenset[World]]:
    """The breach and the shortest way to it, or every world there is."""
    start = World((Case(), Case()), AWARD * awards)
    ways: dict[World, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        world = waiting.popleft()
        for what, follow in _steps(house, world):
            way = (*ways[world], what)
            try:
                after = follow()
            except Overdrawn as error:
                return f"{error.account} is overdrawn", way, frozenset(ways)
            if after.breach:
                return after.breach, way, frozenset(ways)
            if after not in ways:
                ways[after] = way
                waiting.append(after)
    return None, (), frozenset(ways)


@pytest.mark.parametrize(("awards", "most"), [(1, 1), (2, 2)])
def test_no_more_are_paid_than_the_fund_can_bear(awards: int, most: int) -> None:
    breach, way, worlds = walk(House(), awards)
    assert (breach, way) == (None, ())
    paid = [sum(one.payout == "paid" for one in world.cases) for world in worlds]
    assert max(paid) == most
    assert {one.payout for world in worlds for one in world.cases} == {None, *PAYOUT.states}
    ended = {"approved", "paying", "paid", "lapsed", "rejected", "withdrawn", WAITING}
    assert {one.state for world in worlds for one in world.cases} == ended


def _without(table: Table, action: str) -> Table:
    rows = tuple(
        replace(row, guards=tuple(g for g in row.guards if g is not guards.fund_insufficient))
        if row.action == action else row
        for row in table.rows
    )  # fmt: skip
    assert rows != table.rows
    return replace(table, rows=rows)


def _having(table: Table, *row: str) -> Table:
    source, action, target = row
    return replace(
        table, rows=(*table.rows, Row(source, action, target, frozenset({"approver"}), money=True))
    )


CONTROLS: dict[str, tuple[str, House]] = {
    "an approval does not look at the fund": (
        "available is overdrawn", House(application=_without(APPLICATION, "approve")),
    ),
    "what came back is tried again without a look at the fund": (
        "available is overdrawn", House(payout=_without(PAYOUT, "reissue")),
    ),
    "a row that is no door is named": (
        "committed is overdrawn", House(named=True),
    ),
    "an approved case is approved again": (
        "available is overdrawn",
        House(application=_having(APPLICATION, "approved", "approve", "approved")),
    ),
    "paid becomes failed by the bank's second word": (
        "what was paid is not what left the fund", House(payout=_having(PAYOUT, "paid", "failed", "failed")),
    ),
    "a paid case is given up": (
        "what was paid is not what left the fund",
        House(payout=_having(PAYOUT, "paid", "failed", "pending")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTROLS)
def test_a_rule_taken_out_is_found_with_the_shortest_way(name: str) -> None:
    breach, house = CONTROLS[name]
    found, way, _ = walk(house, 1)
    assert found == breach
    assert way
