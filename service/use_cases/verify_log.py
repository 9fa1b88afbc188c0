"""The whole log against itself and against every row that deeds tell of.

Reads in pages, so that memory stays flat; what cannot even be read is a finding like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import Session

from service.audit.report import Report, RowState, Wrong
from service.audit.verify import Progress, snapshot, verify
from service.store.sealed_records import sealed_between
from service.store.tables import THINGS
from service.store.things import Record, Thing, state_of
from service.unit_of_work import OPENING_CONTEXT, Transactions
from service.use_cases.pages_of_rows import numbers_in_pages, rows_of
from service.use_cases.verify_ledger import ledger_wrong

__all__ = ["verify_log"]

STRAY = "a {table} row says it was made by this entry, which the log does not have"
UNREADABLE: Mapping[str, object] = {"unreadable": True}
"""Stands for a row that cannot be read: no entry ever committed to it."""


def verify_log(transactions: Transactions, progress: Progress | None = None) -> Report:
    """Everything computed again within one snapshot; ``wrong`` names the first that is not."""
    keyring = transactions.keyring
    with snapshot(transactions.engine) as connection:
        report = verify(
            connection,
            lambda: _states(connection),
            unseal=lambda enc: keyring.open(enc, OPENING_CONTEXT),
            origin=transactions.origin,
            records=partial(sealed_between, connection),
            progress=progress,
        )
        wrong = report.wrong or _stray(connection, report.size) or ledger_wrong(connection)
    return Report(report.size, report.root, wrong, report.rows, report.openings, report.erased)


def _states(connection: Connection) -> Iterator[RowState]:
    with Session(connection, autoflush=False) as session:
        for model in THINGS:
            yield from _rows(session, model)


def _rows(session: Session, model: type[Thing]) -> Iterator[RowState]:
    """The rows of one kind in the order of their ids, a page at a time."""
    for page in numbers_in_pages(session, model):
        for thing, row in rows_of(session, model, page):
            state = UNREADABLE if row is None else state_of(row)
            yield RowState(model.KIND, thing, page[thing], state)


def _stray(connection: Connection, size: int) -> Wrong | None:
    """Postings, receipts, jobs: each names the entry that made it, and the log has that entry."""
    for model in Record.__subclasses__():
        made_by = model.made_by
        beyond = select(func.min(made_by)).where(or_(made_by < 0, made_by >= size))
        number = connection.execute(beyond).scalar()
        if number is not None:
            return Wrong(number, STRAY.format(table=model.__tablename__))
    return None
