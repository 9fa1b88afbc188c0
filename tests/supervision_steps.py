"""The steps that tests of supervision share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.run_jobs import Done, run_due_jobs
from tests.county import County
from tests.notice_steps import id_of
from workflows.actor import SYSTEM

__all__ = ["as_of_before", "submitted_application", "submitted_file", "waiting", "worked"]


def submitted_application(county: County, **more: Any) -> str:
    """The path of an application that waits for its review."""
    path = f"/v1/applications/{county.draft_application(**more)['id']}"
    assert county.act("clerk-1", path, "submit").status == 200
    return path


def submitted_file(county: County) -> str:
    """The path of a file that waits for its review."""
    path = str(county.draft_file().headers["Location"])
    assert county.act("clerk-1", path, "submit").status == 200
    return path


def waiting(county: County, path: str) -> Any:
    return county.get("auditor-1", path)["waiting"]


def worked(county: County) -> Done:
    """The worker, once."""
    return run_due_jobs(county.house.transactions)


def as_of_before(county: County, path: str) -> None:
    """The case without a clock, as a version that knew none left it, written into its row."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        case = uow.find(Application, id_of(path)) or uow.find(HardshipFile, id_of(path))
        assert case is not None
        case.waits = case.waits_level = case.since = case.within = case.terms = None
        uow.record(f"{case.KIND}.forget", case)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
