"""资金使用范围: what each source may pay, as dated data of a union (domain.md §1.3).

The edition ``fund_use`` says per source which programmes it may pay, in cash or in goods, up to which
award and for which categories. Otherwise than with other editions, those of every union from the fund
upwards bind together: a union below may say less of money that comes from above, and never more. Where
no union has said anything, any source may pay for anything, as before there were such editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.money_facts import Spending

__all__ = ["FUND_USE", "Allowance", "FundUse", "forbidding", "parse_fund_use"]

FUND_USE: Final = "fund_use"


@dataclass(frozen=True, slots=True)
class Allowance:
    """One thing a source may pay; without a programme it is any, also one that joins later."""

    programme: str | None
    kinds: tuple[str, ...]
    per_time_fen: int | None = None
    categories: tuple[str, ...] = ()

    def covers(self, asked: Spending) -> bool:
        return (
            self.programme in (None, asked.programme)
            and asked.kind in self.kinds
            and (self.per_time_fen is None or asked.award_fen <= self.per_time_fen)
            and (not self.categories or asked.category in self.categories)
        )

    def to_dict(self) -> dict[str, Any]:
        """As a refusal says what would be allowed."""
        told: dict[str, Any] = {"kinds": list(self.kinds)}
        if self.programme is not None:
            told["programme"] = self.programme
        if self.per_time_fen is not None:
            told["per_time_fen"] = self.per_time_fen
        if self.categories:
            told["categories"] = list(self.categories)
        return told


@dataclass(frozen=True, slots=True)
class FundUse:
    """What a union has said of its sources; one it does not name may pay for nothing."""

    union: str
    may_pay: Mapping[str, tuple[Allowance, ...]]


def forbidding(uses: Iterable[FundUse], source: str, asked: Spending) -> FundUse | None:
    """The first rule, from the highest union down, under which the source may not pay for this."""
    for use in uses:
        if not any(one.covers(asked) for one in use.may_pay.get(source, ())):
            return use
    return None


def parse_fund_use(document: Mapping[str, Any]) -> FundUse:
    """From the document of an edition in which `problems` has found nothing wrong."""
    return FundUse(
        union=document["union"],
        may_pay={
            source: tuple(
                Allowance(
                    one.get("programme"), tuple(one["kinds"]), one.get("per_time_fen"),
                    tuple(one.get("categories") or ()),
                )
                for one in lines
            )
            for source, lines in document["may_pay"].items()
        },
    )  # fmt: skip
