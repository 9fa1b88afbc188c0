"""Every day the books of every fund are compared: what does not agree is said aloud, and changes nothing.

Payment has stopped by then, because a batch looks for itself; this finds what nobody pays from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from service.store.money import Fund
from service.store.receipt import Job
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.fund_books import books_of, tell_broken
from workflows.invariants import broken

__all__ = ["DAILY_LEDGER"]

AT_ONCE: Final = 100
ONE_DAY: Final = timedelta(days=1)


def check_books(uow: UnitOfWork, job: Job) -> datetime:
    """Fund by fund in the order of their ids; at once where more follow, otherwise tomorrow anew."""
    ids = list(
        uow.session.scalars(
            select(Fund.id).where(Fund.id > job.thing_id).order_by(Fund.id).limit(AT_ONCE)
        )
    )
    for fund_id, books in books_of(uow, ids).items():
        tell_broken(fund_id, broken(books))
    job.thing_id = ids[-1] if len(ids) == AT_ONCE else ""
    if job.thing_id:
        return uow.now
    return datetime.combine(uow.today + ONE_DAY, time.min, tzinfo=SHANGHAI)


DAILY_LEDGER: Final[Mapping[str, Callable[[UnitOfWork, Job], datetime]]] = {
    "check_books": check_books
}
