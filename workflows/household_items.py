"""Declared items of one kind, read by a list of what counts; each has a step that says so.

An item that is left out stays in sight, with the list that leaves it out: what does not count is as
much a part of the decision as what does (domain.md §2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from workflows.household import Item
from workflows.means_rule import MONTHS
from workflows.steps import Step, yuan
from workflows.vocabulary import codes, label
from workflows.vocabulary.household import COUNTED_INCOME, RECOGNISED_EXPENDITURE

__all__ = ["EXPENDITURE", "INCOME", "Itemised"]

INCOME, EXPENDITURE = "income_item", "expenditure_item"
_STANDARD: Final = {INCOME: COUNTED_INCOME, EXPENDITURE: RECOGNISED_EXPENDITURE}
_KIND: Final = {INCOME: ("收入", "Income"), EXPENDITURE: ("支出", "Expenditure")}
_COUNTED: Final = {
    INCOME: {True: ("计入", "counted"), False: ("不计入", "not counted")},
    EXPENDITURE: {True: ("认定", "recognised"), False: ("不认定", "not recognised")},
}


@dataclass(frozen=True, slots=True)
class Itemised:
    """Items of one kind over a window of months; ``chosen`` is the edition's own list, if any."""

    kind: str
    items: tuple[Item, ...]
    chosen: frozenset[str] | None
    months: int

    def __post_init__(self) -> None:
        known = codes(self.kind)
        for item in self.items:
            if item.item not in known or item.amount_fen < 0:
                raise ValueError(f"no such {self.kind}: {item}")

    @property
    def counted(self) -> frozenset[str]:
        """The codes that count here."""
        return _STANDARD[self.kind] if self.chosen is None else self.chosen

    def declared(self, *codes_wanted: str) -> int:
        """The sum under these codes, whether it counts or not; of all items without a code."""
        wanted = codes_wanted or codes(self.kind)
        return sum(item.amount_fen for item in self.items if item.item in wanted)

    def counting(self, *codes_wanted: str) -> int:
        """The part of it that counts."""
        wanted = self.counted & set(codes_wanted or codes(self.kind))
        return sum(item.amount_fen for item in self.items if item.item in wanted)

    def of_a_year(self, fen: int) -> Fraction:
        """What the window holds, as a year's."""
        return Fraction(fen * MONTHS, self.months)

    def told(self, fen: int) -> tuple[str, str]:
        """The same as a person reads it, in each language."""
        if self.months == MONTHS:
            return yuan(fen), yuan(fen)
        figures = f"{yuan(fen)} ÷ {self.months} × {MONTHS} = {yuan(self.of_a_year(fen))}"
        return f"近 {self.months} 个月 {figures}", f"{figures}, of {self.months} months"

    def steps(self) -> tuple[Step, ...]:
        """One for each item, in the order they were declared."""
        return tuple(self._step(item) for item in self.items)

    def _step(self, item: Item) -> Step:
        counted = item.item in self.counted
        zh, en = _KIND[self.kind]
        says_zh, says_en = _COUNTED[self.kind][counted]
        standard = self.chosen is None
        by_zh, by_en = (
            ("通行口径", "by the standard list")
            if standard
            else ("本地政策", "by the edition's list")
        )
        name_zh, name_en = (label(self.kind, item.item, one) for one in ("zh", "en"))
        amount = yuan(item.amount_fen)
        return Step(
            code=self.kind,
            zh=f"{zh}·{name_zh} {amount}：按{by_zh}{says_zh}",
            en=f"{en}, {name_en}, {amount}: {says_en} {by_en}",
            values={
                "item": item.item,
                "amount_fen": item.amount_fen,
                "counted": counted,
                "by": "standard" if standard else "edition",
            },
        )
