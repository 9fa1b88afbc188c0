"""Caps counted once more for many awards at once, when they are about to be paid.

Each award was within its own edition's caps when it was approved. A later edition may have raised
them, so what a household or person was granted in a year is held against the most generous of the
editions that granted it: an honest history always passes, a sum that no edition allows never does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from service.store.application import Application
from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from workflows.policy import Caps, parse_programme

__all__ = ["rooms_of"]

Key = tuple[str, int | None, str]
"""Programme, year, and the person or the file."""


@dataclass(slots=True)
class _Granted:
    """What one person or household was granted in a year, and by which editions."""

    total_fen: int = 0
    editions: set[str] = field(default_factory=set)


def rooms_of(uow: UnitOfWork, applications: Sequence[Application]) -> dict[str, int | None]:
    """For each application the room its award has, with everything else of the year counted.

    Persons and files are watched: every award concerns both.
    """
    persons = {one.person_id for one in applications}
    files = {one.file_id for one in applications}
    uow.watch(*persons, *files)
    by_person = _granted(uow, applications, Application.person_id, persons)
    by_file = _granted(uow, applications, Application.file_id, files)
    caps = _caps(uow, {one.edition_id for one in applications}, by_person, by_file)
    return {
        one.id: _room(one, by_person[_of(one, one.person_id)], by_file[_of(one, one.file_id)], caps)
        for one in applications
    }


def _of(application: Application, who: str) -> Key:
    return application.programme, application.aid_year, who


def _granted(
    uow: UnitOfWork,
    applications: Sequence[Application],
    column: InstrumentedAttribute[str],
    keys: Collection[str],
) -> dict[Key, _Granted]:
    rows = uow.session.execute(
        select(
            Application.programme, Application.aid_year, column, Application.edition_id,
            func.sum(Application.award_fen),
        )
        .where(column.in_(keys), Application.aid_year.is_not(None))
        .group_by(Application.programme, Application.aid_year, column, Application.edition_id)
    )  # fmt: skip
    found = {_of(one, getattr(one, column.key)): _Granted() for one in applications}
    for programme, year, key, edition_id, total in rows:
        granted = found.setdefault((programme, year, key), _Granted())
        granted.total_fen += int(total)
        granted.editions.add(edition_id)
    return found


def _caps(uow: UnitOfWork, own: Iterable[str], *found: Mapping[Key, _Granted]) -> dict[str, Caps]:
    ids = {edition for each in found for granted in each.values() for edition in granted.editions}
    rows = uow.session.execute(
        select(Edition.id, Edition.document).where(Edition.id.in_(ids | set(own)))
    )
    return {row.id: parse_programme(row.document).caps for row in rows}


def _room(
    application: Application, person: _Granted, household: _Granted, caps: Mapping[str, Caps]
) -> int | None:
    own = caps[application.edition_id]
    widest = replace(
        own,
        person_year_fen=_widest(
            caps[edition].person_year_fen for edition in person.editions | {application.edition_id}
        ),
        household_year_fen=_widest(
            caps[edition].household_year_fen
            for edition in household.editions | {application.edition_id}
        ),
    )
    counted = application.award_fen if application.aid_year is not None else 0
    room = widest.room(person.total_fen - counted, household.total_fen - counted)
    return room.room_fen()


def _widest(caps: Iterable[int | None]) -> int | None:
    """No cap is wider than any."""
    found = list(caps)
    stated = [cap for cap in found if cap is not None]
    return max(stated) if len(stated) == len(found) else None
