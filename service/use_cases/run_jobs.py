"""Work that falls due: each job in a transaction of its own, tried again until it is done.

A job commits as done together with what it did. One that fails keeps its row, counts the attempt
and waits longer each time; nothing is dropped (design.md §6). Several workers may run at once: the
second to reach a job looks again under the lock and finds it done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from service import logs
from service.store.receipt import Job, RateCount
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.close_notice import close_due_notice
from service.use_cases.open_notice import CLOSE_NOTICE
from workflows.actor import SYSTEM
from workflows.errors import DomainError

__all__ = ["HANDLERS", "Done", "Handler", "run_due_jobs", "sweep"]

Handler = Callable[[UnitOfWork, Job], None]
"""Does the work of one job; may find that there is nothing left to do."""

HANDLERS: Final[Mapping[str, Handler]] = {
    CLOSE_NOTICE: lambda uow, job: close_due_notice(uow, job.thing_id),
}
"""What does the work of each kind. A kind that is not here waits for a worker that knows it."""

PAGE: Final = 100
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
COUNTS_KEPT: Final = timedelta(days=1)
TROUBLE_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class Done:
    """How many jobs were done, and how many failed and wait for their next attempt."""

    done: int = 0
    failed: int = 0


def run_due_jobs(
    transactions: Transactions,
    handlers: Mapping[str, Handler] = HANDLERS,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Done:
    """Every job that is due, the longest due first; between two of them ``stop`` is asked."""
    done = failed = 0
    for job_id in _due(transactions, frozenset(handlers)):
        if stop():
            break
        if _run(transactions, handlers, job_id):
            done += 1
        else:
            failed += 1
    return Done(done, failed)


def sweep(transactions: Transactions) -> None:
    """Forget counts of calls in windows long past; they would only grow."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        oldest = int((uow.now - COUNTS_KEPT).timestamp())
        kept = RateCount.window * WINDOW_MAX_S >= oldest
        uow.session.execute(delete(RateCount).where(~kept))
        return lambda: Answer(200, {})

    transactions.write(work)


def _due(transactions: Transactions, kinds: frozenset[str]) -> Iterator[str]:
    """Page by page until a page brings nothing new: a failed job is due again only later."""
    seen: set[str] = set()
    while page := transactions.read(lambda uow: _page(uow, kinds, seen)):
        for job_id in page:
            seen.add(job_id)
            yield job_id


def _page(uow: UnitOfWork, kinds: frozenset[str], seen: set[str]) -> list[str]:
    due = (
        select(Job.id)
        .where(~Job.done, Job.due_at <= uow.now, Job.kind.in_(kinds), Job.id.not_in(seen))
        .order_by(Job.due_at, Job.id)
        .limit(PAGE)
    )
    return list(uow.session.scalars(due))


def _run(transactions: Transactions, handlers: Mapping[str, Handler], job_id: str) -> bool:
    try:
        transactions.write(lambda uow: _worked(uow, handlers, job_id), _call(job_id))
    except DBAPIError as error:
        if error.connection_invalidated:
            raise  # the database is gone: nothing can be counted, and nothing is lost
        return _failed(transactions, job_id, error)
    except Exception as error:  # whatever it is, the next job must have its turn
        return _failed(transactions, job_id, error)
    return True


def _worked(
    uow: UnitOfWork, handlers: Mapping[str, Handler], job_id: str
) -> Callable[[], Answer]:
    uow.actor = SYSTEM
    job = uow.session.get(Job, job_id)
    if job is not None and not job.done and job.due_at <= uow.now:
        handlers[job.kind](uow, job)
        job.done, job.trouble = True, None
    return lambda: Answer(200, {})


def _failed(transactions: Transactions, job_id: str, error: Exception) -> bool:
    """Count it, and wait twice as long as the last time; a refusal says which, a fault its type."""
    refused = isinstance(error, DomainError)
    trouble = error.code() if isinstance(error, DomainError) else type(error).__qualname__
    if refused:
        logging.getLogger("service.jobs").warning("refused", extra={"refusal": trouble})
    else:
        logs.fault(error)

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        job = uow.session.get(Job, job_id)
        if job is not None and not job.done:
            job.attempts += 1
            job.trouble = trouble[:TROUBLE_MAX]
            job.due_at = uow.now + _pause(job.attempts)
        return lambda: Answer(200, {})

    transactions.write(work)
    return False


def _pause(attempts: int) -> timedelta:
    doublings = min(attempts - 1, 16)
    return min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)


def _call(job_id: str) -> CallInfo:
    return CallInfo(request_id=job_id)
