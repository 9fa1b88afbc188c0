"""The lines of a payment batch: each application with its payout, and everything its guards ask.

However many lines there are, the same few statements fetch them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.money import Fund, PaymentBatch, Payout
from service.unit_of_work import UnitOfWork
from service.use_cases.campaign_lines import campaigns_ahead, line_of
from service.use_cases.caps_kept import caps_kept
from service.use_cases.money_facts import money_facts, spending_of
from service.use_cases.not_to_be_paid import contradicted, owed_back
from service.use_cases.notice_facts import open_objections
from service.use_cases.paid_guardians import unfit_guardians
from workflows.engine import assess
from workflows.errors import NotFound, Verdict
from workflows.facts import Facts, NoticeFacts, PaymentFacts
from workflows.money_facts import MoneyFacts
from workflows.payable import of_line
from workflows.payout import PAYOUT
from workflows.programme import registered
from workflows.table import Row

__all__ = ["Line", "case_facts", "contradicted", "failures", "lines_asked_for", "lines_of_batch"]
__all__ += ["payout_row"]


@dataclass(frozen=True, slots=True)
class Line:
    """One application and, where it has one, its live payout."""

    application: Application
    payout: Payout | None

    @property
    def as_approved(self) -> bool:
        """The application is still being paid, and payee, account and amount of the payout are
        its own, to the letter."""
        payout, application = self.payout, self.application
        return payout is None or (
            application.state == "paying"
            and payout.payee.commitment == application.payee.commitment
            and payout.account_digest == application.account_digest
            and payout.payee_person_id == application.payee_person_id
            and payout.amount_fen == application.award_fen
        )


def lines_asked_for(uow: UnitOfWork, ids: Sequence[str]) -> list[Line]:
    """The applications in the order given, to be changed. Unknown or unseen ones are not found."""
    rows = uow.session.scalars(select(Application).where(Application.id.in_(ids)))
    found = {row.id: row for row in rows}
    unseen = [one for one in ids if one not in found or not uow.actor.sees(found[one].union_path)]
    if unseen:
        hidden = next((one for one in unseen if one in found), None)
        raise NotFound(application_ids=unseen, hidden=hidden)
    live = uow.session.scalars(select(Payout).where(Payout.application_id.in_(ids), Payout.live))
    payouts = {payout.application_id: payout for payout in live}
    return [Line(found[one], payouts.get(one)) for one in ids]


def lines_of_batch(uow: UnitOfWork, batch: PaymentBatch, *, changing: bool = False) -> list[Line]:
    """The lines that stand in the batch now, in its order; ``changing`` brings whole applications,
    so that a deed on them can say what they are."""
    payouts = uow.session.scalars(select(Payout).where(Payout.batch_id == batch.id)).all()
    ordered = sorted(payouts, key=lambda payout: payout.attempts[-1].line)
    asked = select(Application).where(Application.id.in_([p.application_id for p in ordered]))
    if not changing:
        asked = asked.options(lazyload(Application.votes), lazyload(Application.evidence))
    applications = {row.id: row for row in uow.session.scalars(asked)}
    return [Line(applications[payout.application_id], payout) for payout in ordered]


def case_facts(
    uow: UnitOfWork, lines: Sequence[Line], fund_id: str | None, opinion: str | None = None
) -> dict[str, Facts]:
    """What the guards of each line must know, by application. Without a fund each is asked about with
    the one it is paid from."""
    applications = [line.application for line in lines]
    cases: dict[str, str | None] = {one.id: one.file_id for one in applications}
    held = duties_of_cases(uow.session.connection(), cases)
    states, households = _files(uow, {one.file_id for one in applications})
    objections = open_objections(uow, list(cases))
    kept = caps_kept(uow, applications, {one: row.category for one, row in states.items()})
    barred = _Barred(
        contradicted(uow, list(cases)), owed_back(uow, applications), unfit_guardians(uow, lines)
    )
    campaigns_ahead(uow, applications)
    funds = _funds(uow, lines, fund_id)
    return {
        one.id: Facts(
            actor=uow.actor, today=uow.today, opinion=opinion, held=held[one.id],
            household=households[one.file_id] | {one.person_id},
            beneficiary_stands=one.person_id in households[one.file_id], file_state=states[one.file_id].state,
            reverify_by=states[one.file_id].reverify_by,
            file_needed=registered()[one.programme].needs_active_file,
            notice=NoticeFacts(None, objections.get(one.id, 0)),
            award_fen=one.award_fen, room_fen=kept[one.id].room_fen, drawn=kept[one.id].drawn,
            payment=_payment(line, fund_id, barred), line_of=line_of(uow, one),
            money=_money(uow, funds[_paid_from(line, fund_id)], one, states[one.file_id]),
        )
        for line, one in zip(lines, applications, strict=True)
    }  # fmt: skip


def _paid_from(line: Line, fund_id: str | None) -> str:
    own = line.payout.fund_id if line.payout else line.application.fund_id
    return fund_id or own or ""


def _funds(uow: UnitOfWork, lines: Sequence[Line], fund_id: str | None) -> dict[str, Fund | None]:
    """The one fund of a batch, or that of each line."""
    if fund_id:
        return {fund_id: uow.session.get(Fund, fund_id)}
    ids = {_paid_from(line, None) for line in lines}
    rows = uow.session.scalars(select(Fund).where(Fund.id.in_(ids)))
    return dict.fromkeys(ids) | {row.id: row for row in rows}


def _money(uow: UnitOfWork, fund: Fund | None, application: Application, file: Any) -> MoneyFacts:
    spending = spending_of(uow, application, file.category, file.causes)
    return money_facts(uow, fund, spending, fund.union_path if fund else application.union_path)


@dataclass(frozen=True, slots=True)
class _Barred:
    """The applications that the bank contradicts itself about, that are owed back, whose guardian may
    not be paid any more."""

    doubted: frozenset[str]
    owed: frozenset[str]
    unfit: frozenset[str]


def _payment(line: Line, fund_id: str | None, barred: _Barred) -> PaymentFacts:
    payout, case = line.payout, line.application.id
    return PaymentFacts(
        committed_to=line.application.fund_id,
        paid_from=_paid_from(line, fund_id),
        as_approved=line.as_approved,
        payee_confirmed=payout is None or payout.payee_confirmed,
        batch_id=payout.batch_id if payout else None,
        contradicted=case in barred.doubted,
        unregularised=case in barred.owed,
        payee_stands=case not in barred.unfit,
    )


def _files(uow: UnitOfWork, ids: set[str]) -> tuple[dict[str, Any], dict[str, frozenset[str]]]:
    """Of each file its state, category and the day its re-verification is due, and who lives there."""
    uow.watch(*ids)
    asked = (
        HardshipFile.id, HardshipFile.state, HardshipFile.reverify_by, HardshipFile.category,
        HardshipFile.causes,
    )  # fmt: skip
    states = uow.session.execute(select(*asked).where(HardshipFile.id.in_(ids)))
    members = uow.session.execute(
        select(Member.file_id, Member.person_id).where(Member.file_id.in_(ids))
    )
    households: dict[str, set[str]] = {one: set() for one in ids}
    for file_id, person_id in members:
        households[file_id].add(person_id)
    frozen = {one: frozenset(people) for one, people in households.items()}
    return {row.id: row for row in states}, frozen


def payout_row(action: str, state: str = "pending") -> Row:
    """The one row of the payout's table by which a batch moves its lines."""
    (row,) = PAYOUT.rows_for(state, action)
    return row


def failures(row: Row, facts: Facts, application_id: str) -> Iterator[Verdict]:
    """What one line fails on, named as of that line."""
    for verdict in assess(row, facts):
        if not verdict.ok:
            yield of_line(verdict, application_id)
