"""A table of more than one piece: written bit by bit by whoever comes, and taken back the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from service.store.file_import import ImportPiece
from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.use_cases.begin_import import CONTINUE_IMPORT
from service.use_cases.import_draft import HOUSEHOLDS_AT_ONCE, THINGS_AT_ONCE, Draft, cut
from service.use_cases.run_jobs import Done, run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.household_tables import CSV, NUMBER, Home, csv_of, homes, person

MORE_THAN_ONE_PIECE = HOUSEHOLDS_AT_ONCE + 1


def begun(county: County, table: list[Home], mode: str = "all_or_nothing") -> Reply:
    made = county.upload("clerk-1", f"/v1/imports?mode={mode}", csv_of(table), CSV)
    assert made.status == 201
    return made


def go_on(county: County, made: Reply, who: str = "clerk-1") -> Reply:
    return county.post(who, f"{made.headers['Location']}/continue")


def count(county: County, *conditions: Any) -> int:
    with county.house.transactions.engine.connect() as connection:
        query = select(func.count()).select_from(HardshipFile).where(*conditions)
        return int(connection.execute(query).scalar_one())


def waiting(county: County) -> int:
    with county.house.transactions.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(ImportPiece)).scalar_one())


def progress(reply: Reply) -> tuple[Any, ...]:
    return tuple(reply[name] for name in ("state", "written", "wrong", "unchanged"))


def holds(county: County) -> None:
    assert verify_log(county.house.transactions).wrong is None


def taken(county: County, one: Home, who: str = "clerk-2") -> None:
    """The worker of this household is put on file elsewhere."""
    form = county.file_form()
    form["worker"]["identity_number"] = one.worker[NUMBER]
    assert county.post(who, "/v1/hardship-files", form).status == 201


def test_pieces_hold_at_most_250_households_and_a_thousand_things() -> None:
    def draft(people: int) -> Draft:
        return Draft((("CSV", 2),) * people, ("n",) * people, None, b"{}")

    small = [len(piece) for piece in cut([draft(1)] * 600)]
    assert small == [250, 250, 100]
    large = list(cut([draft(31)] * 100))
    assert [sum(1 + len(d.numbers) for d in piece) <= THINGS_AT_ONCE for piece in large] == [
        True
    ] * len(large)
    assert sum(map(len, large)) == 100
    assert list(cut([])) == []


def test_the_pieces_are_written_one_by_one_by_whoever_asks(county: County) -> None:
    made = begun(county, homes(MORE_THAN_ONE_PIECE))
    assert progress(made) == ("writing", 0, 0, 0)
    assert (count(county), waiting(county)) == (0, 2)
    first = go_on(county, made)
    assert progress(first) == ("writing", 250, 0, 0)
    assert (count(county), waiting(county)) == (250, 1)
    last = go_on(county, made)
    assert progress(last) == ("done", 251, 0, 0)
    assert (count(county), waiting(county)) == (251, 0)
    after = go_on(county, made)
    assert (progress(after), after["audit_number"]) == (progress(last), last["audit_number"])
    holds(county)


def test_the_worker_writes_all_of_them_for_the_clerk(county: County) -> None:
    made = begun(county, homes(MORE_THAN_ONE_PIECE))
    assert run_due_jobs(county.house.transactions) == Done(done=2)
    told = county.get("clerk-1", made.headers["Location"])
    assert progress(told) == ("done", 251, 0, 0)
    file = county.get("clerk-1", "/v1/hardship-files?limit=1")["items"][0]
    path = f"/v1/hardship-files/{file['id']}"
    entry = county.get("auditor-1", f"/v1/audit/entries/{file['audit_number']}")["entry"]
    assert (entry["who"]["sub"], entry["for"]["sub"]) == ("system", "clerk-1")
    county.act("clerk-1", path, "submit")
    twin = county.act("twin-1", path, "review")
    assert twin.status == 403  # the natural person behind the clerk holds the intake
    holds(county)


def test_the_worker_and_the_clerk_by_turns_write_each_household_once(county: County) -> None:
    made = begun(county, homes(2 * HOUSEHOLDS_AT_ONCE + 1))
    assert progress(go_on(county, made)) == ("writing", 250, 0, 0)
    assert run_due_jobs(county.house.transactions).done == 2
    assert progress(go_on(county, made)) == ("done", 501, 0, 0)
    assert (count(county), waiting(county)) == (501, 0)
    holds(county)


def test_another_clerk_of_the_union_may_go_on_and_both_hold_the_intake(county: County) -> None:
    made = begun(county, homes(MORE_THAN_ONE_PIECE))
    officer = {"id": "clerk-8", "name": "钟明", "identity_number": person()[NUMBER],
               "union": "360722001"}  # fmt: skip
    county.post("security-1", "/v1/officers", officer)
    post = {"role": "clerk", "union": "360722001", "from": "2026-01-01", "to": None}
    county.post("security-1", "/v1/officers/clerk-8/appointments", post)
    assert progress(go_on(county, made, "clerk-8")) == ("writing", 250, 0, 0)
    file = county.get("clerk-1", "/v1/hardship-files?limit=1")["items"][0]
    entry = county.get("auditor-1", f"/v1/audit/entries/{file['audit_number']}")["entry"]
    assert (entry["who"]["sub"], entry["for"]["sub"]) == ("clerk-8", "clerk-1")


def test_the_worker_stops_when_the_clerk_holds_the_post_no_longer(county: County) -> None:
    made = begun(county, homes(MORE_THAN_ONE_PIECE))
    appointment = county.get("security-1", "/v1/officers/clerk-1")["appointments"][0]["id"]
    ended = county.act(
        "security-1", "/v1/officers/clerk-1", "end_appointment", {"appointment_id": appointment}
    )
    assert ended.status == 200, ended.body
    county.days_later(1)
    assert run_due_jobs(county.house.transactions).failed == 1
    assert progress(county.get("auditor-1", made.headers["Location"])) == ("writing", 0, 0, 0)
    with county.house.transactions.engine.connect() as connection:
        assert connection.execute(
            select(Job.trouble).where(~Job.done, Job.kind == CONTINUE_IMPORT)
        ).scalars().all() == ["role_required"]


def test_in_good_rows_a_household_taken_meanwhile_is_a_fault_and_the_rest_goes_on(
    county: County,
) -> None:
    table = homes(MORE_THAN_ONE_PIECE)
    made = begun(county, table, "good_rows")
    go_on(county, made)
    taken(county, table[-1])
    told = go_on(county, made)
    assert progress(told) == ("done", 250, 1, 0)
    (fault,) = told["faults"]
    assert (fault["sheet"], fault["row"], fault["column"], fault["code"]) == (
        "CSV", 2 * 250 + 2, NUMBER, "person_on_file",
    )  # fmt: skip
    holds(county)


@pytest.mark.parametrize("by", ["clerk", "worker"])
def test_in_all_or_nothing_what_was_written_is_withdrawn_again(county: County, by: str) -> None:
    table = homes(MORE_THAN_ONE_PIECE)
    made = begun(county, table)
    go_on(county, made)
    taken(county, table[-1])
    told = go_on(county, made)
    assert progress(told) == ("undoing", 250, 1, 0)
    assert waiting(county) == 0
    if by == "clerk":
        told = go_on(county, made)
    else:
        run_due_jobs(county.house.transactions)
        told = county.get("clerk-1", made.headers["Location"])
    assert progress(told) == ("undone", 0, 1, 0)
    assert count(county, HardshipFile.state == "withdrawn") == 250
    assert count(county, HardshipFile.state == "draft") == 1  # of the union that was first
    file = county.get("clerk-1", "/v1/hardship-files?state=withdrawn&limit=1")["items"][0]
    trail = county.get("clerk-1", f"/v1/hardship-files/{file['id']}/trail")["items"]
    assert [step["act"] for step in trail if step["kind"] == "hardship_file"] == [
        "hardship_file.open", "hardship_file.withdraw",
    ]  # fmt: skip
    assert progress(begun(county, table[:5])) == ("done", 5, 0, 0)  # the people are free again
    holds(county)


def test_a_failure_in_the_first_piece_leaves_nothing_to_undo(county: County) -> None:
    table = homes(MORE_THAN_ONE_PIECE)
    made = begun(county, table)
    taken(county, table[0])
    assert progress(go_on(county, made)) == ("undone", 0, 1, 0)
    assert (count(county, HardshipFile.union == "360722001"), waiting(county)) == (0, 0)


def test_one_piece_that_fails_at_its_writing_is_refused_as_a_whole(county: County) -> None:
    """Between the look and the write somebody else was quicker: the write looks again."""
    table = homes(2)
    first_look = begun_after(county, table, lambda: taken(county, table[1]))
    assert progress(first_look) == ("refused", 0, 1, 0)
    assert first_look["faults"][0]["code"] == "person_on_file"
    assert count(county, HardshipFile.union == "360722001") == 0


def test_whose_post_at_that_union_ends_during_the_look_writes_nothing_there(county: County) -> None:
    """A post at another union is left to them, and is none by which they could act here."""
    elsewhere = {"role": "clerk", "union": "360722002", "from": "2026-01-01", "to": None}
    county.post("security-1", "/v1/officers/clerk-1/appointments", elsewhere)
    posts = county.get("security-1", "/v1/officers/clerk-1")["appointments"]
    (here,) = (post["id"] for post in posts if post["union"] == "360722001")

    def ended() -> None:
        county.act(
            "security-1", "/v1/officers/clerk-1", "end_appointment", {"appointment_id": here}
        )
        county.days_later(1)

    after_look(county, ended)
    told = county.upload("clerk-1", "/v1/imports?union=360722001", csv_of(homes(2)), CSV)
    assert (told.status, told.codes) == (403, {"role_required"})
    assert count(county) == 0
    holds(county)


@pytest.mark.parametrize("union", ["360722001", "360722002"])
def test_the_log_names_the_post_by_which_a_clerk_of_two_unions_opens_a_file(
    county: County, union: str
) -> None:
    elsewhere = {"role": "clerk", "union": "360722002", "from": "2026-01-01", "to": None}
    county.post("security-1", "/v1/officers/clerk-1/appointments", elsewhere)
    form = {**county.file_form(), "union": union}
    by_form = county.post("clerk-1", "/v1/hardship-files", form)
    by_table = county.upload("clerk-1", f"/v1/imports?union={union}", csv_of(homes(1)), CSV)
    for made in (by_form, by_table):
        entry = county.get("auditor-1", f"/v1/audit/entries/{made['audit_number']}")["entry"]
        assert (made["union"], entry["who"]["org"]) == (union, union)


def begun_after(county: County, table: list[Home], between: Callable[[], None]) -> Reply:
    """The import, with something done by others after its look and before its write."""
    after_look(county, between)
    return begun(county, table)


def after_look(county: County, between: Callable[[], None]) -> None:
    """Of the next call: done when it has looked and has not yet written."""
    transactions = county.house.transactions
    write = transactions.write

    def later(*given: Any) -> Any:
        del transactions.__dict__["write"]
        between()
        return write(*given)

    transactions.__dict__["write"] = later


def test_a_draft_of_an_unfinished_import_is_not_submitted_before_the_rest_is_written(
    county: County,
) -> None:
    table = homes(MORE_THAN_ONE_PIECE)
    made = begun(county, table)
    go_on(county, made)
    path = f"/v1/hardship-files/{county.get('clerk-1', '/v1/hardship-files?limit=1')['items'][0]['id']}"
    early = county.act("clerk-1", path, "submit")
    assert (early.status, early.codes) == (409, {"import_unfinished"})
    go_on(county, made)
    assert county.act("clerk-1", path, "submit")["state"] == "submitted"


def test_a_draft_withdrawn_by_hand_meanwhile_is_passed_over(county: County) -> None:
    table = homes(MORE_THAN_ONE_PIECE)
    made = begun(county, table)
    go_on(county, made)
    path = f"/v1/hardship-files/{county.get('clerk-1', '/v1/hardship-files?limit=1')['items'][0]['id']}"
    assert county.act("clerk-1", path, "withdraw")["state"] == "withdrawn"
    taken(county, table[-1])
    go_on(county, made)
    assert progress(go_on(county, made)) == ("undone", 0, 1, 0)
    holds(county)
