"""What the worker does for files every day: once, whoever runs it, and again tomorrow."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from service.store.hardship_file import HardshipFile
from service.store.receipt import Job
from service.unit_of_work import SHANGHAI, Answer, UnitOfWork
from service.use_cases import daily_files
from service.use_cases.daily_files import DAILY, archive_files
from service.use_cases.run_jobs import Done, run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County
from tests.unions_made import another_tree
from workflows.actor import SYSTEM
from workflows.errors import EditionMissing

TO_THE_LAST_DAY = 184
"""From 2026-03-02 to 2026-09-02, six months later."""


def exited(county: County) -> str:
    """The path of a file whose household is monitored to 2026-09-02."""
    path = f"/v1/hardship-files/{county.active_file()['id']}"
    county.act("clerk-1", path, "propose_exit", {"opinion": "已就业", "told_on": "2026-03-02"})
    told = county.act("approver-1", path, "exit", {"opinion": "同意"})
    assert (told["state"], told["monitored_until"]) == ("exited", "2026-09-02")
    return path


def jobs(county: County) -> dict[str, Job]:
    def work(uow: UnitOfWork) -> dict[str, Job]:
        return {job.id: job for job in uow.session.scalars(select(Job))}

    found: dict[str, Job] = county.house.transactions.read(work)
    return found


def daily(county: County) -> Done:
    return run_due_jobs(county.house.transactions, DAILY)


def test_a_household_watched_for_long_enough_is_archived_by_the_service(county: County) -> None:
    path = exited(county)
    county.days_later(TO_THE_LAST_DAY)
    assert daily(county) == Done(0, 0)
    county.days_later(1)
    size = log_size(county)
    assert daily(county) == Done(1, 0)
    (entry,) = entries_since(county, size)
    assert (entry["act"], entry["who"]["sub"]) == ("hardship_file.archive", "system")
    assert entry["dec"]["rule"] == "exited--archive--archived"
    assert entry["st"] == {"from": "exited", "to": "archived"}
    told = county.get("clerk-1", path)
    assert (told["state"], told["keep_until"]) == ("archived", "2036-03-02")
    assert verify_log(county.house.transactions).wrong is None


def test_run_again_it_changes_nothing_today_or_tomorrow(county: County) -> None:
    exited(county)
    county.days_later(TO_THE_LAST_DAY + 1)
    assert daily(county) == Done(1, 0)
    size = log_size(county)
    assert daily(county) == Done(0, 0)
    county.days_later(1)
    assert daily(county) == Done(0, 0)
    assert log_size(county) == size


def test_who_stood_on_an_archived_file_may_stand_on_another(sqlite_county: County) -> None:
    county = sqlite_county
    form = county.file_form()
    first = county.active_file(**form)
    path = f"/v1/hardship-files/{first['id']}"
    county.act("clerk-1", path, "propose_exit", {"opinion": "已就业", "told_on": "2026-03-02"})
    county.act("approver-1", path, "exit", {"opinion": "同意"})
    assert county.post("clerk-1", "/v1/hardship-files", form).codes == {"person_on_file"}
    county.days_later(TO_THE_LAST_DAY + 1)
    daily(county)
    assert county.post("clerk-1", "/v1/hardship-files", form).status == 201


def test_what_was_cancelled_waits_for_a_person(sqlite_county: County) -> None:
    county = sqlite_county
    path = f"/v1/hardship-files/{county.active_file()['id']}"
    county.act("clerk-1", path, "propose_cancel", {"opinion": "迁出"})
    county.act("approver-1", path, "cancel", {"opinion": "同意"})
    county.days_later(1_000)
    assert daily(county) == Done(0, 0)
    assert county.get("clerk-1", path)["state"] == "cancelled"


def test_it_is_due_again_at_the_first_instant_of_tomorrow(sqlite_county: County) -> None:
    county = sqlite_county
    daily(county)
    assert jobs(county).keys() == DAILY.keys()
    for job in jobs(county).values():
        assert (job.done, job.attempts, job.trouble) == (False, 0, None)
        assert job.due_at == datetime(2026, 3, 3, tzinfo=SHANGHAI)


def test_more_files_than_a_transaction_takes_are_all_done(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = sqlite_county
    monkeypatch.setattr(daily_files, "AT_ONCE", 2)
    paths = [exited(county) for _ in range(5)]
    county.days_later(TO_THE_LAST_DAY + 1)
    assert daily(county) == Done(3, 0)
    assert {county.get("clerk-1", path)["state"] for path in paths} == {"archived"}
    assert jobs(county)["archive_files"].thing_id == ""


def test_two_hundred_files_are_the_most_in_one_transaction() -> None:
    assert daily_files.AT_ONCE == 200


def out_of_every_edition(county: County, path: str) -> None:
    """The file at a union that no edition binds, written straight into its row."""
    union = another_tree(county)

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        file = uow.session.get_one(HardshipFile, path.rpartition("/")[2])
        file.union, file.union_path = union, f"440000.{union}."
        uow.record("hardship_file.transfer", file)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)


def test_a_file_that_nothing_can_be_done_for_holds_up_none_behind_it(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = sqlite_county
    monkeypatch.setattr(daily_files, "AT_ONCE", 1)
    stuck, free = exited(county), exited(county)
    out_of_every_edition(county, stuck)
    county.days_later(TO_THE_LAST_DAY + 1)
    assert daily(county) == Done(1, 0)
    assert county.get("clerk-1", free)["state"] == "archived"
    assert county.get("clerk-1", stuck).status == 404
    county.days_later(1)
    assert daily(county) == Done(0, 0)


def test_a_day_that_failed_is_tried_again_and_not_lost(sqlite_county: County) -> None:
    county = sqlite_county

    def fails(_uow: UnitOfWork, _job: Job) -> datetime:
        raise EditionMissing

    transactions = county.house.transactions
    assert run_due_jobs(transactions, {"archive_files": fails}) == Done(0, 1)
    job = jobs(county)["archive_files"]
    assert (job.done, job.attempts, job.trouble) == (False, 1, "edition_missing")
    transactions.offset += timedelta(seconds=31)
    assert run_due_jobs(transactions, {"archive_files": archive_files}) == Done(0, 0)
    job = jobs(county)["archive_files"]
    assert (job.attempts, job.trouble) == (0, None)


def together(count: int, call: Callable[[], Done]) -> list[Done]:
    with ThreadPoolExecutor(count) as pool:
        return [f.result(timeout=60) for f in [pool.submit(call) for _ in range(count)]]


def test_eight_workers_that_begin_at_once_plan_each_job_once(postgres_county: County) -> None:
    county = postgres_county
    assert together(8, lambda: daily(county)) == [Done(0, 0)] * 8
    assert jobs(county).keys() == DAILY.keys()


def test_two_workers_at_the_same_files_archive_each_once(postgres_county: County) -> None:
    county = postgres_county
    paths = [exited(county) for _ in range(3)]
    county.days_later(TO_THE_LAST_DAY + 1)
    size, met = log_size(county), threading.Barrier(2, timeout=20)
    calls: list[str] = []

    def slowly(uow: UnitOfWork, job: Job) -> datetime:
        """Both have looked before either has written."""
        again = archive_files(uow, job)
        calls.append(job.id)
        if len(calls) <= 2:
            met.wait()
        return again

    transactions = county.house.transactions
    told = together(2, lambda: run_due_jobs(transactions, {"archive_files": slowly}))
    archived = [e for e in entries_since(county, size) if e["act"] == "hardship_file.archive"]
    assert sorted(e["obj"]["id"] for e in archived) == sorted(p.rpartition("/")[2] for p in paths)
    assert sum(one.done for one in told) >= 1
    assert sum(one.failed for one in told) == 0
    assert verify_log(transactions).wrong is None


def test_a_clerk_and_the_worker_at_one_file_archive_it_once(postgres_county: County) -> None:
    county = postgres_county
    path = exited(county)
    county.days_later(TO_THE_LAST_DAY + 1)
    seen: list[int] = []

    def after_the_clerk(uow: UnitOfWork, job: Job) -> datetime:
        again = archive_files(uow, job)
        if not seen:
            seen.append(county.act("clerk-1", path, "archive").status)
        return again

    transactions = county.house.transactions
    assert run_due_jobs(transactions, {"archive_files": after_the_clerk}) == Done(0, 0)
    assert seen == [200]
    acts = [one["act"] for one in county.get("clerk-1", f"{path}/trail")["items"]]
    assert acts.count("hardship_file.archive") == 1
