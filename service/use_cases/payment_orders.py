"""付款单: what a payment system asks of each payout, told in the order of the feed.

The least fields of a payment order (domain.md §5): where the money comes from, for which case, who
decided, made and released, what the bank said, and which voucher it became. The account is masked;
whole it stands in the instruction file alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from service.audit.past import times_of
from service.store.audit_tables import audit_entry
from service.store.hardship_file import HardshipFile
from service.store.money import Allocation, Fund, Payout, Posting
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.case_documents import NO_CASE, NO_TRY, papers_of_cases, tries_of
from service.use_cases.derive_vouchers import SUMMARY_MAX
from service.use_cases.find_payout import FILTERS
from service.use_cases.in_scope import within
from workflows.accounting import voucher_number
from workflows.amount_in_words import amount_in_words
from workflows.programme import registered
from workflows.vocabulary import label

__all__ = ["payment_orders_after"]

DOCUMENTS_MAX: Final = 20
"""Appropriation documents told of one fund: the last ones."""
ACTS: Final = {
    "payout.make": "maker", "payment_batch.release": "checker", "application.approve": "approver",
}  # fmt: skip
BACK: Final = frozenset({"return", "return_late"})
"""What takes a whole payment back; what is recovered bit by bit has vouchers of its own."""
Told = dict[str, Any]


def payment_orders_after(
    uow: UnitOfWork, query: Mapping[str, Any], after: int, limit: int
) -> tuple[list[tuple[Payout, Told]], bool]:
    """A page of payouts that have an order, each with what is told of it beside its payee."""
    asked = [Payout.number > after, within(Payout.union_path, uow.actor)]
    asked += [getattr(Payout, name) == query[name] for name in FILTERS if name in query]
    rows = uow.session.scalars(
        select(Payout).where(*asked).order_by(Payout.number).limit(limit + 1)
    ).all()
    page = rows[:limit]
    telling = _Telling(uow, page)
    return [(one, telling.order(one)) for one in page], len(rows) > limit


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who did a step, and when, as the log has it."""

    officer: str | None
    at: str

    def told(self) -> Told:
        return {"officer": self.officer, "at": self.at}


class _Telling:
    """One page: what all its orders need, in the same few statements however many they are."""

    def __init__(self, uow: UnitOfWork, page: Sequence[Payout]) -> None:
        cases = {one.application_id for one in page}
        self.papers = papers_of_cases(uow, cases)
        self.tries = tries_of(uow, {one.reference for one in page if one.reference})
        self.files = _serials(uow, {one.file_id for one in page})
        ids = {one.fund_id for one in page}
        found = uow.session.scalars(select(Fund).where(Fund.id.in_(ids)))
        self.funds = {fund.id: fund for fund in found}
        self.documents = _documents(uow, ids)
        batches = {one.batch_id for one in page if one.batch_id}
        self.hands = _hands(uow, cases | batches | {one.id for one in page})
        self.vouchers = _vouchers(uow, {one.id for one in page})

    def order(self, payout: Payout) -> Told:
        papers = self.papers.get(payout.application_id, NO_CASE)
        sent = self.tries.get(payout.reference or "", NO_TRY)
        fund = self.funds[payout.fund_id]
        steps = {
            "maker": self.hands.get((payout.id, "maker")),
            "checker": self.hands.get((payout.batch_id or "", "checker")),
            "approver": self.hands.get((payout.application_id, "approver")),
        }
        paid, back = (self.vouchers.get((payout.id, back)) for back in (False, True))
        code = payout.failure_code
        return {
            "order_no": payout.reference,
            "payout_id": payout.id,
            "fund_id": fund.id, "fund_code": fund.code, "fund_source": fund.source,
            "year": fund.year,
            "appropriation_documents": self.documents[fund.id],
            "programme": payout.programme, "union": payout.union,
            "case_no": papers.serial, "file_no": self.files.get(payout.file_id),
            "meeting_no": papers.meeting_number,
            "meeting_on": papers.meeting_on and papers.meeting_on.isoformat(),
            "amount_fen": payout.amount_fen, "amount_cn": amount_in_words(payout.amount_fen),
            "purpose": _purpose(payout, papers.serial),
            **{name: hand and hand.told() for name, hand in steps.items()},
            "edition_id": papers.edition_id,
            "state": payout.state,
            "batch_no": sent.batch_number, "bank_serial": sent.bank_serial,
            "result_code": code, "result_text": code and label("failure_code", code, "zh"),
            "attachments": [*papers.told(), *sent.told()],
            "voucher_no": back or paid,
            "reversal_of": paid if back else None,
            "audit_number": payout.number,
        }  # fmt: skip


def _purpose(payout: Payout, serial: str | None) -> str:
    title = registered()[payout.programme].title("zh")
    return f"{title} {serial or ''}".strip()[:SUMMARY_MAX]


def _serials(uow: UnitOfWork, ids: Collection[str]) -> dict[str, str]:
    asked = select(HardshipFile.id, HardshipFile.serial).where(HardshipFile.id.in_(ids))
    return {row.id: row.serial for row in uow.session.execute(asked)}


def _documents(uow: UnitOfWork, funds: Collection[str]) -> dict[str, list[str]]:
    rows = uow.session.execute(
        select(Allocation.fund_id, Allocation.document_number)
        .where(Allocation.fund_id.in_(funds))
        .order_by(Allocation.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.fund_id].append(row.document_number)
    return defaultdict(
        list,
        {fund: list(dict.fromkeys(numbers))[-DOCUMENTS_MAX:] for fund, numbers in found.items()},
    )


def _hands(uow: UnitOfWork, things: Collection[str]) -> dict[tuple[str, str], _Hand]:
    """The last to do each step of each thing; one that was done by several is told by the last."""
    entry = audit_entry.c
    last = (
        select(func.max(entry.number))
        .where(entry.thing.in_(things), entry.act.in_(ACTS))
        .group_by(entry.thing, entry.act)
    )
    rows = uow.session.execute(
        select(entry.thing, entry.act, entry.entry).where(entry.number.in_(last))
    )
    found = {}
    for row in rows:
        told = json.loads(row.entry)
        found[row.thing, ACTS[row.act]] = _Hand(told["who"].get("sub"), told["ts"])
    return found


def _vouchers(uow: UnitOfWork, payouts: Collection[str]) -> dict[tuple[str, bool], str]:
    """The voucher that paid each payout last, and the one that took it back, where that came after."""
    rows = uow.session.execute(
        select(Posting.payout_id, Posting.kind, func.max(Posting.made_by).label("number"))
        .where(Posting.payout_id.in_(payouts), Posting.kind.in_(BACK | {"disburse"}))
        .group_by(Posting.payout_id, Posting.kind)
    ).all()
    times = times_of(uow.session.connection(), {row.number for row in rows})
    last: dict[tuple[str, bool], int] = {}
    for row in rows:
        key = (row.payout_id, row.kind in BACK)
        last[key] = max(row.number, last.get(key, -1))
    return {
        (payout, back): voucher_number(times[number].astimezone(SHANGHAI).year, number)
        for (payout, back), number in last.items()
        if not back or number > last.get((payout, False), -1)
    }
