"""The whole log against itself and against every row that deeds tell of.

Reads in pages, so that memory stays flat; what cannot even be read is a finding like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from service.audit.report import Report, RowState, Wrong
from service.audit.verify import Progress, snapshot, verify
from service.store.sealed_records import sealed_between
from service.store.tables import THINGS
from service.store.things import Record, Thing, state_of, whole
from service.unit_of_work import OPENING_CONTEXT, Transactions
from service.use_cases.verify_ledger import ledger_wrong

__all__ = ["verify_log"]

PAGE = 500
STRAY = "a {table} row says it was made by this entry, which the log does not have"
UNREADABLE = {"unreadable": True}
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
    last = ""
    while page := session.execute(_page(model, last)).all():
        yield from _page_states(session, model, [(row.id, row.number) for row in page])
        session.expunge_all()
        last = page[-1].id


def _page(model: type[Thing], after: str) -> Any:
    return select(model.id, model.number).where(model.id > after).order_by(model.id).limit(PAGE)


def _page_states(
    session: Session, model: type[Thing], page: list[tuple[str, int]]
) -> Iterator[RowState]:
    ids = [thing for thing, _ in page]
    try:
        asked = select(model).where(model.id.in_(ids)).options(*whole(model))
        found = list(session.scalars(asked))
    except OperationalError:
        raise
    except Exception:  # one of them: look at each by itself
        session.expunge_all()
        for thing, number in page:
            yield RowState(model.KIND, thing, number, _state(session, model, thing))
        return
    for row in found:
        yield RowState(model.KIND, row.id, row.number, state_of(row))


def _state(session: Session, model: type[Thing], thing: str) -> dict[str, Any]:
    try:
        return state_of(session.get_one(model, thing))
    except OperationalError:
        raise
    except Exception:  # whatever a cipher or a parser makes of altered bytes
        session.expunge_all()
        return UNREADABLE


def _stray(connection: Connection, size: int) -> Wrong | None:
    """Postings, receipts, jobs: each names the entry that made it, and the log has that entry."""
    for model in Record.__subclasses__():
        made_by = model.made_by
        beyond = select(func.min(made_by)).where(or_(made_by < 0, made_by >= size))
        number = connection.execute(beyond).scalar()
        if number is not None:
            return Wrong(number, STRAY.format(table=model.__tablename__))
    return None
