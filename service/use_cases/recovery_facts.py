"""The facts for a step of a recovery: fetched here, judged in workflows/recovery.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from service.store.application import Application
from service.store.money import Payout
from service.store.recovery import Recovery, RecoveryReceipt
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts, file_of
from service.use_cases.late import late_by_terms
from service.use_cases.matter_facts import posts_there
from service.use_cases.overpay import overpaid_fen
from service.use_cases.regularisation_facts import regularisation_of
from service.use_cases.working_calendar import calendar_for
from workflows.facts import Facts
from workflows.recovery import OWED, UNREGULARISED_AWARD
from workflows.recovery_facts import Instalment, RecoveryFacts
from workflows.regularisation import UNREGULARISED
from workflows.term import due_on

__all__ = [
    "award_back_fen",
    "case_of",
    "due_day",
    "facts_of_recovery",
    "overdue",
    "owed_fen",
    "payout_of",
]
__all__ += ["opening_facts", "plan_of", "recoveries_of"]


def case_of(uow: UnitOfWork, recovery: Recovery) -> Application:
    application = uow.find(Application, recovery.application_id)
    if application is None:
        raise LookupError(f"recovery {recovery.id} has no application")
    return application


def payout_of(uow: UnitOfWork, recovery: Recovery) -> Payout | None:
    """The payment it is about; none where goods were handed over."""
    return uow.find(Payout, recovery.payout_id) if recovery.payout_id else None


def recoveries_of(uow: UnitOfWork, application_id: str) -> list[Recovery]:
    """Every recovery of a case, the first first."""
    return list(
        uow.session.scalars(
            select(Recovery).where(Recovery.application_id == application_id).order_by(Recovery.id)
        )
    )


def award_back_fen(uow: UnitOfWork, application: Application) -> int:
    """What came back of the award itself: what the bank paid too often comes back before it."""
    come = sum(one.recovered_fen for one in recoveries_of(uow, application.id))
    return max(come - overpaid_fen(uow, application.id), 0)


def opening_facts(
    uow: UnitOfWork, application: Application, paid_fen: int, asked_fen: int, reason: str
) -> Facts:
    """What is claimed already is told by the recoveries themselves; each concerns the application,
    which was loaded."""
    claimed = sum(
        one.amount_fen for one in recoveries_of(uow, application.id) if one.state != "withdrawn"
    )
    told = RecoveryFacts(
        asked_fen=asked_fen, room_fen=paid_fen - claimed,
        reason_holds=reason != UNREGULARISED_AWARD or _unregularised(uow, application),
    )  # fmt: skip
    return Facts(**base_facts(uow, application, file_of(uow, application), None), recovery=told)


def _unregularised(uow: UnitOfWork, application: Application) -> bool:
    owed = regularisation_of(uow, application.id)
    return owed is not None and owed.state == UNREGULARISED


def facts_of_recovery(
    uow: UnitOfWork,
    recovery: Recovery,
    opinion: str | None = None,
    receipt: RecoveryReceipt | None = None,
    **more: Any,
) -> Facts:
    """Who acts, what they did in the case before, what is owed and what has come in."""
    application = case_of(uow, recovery)
    base = base_facts(uow, application, file_of(uow, application), opinion)
    counted = [one for one in recovery.receipts if one.state != "struck"]
    left = None
    if receipt is not None:
        left = recovery.amount_fen - recovery.recovered_fen - receipt.amount_fen
    told = RecoveryFacts(
        owed_fen=owed_fen(recovery), left_fen=left, received=bool(counted),
        waiting=any(one.state == "recorded" for one in counted),
        overdue=_overdue(uow, recovery),
        posts_there=posts_there(uow, uow.actor, recovery.union_path), **more,
    )  # fmt: skip
    return Facts(**base, recovery=told)


def owed_fen(recovery: Recovery) -> int:
    """What is still to come; a receipt that waits for its second look counts as come."""
    come = sum(one.amount_fen for one in recovery.receipts if one.state == "recorded")
    return recovery.amount_fen - recovery.recovered_fen - come


def plan_of(recovery: Recovery) -> tuple[Instalment, ...]:
    """The instalments as they were agreed."""
    return tuple(
        Instalment(date.fromisoformat(one["due_on"]), one["amount_fen"])
        for one in recovery.instalments or ()
    )


def due_day(uow: UnitOfWork, recovery: Recovery) -> date | None:
    """The day by which money is due next: of the instalments, else the last of the notice's term."""
    if recovery.state not in OWED:
        return None
    if recovery.instalments:
        return recovery.next_due_on
    return due_on(calendar_for(uow), recovery.confirmed_on, recovery.within)


def _overdue(uow: UnitOfWork, recovery: Recovery) -> bool:
    day = due_day(uow, recovery)
    return day is not None and day < uow.today


def overdue(uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition that money is due since before today: by instalments, or by the notice."""
    owed = Recovery.state.in_(OWED)
    terms = uow.session.scalars(select(Recovery.within).where(owed).distinct())
    planned, due = Recovery.instalments.is_not(None), Recovery.next_due_on
    late = late_by_terms(uow, terms, Recovery.within, Recovery.confirmed_on)
    return and_(
        owed,
        or_(and_(planned, due.is_not(None), due < uow.today), and_(~planned, late)),
    )
