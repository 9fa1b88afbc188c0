"""Where each guard of a fund refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.workflows.tables import WELL
from workflows import fund_guards
from workflows.fund_use import Allowance, FundUse
from workflows.invariants import Invariant
from workflows.money_facts import ClosingFacts, FundTold
from workflows.purpose import Purpose
from workflows.table import Guard

__all__ = ["HOLDS_OF_FUNDS", "REFUSES_OF_FUNDS"]

GIVER = frozenset({"person-ann"})
CASH = Allowance("warmth", ("cash",))


def money(**told: Any) -> Mapping[str, Any]:
    return {"money": replace(WELL["money"], **told)}


def fund(**told: Any) -> Mapping[str, Any]:
    return money(fund=FundTold("fund-1", "union", **told))


def use(*lines: Allowance, union: str = "360000") -> FundUse:
    return FundUse(union, {"union": lines})


def closing(**told: Any) -> Mapping[str, Any]:
    return money(closing=ClosingFacts(**{"committed_fen": 0, "open": (), **told}))


def forbidden(allowed: list[dict[str, Any]], union: str = "360000") -> dict[str, Any]:
    return {
        "source": "union", "programme": "warmth", "kind": "cash", "award_fen": 30_000,
        "union": union, "allowed": allowed,
    }  # fmt: skip


SMALL = Allowance("warmth", ("cash",), per_time_fen=29_999)
SEVERE = Allowance("warmth", ("cash", "goods"), categories=("severe",))
GOODS = Allowance("warmth", ("goods",))
OTHER = Allowance("medical", ("cash",))
OFF = Invariant("committed_cases", 1, 0, "warmth")

REFUSES_OF_FUNDS: dict[Guard, Any] = {
    fund_guards.source_forbids: (
        (money(uses=(use(),)), "source_forbids", forbidden([])),
        (money(uses=(use(SMALL),)), "source_forbids", forbidden([SMALL.to_dict()])),
        (money(uses=(use(SEVERE),)), "source_forbids", forbidden([SEVERE.to_dict()])),
        (money(uses=(use(GOODS, OTHER),)), "source_forbids",
         forbidden([GOODS.to_dict(), OTHER.to_dict()])),
        (money(uses=(use(OTHER), use(CASH, union="360722"))), "source_forbids",
         forbidden([OTHER.to_dict()])),
        (money(uses=(use(CASH), use(union="360722"))), "source_forbids",
         forbidden([], union="360722")),
        ({"money": None}, "source_forbids", {}),
    ),
    fund_guards.purpose_unfit: (
        *(
            (fund(purpose=Purpose(**bound)), "purpose_unfit",
             {"fund_id": "fund-1", "purpose": {k: list(v) for k, v in bound.items()}})
            for bound in (
                {"programmes": ("tuition",)}, {"unions": ("360723",)},
                {"categories": ("severe",)}, {"causes": ("9",)},
            )
        ),
        ({"money": None}, "purpose_unfit", {}),
    ),
    fund_guards.fund_closed: (
        (fund(closed=True, carried_to="fund-2"), "fund_closed",
         {"fund_id": "fund-1", "carried_to": "fund-2"}),
        ({"money": None}, "fund_closed", {}),
    ),
    fund_guards.ledger_broken: (
        (money(broken=(OFF,)), "ledger_broken",
         {"invariant": "committed_cases", "left": 1, "right": 0, "programme": "warmth"}),
        (money(broken=None), "ledger_broken", {}),
        ({"money": None}, "ledger_broken", {}),
    ),
    fund_guards.not_the_giver: (
        ({"drafted_by": GIVER}, "separation_of_duties", {"duties_held": ["allocate"]}),
        ({"drafted_by": None}, "separation_of_duties", {}),
    ),
    fund_guards.fund_busy: (
        (closing(committed_fen=1), "fund_busy", {"committed_fen": 1, "open": []}),
        (closing(open=("p-1",)), "fund_busy", {"committed_fen": 0, "open": ["p-1"]}),
        (money(closing=None), "fund_busy", {}),
    ),
    fund_guards.heir_unfit: (
        (closing(heir_fits=False, heir="fund-2"), "heir_unfit", {"carry_to": "fund-2"}),
        (money(closing=None), "heir_unfit", {}),
    ),
}  # fmt: skip
HOLDS_OF_FUNDS: dict[Guard, Any] = {
    fund_guards.source_forbids: (
        money(uses=(use(CASH),)),
        money(uses=(use(GOODS, replace(SMALL, per_time_fen=30_000)),)),
        money(uses=(use(),), fund=None),
    ),
    fund_guards.purpose_unfit: (
        fund(purpose=Purpose(programmes=("tuition", "warmth"))),
        fund(purpose=Purpose()),
    ),
    fund_guards.not_the_giver: ({"drafted_by": frozenset()}, {"drafted_by": frozenset({"eve"})}),
    fund_guards.heir_unfit: (closing(heir_fits=True, heir="fund-2"),),
}
