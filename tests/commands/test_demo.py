"""The demonstration: a county's year through HTTP, and that it says so when a figure is off."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from service.audit.report import Report
from service.commands.demo import people, play
from service.commands.demo.figures import differences
from service.commands.demo.plan import BILLS, YEAR, Plan, expected
from service.commands.start import Stopped
from service.store.database import WRITES, connect
from service.unit_of_work import Transactions
from service.use_cases.verify_log import verify_log
from tests.county import County
from workflows import identity_number
from workflows.bank_account import luhn_ok

ROOT = Path(__file__).resolve().parents[2]
SMALL = Plan(files=12, visits=3, students=1, bills=BILLS[1:4])
FEMALE = "2"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The whole year as a person plays it: in a folder of its own, with no setting at all."""
    environment = {name: value for name, value in os.environ.items() if name[:4] != "AID_"}
    return subprocess.run(
        [sys.executable, "-m", "service.commands", "demo"],
        cwd=tmp_path_factory.mktemp("demo"),
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _line(printed: str, first: str) -> list[str]:
    """The cells of the line that begins with this word."""
    (line,) = [line for line in printed.splitlines() if line.split(" ")[0] == first]
    return line.split()[1:]


def test_the_year_comes_out(year: subprocess.CompletedProcess[str]) -> None:
    assert year.returncode == 0, year.stderr
    assert "210 active (360722001: 120, 360722002: 90)" in year.stdout
    assert "Every figure is as expected." in year.stdout


def test_the_totals_by_programme_are_printed(year: subprocess.CompletedProcess[str]) -> None:
    assert _line(year.stdout, "warmth") == ["140", "42,000.00", "42,000.00", "送温暖"]
    assert _line(year.stdout, "tuition") == ["6", "30,000.00", "30,000.00", "金秋助学"]
    assert _line(year.stdout, "medical") == ["8", "106,900.00", "106,900.00", "医疗救助"]


def test_the_totals_by_fund_are_printed(year: subprocess.CompletedProcess[str]) -> None:
    assert _line(year.stdout, "SEED-2026")[:4] == ["50,000.00", "0.00", "42,000.00", "8,000.00"]
    central = ["120,000.00", "0.00", "106,900.00", "13,100.00"]
    assert _line(year.stdout, "CENTRAL-2026")[:4] == central
    assert _line(year.stdout, "DONATION-2026")[:4] == ["36,000.00", "0.00", "30,000.00", "6,000.00"]


def test_the_festival_is_one_batch_and_one_payment_was_made_again(
    year: subprocess.CompletedProcess[str],
) -> None:
    assert "4 batches, 140 lines in the one before Spring Festival, 1 made again" in year.stdout
    assert "账号不存在 no such account): 1" in year.stdout
    assert "payout.failed sent → failed" in year.stdout
    assert "payout.reissue failed → pending" in year.stdout


def test_both_attempts_are_shown_with_the_words_that_refused_them(
    year: subprocess.CompletedProcess[str],
) -> None:
    assert "403 /problems/separation-of-duties: 不相容岗位须由不同人员办理" in year.stdout
    assert "409 /problems/duplicate-claim: 同一事项已申请过救助" in year.stdout
    assert "authz.deny" in year.stdout


def test_the_log_is_verified_and_its_root_printed(year: subprocess.CompletedProcess[str]) -> None:
    assert re.search(
        r"\d{4} entries, \d+ rows; verified, it holds\n  root [0-9a-f]{64}\n", year.stdout
    )


def test_the_bar_is_on_stderr_and_nothing_of_it_on_stdout(
    year: subprocess.CompletedProcess[str],
) -> None:
    assert f"/{YEAR.files + YEAR.cases + 4} " in year.stderr
    assert "steps" not in year.stdout
    assert '"event"' not in year.stderr


def test_a_small_year_comes_out_on_either_database(
    database_url: str, tmp_path: Path, keys: dict[str, str]
) -> None:
    given = {"AID_DATABASE_URL": database_url, "AID_HOME": str(tmp_path), **keys}
    assert play(given, SMALL) == 0


def test_a_figure_that_is_off_by_one_fen_is_named_and_ends_it_with_1(
    keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = expected(SMALL)
    wanted["warmth paid_fen"] += 1
    assert play(keys, SMALL, wanted) == 1
    told = capsys.readouterr()
    assert "demo: warmth paid_fen: expected 90001, found 90000" in told.err
    assert "as expected" not in told.out


def test_an_entry_altered_behind_the_services_back_ends_it_with_1(
    keys: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_an_alteration(transactions: Transactions) -> Report:
        with transactions.engine.execution_options(**{WRITES: True}).connect() as connection:
            triggers = text(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
            )
            for name in connection.execute(triggers).scalars().all():
                connection.execute(text(f'DROP TRIGGER "{name}"'))
            connection.execute(text("UPDATE audit_entry SET act = 'nothing' WHERE number = 50"))
            connection.commit()
        return verify_log(transactions)

    monkeypatch.setattr("service.commands.demo.verify_log", after_an_alteration)
    assert play(keys, SMALL) == 1
    assert "demo: the log: entry 50" in capsys.readouterr().err


def test_every_figure_is_checked_and_none_may_be_missing() -> None:
    wanted = expected(SMALL)
    assert differences(wanted, wanted) == []
    for name in wanted:
        found = {other: figure for other, figure in wanted.items() if other != name}
        assert differences(wanted, found) == [f"{name}: expected {wanted[name]}, found None"]
    assert differences(wanted, {**wanted, "goods": 1}) == ["goods: expected None, found 1"]


def test_a_database_with_a_case_in_it_is_refused_and_left_alone(sqlite_county: County) -> None:
    sqlite_county.draft_file()
    before = sqlite_county.get("auditor-1", "/v1/audit/checkpoint").body["size"]
    with pytest.raises(Stopped, match="more than the seed"):
        play(sqlite_county.environment, SMALL)
    assert sqlite_county.get("auditor-1", "/v1/audit/checkpoint").body["size"] == before


def test_a_database_of_somebody_else_is_refused_and_left_alone(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    engine = connect(url)
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        connection.execute(text("CREATE TABLE wages (person TEXT)"))
        connection.commit()
    with pytest.raises(Stopped, match="more than the seed"):
        play({"AID_DATABASE_URL": url, "AID_HOME": str(tmp_path), **keys}, SMALL)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    engine.dispose()
    assert names == ["wages"]


def test_nothing_is_invented_in_production() -> None:
    with pytest.raises(Stopped, match="production"):
        play({"AID_ENV": "production"}, SMALL)


def test_the_people_are_the_same_each_time_valid_in_form_and_all_different() -> None:
    def invented() -> list[people.Household]:
        return [
            people.household(place, student=place < YEAR.students, patient=place in YEAR.patients)
            for place in range(YEAR.files)
        ]

    forms = [household.form for household in invented()]
    assert forms == [household.form for household in invented()]
    numbers = [form["worker"]["identity_number"] for form in forms]
    numbers += [form["members"][0]["identity_number"] for form in forms]
    accounts = [form["worker"]["account"]["number"] for form in forms]
    accounts += [people.account("王思雨", place, people.CHILDS)["number"] for place in range(6)]
    assert len(set(numbers)) == 2 * YEAR.files
    assert {identity_number.sex(number) for number in numbers} == {FEMALE}
    assert all(identity_number.check_character(one[:17]) == one[17] for one in numbers)
    assert len(set(accounts)) == len(accounts)
    assert all(map(luhn_ok, accounts))
