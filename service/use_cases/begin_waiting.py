"""A case begins to wait for the next work on it: since when, for what, and within what time."""

from __future__ import annotations

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.vote_facts import pinned_path
from workflows.errors import EditionMissing
from workflows.policy import SUPERVISION, SupervisionRule, parse_supervision
from workflows.supervision import NO_TERMS
from workflows.waiting import waits_for

__all__ = ["begin_waiting", "terms_in_force"]


def terms_in_force(uow: UnitOfWork, path: str) -> SupervisionRule:
    """The terms of the nearest union upward; none, where no union has set any."""
    try:
        return parse_supervision(edition_in_force(uow, SUPERVISION, path).document)
    except EditionMissing:
        return NO_TERMS


def begin_waiting(uow: UnitOfWork, application: Application) -> None:
    """Called wherever the state of an application has been written: the clock of the stage before
    has stopped, that of the next begins today, and nobody owns the next by name yet."""
    kind, level = waits_for(application.state, application.position, pinned_path(application))
    rule = SupervisionRule.pinned(application.terms)
    application.waits, application.waits_level = kind, level
    application.since = uow.today if kind else None
    application.within = rule.term(kind) if kind else None
    application.owner_id = application.signers = application.stuck_on = None
