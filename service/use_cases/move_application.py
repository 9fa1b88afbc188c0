"""What every decision on an application writes: its deed, and the state it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.store.application import Application
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.begin_waiting import begin_waiting
from service.use_cases.end_application import end_application
from service.use_cases.withdraw_line import withdraw_line
from workflows.facts import Facts
from workflows.path import plain, position_of
from workflows.table import Row

__all__ = ["move", "recorded"]

STOPPING: Final = frozenset({"rejected", "withdrawn", "returned", "lapsed"})
SAID: Final = ("opinion", "meeting_number", "missing", "resume", "within")
"""What is kept of a body beside its entry, where it was said."""


def move(uow: UnitOfWork, application: Application, row: Row, deed: Deed) -> None:
    """Write the row's target; who leaves the path frees claim and money."""
    application.state = plain(row.target)
    position = position_of(row.target)
    if position is not None:
        application.position = position
    elif application.state == "approved":
        application.position = len(application.path)
    if application.state == "returned" and row.action != "return":
        application.correction = None  # nobody said that it may skip anything
    if row.target != row.source:
        begin_waiting(uow, application)
    if application.state in STOPPING:
        end_application(uow, application, deed)
        withdraw_line(uow, application)


def recorded(
    uow: UnitOfWork, application: Application, row: Row, facts: Facts, body: Mapping[str, Any]
) -> Deed:
    said = {name: body[name] for name in SAID if isinstance(body.get(name), str) and body[name]}
    if body.get("meeting"):
        said["meeting_number"] = body["meeting"]["number"]
    return uow.record(
        f"application.{row.action}", application, before=application.state,
        after=plain(row.target), duty=row.duty, rule=row.key, edition=application.edition_id,
        said=said, compared=facts.compared,
    )  # fmt: skip
