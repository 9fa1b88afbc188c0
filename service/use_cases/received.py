"""What a person and a household were granted before: committed or paid, in any year and programme.

A household whose file has ended and who files anew is the same household: what its people had on
the file that ended counts for the one they stand on now, or a cap could be drawn twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from service.audit.past import times_of
from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.money import Posting
from service.unit_of_work import SHANGHAI, UnitOfWork
from workflows.hardship_file import ENDED
from workflows.received import Grant, Received

__all__ = ["counted_on", "received_by"]

_APPROVED = (
    select(func.min(Posting.made_by))
    .where(Posting.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
)


def received_by(uow: UnitOfWork, file: HardshipFile, person_id: str, but_not: str) -> Received:
    """Every grant of the file, and of whoever lives there now on whichever file; asked once a run.

    File and persons are watched: every award concerns both. The month of a grant is that of the
    entry that set its money aside, in Shanghai's time.
    """
    asked = f"received:{file.id}:{person_id}:{but_not}"
    if asked not in uow.memory:
        persons = {person_id, *(one.person_id for one in file.people)}
        uow.watch(file.id, *persons)
        rows: Sequence[Any] = uow.session.execute(
            select(
                Application.programme, Application.aid_year, Application.person_id,
                Application.file_id, Application.award_fen, HardshipFile.state,
                _APPROVED.label("approved"),
            )
            .join(HardshipFile, HardshipFile.id == Application.file_id)
            .where(
                Application.aid_year.is_not(None), Application.id != but_not,
                or_(Application.person_id.in_(persons), Application.file_id == file.id),
            )
            .order_by(Application.id)
        ).all()  # fmt: skip
        uow.memory[asked] = Received(tuple(_grants(uow, file.id, rows)))
    found: Received = uow.memory[asked]
    return found


def counted_on(file_id: str, granted_on: str, state: str) -> str:
    """The file on which a grant of somebody who lives on ``file_id`` now is counted."""
    return file_id if state in ENDED else granted_on


def _grants(uow: UnitOfWork, file_id: str, rows: Sequence[Any]) -> list[Grant]:
    numbers = {row.approved for row in rows if row.approved is not None}
    at = times_of(uow.session.connection(), numbers) if numbers else {}
    months = {number: time.astimezone(SHANGHAI).month for number, time in at.items()}
    return [
        Grant(
            row.programme, row.aid_year, row.person_id,
            counted_on(file_id, row.file_id, row.state), row.award_fen, months.get(row.approved),
        )
        for row in rows
    ]  # fmt: skip
