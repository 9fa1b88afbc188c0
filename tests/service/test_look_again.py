"""Think first, lock last, look again: what a run decided on is what it is written into.

The first run is held up in the middle, while somebody else commits; whether that concerned what the
run had looked at decides if it runs once more. SQLite's writers stand in line from their first
statement, so there nothing can come between, and the second waits or is told to come again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from service.app import House, build_house
from service.store import database
from service.store.database import WRITES
from service.store.edition import CALENDARS, CalendarYear
from service.store.people import Union
from service.unit_of_work import Answer, UnitOfWork
from tests.county import BUSINESS_DAY, County, environment
from tests.postgres.server import PostgresServer
from workflows.actor import SYSTEM
from workflows.errors import AlreadyExists, FundInsufficient, InProgress

Hook = Callable[[], object]


@pytest.fixture
def house(
    postgres: PostgresServer, postgres_templates: dict[str, str], tmp_path: Path,
    keys: dict[str, str],
) -> Iterator[House]:  # fmt: skip
    """A house on PostgreSQL with an open log and two unions in it."""
    with postgres.database(postgres_templates["empty"]) as url:
        made = build_house(environment(url, tmp_path, keys, BUSINESS_DAY))
        made.transactions.open_log()
        commit(made, lambda uow: [founded(uow, "360000"), founded(uow, "350000")])
        yield made
        made.transactions.engine.dispose()


def commit(house: House, deeds: Callable[[UnitOfWork], object]) -> Answer:
    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        deeds(uow)
        return lambda: Answer(200, {})

    return house.transactions.write(work)


def founded(uow: UnitOfWork, code: str, path: str = "") -> Union:
    union = Union(id=code, name=code, level="province", parent=None, path=path or f"{code}.")
    uow.record("union.create", uow.add(union))
    return union


def renamed(uow: UnitOfWork, code: str, name: str) -> None:
    union = uow.session.get_one(Union, code)
    union.name = name
    uow.record("union.rename", union)


class Held:
    """A run that is held up the first time: what it read is read, then the world goes on."""

    def __init__(self, read: Callable[[UnitOfWork], object], meanwhile: Hook) -> None:
        self.read, self.meanwhile = read, meanwhile
        self.saw: list[object] = []

    def __call__(self, uow: UnitOfWork) -> None:
        self.saw.append(self.read(uow))
        if len(self.saw) == 1:
            self.meanwhile()


def number_of(code: str) -> Callable[[UnitOfWork], object]:
    return lambda uow: uow.session.get_one(Union, code).name


def test_what_was_loaded_and_changed_meanwhile_is_looked_at_again(house: House) -> None:
    held = Held(
        number_of("360000"), lambda: commit(house, lambda uow: renamed(uow, "360000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", f"{held.saw[-1]}丙")

    commit(house, work)
    assert held.saw == ["360000", "乙"]
    assert house.transactions.read(number_of("360000")) == "乙丙"


def test_what_was_only_read_is_looked_at_again_too(house: House) -> None:
    held = Held(
        number_of("350000"), lambda: commit(house, lambda uow: renamed(uow, "350000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", f"see {held.saw[-1]}")

    commit(house, work)
    assert held.saw == ["350000", "乙"]
    assert house.transactions.read(number_of("360000")) == "see 乙"


def test_what_does_not_concern_the_run_does_not_stop_it(house: House) -> None:
    held = Held(
        number_of("360000"), lambda: commit(house, lambda uow: renamed(uow, "350000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", "丙")

    commit(house, work)
    assert held.saw == ["360000"]
    assert house.transactions.read(number_of("350000")) == "乙"


def test_a_note_about_what_was_loaded_does_not_stop_it(house: House) -> None:
    def noted(uow: UnitOfWork) -> None:
        uow.note("authz.deny", "unions", "360000")

    held = Held(number_of("360000"), lambda: commit(house, noted))

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", "丙")

    commit(house, work)
    assert held.saw == ["360000"]


def years(uow: UnitOfWork) -> object:
    uow.watch(CALENDARS)
    return list(uow.session.scalars(select(CalendarYear.id)))


def imported(uow: UnitOfWork) -> None:
    made = CalendarYear(id="2027", days_off=[], days_worked=[], source="国办发明电")
    uow.record("calendar.import", uow.add(made))


def test_a_row_that_joined_a_set_which_was_asked_for_is_seen(house: House) -> None:
    """Nobody had loaded the new row, for it was not there: the thing that stands for the set was."""
    held = Held(years, lambda: commit(house, imported))

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", str(held.saw[-1]))

    commit(house, work)
    assert held.saw == [[], ["2027"]]
    assert house.transactions.read(number_of("360000")) == "['2027']"


def test_a_set_nobody_watched_would_be_missed(house: House) -> None:
    """The control of the test above: without the watch the run is written as it was thought."""
    unwatched = Held(
        lambda uow: list(uow.session.scalars(select(CalendarYear.id))),
        lambda: commit(house, imported),
    )

    def work(uow: UnitOfWork) -> None:
        unwatched(uow)
        renamed(uow, "360000", "丙")

    commit(house, work)
    assert unwatched.saw == [[]]


def test_a_refusal_from_a_world_that_moved_is_not_final(house: House) -> None:
    held = Held(
        number_of("360000"), lambda: commit(house, lambda uow: renamed(uow, "360000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        if held.saw[-1] != "乙":
            raise FundInsufficient
        renamed(uow, "360000", "丙")

    commit(house, work)
    assert held.saw == ["360000", "乙"]
    assert house.transactions.read(number_of("360000")) == "丙"


def test_a_deed_that_was_done_already_in_half_of_what_was_read_is_looked_at_again(
    house: House,
) -> None:
    """Its other half was read before: a change without a deed, or a deed without a change, of a
    world that never was."""
    held = Held(
        number_of("350000"), lambda: commit(house, lambda uow: renamed(uow, "360000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        renamed(uow, "360000", ("乙", "丙")[len(held.saw) - 1])

    commit(house, work)
    assert held.saw == ["350000", "350000"]
    assert house.transactions.read(number_of("360000")) == "丙"


def test_a_refusal_from_a_world_that_stood_still_is_final_at_once(house: House) -> None:
    held = Held(number_of("360000"), lambda: None)

    def work(uow: UnitOfWork) -> None:
        held(uow)
        raise FundInsufficient

    with pytest.raises(FundInsufficient):
        commit(house, work)
    assert len(held.saw) == 1


def test_a_refusal_that_stands_in_the_new_world_too_is_given(house: House) -> None:
    held = Held(
        number_of("360000"), lambda: commit(house, lambda uow: renamed(uow, "360000", "乙"))
    )

    def work(uow: UnitOfWork) -> None:
        held(uow)
        raise FundInsufficient(saw=held.saw[-1])

    with pytest.raises(FundInsufficient) as refused:
        commit(house, work)
    assert refused.value.values == {"saw": "乙"}
    assert len(held.saw) == 2


def test_the_second_run_holds_the_lock_and_there_is_no_third(house: House) -> None:
    runs: list[int] = []

    def work(uow: UnitOfWork) -> None:
        runs.append(uow.size)
        name = uow.session.get_one(Union, "360000").name
        if len(runs) == 1:
            commit(house, lambda other: renamed(other, "360000", "乙"))
        else:
            assert head_is_locked(house.transactions.engine)
        renamed(uow, "360000", f"{name}丙")

    commit(house, work)
    assert len(runs) == 2
    assert runs[1] > runs[0]


def head_is_locked(engine: Engine) -> bool:
    with engine.connect() as connection:
        free = connection.execute(text("SELECT 1 FROM audit_head FOR UPDATE SKIP LOCKED")).all()
    return free == []


def test_the_first_run_holds_no_lock_while_it_thinks(house: House) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.session.get_one(Union, "360000")
        assert not head_is_locked(house.transactions.engine)
        renamed(uow, "360000", "丙")

    commit(house, work)


def test_a_constraint_catches_two_who_could_not_see_one_another(house: House) -> None:
    """The last net: neither loaded the other's row, and one path belongs to one union."""
    runs: list[bool] = []

    def work(uow: UnitOfWork) -> None:
        taken = uow.session.scalar(select(Union.id).where(Union.path == "340000.")) is not None
        runs.append(taken)
        if taken:
            raise AlreadyExists
        if len(runs) == 1:
            commit(house, lambda other: founded(other, "340000"))
        founded(uow, "340001", path="340000.")

    with pytest.raises(AlreadyExists):
        commit(house, work)
    assert runs == [False, True]


