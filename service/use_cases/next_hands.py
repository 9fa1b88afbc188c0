"""流程预测: who is next, stage by stage, by when, and why somebody who holds the post may not.

Before a case is submitted the path is that of the edition in force; afterwards the one that was
pinned. Whoever holds a duty in the case, is kin, has voted, or finds that another owns the stage is
shown with the reason, so that nobody waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import entering_facts, file_of
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.case_waiting import Case, owed, told_due
from service.use_cases.file_facts import inner_state, look_at_file
from service.use_cases.file_facts import pinned_path as path_of_file
from service.use_cases.household_to_be import persons_of
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import pinned_path
from service.use_cases.who_can_act import candidates, facts_of_votes
from workflows.facts import Facts
from workflows.file_stages import DRAFT, place_of
from workflows.owed import owed_by
from workflows.stage import CONFIRM, NOTICE, Stage
from workflows.supervision import SupervisionRule
from workflows.waiting import FOLLOW_UP, PAYMENT

__all__ = ["next_hands"]

_WITHIN: Final = frozenset({"submitted", "reviewed", "on_notice", "notice_passed"})
_BEFORE: Final = frozenset({"draft", "returned", DRAFT})
_ENDS: Final = frozenset({"exiting", "cancelling"})


def next_hands(uow: UnitOfWork, case: Case) -> dict[str, Any]:
    """The stages still ahead, the one that waits first; ``predicted`` before a case is submitted."""
    ahead, predicted = _ahead(uow, case)
    terms, facts = _terms(uow, case), _facts(uow, case)
    levels, now = levels_above(uow, case.union_path), owed(case)
    told = []
    for place, (kind, level) in enumerate(ahead):
        waiting = now is not None and place == 0 and now.kind == kind
        since = case.since if waiting else None
        within = case.within if waiting else terms.term(kind)
        rows = owed_by(case.KIND, case.state, kind)
        told.append(
            {
                "kind": kind,
                "level": level,
                "union": levels.get(level) if level else case.union,
                "waiting": waiting,
                "since": since.isoformat() if since else None,
                "within": within,
                "due_on": told_due(uow, since, within)["due_on"],
                "roles": sorted(frozenset().union(*(row.roles for row in rows))),
                "officers": [
                    {
                        "officer": one.officer.subject, "name": one.name, "may": one.can,
                        "reasons": sorted(one.against),
                    }
                    for one in candidates(
                        uow, case.union_path, rows, level, facts if waiting else _of_nobody(facts)
                    )
                ],
            }
        )  # fmt: skip
    return {"state": case.state, "predicted": predicted, "stages": told}


def _ahead(uow: UnitOfWork, case: Case) -> tuple[list[tuple[str, str | None]], bool]:
    if isinstance(case, HardshipFile):
        return _ahead_of_file(uow, case)
    if case.state in _BEFORE:
        assessed = entering_facts(uow, case, file_of(uow, case))[1]
        return [*_stages(assessed.decided.path), (PAYMENT, None)], True
    if case.state in _WITHIN:
        return [*_stages(pinned_path(case)[case.position :]), (PAYMENT, None)], False
    now = owed(case)
    return ([(now.kind, now.level)] if now and now.kind in (PAYMENT, FOLLOW_UP) else []), False


def _ahead_of_file(
    uow: UnitOfWork, file: HardshipFile
) -> tuple[list[tuple[str, str | None]], bool]:
    inner = inner_state(file)
    if inner in _BEFORE:
        return _stages(look_at_file(uow, file).rules.path), True
    if file.state in _ENDS:
        return [(CONFIRM, path_of_file(file)[-1].level)], False
    position = place_of(inner)
    return ([] if position is None else _stages(path_of_file(file)[position:])), False


def _stages(path: Sequence[Stage]) -> list[tuple[str, str | None]]:
    return [(stage.kind, None if stage.kind == NOTICE else stage.done_at) for stage in path]


def _terms(uow: UnitOfWork, case: Case) -> SupervisionRule:
    """Pinned with the path; before it is, those in force."""
    if case.terms is None or case.state in _BEFORE:
        return terms_in_force(uow, case.union_path)
    return SupervisionRule.pinned(case.terms)


def _facts(uow: UnitOfWork, case: Case) -> Facts:
    """What is known of a case whoever is looked at."""
    if isinstance(case, Application):
        return facts_of_votes(uow, case, file_of(uow, case))
    held = duties_of_cases(uow.session.connection(), {case.id: None})
    return Facts(
        actor=uow.actor, today=uow.today, held=held[case.id],
        household=frozenset(persons_of(uow, case)),
    )  # fmt: skip


def _of_nobody(facts: Facts) -> Facts:
    """Whoever owns the stage that waits owns none behind it."""
    standing = facts.standing
    return facts if standing is None else replace(facts, standing=replace(standing, owner=None))
