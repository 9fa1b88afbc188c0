"""Caps counted once more for many awards at once, when they are about to be paid.

Each award was within its own edition's caps when it was approved. A later edition may have raised
them, so what a household or person was granted in a year is held against the most generous of the
editions that granted it: an honest history always passes, a sum that no edition allows never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from service.store.application import KEPT_FEN, SOME_KEPT, Application
from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from workflows.caps import CAPS, Caps
from workflows.facts import DrawnFacts
from workflows.policy import ProgrammeEdition, parse_programme
from workflows.received import Grant, Received

__all__ = ["Kept", "caps_kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """For one award: the room it has in fen, None without a cap, and what else its household drew."""

    room_fen: int | None
    drawn: DrawnFacts


@dataclass(frozen=True, slots=True)
class _Granted:
    id: str
    edition: str
    grant: Grant


def caps_kept(
    uow: UnitOfWork, applications: Sequence[Application], categories: Mapping[str, str | None]
) -> dict[str, Kept]:
    """For each application the room its award has, with everything else of the year counted.

    ``categories`` are those of the files. Persons and files are watched: every award concerns both.
    """
    granted = _granted(uow, applications)
    editions = _editions(uow, {one.edition_id for one in applications}, granted)
    by_person: dict[str, list[_Granted]] = {}
    by_file: dict[str, list[_Granted]] = {}
    for one in granted:
        by_person.setdefault(one.grant.person_id, []).append(one)
        by_file.setdefault(one.grant.file_id, []).append(one)
    return {
        one.id: _kept(
            one, by_person.get(one.person_id, []), by_file.get(one.file_id, []), editions,
            categories.get(one.file_id),
        )
        for one in applications
    }  # fmt: skip


def _granted(uow: UnitOfWork, applications: Sequence[Application]) -> list[_Granted]:
    persons = {one.person_id for one in applications}
    files = {one.file_id for one in applications}
    uow.watch(*persons, *files)
    rows = uow.session.execute(
        select(
            Application.id, Application.edition_id, Application.programme, Application.aid_year,
            Application.person_id, Application.file_id, KEPT_FEN.label("award_fen"),
        ).where(
            Application.aid_year.is_not(None),
            SOME_KEPT,
            or_(Application.person_id.in_(persons), Application.file_id.in_(files)),
        )
    )  # fmt: skip
    return [
        _Granted(one, edition, Grant(programme, year or 0, person, file, award))
        for one, edition, programme, year, person, file, award in rows
    ]


def _editions(
    uow: UnitOfWork, own: Iterable[str], granted: Iterable[_Granted]
) -> dict[str, ProgrammeEdition]:
    ids = {*own, *(one.edition for one in granted)}
    rows = uow.session.execute(select(Edition.id, Edition.document).where(Edition.id.in_(ids)))
    return {row.id: parse_programme(row.document) for row in rows}


def _kept(
    application: Application,
    persons: Sequence[_Granted],
    households: Sequence[_Granted],
    editions: Mapping[str, ProgrammeEdition],
    category: str | None,
) -> Kept:
    year = application.aid_year or 0
    others = {one.id: one for one in (*persons, *households) if one.id != application.id}
    received = Received(tuple(one.grant for one in others.values()))
    bound = [editions[application.edition_id]]
    bound += [editions[one.edition] for one in others.values() if one.grant.year == year]
    widest = {
        code: _widest(edition.caps.fen.get(code) for edition in _alike(bound, code))
        for code in CAPS
    }
    caps = Caps({code: cap for code, cap in widest.items() if cap is not None})
    room = caps.room(
        received, application.programme, year, application.person_id, application.file_id
    )
    drawn = received.programmes(application.file_id, year)
    return Kept(
        room.room_fen(),
        DrawnFacts(
            tuple(one for one in drawn if one != application.programme),
            _widest(_programmes(application, category, bound)),
        ),
    )


def _programmes(
    application: Application, category: str | None, bound: Sequence[ProgrammeEdition]
) -> Iterator[int | None]:
    """How many programmes each edition lets the household draw: in its category now, and in the one in
    which the award was assessed. A household that is better off by now drew what it drew before."""
    limits = [one.programmes_per_year for one in bound]
    if not all(limits):
        yield None
        return
    told = (application.assessment or {}).get("inputs", {})
    for known in {category or "", told.get("category") or ""}:
        yield _widest(limit.get(known) for limit in limits)


def _alike(bound: Sequence[ProgrammeEdition], code: str) -> Sequence[ProgrammeEdition]:
    """The editions that may raise a cap: those of the programme itself, unless it is one of all."""
    if code.startswith("all_"):
        return bound
    return [edition for edition in bound if edition.programme == bound[0].programme]


def _widest(caps: Iterable[int | None]) -> int | None:
    """No cap is wider than any."""
    found = list(caps)
    stated = [cap for cap in found if cap is not None]
    return max(stated) if len(stated) == len(found) else None
