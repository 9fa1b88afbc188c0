"""入户调查: a visit is written down by one visitor and signed by the others, each by their own account.

Nobody signs for another (domain.md §8: forged signatures); none of them lives there or is kin of
those who do; and whoever visits does nothing else in the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from service.store.file_parts import HomeVisit, VisitSignature
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_hardship_file import move_file
from service.use_cases.file_facts import (
    inner_state,
    look_at_file,
    pinned_path,
    stage_waiting,
    table_for,
)
from service.use_cases.file_means import income_now
from service.use_cases.file_statement import statement_digest, statement_of
from service.use_cases.fill_file import given
from service.use_cases.visit_facts import AS_STATED, signers_of, visit_facts
from workflows.engine import assess, fire
from workflows.errors import NotFound, Refused, SignedAlready, WrongState
from workflows.facts import Dated, Facts, FileFacts
from workflows.hardship_file import ENDED, VISITED
from workflows.stage import HOME_VISIT
from workflows.table import Row, plain
from workflows.visit_findings import exceeding

__all__ = ["find_visit", "record_visit", "sign_visit"]

OWN: Final = frozenset({"visited_on", "conclusion"})
ACTION: Final = "visit"


def record_visit(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> HomeVisit:
    """Write a visit down and sign it. It moves the file once enough visitors have signed.

    Raises ``WrongState`` of a file that has ended or waits for a stage before its visit, or every
    failed guard.
    """
    _open_to_visits(file, ACTION)
    findings = given({name: value for name, value in form.items() if name not in OWN})
    visit = HomeVisit(
        id=uow.new_id(), file_id=file.id, round=file.verification, visited_on=form["visited_on"],
        conclusion=form["conclusion"], content_digest=statement_digest(file),
    )  # fmt: skip
    visit.findings = findings
    file.visits.append(visit)
    days = (Dated("visited_on", visit.visited_on),)
    _sign(uow, file, visit, "visit", days=days, exceeding=_exceeding(uow, file, visit))
    return visit


def sign_visit(uow: UnitOfWork, file: HardshipFile, visit: HomeVisit) -> None:
    """Another visitor's signature; raises ``SignedAlready`` for one who has signed."""
    _open_to_visits(file, "sign_visit")
    if set(uow.actor.persons()) & signers_of(file, visit):
        raise SignedAlready(visit_id=visit.id)
    _sign(uow, file, visit, "sign_visit", days=(), exceeding=())


def find_visit(file: HardshipFile, visit_id: str) -> HomeVisit:
    """The visit of that id on the file, or ``NotFound``."""
    for visit in file.visits:
        if visit.id == visit_id:
            return visit
    raise NotFound


def _open_to_visits(file: HardshipFile, action: str) -> None:
    """A visit before its stage would move nothing when the stage comes, and nobody would know."""
    waiting = stage_waiting(file)
    ahead = (
        waiting is not None
        and waiting[1].kind != HOME_VISIT
        and any(stage.kind == HOME_VISIT for stage in pinned_path(file)[waiting[0] :])
    )
    if ahead or file.state in ENDED or file.state == "draft":
        allowed = table_for(file).allowed(inner_state(file))
        raise WrongState(state=file.state, action=action, allowed=list(allowed))


def _exceeding(
    uow: UnitOfWork, file: HardshipFile, visit: HomeVisit
) -> tuple[Mapping[str, object], ...]:
    """What the visit found beyond the form, where it concludes that all is as stated."""
    if visit.conclusion != AS_STATED:
        return ()
    stated = {
        "vehicles_seen": statement_of(file).vehicles,
        "verified_income_fen": income_now(uow, file),
    }
    return exceeding(visit.findings or {}, stated)


def _sign(uow: UnitOfWork, file: HardshipFile, visit: HomeVisit, act: str, **asked: Any) -> None:
    """Sign, and move the file where this is the signature its stage waited for; ``asked`` is what
    guards are told of the call itself."""
    facts = _facts(uow, file, visit, asked)
    row = _fired(file, facts)
    file.signatures.append(
        VisitSignature(
            id=uow.new_id(), file_id=file.id, visit_id=visit.id, officer_id=uow.actor.subject,
            person_id=uow.actor.person or "",
        )
    )  # fmt: skip
    uow.record(
        f"hardship_file.{act}", file, before=file.state, after=plain(row.target) if row else file.state,
        duty="visit", rule=row.key if row else VISITED.key, compared=facts.compared,
    )  # fmt: skip
    if row is not None:
        move_file(uow, file, row)


def _facts(
    uow: UnitOfWork, file: HardshipFile, visit: HomeVisit, asked: Mapping[str, Any]
) -> Facts:
    looked = look_at_file(uow, file)
    told = visit_facts(file, stage_waiting(file), visit)
    of_file = replace(looked.facts.file or FileFacts(), visit=told, **asked)
    return replace(looked.facts, file=of_file)


def _fired(file: HardshipFile, facts: Facts) -> Row | None:
    """The row of the stage that waits for a visit; elsewhere a visit moves nothing."""
    table, state = table_for(file), inner_state(file)
    if table.rows_for(state, ACTION) and facts.file is not None and facts.file.visit is not None:
        return fire(table, state, ACTION, facts)
    failed = [verdict for verdict in assess(VISITED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    return None
