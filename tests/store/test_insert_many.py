"""Many new rows by one statement: the very rows that the mapper would have written, or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.store.account import AccountHolder
from service.store.database import WRITES
from service.store.file_import import FileImport, ImportPiece
from service.store.hardship_file import HardshipFile, Member
from service.store.insert_many import MANY, insert_many
from service.store.people import Person
from service.store.personal import Personal
from service.store.receipt import Job
from service.store.things import Base, Thing, plain, state_of
from service.store.write_many import write_many
from tests.county import County

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ODD = "'\"\\ {}；\n\t𠮷=1"


def people(count: int) -> list[Person]:
    return [
        Person(
            id=f"p-{n}", number=1_000 + n, identity_digest=f"{n:064d}", identity=Personal.of(ODD)
        )
        for n in range(count)
    ]


def files(count: int) -> list[HardshipFile]:
    """With everything a column can be: null, text, number, flag, day, object, list, personal."""
    found = []
    for n in range(count):
        file = HardshipFile(
            id=f"f-{n}", number=2_000 + n, serial=f"F-{n}", union="360722001",
            union_path="360000.360700.360722.360722001.", state="draft", employment="on_post",
            union_member=n % 2 == 0, causes={"main": "6", "note": ODD}, tags=["a", ODD],
            round=2**53 + n, confirmed_on=date(2026, 2, 28) if n % 3 else None,
            phone=Personal.of(ODD) if n % 2 else None,
        )  # fmt: skip
        file.household = {"note": ODD, "dwellings": n}
        file.people = [
            Member(
                id=f"m-{n}-{place}", file_id=file.id, position=place, person_id=f"p-{n}",
                name=Personal.of(ODD), relation="01", student=False, minor=place == 1,
                identity=Personal.of("*"), live=place == 0,
            )
            for place in (0, 1)
        ]  # fmt: skip
        found.append(file)
    return found


def records(count: int) -> list[Base]:
    jobs = [
        Job(id=f"j-{n}", made_by=1, kind="k", thing_id="t", due_at=AT, done=False, attempts=0)
        for n in range(count)
    ]
    holders = [
        AccountHolder(account_digest=f"{n:064d}", person_id=f"p-{n}", made_by=1)
        for n in range(count)
    ]
    imported = FileImport(
        id="i", number=900, serial="I", union="360722001", union_path="3", state="done", mode="m",
        officer_id="clerk-1", table_sha256="0", total=0, wrong=0, unchanged=0, written=0,
    )  # fmt: skip
    imported.faults = {}
    pieces = [
        ImportPiece(import_id="i", place=n, forms=bytes([0, n, 255]), made_by=1)
        for n in range(count)
    ]
    return [imported, *jobs, *holders, *pieces]


def kept(engine: Engine) -> list[dict[str, Any]]:
    """Everything there is, as the log commits to it, and the columns of the records."""
    with Session(engine) as session:
        things = [state_of(one) for model in (Person, HardshipFile, FileImport)
                  for one in session.scalars(select(model).order_by(model.number))]  # fmt: skip
        rows = [
            {column.name: plain(getattr(one, column.name)) for column in model.__table__.columns}
            for model, order in ((Job, Job.id), (AccountHolder, AccountHolder.account_digest),
                                 (ImportPiece, ImportPiece.place))
            for one in session.scalars(select(model).order_by(order))
        ]  # fmt: skip
    return [*things, *rows]


def written(county: County, made: list[Base], write: Callable[[Session], None]) -> list[str]:
    """Write them all, and tell the statements it took."""
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    heard: list[str] = []
    with Session(engine, autoflush=False, expire_on_commit=False) as session:
        session.add_all(made)
        session.connection()
        event.listen(engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
        write(session)
        session.flush()
        session.commit()
    return heard


def emptied(county: County) -> None:
    with county.house.transactions.engine.execution_options(**{WRITES: True}).begin() as connection:
        for table in ("member", "hardship_file", "import_piece", "file_import", "account_holder",
                      "job"):  # fmt: skip
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        connection.execute(text("DELETE FROM person WHERE id LIKE 'p-%'"))


def test_the_rows_are_those_the_flush_would_have_written(county: County) -> None:
    engine = county.house.transactions.engine
    before = len(kept(engine))
    made = [*people(MANY), *files(MANY), *records(MANY)]
    copies = [state_of(one) for one in made if isinstance(one, Thing)]
    heard = written(county, made, insert_many)
    told = kept(engine)
    assert len(told) - before == 2 * MANY + 1 + 3 * MANY
    assert [one for one in copies if one not in told] == []
    inserts = [words for words in heard if words.startswith("INSERT")]
    assert len(inserts) == 7  # persons, files, members, jobs, holders, pieces; one import alone
    emptied(county)
    flushed = [*people(MANY), *files(MANY), *records(MANY)]
    written(county, flushed, lambda _session: None)
    assert [_without_salt(one) for one in kept(engine)] == [_without_salt(one) for one in told]


def _without_salt(row: dict[str, Any]) -> dict[str, Any]:
    """Commitments differ by their salts; all else is the same."""
    personal = {"identity", "phone", "household_kept", "faults_kept", "name"}
    found = {name: value for name, value in row.items() if name not in personal}
    if "people" in row:
        found["people"] = [_without_salt(one) for one in row["people"]]
    return found


def test_what_is_personal_opens_again_as_it_was(county: County) -> None:
    written(county, [*people(MANY), *files(MANY)], insert_many)
    with Session(county.house.transactions.engine) as session:
        file = session.get_one(HardshipFile, "f-3")
        assert (file.phone.value, file.household["note"]) == (ODD, ODD)  # type: ignore[union-attr]
        assert {one.name.value for one in file.people} == {ODD}
        assert (file.causes["note"], file.tags[1], file.round) == (ODD, ODD, 2**53 + 3)


def test_a_few_rows_are_left_to_the_flush(county: County) -> None:
    made = people(MANY - 1)
    written(county, list(made), insert_many)
    assert len([one for one in kept(county.house.transactions.engine) if "identity" in one]) >= len(
        made
    )


def test_a_part_of_a_thing_that_stays_is_left_to_the_flush(county: County) -> None:
    """Many new members of one file that is there already: the file goes on holding them."""
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    written(county, [*people(MANY + 1), *files(1)], insert_many)
    with Session(engine, autoflush=False) as session:
        file = session.get_one(HardshipFile, "f-0")
        file.people = [
            *file.people,
            *(Member(id=f"n-{n}", file_id="f-0", position=n + 2, person_id=f"p-{n}",
                     name=Personal.of("x"), relation="20", student=False, minor=False,
                     identity=Personal.of("*"), live=False) for n in range(MANY + 1)),
        ]  # fmt: skip
        insert_many(session)
        write_many(session)
        session.flush()
        session.commit()
    with Session(engine) as session:
        assert len(session.get_one(HardshipFile, "f-0").people) == MANY + 3


@pytest.mark.parametrize("late", ["unique", "missing"])
def test_a_row_the_database_refuses_is_refused_as_by_the_flush(county: County, late: str) -> None:
    made = people(MANY)
    if late == "unique":
        made[-1].identity_digest = made[0].identity_digest
    else:
        del made[-1].identity
    with pytest.raises(IntegrityError):
        written(county, list(made), insert_many)
    assert not [one for one in kept(county.house.transactions.engine) if one.get("id") == "p-0"]
