"""会计凭证: each movement of money as the books take it, derived from the ledger and kept nowhere else.

What a voucher says follows from its postings, from the papers of its case, and from the subjects that
bound its day, none of which change: so it reads the same whenever it is asked for. Pages go by the
audit number, and a number's vouchers come together: who asks from a cursor on misses none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select

from service.audit.past import size_before, times_of
from service.store.money import Fund, Posting
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.case_documents import NO_CASE, NO_TRY, papers_of_cases, tries_of
from service.use_cases.in_scope import within
from service.use_cases.subjects_in_force import Subjects, subjects_for
from workflows.accounting import REVERSALS, SILENT, kind_in_words, voucher_number
from workflows.amount_in_words import amount_in_words
from workflows.programme import registered

__all__ = ["paid_by", "vouchers_after"]

POSTINGS = 2
SUMMARY_MAX = 42
"""Characters of a purpose that the systems of banks and books take (domain.md §5)."""


@dataclass(frozen=True, slots=True)
class _Movement:
    """The postings of one deed on one fund by one road."""

    postings: Sequence[Posting]

    @property
    def first(self) -> Posting:
        return self.postings[0]

    @property
    def place(self) -> int:
        """Among the movements of the deed, whoever asks and whatever for: each has two postings."""
        return self.first.line // POSTINGS

    @property
    def amount_fen(self) -> int:
        gained = sum(max(one.amount_fen, 0) for one in self.postings)
        return gained or -sum(one.amount_fen for one in self.postings)


def vouchers_after(
    uow: UnitOfWork, query: Mapping[str, Any], after: int, limit: int
) -> tuple[list[dict[str, Any]], int | None, bool]:
    """A page of vouchers, the audit number of its last, and whether more follow.

    Raises ``EditionMissing`` where a union of the page has no subjects.
    """
    asked = [
        Posting.made_by > after, Posting.kind.not_in(SILENT),
        within(Fund.union_path, uow.actor), *_period(uow, query),
    ]  # fmt: skip
    columns: dict[str, Any] = {
        "fund_id": Posting.fund_id,
        "kind": Posting.kind,
        "union": Fund.union,
    }
    columns |= {"source": Fund.source, "programme": Posting.programme}
    asked += [column == query[name] for name, column in columns.items() if name in query]
    numbers = uow.session.scalars(
        select(Posting.made_by).join(Fund, Fund.id == Posting.fund_id).where(*asked)
        .group_by(Posting.made_by).order_by(Posting.made_by).limit(limit + 1)
    ).all()  # fmt: skip
    page = numbers[:limit]
    movements = _movements(uow, [*asked, Posting.made_by.in_(page)]) if page else []
    told = _Telling(uow, movements).all() if movements else []
    return told, (page[-1] if page else None), len(numbers) > limit


def _period(uow: UnitOfWork, query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """A year or one month of it, by the business day of the deed: the log is in the order of time."""
    year, month = query.get("year"), query.get("month")
    if year is None:
        return []
    first = date(year, month or 1, 1)
    last = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
    connection = uow.session.connection()
    begin, end = (size_before(connection, _midnight(day), uow.size) for day in (first, last))
    return [Posting.made_by >= begin, Posting.made_by < end]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _movements(uow: UnitOfWork, asked: Sequence[ColumnElement[bool]]) -> list[_Movement]:
    rows = uow.session.scalars(
        select(Posting).join(Fund, Fund.id == Posting.fund_id).where(*asked)
        .order_by(Posting.made_by, Posting.line)
    )  # fmt: skip
    groups: dict[tuple[int, str, str], list[Posting]] = {}
    for row in rows:
        groups.setdefault((row.made_by, row.fund_id, row.kind), []).append(row)
    return [_Movement(postings) for postings in groups.values()]


def paid_by(
    uow: UnitOfWork, wanted: Sequence[tuple[str | None, str | None]]
) -> dict[tuple[str | None, str | None], int]:
    """For each application and reference the entry that paid it out; the last one where a movement names
    no reference."""
    cases = {case for case, _ in wanted if case}
    if not cases:
        return {}
    rows = uow.session.execute(
        select(Posting.application_id, Posting.reference, Posting.made_by)
        .where(
            Posting.kind == "disburse", Posting.amount_fen > 0, Posting.application_id.in_(cases)
        )
        .order_by(Posting.made_by)
    ).all()
    found: dict[tuple[str | None, str | None], int] = {}
    for row in rows:
        found[row.application_id, row.reference] = found[row.application_id, None] = row.made_by
    return found


class _Telling:
    """One page: what all its vouchers need is fetched at once, then each is told."""

    def __init__(self, uow: UnitOfWork, movements: Sequence[_Movement]) -> None:
        firsts = [one.first for one in movements]
        self.movements = movements
        back = [(o.application_id, o.reference) for o in firsts if o.kind in REVERSALS]
        self.paid = paid_by(uow, back)
        numbers = {one.made_by for one in firsts} | set(self.paid.values())
        self.times = times_of(uow.session.connection(), numbers)
        ids = {one.fund_id for one in firsts}
        self.funds = {
            fund.id: fund for fund in uow.session.scalars(select(Fund).where(Fund.id.in_(ids)))
        }
        self.subjects: Subjects = subjects_for(uow, self.funds.values())
        self.papers = papers_of_cases(uow, {o.application_id for o in firsts if o.application_id})
        self.tries = tries_of(uow, {one.reference for one in firsts if one.reference})

    def all(self) -> list[dict[str, Any]]:
        return [self._voucher(one) for one in self.movements]

    def _day(self, number: int) -> date:
        return self.times[number].astimezone(SHANGHAI).date()

    def _number(self, number: int, place: int = 0) -> str:
        return voucher_number(self._day(number).year, number, place)

    def _reversed(self, posting: Posting) -> str | None:
        if posting.kind not in REVERSALS:
            return None
        case = posting.application_id
        paid = self.paid.get((case, posting.reference)) or self.paid.get((case, None))
        return None if paid is None else self._number(paid)

    def _voucher(self, movement: _Movement) -> dict[str, Any]:
        first, fund = movement.first, self.funds[movement.first.fund_id]
        day = self._day(first.made_by)
        papers = self.papers.get(first.application_id or "", NO_CASE)
        sent = self.tries.get(first.reference or "", NO_TRY)
        entry, edition = self.subjects.entry(fund, first.kind, first.programme, day, first.made_by)
        amount = movement.amount_fen
        return {
            "number": self._number(first.made_by, movement.place),
            "audit_number": first.made_by,
            "date": day.isoformat(),
            "kind": first.kind,
            "summary": _summary(first, papers.serial),
            "amount_fen": amount,
            "amount": f"{amount // 100}.{amount % 100:02d}",
            "amount_cn": amount_in_words(amount),
            "lines": [
                {"side": "debit", "code": entry.debit.code, "name": entry.debit.name, "amount_fen": amount},
                {"side": "credit", "code": entry.credit.code, "name": entry.credit.name, "amount_fen": amount},
            ],
            "edition_id": edition,
            "fund_id": fund.id, "fund_code": fund.code, "source": fund.source, "year": fund.year,
            "book_union": fund.union, "programme": first.programme, "union": first.union,
            "application_id": first.application_id, "application_number": papers.serial,
            "payout_id": first.payout_id, "reference": first.reference,
            "batch_id": sent.batch_id, "batch_number": sent.batch_number,
            "bank_serial": sent.bank_serial,
            "attachments": [*papers.told(), *sent.told()],
            "reversal_of": self._reversed(first),
        }  # fmt: skip


def _summary(posting: Posting, serial: str | None) -> str:
    programme = registered().get(posting.programme or "")
    words = (kind_in_words(posting.kind), programme.title("zh") if programme else "", serial or "")
    return " ".join(word for word in words if word)[:SUMMARY_MAX]
