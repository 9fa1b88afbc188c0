"""What a person and a household were granted before: committed or paid, in any year and programme.

A household whose file has ended and who files anew is the same household: what its people had on
the file that ended counts for the one they stand on now, or a cap could be drawn twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from service.audit.past import times_of
from service.store.application import KEPT_FEN, SOME_KEPT, Application
from service.store.hardship_file import HardshipFile
from service.store.money import Posting
from service.unit_of_work import SHANGHAI, UnitOfWork
from workflows.hardship_file import ENDED
from workflows.received import Grant, Received

__all__ = ["counted_on", "granted_now", "look_at_grants", "received_by"]

_APPROVED = (
    select(func.min(Posting.made_by))
    .where(Posting.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
)


AHEAD = "grants_ahead"
NOW = "granted_now"


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was asked for many households at once: whose grants these are, and when they were made."""

    persons: Set[str]
    files: Set[str]
    by_person: Mapping[str, Sequence[Any]]
    by_file: Mapping[str, Sequence[Any]]
    months: Mapping[int, int]


def look_at_grants(uow: UnitOfWork, files: Iterable[HardshipFile], others: Iterable[str]) -> None:
    """Every grant of many households, kept for the run; ``others`` are persons asked about beside
    those who live there now."""
    known = {file.id: file for file in files}
    persons = {one.person_id for file in known.values() for one in file.people} | set(others)
    uow.watch(*known, *persons)
    rows = _asked(uow, persons, set(known))
    by_person: dict[str, list[Any]] = defaultdict(list)
    by_file: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
        by_file[row.file_id].append(row)
    uow.memory[AHEAD] = _Ahead(persons, known.keys(), by_person, by_file, _months(uow, rows))


def granted_now(uow: UnitOfWork, application: Application, file: HardshipFile) -> None:
    """This run has set the award aside: whatever it decides next counts it as received."""
    uow.memory.setdefault(NOW, []).append((application, file.state))


def received_by(uow: UnitOfWork, file: HardshipFile, person_id: str, but_not: str) -> Received:
    """Every grant of the file, and of whoever lives there now on whichever file; asked once a run.

    File and persons are watched: every award concerns both. The month of a grant is that of the
    entry that set its money aside, in Shanghai's time. What the run itself has granted counts too.
    """
    persons = {person_id, *(one.person_id for one in file.people)}
    asked = f"received:{file.id}:{person_id}:{but_not}"
    if asked not in uow.memory:
        uow.watch(file.id, *persons)
        uow.memory[asked] = tuple(_grants(file.id, *_rows(uow, file.id, persons, but_not)))
    now = (
        Grant(
            one.programme, one.aid_year or 0, one.person_id,
            counted_on(file.id, one.file_id, state), one.award_fen, uow.today.month,
        )
        for one, state in uow.memory.get(NOW, ())
        if one.id != but_not and (one.file_id == file.id or one.person_id in persons)
    )  # fmt: skip
    return Received((*uow.memory[asked], *now))


def _rows(
    uow: UnitOfWork, file_id: str, persons: Set[str], but_not: str
) -> tuple[Sequence[Any], Mapping[int, int]]:
    """The rows of one household and the months they name; from what was asked ahead if it was."""
    ahead: _Ahead | None = uow.memory.get(AHEAD)
    if ahead is None or file_id not in ahead.files or not persons <= ahead.persons:
        rows = [row for row in _asked(uow, persons, {file_id}) if row.id != but_not]
        return rows, _months(uow, rows)
    found = {row.id: row for row in ahead.by_file.get(file_id, ())}
    for person in persons:
        found.update((row.id, row) for row in ahead.by_person.get(person, ()))
    return [found[one] for one in sorted(found) if one != but_not], ahead.months


def _asked(uow: UnitOfWork, persons: Set[str], files: Set[str]) -> Sequence[Any]:
    return uow.session.execute(
        select(
            Application.id, Application.programme, Application.aid_year, Application.person_id,
            Application.file_id, KEPT_FEN.label("award_fen"), HardshipFile.state,
            _APPROVED.label("approved"),
        )
        .join(HardshipFile, HardshipFile.id == Application.file_id)
        .where(
            Application.aid_year.is_not(None),
            SOME_KEPT,
            or_(Application.person_id.in_(persons), Application.file_id.in_(files)),
        )
        .order_by(Application.id)
    ).all()  # fmt: skip


def _months(uow: UnitOfWork, rows: Sequence[Any]) -> dict[int, int]:
    """By the number of the entry that approved, the month it was written in."""
    numbers = {row.approved for row in rows if row.approved is not None}
    at = times_of(uow.session.connection(), numbers) if numbers else {}
    return {number: time.astimezone(SHANGHAI).month for number, time in at.items()}


def counted_on(file_id: str, granted_on: str, state: str) -> str:
    """The file on which a grant of somebody who lives on ``file_id`` now is counted."""
    return file_id if state in ENDED else granted_on


def _grants(file_id: str, rows: Sequence[Any], months: Mapping[int, int]) -> Iterator[Grant]:
    for row in rows:
        counted = counted_on(file_id, row.file_id, row.state)
        month = months.get(row.approved) if row.approved is not None else None
        yield Grant(row.programme, row.aid_year, row.person_id, counted, row.award_fen, month)
