"""A case begins to wait for the next work on it: since when, for what, and within what time."""

from __future__ import annotations

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_facts import inner_state
from service.use_cases.file_facts import pinned_path as path_of_file
from service.use_cases.sent_back import kept_time
from service.use_cases.vote_facts import pinned_path
from workflows.errors import EditionMissing
from workflows.policy import SUPERVISION, SupervisionRule, parse_supervision
from workflows.supervision import NO_TERMS
from workflows.waiting import FOLLOW_UP, PAYMENT, file_waits_for, waits_for

__all__ = ["begin_file_waiting", "begin_waiting", "terms_in_force"]


def terms_in_force(uow: UnitOfWork, path: str) -> SupervisionRule:
    """The terms of the nearest union upward; none, where no union has set any."""
    try:
        return parse_supervision(edition_in_force(uow, SUPERVISION, path).document)
    except EditionMissing:
        return NO_TERMS


def begin_waiting(uow: UnitOfWork, application: Application) -> None:
    """Called wherever the state of an application has been written: the clock of the stage before
    has stopped, that of the next begins today, and nobody owns the next by name yet. A stage to which
    a case comes straight back has what was left of its time.

    That of payment runs from the approval until the bank says paid, however often a batch is made
    anew; and a union that has set no term for follow-ups asks for none.
    """
    kind, level = waits_for(application.state, application.position, pinned_path(application))
    rule = SupervisionRule.pinned(application.terms)
    if kind == FOLLOW_UP and rule.term(FOLLOW_UP) is None:
        kind = None
    if kind == PAYMENT == application.waits:
        return
    kept = kept_time(uow, application) if kind else None
    _begin(uow, application, kind, level, kept or rule.term(kind) if kind else None)
    application.signers = application.stuck_on = None


def begin_file_waiting(uow: UnitOfWork, file: HardshipFile) -> None:
    """The same of a hardship file."""
    kind, level = file_waits_for(inner_state(file), path_of_file(file))
    rule = SupervisionRule.pinned(file.terms)
    _begin(uow, file, kind, level, rule.term(kind) if kind else None)


def _begin(
    uow: UnitOfWork, case: Application | HardshipFile, kind: str | None, level: str | None,
    within: str | None,
) -> None:  # fmt: skip
    case.waits, case.waits_level = kind, level
    case.since = uow.today if kind else None
    case.within = within
    case.owner_id = None
    case.reminders = case.escalated_on = case.escalated_to = None
