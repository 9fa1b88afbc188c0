"""`aid verify-audit`: computes everything again and names the first entry that is wrong.

Reads by pages, so that memory stays flat, and within one snapshot, so that a log that grows
meanwhile is no reason for alarm.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, or_, select

from service.audit.beside import Beside, Records, no_records
from service.audit.instant import from_micros, stamp
from service.audit.report import Report, RowState, Wrong, earliest
from service.audit.row_check import RowCheck
from service.audit.walk import Unseal, Walk
from service.store.audit_tables import audit_concern, audit_entry, audit_head, audit_opening

__all__ = ["PAGE", "Progress", "snapshot", "verify"]

MISSING = "it is missing"
BEHIND = "it stands behind the end of the log"
HEAD = "the head of the log does not agree with its last entry"
STRAY_CONCERN = "something concerns this number, which the log does not have"
STRAY_OPENING = "an opening stands at this number, which the log does not have"

PAGE = 2_000

Progress = Callable[[int, int], None]
"""Called with the entries done and all there are."""

_PAGE = (
    select(
        audit_entry.c.number,
        audit_entry.c.entry,
        audit_entry.c.leaf_hash,
        audit_entry.c.root,
        audit_entry.c.salt,
        audit_entry.c.act,
        audit_entry.c.kind,
        audit_entry.c.thing,
        audit_entry.c.duty,
        audit_entry.c.person,
        audit_entry.c.principal,
    )
    .where(audit_entry.c.number > bindparam("after"))
    .order_by(audit_entry.c.number)
    .limit(PAGE)
)
_OPENINGS = (
    select(audit_opening.c.number, audit_opening.c.n, audit_opening.c.name, audit_opening.c.enc)
    .where(audit_opening.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(audit_opening.c.number, audit_opening.c.n)
)
_HEAD = select(audit_head.c.size, audit_head.c.at, audit_head.c.frontier)
_STRAYS = tuple(
    (
        select(func.min(table.c.number)).where(
            or_(table.c.number < 0, table.c.number >= bindparam("size"))
        ),
        reason,
    )
    for table, reason in ((audit_concern, STRAY_CONCERN), (audit_opening, STRAY_OPENING))
)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database however long it reads; it writes nothing."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


def verify(
    connection: Connection,
    states: Callable[[], Iterable[RowState]],
    *,
    unseal: Unseal,
    origin: str | None = None,
    records: Records = no_records,
    progress: Progress | None = None,
) -> Report:
    """The log against itself and, when it holds, the business rows against the log.

    `states` gives every business row that deeds tell of, `records` what deeds only inserted.
    Without `origin` the log is taken to be what its first entry says.
    """
    walk = Walk(origin, unseal)
    head = connection.execute(_HEAD).one_or_none()
    total = head.size if head else 0
    wrong = earliest(
        _walked(connection, walk, total, Beside(connection, records), progress or _silent),
        *_strays(connection, total),
    )
    wrong = wrong or _head_wrong(head, walk)
    rows = RowCheck(connection, walk.existing)
    wrong = wrong or rows.wrong(states())
    return Report(walk.size, walk.root, wrong, rows.rows, walk.openings, walk.erased)


def _silent(_done: int, _total: int) -> None:
    return


def _walked(
    connection: Connection, walk: Walk, total: int, beside: Beside, progress: Progress
) -> Wrong | None:
    """Dense from 0 up to the head, each entry sound."""
    while page := connection.execute(_PAGE, {"after": walk.size - 1}).all():
        openings = _openings(connection, page)
        beside.turn(page[0][0], page[-1][0])
        for row in page:
            if row[0] != walk.size:
                return Wrong(walk.size, MISSING)
            if row[0] >= total:
                return Wrong(row[0], BEHIND)
            flaw = walk.step(row, openings.get(row[0], ())) or beside.flaw(row[0], walk.entry)
            if flaw:
                return Wrong(row[0], flaw)
        progress(walk.size, total)
    return Wrong(walk.size, MISSING) if walk.size < total else None


def _openings(connection: Connection, page: Any) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in connection.execute(_OPENINGS, {"first": page[0][0], "last": page[-1][0]}):
        found[row[0]].append(row)
    return found


def _strays(connection: Connection, total: int) -> Iterator[Wrong | None]:
    """Concerns and openings: none beyond the log."""
    for statement, reason in _STRAYS:
        stray = connection.execute(statement, {"size": total}).scalar()
        yield None if stray is None else Wrong(stray, reason)


def _head_wrong(head: Any, walk: Walk) -> Wrong | None:
    if head is None or walk.size == 0:
        return None
    agrees = head.frontier == b"".join(walk.stack) and stamp(from_micros(head.at)) == walk.ts
    return None if agrees else Wrong(walk.size - 1, HEAD)
