"""What falls due for files day by day: the worker closes what is over, and sets a day where none is.

Each piece of work goes over its files in the order of their ids, two hundred in a transaction. The
job remembers the last one it came to, so that a file nothing can be done for holds up none behind
it; tomorrow it is looked at again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, select

from service.audit.past import last_done
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.store.things import Thing, whole
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.act_on_hardship_file import free_if_ended, move_file, record_move
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.end_file import close_file
from service.use_cases.file_facts import inner_state, table_for
from workflows.calendar import months_later
from workflows.engine import fire
from workflows.errors import DomainError
from workflows.facts import Facts, FileFacts
from workflows.file_standing import STANDING
from workflows.hardship_file import DUE_SET
from workflows.policy import parse_means

__all__ = ["AT_ONCE", "DAILY", "Handler", "again", "archive_files", "set_due_days", "tried"]

AT_ONCE: Final = 200
FROM_THE_FIRST: Final = ""
ONE_DAY: Final = timedelta(days=1)

Handler: TypeAlias = Callable[[UnitOfWork, Job], datetime]
T = TypeVar("T", bound=Thing)


def archive_files(uow: UnitOfWork, job: Job) -> datetime:
    """归档: households that were watched for long enough after they left hardship."""
    over = (HardshipFile.state == "exited", HardshipFile.monitored_until < uow.today)
    files = _next(uow, job, *over)
    for file in files:
        tried(uow, file, _archive)
    return again(uow, job, files)


def set_due_days(uow: UnitOfWork, job: Job) -> datetime:
    """The day of the next verification, where a file was confirmed before such days were set: by
    the log, which knows when that was."""
    files = _next(
        uow, job, HardshipFile.state.in_(STANDING), HardshipFile.reverify_by.is_(None)
    )  # fmt: skip
    ids = [file.id for file in files]
    confirmed = last_done(uow.session.connection(), ["hardship_file.confirm"], ids)
    for file in files:
        if file.id in confirmed:
            tried(uow, file, lambda uow, file: _set_due(uow, file, confirmed[file.id]))
    return again(uow, job, files)


DAILY: Final[Mapping[str, Handler]] = {
    "archive_files": archive_files,
    "set_due_days": set_due_days,
}
"""What is done once a day, by the kind of its job; that job's id is its kind, so there is one."""


def _next(
    uow: UnitOfWork, job: Job, *conditions: ColumnElement[bool]
) -> Sequence[HardshipFile]:  # fmt: skip
    """The next files, whole: a deed on one says what it is."""
    return uow.session.scalars(
        select(HardshipFile)
        .where(HardshipFile.id > job.thing_id, *conditions)
        .order_by(HardshipFile.id)
        .limit(AT_ONCE)
        .options(*whole(HardshipFile))
    ).all()


def again(uow: UnitOfWork, job: Job, things: Sequence[Thing]) -> datetime:
    """At once where more may follow, otherwise tomorrow from the first one on."""
    if len(things) == AT_ONCE:
        job.thing_id = things[-1].id
        return uow.now
    job.thing_id = FROM_THE_FIRST
    return datetime.combine(uow.today + ONE_DAY, time.min, tzinfo=SHANGHAI)


def tried(uow: UnitOfWork, thing: T, done: Callable[[UnitOfWork, T], None]) -> None:
    """What is refused is left as it is, and the log of the service says why."""
    try:
        done(uow, thing)
    except DomainError as error:
        told = {"refusal": error.code()}
        logging.getLogger("service.jobs").warning("refused", extra=told)


def _archive(uow: UnitOfWork, file: HardshipFile) -> None:
    """By the row of the file's own table; everything that can refuse is asked before a change."""
    edition = edition_in_force(uow, MEANS, file.union_path)
    facts = Facts(
        actor=uow.actor, today=uow.today, file=FileFacts(monitored_until=file.monitored_until)
    )
    row = fire(table_for(file), inner_state(file), "archive", facts)
    record_move(uow, file, row, facts, edition.id, {})
    close_file(uow, file, parse_means(edition.document).archive_years)
    move_file(uow, file, row)
    free_if_ended(file)


def _set_due(uow: UnitOfWork, file: HardshipFile, confirmed: datetime) -> None:
    edition = edition_in_force(uow, MEANS, file.union_path)
    day = confirmed.astimezone(SHANGHAI).date()
    file.confirmed_on = day
    file.reverify_by = months_later(day, parse_means(edition.document).reverification_months)
    uow.record(
        "hardship_file.set_due", file, before=file.state, after=file.state, rule=DUE_SET.key,
        edition=edition.id,
    )  # fmt: skip
