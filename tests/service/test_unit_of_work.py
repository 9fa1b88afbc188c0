"""The one transaction: nothing changes unaccounted for, and what is written saw the world it changed."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from service.app import House, build_house
from service.audit.duties import duties_of_cases
from service.store.database import WRITES
from service.store.hardship_file import HardshipFile
from service.store.money import Balance, Fund
from service.store.people import Appointed, Officer, Person, Union
from service.store.personal import Personal
from service.unit_of_work import Answer, CallInfo, UnaccountedChange, UnitOfWork
from tests.county import BUSINESS_DAY, County, environment
from tests.snapshot import AUDIT, log_size, snapshot
from workflows.actor import SYSTEM, Actor
from workflows.errors import CapExceeded, NotFound, StaleVersion
from workflows.facts import Held

Deeds = Callable[[UnitOfWork], Any]
ROOT_CODE = "360000"


@pytest.fixture
def house(database_url: str, tmp_path: Path, keys: dict[str, str]) -> Iterator[House]:
    """A house with an open log and one union in it."""
    made = build_house(environment(database_url, tmp_path, keys, BUSINESS_DAY))
    made.transactions.open_log()
    write(made, lambda uow: founded(uow, ROOT_CODE))
    yield made
    made.transactions.engine.dispose()


def write(house: House, deeds: Deeds) -> Answer:
    """Run ``deeds``; the answer tells what they gave."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        told = deeds(uow)
        return lambda: Answer(200, {"told": told})

    return house.transactions.write(work)


def founded(uow: UnitOfWork, code: str, path: str | None = None) -> None:
    made = Union(id=code, name=code, level="province", parent=None, path=path or f"{code}.")
    uow.record("union.create", uow.add(made))


def renamed(uow: UnitOfWork, code: str, name: str) -> None:
    union = uow.session.get_one(Union, code)
    union.name = name
    uow.record("union.rename", union)


def union_of(house: House, code: str = ROOT_CODE) -> tuple[str, int]:
    def look(uow: UnitOfWork) -> tuple[str, int]:
        union = uow.session.get_one(Union, code)
        return union.name, union.number

    found: tuple[str, int] = house.transactions.read(look)
    return found


def entries(house: House) -> list[dict[str, Any]]:
    with house.transactions.engine.connect() as connection:
        rows = connection.execute(text("SELECT entry FROM audit_entry ORDER BY number"))
        return [json.loads(bytes(row.entry)) for row in rows]


def refused(house: House, deeds: Deeds, match: str = ".") -> None:
    """The run is refused, and the database is to the letter what it was."""
    before = snapshot(house.transactions.engine)
    with pytest.raises(UnaccountedChange, match=match):
        write(house, deeds)
    assert snapshot(house.transactions.engine) == before


# --- every changed thing has a deed, every deed a changed thing -----------------------------------


def test_a_changed_thing_without_a_deed_is_never_written(house: House) -> None:
    def silent(uow: UnitOfWork) -> None:
        uow.session.get_one(Union, ROOT_CODE).name = "江西省总工会"

    refused(house, silent, ROOT_CODE)


def test_a_new_thing_without_a_deed_is_never_written(house: House) -> None:
    def silent(uow: UnitOfWork) -> None:
        uow.add(Union(id="350000", name="x", level="province", parent=None, path="350000."))

    refused(house, silent, "350000")


def test_a_thing_taken_away_without_a_deed_stays(house: House) -> None:
    refused(house, lambda uow: uow.session.delete(uow.session.get_one(Union, ROOT_CODE)), ROOT_CODE)


def test_a_deed_that_changed_nothing_is_never_written(house: House) -> None:
    def idle(uow: UnitOfWork) -> None:
        uow.record("union.rename", uow.session.get_one(Union, ROOT_CODE))

    refused(house, idle, ROOT_CODE)


def test_writing_what_stands_there_already_changes_nothing(house: House) -> None:
    refused(house, lambda uow: renamed(uow, ROOT_CODE, ROOT_CODE), ROOT_CODE)