# --- who has to wait too long -----------------------------------------------------------------------


@pytest.fixture
def impatient(
    request: pytest.FixtureRequest, tmp_path: Path, keys: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[County]:  # fmt: skip
    """The seeded county on the engine asked for, whose calls give up after a fifth of a second."""
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.2)
    monkeypatch.setattr(
        database,
        "_POSTGRESQL",
        database._POSTGRESQL.replace("lock_timeout=5s", "lock_timeout=200ms"),
    )
    inner: County = request.getfixturevalue(f"{request.param}_county")
    with County(inner.url, tmp_path, keys) as made:
        yield made


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody in the middle of a write, from another thread, until the end of the block."""
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            lock = "SELECT size FROM audit_head FOR UPDATE"
            sql = lock if engine.dialect.name == "postgresql" else "SELECT size FROM audit_head"
            connection.execute(text(sql))
            ready.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_call_waits_five_seconds(house: House) -> None:
    assert database.LOCK_WAIT_S == 5
    with house.transactions.engine.connect() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "5s"


BOTH = pytest.mark.parametrize("impatient", ["sqlite", "postgres"], indirect=True)


@BOTH
def test_who_waits_too_long_for_the_lock_is_told_to_come_again(impatient: County) -> None:
    path = impatient.draft_file().headers["Location"]
    etag = impatient.get("clerk-1", path).etag
    with locked(impatient.house.transactions.engine):
        late = impatient.post("clerk-1", f"{path}/submit", etag=etag)
        assert impatient.get("clerk-1", path)["state"] == "draft"
    assert (late.status, late.codes) == (409, {"in_progress"})
    assert int(late.headers["Retry-After"]) >= 1
    assert impatient.post("clerk-1", f"{path}/submit", etag=etag)["state"] == "submitted"


@BOTH
def test_a_run_that_waits_too_long_raises_in_progress(impatient: County) -> None:
    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.note("authz.deny", "unions", "360722")
        return lambda: Answer(200, {})

    with locked(impatient.house.transactions.engine), pytest.raises(InProgress):
        impatient.house.transactions.write(work)


@BOTH
def test_a_writer_who_comes_in_time_waits_and_is_served(impatient: County) -> None:
    path = impatient.draft_file().headers["Location"]
    etag = impatient.get("clerk-1", path).etag
    told: list[Any] = []

    def call() -> None:
        client = impatient.app.test_client()
        headers = {"Authorization": f"Bearer {impatient.token('clerk-1')}", "If-Match": etag}
        told.append(client.post(f"{path}/submit", json={}, headers=headers).status_code)

    with locked(impatient.house.transactions.engine):
        thread = threading.Thread(target=call)
        thread.start()
        thread.join(0.05)
        assert told == []
    thread.join()
    assert told == [200]
