"""Every past decision of a year made again under its pinned edition, and its row held against the log.

The sum finds a figure it depends on; the log finds every other one. A year is that in which the
decision was made, by its own word and by the log's: whoever changes the day hides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import Session

from service.audit.past import ever_done, last_done
from service.audit.report import RowState
from service.audit.row_check import rows_wrong
from service.audit.verify import snapshot
from service.store.audit_tables import audit_entry, audit_head
from service.store.edition import Edition
from service.store.people import Union
from service.store.things import Thing, state_of
from service.unit_of_work import SHANGHAI, Transactions
from service.use_cases.pages_of_rows import PAGE, numbers_in_pages, rows_of
from service.use_cases.replay_row import DECISIONS, Decision, replay_row
from workflows.errors import UnionUnknown

__all__ = ["Told", "replay_decisions"]

UNREADABLE: Final = "row: it cannot be read"
GONE: Final = "row: it is gone"
NIGHT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of one thing: a line for each difference, and what was never kept.

    ``decided`` is False of an edition, which is no decision but is held against the log as well.
    """

    kind: str
    thing: str
    lines: tuple[str, ...]
    unkept: tuple[str, ...] = ()
    decided: bool = True


def replay_decisions(
    transactions: Transactions, year: int, union: str | None = None
) -> Iterator[Told]:
    """One `Told` for each decision, within one snapshot; ``UnionUnknown`` for a union there is not."""
    with (
        snapshot(transactions.engine) as connection,
        Session(connection, autoflush=False) as session,
    ):
        size = connection.execute(select(audit_head.c.size)).scalar() or 0
        look = _Look(connection, session, year, size, set())
        below = _path(session, union)
        for decision in DECISIONS:
            for page in numbers_in_pages(session, decision.model, *_within(decision, below)):
                yield from look.page(decision, page)
            if union is None:
                yield from look.gone(decision)


def _path(session: Session, union: str | None) -> str:
    found = None if union is None else session.get(Union, union)
    if union is not None and found is None:
        raise UnionUnknown(union=union)
    return found.path if found else ""


def _within(decision: Decision, below: str) -> Iterator[ColumnElement[bool]]:
    if below:
        yield decision.model.union_path.startswith(below, autoescape=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """One run over a snapshot; ``held`` are the editions already held against the log."""

    connection: Connection
    session: Session
    year: int
    size: int
    held: set[str]

    def page(self, decision: Decision, page: dict[str, int]) -> Iterator[Told]:
        """The decisions among these rows that were made in the year."""
        logged = _days(self.connection, decision, page)
        counted = ever_done(self.connection, decision.counts_by, page)
        early = {thing for thing, day in logged.items() if day.year < self.year}
        asked = sorted({*(counted - early), *self._untold(decision, page)})
        found: dict[str, Any] = dict(rows_of(self.session, decision.model, asked))
        made = {
            thing: row for thing, row in found.items()
            if _in_year(row and decision.made_on(row), logged.get(thing), self.year)
        }  # fmt: skip
        editions = dict(rows_of(self.session, Edition, _named(made.values())))
        fresh = {name: row for name, row in editions.items() if name not in self.held}
        self.held.update(fresh)
        yield from self._editions(fresh)
        wrong = self._wrong(made)
        for thing, row in made.items():
            kind = decision.model.KIND
            if row is None:
                yield Told(kind, thing, (UNREADABLE,))
                continue
            again = replay_row(decision, row, editions)
            lines = (*map(str, again.differences), *wrong.get(thing, ()))
            yield Told(kind, thing, lines, again.unkept)

    def gone(self, decision: Decision) -> Iterator[Told]:
        """Decisions that the log tells of and whose row is no longer there, a page at a time."""
        last, there = "", select(decision.model.id)
        lost = select(audit_entry.c.thing).distinct().order_by(audit_entry.c.thing).limit(PAGE)
        lost = lost.where(
            audit_entry.c.act.in_(decision.counts_by), audit_entry.c.thing.not_in(there)
        )
        while page := self.connection.scalars(lost.where(audit_entry.c.thing > last)).all():
            last = page[-1]
            logged = _days(self.connection, decision, page)
            for thing in page:
                if _in_year(None, logged.get(thing), self.year):
                    yield Told(decision.model.KIND, thing, (GONE,))

    def _untold(self, decision: Decision, page: dict[str, int]) -> Iterable[str]:
        """Rows with an assessment of which the log does not tell who made it."""
        told = ever_done(self.connection, decision.made_by, page)
        model = decision.model
        asked = select(model.id).where(
            model.id.in_(page.keys() - told), model.assessment_kept.is_not(None)
        )
        return self.session.scalars(asked)

    def _editions(self, fresh: Mapping[str, Edition | None]) -> Iterator[Told]:
        for thing, lines in self._wrong(fresh).items():
            yield Told(Edition.KIND, thing, lines, decided=False)

    def _wrong(self, rows: Mapping[str, Thing | None]) -> dict[str, tuple[str, ...]]:
        """Every row that is not what the log committed to, with the line that says so."""
        states = [
            RowState(row.KIND, row.id, row.number, state_of(row))
            for row in rows.values() if row is not None
        ]  # fmt: skip
        found = zip(states, rows_wrong(self.connection, states, self.size), strict=True)
        return {state.thing: (f"row: {wrong}",) for state, wrong in found if wrong is not None}


def _days(connection: Connection, decision: Decision, things: Collection[str]) -> dict[str, date]:
    """The day of each by the log; where an entry cannot be read, nothing is left out for its day."""
    try:
        done = last_done(connection, decision.made_by, things)
    except (LookupError, ValueError):
        return {}
    return {thing: at.astimezone(SHANGHAI).date() for thing, at in done.items()}


def _in_year(made: date | None, logged: date | None, year: int) -> bool:
    """By its own word, or by the log's where the two are more than a night apart."""
    if made is None or logged is None:
        return logged is None or logged.year == year
    apart = abs(logged - made) > NIGHT
    return made.year == year or (apart and logged.year == year)


def _named(rows: Iterable[Any]) -> set[str]:
    return {row.edition_id for row in rows if row is not None and row.edition_id}
