"""Bar 7: at whatever statement a money call fails, nothing has happened and the caller is told so.

Every call of ``money_steps`` is sent again and again under one key, and the database fails at its
first statement, its second, … and at its COMMIT, until none is left to fail at; after each failure
the answer is 5xx or 409, and every row of every table is what it was. Then the same call goes
through, once, and its replay says the same. On SQLite the disk is truly full besides.

The size is the share of the points in percent; the COMMIT is always among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from sqlalchemy import Connection

from service.audit.append import append
from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.races.racers import Shot
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.failing import Failing, full_after
from tests.reliability.money_steps import STEPS, Step
from tests.reliability.stock import Stock
from tests.snapshot import snapshot

__all__ = ["run"]

ENGINES = ("sqlite", "postgresql")
WHOLE = 100
PAGES_MAX = 40
Wrong = list[str]


def run(grounds: Grounds, size: int, fault: str | None) -> Outcome:
    counted: Counter[str] = Counter()
    wrong: Wrong = []
    for engine in ENGINES:
        with grounds.county(engine) as county:
            stock = Stock(county)
            for place, step in enumerate(_steps(engine, size, fault)):
                shot = step.ready(stock)
                with torn() if fault == "commit in two" else nullcontext():
                    wrong += Sweep(county, step, shot, counted).swept(size, place)
                counted["calls"] += 1
            if verify_log(county.house.transactions).wrong is not None:
                wrong.append(f"{engine}: the log is not whole")
    figure = (
        f"{counted['calls']} calls on {len(ENGINES)} engines, {counted['failures']} failures at "
        f"{counted['points']} points, {counted['full']} times a full disk, "
        f"{len(wrong)} of them changed something or answered otherwise"
    )
    return Outcome(not wrong, figure + "".join(f"\n  {one}" for one in wrong[:3]))


def _steps(engine: str, size: int, fault: str | None) -> Sequence[Step]:
    """All of them; of what the suite runs a third on the slower engine, and for a control a few."""
    if fault is not None:
        return STEPS[::8]
    return STEPS if size == WHOLE or engine == "sqlite" else STEPS[::3]


class Sweep:
    """One call, failing wherever it can, until it goes through."""

    def __init__(self, county: County, step: Step, shot: Shot, counted: Counter[str]) -> None:
        self.county, self.step, self.shot, self.counted = county, step, shot, counted
        self.engine = county.house.transactions.engine
        self.before = snapshot(self.engine)
        self.wrong: Wrong = []

    def swept(self, percent: int, offset: int) -> Wrong:
        statements = self._failing(Failing(self.engine, at_commit=True))
        for point in range(1, statements):
            if (point * percent + offset) % 100 < percent:
                self._failing(Failing(self.engine, point))
        self.counted["points"] += statements
        if self.engine.dialect.name == "sqlite":
            done = self._until_there_is_room(1 if percent == WHOLE else PAGES_MAX)
        else:
            done = self._sent(Failing(self.engine))
        self._gone_through(done)
        return self.wrong

    def _failing(self, failing: Failing) -> int:
        """How much was asked of the database when it failed."""
        reply = self._sent(failing)
        self.counted["failures"] += failing.failed
        if not failing.failed:
            self._note(f"nothing failed at {failing.at}", reply)
        elif not _refused(reply):
            self._note(f"answered after a failure at {failing.asked}", reply)
        elif snapshot(self.engine) != self.before:
            self._note(f"changed by a failure at {failing.asked}", reply)
            self.before = snapshot(self.engine)
        return failing.asked

    def _until_there_is_room(self, step: int) -> Reply:
        for pages in range(0, PAGES_MAX, step):
            with full_after(self.engine, pages):
                reply = self._sent(Failing(self.engine))
            if reply.status < 300:
                return reply
            self.counted["full"] += 1
            if not _refused(reply) or snapshot(self.engine) != self.before:
                self._note(f"a disk with room for {pages} pages", reply)
        return self._sent(Failing(self.engine))

    def _gone_through(self, done: Reply) -> None:
        """The call under its key went through, and went through once."""
        if done.status >= 300:
            self._note("did not go through", done)
            return
        after = snapshot(self.engine)
        again = self._sent(Failing(self.engine))
        same = (again.status, again.body) == (done.status, done.body)
        if after == self.before or not same or "Idempotent-Replayed" not in again.headers:
            self._note("is not replayed", again)
        if snapshot(self.engine) != after:
            self._note("changed by its replay", again)

    def _sent(self, failing: Failing) -> Reply:
        shot = self.shot
        with failing.armed():
            return self.county.call(
                shot.method, shot.who, shot.path, shot.body, headers=shot.headers
            )

    def _note(self, what: str, reply: Reply) -> None:
        self.wrong.append(
            f"{self.engine.dialect.name}, {self.step.name}: {what}: {reply.status} {reply.body}"
        )


def _refused(reply: Reply) -> bool:
    return reply.status >= 500 or reply.status == 409


@contextmanager
def torn() -> Iterator[None]:
    """The control: the log is committed before what it tells of."""

    def in_two(connection: Connection, *told: Any) -> Any:
        moved = append(connection, *told)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN")
        return moved

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.unit_of_work.append", in_two)
        yield
