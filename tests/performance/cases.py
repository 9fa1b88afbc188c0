"""Thousands of applications that wait for one action, made in a few transactions.

One case goes through the API as a caller would send it; the others are its copies, each of another
household, written by the same unit of work with a deed for every thing, so that the log is whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.people import Officer, Person
from service.store.personal import Personal
from service.store.things import Base
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.account_holder import account_digest
from tests.county import County
from workflows.actor import Actor

__all__ = ["FIRST", "PREFIX", "copy_case", "prepare"]

PREFIX = "019caeb8-0000-7000-8000-"
FIRST = 100_000_000_000
AT_ONCE = 500
OWN = frozenset({"id", "number", "serial"})


def prepare(county: County, count: int) -> list[tuple[str, int]]:
    """``count`` applications submitted and waiting for their review: each id with its version."""
    sample = str(county.draft_application("warmth").headers["Location"])
    county.act("clerk-1", sample, "submit")
    copy_case(county, sample, range(count))
    return county.house.transactions.read(_numbers)  # type: ignore[no-any-return]


def copy_case(county: County, sample: str, places: range) -> None:
    """One copy of the application at the path ``sample`` for each place; a place is taken once."""
    for start in range(places.start, places.stop, AT_ONCE):
        some = range(start, min(start + AT_ONCE, places.stop))
        county.house.transactions.write(_copies(sample.rpartition("/")[2], some))


def _numbers(uow: UnitOfWork) -> list[tuple[str, int]]:
    mine = Application.id.startswith(PREFIX)
    rows = uow.session.execute(select(Application.id, Application.number).where(mine))
    return sorted((row.id, row.number) for row in rows)


def _copies(sample: str, places: range) -> Callable[[UnitOfWork], Callable[[], Answer]]:
    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        clerk = uow.session.get_one(Officer, "clerk-1")
        uow.actor = Actor(clerk.id, "officer", clerk.person_id)
        application = uow.session.get_one(Application, sample)
        file = uow.session.get_one(HardshipFile, application.file_id)
        for place in places:
            _copy(uow, application, file, place)
        return lambda: Answer(200, {})

    return work


def _copy(uow: UnitOfWork, case: Application, household: HardshipFile, place: int) -> None:
    digest = hashlib.sha256(str(place).encode()).hexdigest()
    person = uow.add(
        Person(id=uow.new_id(), identity_digest=digest, identity=Personal.of(str(FIRST + place)))
    )
    uow.record("person.register", person)
    file = uow.add(HardshipFile(id=f"{PREFIX}{2 * FIRST + place}", **_values(household)))
    member = {**_values(household.worker), "file_id": file.id, "person_id": person.id}
    file.people = [Member(id=uow.new_id(), **member)]
    uow.record("hardship_file.open", file, after=file.state, duty="intake")
    account = f"6217{FIRST + place:015d}"
    told = {
        **_values(case),
        "file_id": file.id,
        "person_id": person.id,
        "payee_person_id": person.id,
        "payee": Personal.of_fields({**case.payee.fields(), "number": account}),
        "account_digest": account_digest(uow, account),
        "claim_key": digest,
    }
    made = Application(id=f"{PREFIX}{FIRST + place}", votes=[], evidence=[], **told)
    uow.record("application.submit", uow.add(made), after=made.state, duty="intake")


def _values(row: Base) -> dict[str, Any]:
    """Everything a row says but for what belongs to it alone."""
    columns = inspect(type(row)).column_attrs
    return {one.key: getattr(row, one.key) for one in columns if one.key not in OWN}