def test_two_deeds_on_one_thing_are_one_too_many(house: House) -> None:
    def twice(uow: UnitOfWork) -> None:
        renamed(uow, ROOT_CODE, "江西省总工会")
        uow.record("union.move", uow.session.get_one(Union, ROOT_CODE))

    refused(house, twice, ROOT_CODE)


def test_a_deed_on_one_thing_does_not_account_for_another(house: House) -> None:
    write(house, lambda uow: founded(uow, "350000"))

    def mistaken(uow: UnitOfWork) -> None:
        uow.session.get_one(Union, "350000").name = "福建省总工会"
        uow.record("union.rename", uow.session.get_one(Union, ROOT_CODE))

    refused(house, mistaken)


def appointed(uow: UnitOfWork, officer_id: str) -> Appointed:
    return Appointed(
        id=uow.new_id(), officer_id=officer_id, role="clerk", union=ROOT_CODE, level="province",
        union_path=f"{ROOT_CODE}.", starts_on=date(2020, 1, 1), ends_on=None,
    )  # fmt: skip


def engaged(uow: UnitOfWork) -> None:
    person = uow.add(Person(id="person-1", identity_digest="d" * 64, identity=Personal.of("x")))
    uow.record("person.register", person)
    officer = uow.add(
        Officer(
            id="clerk-9", name=Personal.of("某"), person_id="person-1", union=ROOT_CODE,
            union_path=f"{ROOT_CODE}.", appointments=[appointed(uow, "clerk-9")],
        )
    )  # fmt: skip
    uow.record("officer.create", officer)


def test_a_new_part_without_a_deed_on_its_owner_is_never_written(house: House) -> None:
    write(house, engaged)

    def silent(uow: UnitOfWork) -> None:
        officer = uow.session.get_one(Officer, "clerk-9")
        officer.appointments.append(appointed(uow, officer.id))

    refused(house, silent, "clerk-9")


def test_a_changed_part_without_a_deed_on_its_owner_is_never_written(house: House) -> None:
    write(house, engaged)

    def silent(uow: UnitOfWork) -> None:
        uow.session.get_one(Officer, "clerk-9").appointments[0].ends_on = date(2026, 1, 1)

    refused(house, silent, "clerk-9")


def test_a_changed_part_moves_the_version_of_its_owner(house: House) -> None:
    write(house, engaged)

    def dismissed(uow: UnitOfWork) -> int:
        officer = uow.session.get_one(Officer, "clerk-9")
        officer.appointments[0].ends_on = date(2026, 1, 1)
        uow.record("officer.dismiss", officer)
        return officer.number

    seen = write(house, dismissed).body["told"]
    now = house.transactions.read(lambda uow: uow.session.get_one(Officer, "clerk-9").number)
    assert now == log_size(house.transactions.engine) - 1 > seen


def funded(uow: UnitOfWork) -> None:
    fund = uow.add(
        Fund(
            id="fund-1", code="F", name="本级", source="union", year=2026, union=ROOT_CODE,
            union_path=f"{ROOT_CODE}.", allocations=[],
        )
    )  # fmt: skip
    deed = uow.record("fund.create", fund)
    uow.attach(Balance(fund_id="fund-1", account="available", amount_fen=0), deed)


def test_a_balance_does_not_move_by_itself(house: House) -> None:
    write(house, funded)

    def silent(uow: UnitOfWork) -> None:
        uow.session.get_one(Balance, ("fund-1", "available")).amount_fen = 1

    refused(house, silent, "record")


def test_a_balance_carries_the_number_of_the_deed_that_moved_it(house: House) -> None:
    write(house, funded)

    def moved(uow: UnitOfWork) -> None:
        fund = uow.session.get_one(Fund, "fund-1")
        fund.name = "本级帮扶经费"
        deed = uow.record("fund.rename", fund)
        balance = uow.session.get_one(Balance, ("fund-1", "available"))
        balance.amount_fen = 1
        uow.attach(balance, deed)

    write(house, moved)
    with house.transactions.engine.connect() as connection:
        made_by = connection.execute(select(Balance.made_by)).scalar_one()
    assert made_by == log_size(house.transactions.engine) - 1


