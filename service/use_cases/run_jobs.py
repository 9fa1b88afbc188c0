"""Work that falls due: each job in a transaction of its own, tried again until it is done.

A job commits as done together with what it did. One that fails keeps its row, counts the attempt
and waits longer each time; nothing is dropped (design.md §6). Several workers may run at once: the
second to reach a job looks again under the lock and finds it done.

What is done day by day is one job that is never done: its work says when it is due again. Its id is
its kind, so that however many workers see to it that it exists, there is one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from service import logs
from service.store.receipt import Job
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.begin_import import CONTINUE_IMPORT
from service.use_cases.close_notice import close_due_notice
from service.use_cases.continue_import import continue_import_by_job
from service.use_cases.daily_cases import DAILY_OF_CASES
from service.use_cases.daily_files import DAILY
from service.use_cases.daily_ledger import DAILY_LEDGER
from service.use_cases.daily_regularisations import DAILY_REGULARISATIONS
from service.use_cases.daily_terms import TERMED
from service.use_cases.daily_urging import URGED
from service.use_cases.open_notice import CLOSE_NOTICE
from service.use_cases.raise_stage import RAISING
from workflows.actor import SYSTEM
from workflows.errors import DomainError

__all__ = ["HANDLERS", "Done", "Handler", "run_due_jobs"]

Handler = Callable[[UnitOfWork, Job], datetime | None]
"""Does the work of one job, which may find that there is nothing left to do, and says when it is due
again, if ever."""

EVERY_DAY: Final[Mapping[str, Handler]] = {
    **DAILY,
    **DAILY_OF_CASES,
    **DAILY_LEDGER,
    **DAILY_REGULARISATIONS,
    **TERMED,
    **URGED,
    **RAISING,
}
HANDLERS: Final[Mapping[str, Handler]] = {
    CLOSE_NOTICE: lambda uow, job: close_due_notice(uow, job.thing_id),
    CONTINUE_IMPORT: continue_import_by_job,
    **EVERY_DAY,
}
"""What does the work of each kind. A kind that is not here waits for a worker that knows it."""

DONE, IDLE, FAILED = "done", "idle", "failed"
PAGE: Final = 100
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
TROUBLE_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class Done:
    """How many jobs were done, and how many failed and wait for their next attempt. A job of every
    day on which there was nothing to do is neither, nor one that another worker did meanwhile."""

    done: int = 0
    failed: int = 0


def run_due_jobs(
    transactions: Transactions,
    handlers: Mapping[str, Handler] = HANDLERS,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Done:
    """Every job that is due, the longest due first; between two of them ``stop`` is asked."""
    _plan(transactions, EVERY_DAY.keys() & handlers.keys())
    found: Counter[str] = Counter()
    for job_id in _due(transactions, frozenset(handlers)):
        if stop():
            break
        found[_run(transactions, handlers, job_id)] += 1
    return Done(found[DONE], found[FAILED])


def _plan(transactions: Transactions, daily: Set[str]) -> None:
    """Every job of every day there is to be, due at once when it is new; there is one of a kind."""

    def missing(uow: UnitOfWork) -> list[str]:
        there = set(uow.session.scalars(select(Job.id).where(Job.id.in_(daily))))
        return sorted(daily - there)

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        for kind in missing(uow):
            uow.add(
                Job(
                    id=kind, kind=kind, thing_id="", due_at=uow.now, done=False, attempts=0,
                    made_by=uow.size - 1,
                )
            )  # fmt: skip
        return lambda: Answer(200, {})

    if transactions.read(missing):
        transactions.write(work)


def _due(transactions: Transactions, kinds: frozenset[str]) -> Iterator[str]:
    """Page by page until none is due: one that was done or failed is not, or not so soon."""
    while page := transactions.read(lambda uow: _page(uow, kinds)):
        yield from page


def _page(uow: UnitOfWork, kinds: frozenset[str]) -> list[str]:
    due = (
        select(Job.id)
        .where(~Job.done, Job.due_at <= uow.now, Job.kind.in_(kinds))
        .order_by(Job.due_at, Job.id)
        .limit(PAGE)
    )
    return list(uow.session.scalars(due))


def _run(transactions: Transactions, handlers: Mapping[str, Handler], job_id: str) -> str:
    """What became of it. When not even the failure can be counted, the database is gone: raise."""
    try:
        told = transactions.write(lambda uow: _worked(uow, handlers, job_id), CallInfo(job_id))
    except Exception as error:  # whatever it is, the next job must have its turn
        _count_failure(transactions, job_id, error)
        return FAILED
    return str(told.body["became"])


def _worked(uow: UnitOfWork, handlers: Mapping[str, Handler], job_id: str) -> Callable[[], Answer]:
    uow.actor = SYSTEM
    job, became = uow.session.get(Job, job_id), IDLE
    if job is not None and not job.done and job.due_at <= uow.now:
        again = handlers[job.kind](uow, job)
        job.done, job.trouble = again is None, None
        if again is not None:
            job.due_at, job.attempts = again, 0
        if job.done or uow.deeds:
            became = DONE
    return lambda: Answer(200, {"became": became})


def _count_failure(transactions: Transactions, job_id: str, error: Exception) -> None:
    """Count it, and wait twice as long as the last time; a refusal says which, a fault its type."""
    if isinstance(error, DomainError):
        trouble = error.code()
        logging.getLogger("service.jobs").warning("refused", extra={"refusal": trouble})
    else:
        trouble = type(error).__qualname__
        logs.fault(error)

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        job = uow.session.get(Job, job_id)
        if job is not None and not job.done:
            job.attempts += 1
            job.trouble = trouble[:TROUBLE_MAX]
            job.due_at = uow.now + _pause(job.attempts)
        return lambda: Answer(200, {})

    transactions.write(work)


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 16)), LONGEST_PAUSE)
