"""退回补正: what an application keeps of having been sent back, and what follows when it comes back.

``application.correction`` tells of the last return; ``judged`` in it is a keyed digest of everything
that was looked at or published. While that is the same, the case may come straight back (ADR 0025).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.audit.canonical import canonical
from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.assess_application import Assessed
from service.use_cases.emergency_facts import way_for
from service.use_cases.working_calendar import calendar_for
from workflows.calendar import Calendar
from workflows.facts import ReturnFacts
from workflows.returning import FROM_THE_CLERK, STRAIGHT_BACK, THROUGH_AGAIN
from workflows.stage import BECAUSE
from workflows.supervision import SupervisionRule
from workflows.term import Term, due_on, time_left
from workflows.waiting import CORRECTION

__all__ = ["correction_view", "forget_way_back", "keep_return", "kept_time", "last_day_of"]
__all__ += ["return_facts", "said_of_return"]

RETURNED = "returned"


def return_facts(
    uow: UnitOfWork,
    application: Application,
    asked: Mapping[str, Any] | None = None,
    assessed: Assessed | None = None,
) -> ReturnFacts:
    """How often the case was sent back, and where it comes back to; ``asked`` is a return that is
    being made, ``assessed`` what a case that comes back would be by what is in force today."""
    rule = SupervisionRule.pinned(application.terms)
    return ReturnFacts(
        returns=_returns(application),
        at_most=rule.count("returns_at_most"),
        to=(asked or {}).get("to"),
        back_to=_back_to(uow, application, assessed),
    )


def keep_return(uow: UnitOfWork, application: Application, asked: Mapping[str, Any]) -> None:
    """Called before the case is moved: what is missing, where it is to go on, and the time that the
    stage it leaves has still left."""
    within, since = application.within, application.since
    left = None
    if within and since:
        left = time_left(_calendar(uow), since, within, uow.today)
    application.returns = _returns(application) + 1
    application.correction = {
        "missing": sorted(asked.get("missing") or ()),
        "to": asked.get("to"),
        "resume": asked.get("resume") or THROUGH_AGAIN,
        "from": application.position,
        "left": left,
        "judged": _judged(uow, application),
    }


def forget_way_back(application: Application) -> None:
    """What has entered its path from the first stage goes all of it, even if it says later on what it
    said when it was sent back: its notice is posted anew."""
    if application.correction is not None:
        application.correction = {**application.correction, "resume": THROUGH_AGAIN}


def said_of_return(
    application: Application, target: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """What the log keeps of it beside the opinion, as text: a letter is made of these."""
    within = SupervisionRule.pinned(application.terms).term(CORRECTION)
    return {
        "missing": "、".join(sorted(asked.get("missing") or ())),
        "within": within if target == RETURNED else None,
    }


def kept_time(uow: UnitOfWork, application: Application) -> str | None:
    """What was left of the time of the stage that waits, where the case came straight back to it."""
    kept = application.correction
    if kept is None or kept["from"] != application.position or application.state == RETURNED:
        return None
    return kept["left"] if _straight(uow, application, kept, None) else None


def _returns(application: Application) -> int:
    """Of a case from before this was counted: every later round began with a return."""
    if application.returns is not None:
        return application.returns
    return (application.round or 1) - 1


def _back_to(uow: UnitOfWork, application: Application, assessed: Assessed | None) -> int | None:
    """The stage to which the case comes straight back; None where it goes stage by stage."""
    kept = application.correction
    if kept is None:
        return None
    here = FROM_THE_CLERK if application.state == RETURNED else application.position
    if kept["from"] <= here or not _straight(uow, application, kept, assessed):
        return None
    return int(kept["from"])


def _straight(
    uow: UnitOfWork, application: Application, kept: Mapping[str, Any], assessed: Assessed | None
) -> bool:
    return str(kept["resume"]) == STRAIGHT_BACK and str(kept["judged"]) == _judged(
        uow, application, assessed
    )


def _judged(uow: UnitOfWork, application: Application, assessed: Assessed | None = None) -> str:
    """What was judged or published: where, for whom, on which answers, how much, to which account, by
    which edition and path. Documents may join it: they answer what was missing."""
    now = _pinned(application) if assessed is None else _to_be(application, assessed)
    content = {
        **now,
        "union": application.union_path,
        "person": application.person_id,
        "answers": {k: v for k, v in application.answers.items() if v is not None},
        "payee": application.payee.fields(),
        "payee_person": application.payee_person_id,
        "account": application.account_digest,
    }
    return uow.keyring.lookup_digest("judged", canonical(content, booleans=True).decode())


def _pinned(application: Application) -> dict[str, Any]:
    return {
        "award_fen": application.award_fen,
        "edition": application.edition_id,
        "path": [stage for stage in application.path if BECAUSE not in stage],
    }


def _to_be(application: Application, assessed: Assessed) -> dict[str, Any]:
    return {
        "award_fen": assessed.decided.award.award_fen,
        "edition": assessed.edition.id,
        "path": [stage.to_dict() for stage in way_for(application, assessed).path],
    }


def last_day_of(uow: UnitOfWork, application: Application) -> date | None:
    """The last day for the correction a case waits for; None where none is known (ADR 0024)."""
    if application.waits != CORRECTION or application.within is None:
        return None
    return due_on(_calendar(uow), application.since, application.within)


def _calendar(uow: UnitOfWork) -> Calendar:
    """Read once in a run: a page of cases asks for it many times."""
    if "calendar" not in uow.memory:
        uow.memory["calendar"] = calendar_for(uow)
    found: Calendar = uow.memory["calendar"]
    return found


def correction_view(uow: UnitOfWork, application: Application) -> dict[str, Any] | None:
    """The last return, as answers tell it: the opinion is personal and stands in trail and letters."""
    kept = application.correction
    if kept is None:
        return None
    at_most = SupervisionRule.pinned(application.terms).count("returns_at_most")
    returns = _returns(application)
    last = last_day_of(uow, application)
    return {
        "missing": kept["missing"],
        "to": kept["to"],
        "resume": kept["resume"],
        "left": Term.read(kept["left"]).to_dict() if kept["left"] else None,
        "due_on": last.isoformat() if last else None,
        "returns": returns,
        "returns_left": None if at_most is None else max(at_most - returns, 0),
    }