def test_a_call_that_changes_several_things_writes_several_deeds(house: House) -> None:
    codes = ("350000", "340000", "330000")

    def several(uow: UnitOfWork) -> None:
        for code in codes:
            founded(uow, code)

    write(house, several)
    numbers = {code: union_of(house, code)[1] for code in codes}
    assert sorted(numbers.values()) == list(range(min(numbers.values()), min(numbers.values()) + 3))
    assert max(numbers.values()) == log_size(house.transactions.engine) - 1


def test_a_note_is_an_entry_and_moves_no_version(house: House) -> None:
    before, size = union_of(house), log_size(house.transactions.engine)
    rows = snapshot(house.transactions.engine, but=AUDIT)
    write(house, lambda uow: uow.note("authz.deny", "unions", ROOT_CODE) and None)
    assert union_of(house) == before
    assert log_size(house.transactions.engine) == size + 1
    assert snapshot(house.transactions.engine, but=AUDIT) == rows


def test_what_is_refused_by_the_use_case_leaves_nothing(house: House) -> None:
    def half(uow: UnitOfWork) -> None:
        renamed(uow, ROOT_CODE, "江西省总工会")
        raise CapExceeded

    before = snapshot(house.transactions.engine)
    with pytest.raises(CapExceeded):
        write(house, half)
    assert snapshot(house.transactions.engine) == before


