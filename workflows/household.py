"""What a household declares of its money: the totals of a year, or item by item (domain.md §2.2)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Household", "Item"]


@dataclass(frozen=True, slots=True)
class Item:
    """One amount under a code of `income_item` or `expenditure_item`; a code may stand twice."""

    item: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Household:
    """What the test looks at; ``size`` counts everybody who lives together, the worker too.

    Where ``income`` or ``expenditure`` holds items, they decide and the total of that kind is not
    looked at; it is shown beside them. Items cover the months the edition names, totals a year.
    ``event_cost_fen`` is the event's own cost after all compensation. The part of it that is listed
    under `event_loss` is deducted once; of other bills, each stands either here or there.
    """

    annual_income_fen: int
    annual_rigid_expenditure_fen: int
    size: int
    main_cause: str | None = None
    event_cost_fen: int = 0
    income: tuple[Item, ...] = ()
    expenditure: tuple[Item, ...] = ()
