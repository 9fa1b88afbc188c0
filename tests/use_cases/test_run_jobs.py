"""Jobs: done once, with what they did; counted and tried again when they fail; never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.store.people import Union
from service.store.receipt import Job
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.run_jobs import Done, run_due_jobs
from tests.audit_trail import entries_since, log_size
from tests.county import County
from workflows.errors import NoticeRunning

PLAY = "play"


def due_in(county: County, days: int, thing: str, kind: str = PLAY) -> str:
    """A job for ``thing``, due so many days from now."""
    ids: list[str] = []

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        job = Job(
            id=uow.new_id(), kind=kind, thing_id=thing, due_at=uow.now + timedelta(days=days),
            done=False, attempts=0,
        )  # fmt: skip
        uow.attach(job, uow.note("job.plan", "job", job.id))
        ids.append(job.id)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return ids[-1]


def job_of(county: County, job_id: str) -> Job:
    def work(uow: UnitOfWork) -> Job:
        return uow.session.scalars(select(Job).where(Job.id == job_id)).one()

    found: Job = county.house.transactions.read(work)
    return found


def noted(uow: UnitOfWork, job: Job) -> None:
    uow.note("job.play", "job", job.thing_id)


def played(county: County, since: int) -> list[str]:
    return [e["obj"]["id"] for e in entries_since(county, since) if e["act"] == "job.play"]


def test_what_is_due_is_done_once_and_the_longest_due_first(county: County) -> None:
    due_in(county, 0, "b")
    due_in(county, -1, "a")
    due_in(county, 1, "c")
    size = log_size(county)
    transactions = county.house.transactions
    assert run_due_jobs(transactions, {PLAY: noted}) == Done(2, 0)
    assert run_due_jobs(transactions, {PLAY: noted}) == Done(0, 0)
    assert played(county, size) == ["a", "b"]
    county.days_later(1)
    assert run_due_jobs(transactions, {PLAY: noted}) == Done(1, 0)


def test_more_jobs_than_a_page_are_all_done(sqlite_county: County) -> None:
    for place in range(105):
        due_in(sqlite_county, 0, str(place))
    assert run_due_jobs(sqlite_county.house.transactions, {PLAY: noted}) == Done(105, 0)


@pytest.mark.parametrize(
    ("error", "trouble"), [(ZeroDivisionError("secret"), "ZeroDivisionError"),
                           (NoticeRunning(), "notice_running")],
)  # fmt: skip
def test_a_job_that_fails_leaves_nothing_behind_but_its_count(
    county: County, error: Exception, trouble: str
) -> None:
    job_id = due_in(county, 0, "a")
    size = log_size(county)

    def fails(uow: UnitOfWork, job: Job) -> None:
        noted(uow, job)
        raise error

    assert run_due_jobs(county.house.transactions, {PLAY: fails}) == Done(0, 1)
    assert played(county, size) == []
    job = job_of(county, job_id)
    assert (job.done, job.attempts, job.trouble) == (False, 1, trouble)
    assert run_due_jobs(county.house.transactions, {PLAY: noted}) == Done(0, 0)
    county.days_later(1)
    assert run_due_jobs(county.house.transactions, {PLAY: noted}) == Done(1, 0)
    assert (job_of(county, job_id).done, job_of(county, job_id).trouble) == (True, None)


def test_a_failing_job_waits_longer_each_time_and_an_hour_at_most(sqlite_county: County) -> None:
    job_id = due_in(sqlite_county, 0, "a")
    transactions = sqlite_county.house.transactions

    def fails(_uow: UnitOfWork, _job: Job) -> None:
        raise NoticeRunning

    waits = []
    for _ in range(12):
        assert run_due_jobs(transactions, {PLAY: fails}) == Done(0, 1)
        now = transactions.read(lambda uow: uow.now)
        waits.append(round((job_of(sqlite_county, job_id).due_at - now).total_seconds()))
        transactions.offset += timedelta(seconds=waits[-1] + 1)
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == 3_600
    assert job_of(sqlite_county, job_id).attempts == 12


def test_one_that_fails_does_not_hold_up_the_next(county: County) -> None:
    due_in(county, -1, "bad")
    due_in(county, 0, "good")
    size = log_size(county)

    def sometimes(uow: UnitOfWork, job: Job) -> None:
        if job.thing_id == "bad":
            raise ValueError
        noted(uow, job)

    assert run_due_jobs(county.house.transactions, {PLAY: sometimes}) == Done(1, 1)
    assert played(county, size) == ["good"]


def test_a_kind_nobody_knows_waits_for_who_does(county: County) -> None:
    job_id = due_in(county, 0, "a", kind="of_the_future")
    assert run_due_jobs(county.house.transactions, {PLAY: noted}) == Done(0, 0)
    assert job_of(county, job_id).attempts == 0
    assert run_due_jobs(county.house.transactions, {"of_the_future": noted}) == Done(1, 0)


def test_who_is_told_to_stop_ends_after_the_job_in_hand(sqlite_county: County) -> None:
    for thing in ("a", "b", "c"):
        due_in(sqlite_county, 0, thing)
    told: list[bool] = []

    def stop() -> bool:
        told.append(True)
        return len(told) > 1

    assert run_due_jobs(sqlite_county.house.transactions, {PLAY: noted}, stop=stop) == Done(1, 0)
    assert run_due_jobs(sqlite_county.house.transactions, {PLAY: noted}) == Done(2, 0)


def test_two_workers_at_one_job_do_its_work_once(postgres_county: County) -> None:
    due_in(postgres_county, 0, "360722001")
    size = log_size(postgres_county)
    together = threading.Barrier(2, timeout=10)
    calls: list[str] = []

    def rename(uow: UnitOfWork, job: Job) -> None:
        union = uow.session.get_one(Union, job.thing_id)
        union.name += "（新）"
        uow.record("union.rename", union)
        calls.append(job.id)
        if len(calls) <= 2:
            together.wait()

    with ThreadPoolExecutor(2) as pool:
        run = [
            pool.submit(run_due_jobs, postgres_county.house.transactions, {PLAY: rename})
            for _ in range(2)
        ]
        for future in run:
            future.result(timeout=20)
    renamed = [e for e in entries_since(postgres_county, size) if e["act"] == "union.rename"]
    assert len(calls) == 2
    assert len(renamed) == 1
    assert postgres_county.get("clerk-1", "/v1/unions/360722001")["name"].count("（新）") == 1
