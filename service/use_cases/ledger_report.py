"""Balances by source, programme, year and union; and of each fund whether its books agree.

Both are read from the rows in few statements, however many funds there are (design.md §8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from service.store.money import Fund, Posting
from service.unit_of_work import UnitOfWork
from service.use_cases.fund_books import books_of
from service.use_cases.in_scope import page_after, within
from workflows.errors import ReportTooLarge
from workflows.invariants import invariants
from workflows.ledger_lines import Line, lines_of

__all__ = ["MOST", "Wanted", "invariants_of", "ledger_of"]

MOST: Final = 5_000
"""Sums looked at in one call; a narrower question is answered where there are more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None asks for all of it that the caller sees."""

    union: str | None = None
    source: str | None = None
    year: int | None = None
    programme: str | None = None

    def conditions(self, uow: UnitOfWork) -> list[ColumnElement[bool]]:
        asked = {Fund.union: self.union, Fund.source: self.source, Fund.year: self.year}
        named = [column == value for column, value in asked.items() if value is not None]
        return [within(Fund.union_path, uow.actor), *named]


def ledger_of(uow: UnitOfWork, wanted: Wanted) -> list[dict[str, Any]]:
    """A line for each source, year and union, and one for each programme of it. Raises
    ``ReportTooLarge``."""
    keys = (Fund.source, Fund.year, Fund.union, Posting.programme, Posting.account, Posting.kind)
    rows = uow.session.execute(
        select(*keys, func.sum(Posting.amount_fen).label("fen"))
        .join(Posting, Posting.fund_id == Fund.id)
        .where(*wanted.conditions(uow))
        .group_by(*keys)
        .limit(MOST + 1)
    ).all()
    if len(rows) > MOST:
        raise ReportTooLarge(found=len(rows), most=MOST)
    lines = lines_of(
        Line(row.source, row.year, row.union, row.programme, row.account, row.kind, int(row.fen))
        for row in rows
    )
    return [one for one in lines if wanted.programme in (None, one["programme"])]


def invariants_of(
    uow: UnitOfWork, wanted: Wanted, after: int, limit: int
) -> tuple[list[dict[str, Any]], int | None, bool]:
    """A page of funds with every invariant of each, the cursor, and whether more follow."""
    funds, more = page_after(uow, Fund, wanted.conditions(uow), after, limit)
    books = books_of(uow, [fund.id for fund in funds])
    lines = [
        {**_fund(fund), **_told(one)}
        for fund in funds
        for one in invariants(books[fund.id])
        if wanted.programme in (None, one.programme)
    ]
    return lines, (funds[-1].number if funds else None), more is not None


def _fund(fund: Fund) -> Mapping[str, Any]:
    return {
        "fund_id": fund.id, "code": fund.code, "source": fund.source, "year": fund.year,
        "union": fund.union,
    }  # fmt: skip


def _told(one: Any) -> Mapping[str, Any]:
    return {
        "invariant": one.name, "programme": one.programme, "account": one.account,
        "left": one.left, "right": one.right, "holds": one.holds,
    }  # fmt: skip
