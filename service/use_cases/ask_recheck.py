"""A reviewer asks for a re-check where kinship was declared after the file was submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import persons_of
from service.use_cases.in_scope import in_scope
from service.use_cases.kinship import union_code, union_that_looks
from service.use_cases.rechecks import open_kinship_recheck, rechecks_open
from workflows.engine import assess
from workflows.errors import KinshipAbsent, RecheckExists, Refused, RoleRequired, WrongState
from workflows.facts import Facts
from workflows.path import REVIEWER
from workflows.recheck import ASKED, OVER, UNFILED

__all__ = ["ask_recheck"]


def ask_recheck(uow: UnitOfWork, form: Mapping[str, Any]) -> Recheck:
    """Raises ``NotFound``, ``KinshipAbsent``, ``RoleRequired`` unless the caller reviews for the union
    that must look or one above it, ``WrongState`` for a file not put forward or over,
    ``RecheckExists`` with the one that is open, if it is not made already, or ``Recusal``.
    """
    file = in_scope(uow, uow.actor, HardshipFile, form["hardship_file_id"])
    persons = persons_of(uow, file)
    uow.watch(*persons)
    path = union_that_looks(uow, file, persons)
    if path is None:
        raise KinshipAbsent(hardship_file_id=file.id)
    post = uow.actor.holds(REVIEWER, path)
    if post is None:
        held = list(uow.actor.roles)
        raise RoleRequired(roles=sorted(REVIEWER), held=held, union=union_code(path))
    uow.appointment = post
    if file.state in OVER | UNFILED:
        raise WrongState(state=file.state, action="recheck", allowed=[])
    facts = Facts(actor=uow.actor, today=uow.today, household=frozenset(persons))
    failed = [verdict for verdict in assess(ASKED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    made = open_kinship_recheck(uow, file, persons)
    if made is None:
        raise RecheckExists(open=list(rechecks_open(uow, file, persons)))
    return made
