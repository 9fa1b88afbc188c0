"""What the run knows beforehand of many applications: duties held and claims taken, asked at once.

A decision on one application asks for these by itself; a call that decides many looks ahead, and
every decision then finds what it would have asked for. The answers are the same, because a run
writes nothing before its end; what it decides itself is counted by `received` and by the funds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import inspect, select

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.unit_of_work import UnitOfWork
from workflows.facts import Held

__all__ = [
    "claim_now", "claims_ahead", "duties_held", "look_at_claims", "look_at_duties",
    "look_at_file_duties",
]  # fmt: skip

DUTIES = "duties"
OF_FILES = "duties_of_files"
CLAIMS = "claims"
HIDDEN = "another_union"


def look_at_duties(uow: UnitOfWork, applications: Sequence[Application]) -> None:
    """The duties held in each case, by its log."""
    cases: dict[str, str | None] = {one.id: one.file_id for one in applications}
    uow.memory[DUTIES] = duties_of_cases(uow.session.connection(), cases)


def look_at_file_duties(uow: UnitOfWork, files: Sequence[str]) -> None:
    """The duties held in the case of each file: those in any application that is opened by it now."""
    cases: dict[str, str | None] = dict.fromkeys(files)
    uow.memory[OF_FILES] = duties_of_cases(uow.session.connection(), cases)


def duties_held(uow: UnitOfWork, application: Application) -> tuple[Held, ...]:
    """Who holds which duty in the case, as far as the log tells when the run began."""
    ahead: Mapping[str, tuple[Held, ...]] = uow.memory.get(DUTIES, {})
    if application.id in ahead:
        return ahead[application.id]
    of_files: Mapping[str, tuple[Held, ...]] = uow.memory.get(OF_FILES, {})
    if inspect(application).pending and application.file_id in of_files:
        return of_files[application.file_id]  # nothing has been done in a case that begins
    connection = uow.session.connection()
    return duties_of_cases(connection, {application.id: application.file_id})[application.id]


def look_at_claims(uow: UnitOfWork, keys: Sequence[str]) -> None:
    """The live applications that hold one of these once-only keys."""
    rows = uow.session.execute(
        select(Application.claim_key, Application.id, Application.union_path).where(
            Application.claim_key.in_(keys), Application.claim_live
        )
    )
    taken: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    for key, holder, path in rows:
        taken[key].append((holder, path))
    uow.memory[CLAIMS] = taken


def claim_now(uow: UnitOfWork, application: Application) -> None:
    """This run takes the key: whoever it opens an application for next finds it taken."""
    ahead: dict[str, list[tuple[str, str]]] = uow.memory.get(CLAIMS, {})
    if application.claim_key in ahead:
        ahead[application.claim_key].append((application.id, application.union_path))


def claims_ahead(uow: UnitOfWork, application: Application) -> tuple[str, ...] | None:
    """Who holds the key of the application, or None where nobody looked ahead."""
    ahead: Mapping[str, list[tuple[str, str]]] = uow.memory.get(CLAIMS, {})
    if application.claim_key not in ahead:
        return None
    others = [one for one in ahead[application.claim_key] if one[0] != application.id]
    return tuple(holder if uow.actor.sees(path) else HIDDEN for holder, path in others)
