"""流程预测: who is next, stage by stage, by when, and why somebody who holds the post may not.

Before a case is submitted the path is that of the edition in force; afterwards the one that was
pinned. Whoever holds a duty in the case, is kin, has voted, or finds that another owns the stage is
shown with the reason, so that nobody waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from service.use_cases.officers_over import officers_over
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import pinned_path
from workflows.actor import Actor
from workflows.facts import Facts, Held
from workflows.file_stages import DRAFT, place_of
from workflows.guards import recusal, separation_of_duties
from workflows.owed import owed_by
from workflows.stage import CONFIRM, Stage
from workflows.supervision import SupervisionRule
from workflows.table import Row
from workflows.waiting import FOLLOW_UP, PAYMENT

__all__ = ["next_hands"]

_WITHIN: Final = frozenset({"submitted", "reviewed", "on_notice", "notice_passed"})
_BEFORE: Final = frozenset({"draft", "returned", DRAFT})
_ENDS: Final = frozenset({"exiting", "cancelling"})
OWNED: Final = "owned"
VOTED: Final = "already_voted"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of a case whoever is looked at."""

    held: tuple[Held, ...]
    household: frozenset[str]
    voted: frozenset[str]
    owner: str | None


def next_hands(uow: UnitOfWork, case: Case) -> dict[str, Any]:
    """The stages still ahead, the one that waits first; ``predicted`` before a case is submitted."""
    ahead, predicted = _ahead(uow, case)
    officers, asked = officers_over(uow, case.union_path), _asked(uow, case)
    terms = _terms(uow, case)
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
                "officers": list(_hands(officers, rows, level, asked, waiting, uow.today)),
            }
        )
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
    return [(stage.kind, stage.level) for stage in path]


def _terms(uow: UnitOfWork, case: Case) -> SupervisionRule:
    """Pinned with the path; before it is, those in force."""
    if case.terms is None or case.state in _BEFORE:
        return terms_in_force(uow, case.union_path)
    return SupervisionRule.pinned(case.terms)


def _asked(uow: UnitOfWork, case: Case) -> _Asked:
    of_file = isinstance(case, HardshipFile)
    file = case if isinstance(case, HardshipFile) else file_of(uow, case)
    held = duties_of_cases(uow.session.connection(), {case.id: None if of_file else file.id})
    votes = case.votes if isinstance(case, Application) else []
    voted = {vote.person_id for vote in votes if vote.round == case.round}
    household = frozenset(persons_of(uow, file))
    return _Asked(held[case.id], household, frozenset(voted), case.owner_id)


def _hands(
    officers: Mapping[str, tuple[str, Actor]], rows: Sequence[Row], level: str | None,
    asked: _Asked, waiting: bool, today: date,
) -> Iterable[dict[str, Any]]:  # fmt: skip
    """Who holds the post, and what stands against them."""
    for officer, (name, actor) in officers.items():
        held = [row for row in rows if actor.acts_as(row.roles, level)]
        if not held:
            continue
        facts = Facts(actor=actor, today=today, held=asked.held, household=asked.household)
        reasons = set.intersection(*(_against(row, facts, asked) for row in held))
        if waiting and asked.owner not in (None, officer):
            reasons.add(OWNED)
        told = sorted(reasons)
        yield {"officer": officer, "name": name, "may": not told, "reasons": told}


def _against(row: Row, facts: Facts, asked: _Asked) -> set[str]:
    found = {
        verdict.name
        for guard in (separation_of_duties, recusal)
        if guard in row.guards
        for verdict in guard(facts.on(row))
        if not verdict.ok
    }
    voted = row.action == "approve" and facts.actor.person in asked.voted
    return found | ({VOTED} if voted else set())
