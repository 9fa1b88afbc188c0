"""``aid verify-audit``: 0 when the log holds, otherwise 1 and the first wrong entry by number."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Connection, text

from tests.commands.aid import Aid
from tests.county import County

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) "
        "AND NOT tgisinternal"
    ),
}


def tamper(county: County, table: str, *statements: str) -> None:
    """What somebody with the database's own password could do: triggers gone, then as they like."""
    with county.house.transactions.engine.begin() as connection:
        _drop_triggers(connection, table)
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


def _drop_triggers(connection: Connection, table: str) -> None:
    dialect = connection.dialect.name
    names = connection.execute(text(TRIGGERS[dialect]), {"table": table}).scalars().all()
    for name in names:
        at = f" ON {table}" if dialect == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {name}{at}"))


def drafted(county: County) -> int:
    """A draft and its number in the log; something follows it."""
    number = int(county.draft_file()["audit_number"])
    county.draft_file()
    return number


def found(aid: Aid) -> int:
    done = aid("verify-audit")
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    named = re.match(r"entry (\d+)\b", done.stdout)
    assert named, done.stdout
    return int(named[1])


def test_a_log_that_holds_is_told_by_size_and_root(county: County, seeded_aid: Aid) -> None:
    drafted(county)
    done = seeded_aid("verify-audit")
    claimed = county.get("auditor-1", "/v1/audit/checkpoint")
    assert done.returncode == 0
    assert f"size {claimed['size']}\nroot {claimed['root']}\n" in done.stdout
    assert "entry" not in done.stdout


def test_verifying_writes_nothing(county: County, seeded_aid: Aid) -> None:
    first, second = seeded_aid("verify-audit"), seeded_aid("verify-audit")
    assert first.stdout == second.stdout


def test_a_log_that_was_never_opened_is_left_unopened(aid: Aid) -> None:
    for _ in range(2):
        done = aid("verify-audit")
        assert (done.returncode, done.stdout.split()[:2]) == (0, ["size", "0"])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET act = 'hardship_file.close' WHERE number = {n}",
        "UPDATE audit_entry SET leaf_hash = "
        "(SELECT leaf_hash FROM audit_entry WHERE number = {before}) WHERE number = {n}",
        "DELETE FROM audit_entry WHERE number = {n}",
        "UPDATE audit_entry SET entry = "
        "(SELECT entry FROM audit_entry WHERE number = {after}) WHERE number = {n}",
    ],
)
def test_an_entry_that_was_changed_or_deleted_is_named(
    county: County, seeded_aid: Aid, change: str
) -> None:
    number = drafted(county)
    tamper(county, "audit_entry", change.format(n=number, before=number - 1, after=number + 1))
    assert found(seeded_aid) == number


def test_a_cut_tail_is_named_while_a_row_still_carries_its_number(
    county: County, seeded_aid: Aid
) -> None:
    drafted(county)
    size = county.get("auditor-1", "/v1/audit/checkpoint")["size"]
    kept = "SELECT min(number) FROM hardship_file"
    tamper(county, "audit_entry", f"DELETE FROM audit_entry WHERE number > ({kept})")  # noqa: S608
    assert found(seeded_aid) <= size


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE hardship_file SET state = 'active' WHERE number = {n}",
        "UPDATE hardship_file SET union_path = '360000.' WHERE number = {n}",
        "UPDATE hardship_file SET phone = 'v1.aaaa.bbbb.cccc' WHERE number = {n}",
        "UPDATE hardship_file SET account = NULL WHERE number = {n}",
        "UPDATE member SET name = 'nonsense' WHERE file_id = "
        "(SELECT id FROM hardship_file WHERE number = {n})",
    ],
)
def test_a_row_that_was_changed_behind_the_log_is_named_by_its_last_entry(
    county: County, seeded_aid: Aid, change: str
) -> None:
    number = drafted(county)
    tamper(county, "hardship_file", change.format(n=number))
    assert found(seeded_aid) == number


def test_an_appointment_slipped_in_is_named(county: County, seeded_aid: Aid) -> None:
    number = county.get("security-1", "/v1/officers/clerk-1")["audit_number"]
    tamper(
        county, "appointment",
        "INSERT INTO appointment (id, officer_id, role, \"union\", level, union_path, starts_on) "
        "SELECT 'x', officer_id, 'approver', \"union\", level, union_path, starts_on "
        "FROM appointment WHERE officer_id = 'clerk-1'",
    )  # fmt: skip
    assert found(seeded_aid) == number


def test_a_receipt_of_an_entry_the_log_does_not_have_is_named(
    county: County, seeded_aid: Aid
) -> None:
    county.post("clerk-1", "/v1/hardship-files", county.file_form(), key="once")
    tamper(county, "receipt", "UPDATE receipt SET made_by = 100000")
    assert found(seeded_aid) == 100_000


def test_a_log_of_another_house_is_named_at_its_first_entry(seeded_aid: Aid) -> None:
    seeded_aid.environment["AID_ORIGIN"] = "hardship-aid/another"
    assert found(seeded_aid) == 0