def test_a_fault_while_the_answer_is_rendered_leaves_nothing(house: House) -> None:
    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        renamed(uow, ROOT_CODE, "江西省总工会")
        return lambda: Answer(200, {"number": 1 // (uow.size - uow.size)})

    before = snapshot(house.transactions.engine)
    with pytest.raises(ZeroDivisionError):
        house.transactions.write(work)
    assert snapshot(house.transactions.engine) == before


def test_a_read_is_never_written_whatever_it_did(house: House) -> None:
    before = snapshot(house.transactions.engine)
    house.transactions.read(lambda uow: renamed(uow, ROOT_CODE, "x"))
    assert snapshot(house.transactions.engine) == before


# --- ids, numbers and time --------------------------------------------------------------------------


def test_ids_are_uuids_of_version_7_in_the_order_of_time(house: House) -> None:
    def ids(_: House) -> list[str]:
        made: list[str] = house.transactions.read(lambda uow: [uow.new_id() for _ in range(500)])
        return made

    first = ids(house)
    time.sleep(0.002)
    second = ids(house)
    for one in first + second:
        assert str(uuid.UUID(one)) == one
        assert (uuid.UUID(one).version, uuid.UUID(one).variant) == (7, uuid.RFC_4122)
    assert len(set(first + second)) == 1_000
    assert max(first) < min(second)
    stamp = uuid.UUID(first[0]).int >> 80
    assert abs(stamp / 1000 - BUSINESS_DAY.timestamp()) < 3600


def test_the_number_of_an_entry_is_the_version_of_what_it_changed(house: House) -> None:
    for name in ("一", "二", "三"):
        write(house, lambda uow, name=name: renamed(uow, ROOT_CODE, name))  # type: ignore[misc]
        assert union_of(house) == (name, log_size(house.transactions.engine) - 1)


def test_the_time_of_an_entry_never_goes_back(house: House) -> None:
    write(house, lambda uow: renamed(uow, ROOT_CODE, "一"))
    house.transactions.offset -= timedelta(days=2)
    write(house, lambda uow: renamed(uow, ROOT_CODE, "二"))
    house.transactions.offset += timedelta(days=9)
    write(house, lambda uow: renamed(uow, ROOT_CODE, "三"))
    stamps = [entry["ts"] for entry in entries(house)]
    assert stamps == sorted(stamps)
    assert stamps[-2] == stamps[-3] < stamps[-1]


def test_one_run_lives_in_one_instant(house: House) -> None:
    def looked(uow: UnitOfWork) -> bool:
        first = (uow.now, uow.today)
        time.sleep(0.01)
        return (uow.now, uow.today) == first

    assert house.transactions.read(looked)
    assert house.transactions.read(lambda uow: uow.today) == date(2026, 3, 2)


# --- acting for another ------------------------------------------------------------------------------


def test_who_acts_for_another_writes_both_and_both_hold_the_duty(house: House) -> None:
    write(house, engaged)

    def acted(uow: UnitOfWork) -> None:
        principal = Actor("reviewer-1", "officer", "person-of-the-reviewer")
        uow.actor = Actor("deputy-1", "officer", "person-of-the-deputy", principal=principal)
        union = uow.session.get_one(Union, ROOT_CODE)
        union.name = "江西省总工会"
        uow.record("union.rename", union, duty="review", concerns=("case-1",))

    write(house, acted)
    last = entries(house)[-1]
    assert last["for"] == {"sub": "reviewer-1", "person": "person-of-the-reviewer"}
    assert last["who"]["person"] == "person-of-the-deputy"
    with house.transactions.engine.connect() as connection:
        held = duties_of_cases(connection, {"case-1": "file-1"})["case-1"]
    assert set(held) == {
        Held("review", "person-of-the-deputy"), Held("review", "person-of-the-reviewer"),
    }  # fmt: skip


# --- the last net ------------------------------------------------------------------------------------


def test_a_version_that_moved_unseen_is_not_overwritten(house: House) -> None:
    """Somebody changed the row behind the log's back; the mapper's own comparison notices."""

    def work(uow: UnitOfWork) -> None:
        union = uow.session.get_one(Union, ROOT_CODE)
        uow.session.connection().execute(text("UPDATE trade_union SET number = number + 1000"))
        union.name = "江西省总工会"
        uow.record("union.rename", union)

    before = snapshot(house.transactions.engine)
    with pytest.raises(StaleVersion):
        write(house, work)
    assert snapshot(house.transactions.engine) == before


def test_a_constraint_that_catches_what_nobody_looked_for_sends_the_run_to_the_top(
    house: House,
) -> None:
    runs: list[int] = []

    def work(uow: UnitOfWork) -> None:
        runs.append(uow.size)
        taken = uow.session.scalar(select(Union.id).where(Union.path == "350000."))
        if taken and len(runs) > 1:
            raise NotFound
        founded(uow, "350001", path=f"{ROOT_CODE}." if len(runs) == 1 else "350001.")

    assert write(house, work).status == 200
    assert len(runs) == 2
    assert union_of(house, "350001")[0] == "350001"


def test_a_constraint_that_catches_it_again_is_an_error_and_leaves_nothing(house: House) -> None:
    before = snapshot(house.transactions.engine)
    with pytest.raises(Exception, match=r"(?i)unique"):
        write(house, lambda uow: founded(uow, "350001", path=f"{ROOT_CODE}."))
    assert snapshot(house.transactions.engine) == before
    assert WRITES not in house.transactions.engine.get_execution_options()


def test_a_look_sees_one_world_whoever_is_done_meanwhile(county: County) -> None:
    """A read sees what was committed since its first statement, on PostgreSQL; a look never does."""
    transactions = county.house.transactions

    def twice(uow: UnitOfWork) -> tuple[int, int]:
        asked = select(func.count()).select_from(HardshipFile)
        before = uow.session.scalar(asked)
        assert county.draft_file().status == 201
        return int(before or 0), int(uow.session.scalar(asked) or 0)

    before, after = transactions.look(twice, CallInfo())
    assert before == after
    if county.house.transactions.engine.dialect.name == "postgresql":
        before, after = transactions.read(twice)
        assert after == before + 1
