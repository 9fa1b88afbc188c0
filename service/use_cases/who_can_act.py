"""Who can act at a stage: everybody who holds its role there, or was lent it, and what stands against them.

The one answer to it: the prediction of a case (`next_hands`), the raising of a stage nobody can do
(`raise_stage`) and the list of what nobody answers for (`find_unowned`) all rest on this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts
from service.use_cases.officers_over import officers_over
from service.use_cases.standing_facts import ROLES, stage_waiting
from service.use_cases.vote_facts import vote_facts
from workflows.actor import Actor
from workflows.facts import Facts
from workflows.guards import already_voted, recusal, separation_of_duties
from workflows.standing_guards import owned_by_another
from workflows.table import Row

__all__ = ["Candidate", "candidates", "facts_of_votes", "who_can_act"]

JUDGED = (separation_of_duties, recusal, already_voted, owned_by_another)
"""What stands against a person, whatever else stands against the case."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer of the stage's role at its level, acting by that post; ``against`` are the codes of
    what stands against them, none where they can act."""

    officer: Actor
    name: str
    against: tuple[str, ...]

    @property
    def can(self) -> bool:
        return not self.against


def who_can_act(
    uow: UnitOfWork, application: Application, file: HardshipFile, level: str | None = None
) -> tuple[Candidate, ...]:
    """Everybody with the role of the waiting stage at ``level``, or at the stage's own; nobody where no
    review or approval waits. Whoever stands in for one of them is asked about as well."""
    stage = stage_waiting(application)
    if stage is None or application.waits not in ROLES:
        return ()
    duty = "review" if stage.kind == "review" else "approve"
    state, wanted = application.state, level or stage.done_at
    row = Row(state, duty, state, ROLES[stage.kind], JUDGED, duty=duty, level=wanted)
    facts = facts_of_votes(uow, application, file)
    return tuple(candidates(uow, application.union_path, (row,), wanted, facts))


def facts_of_votes(uow: UnitOfWork, application: Application, file: HardshipFile) -> Facts:
    """What is known of a case whoever is looked at: duties, household, owner and the votes that count."""
    base = base_facts(uow, application, file, None)
    votes = vote_facts(uow, application, base["held"], base["household"])
    return Facts(**{**base, "votes": votes})


def candidates(
    uow: UnitOfWork, path: str, rows: Sequence[Row], level: str | None, facts: Facts
) -> Iterator[Candidate]:
    """Who may fire one of these rows at ``level`` over ``path``, by their account; of `JUDGED` each row
    is asked what it asks itself, and of several rows the one that asks least decides."""
    for name, officer in officers_over(uow, path).values():
        found = []
        for row in rows:
            post = officer.holds(row.roles, path, level)
            if post is not None:
                acting = officer.by(post)
                told = replace(facts, actor=acting).on(row)
                asked = [guard for guard in JUDGED if guard in row.guards]
                codes = (v.name for guard in asked for v in guard(told) if not v.ok)
                found.append(Candidate(acting, name, tuple(dict.fromkeys(codes))))
        if found:
            yield min(found, key=lambda one: len(one.against))
