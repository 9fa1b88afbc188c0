"""公示: a reviewer puts cases on public notice, each line with a period of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.edition import counted_by
from service.store.hardship_file import HardshipFile
from service.store.notice import Notice
from service.store.personal import Personal
from service.store.receipt import Job
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.lines_of_notice import lines_of
from service.use_cases.listed_people import Household, households_of
from service.use_cases.notice_facts import listed_as, open_objections
from service.use_cases.notice_snapshot import shown_digest
from service.use_cases.noticed_case import (
    Case,
    file_ids,
    find_cases,
    move_case,
    place_in_table,
    stage_of_case,
)
from service.use_cases.working_calendar import calendar_for
from workflows.actor import Appointment
from workflows.engine import assess, fire
from workflows.errors import NotFound, Refused, RoleRequired, Verdict, WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LISTED
from workflows.path import REVIEWER
from workflows.table import Row

__all__ = ["CLOSE_NOTICE", "open_notice"]

CLOSE_NOTICE = "close_notice"
ACTION = "open_notice"


def open_notice(uow: UnitOfWork, form: Mapping[str, Any]) -> Notice:
    """One list, all of it or nothing; a refusal names every line that cannot be published.

    Raises ``CalendarUnknown`` where a period runs into a year without a table.
    """
    cases = _listed(uow, form)
    post = uow.appointment = _covering(uow, cases)
    households = households_of(uow, file_ids(cases))
    rows = _rows(uow, cases, households)
    last_days = _last_days(uow, cases)
    notice = uow.add(
        Notice(
            id=uow.new_id(), union=post.union, union_path=post.path, state="open",
            place=Personal.of(form["place"]), starts_on=uow.today, ends_on=max(last_days),
            lines=[], objections=[],
        )
    )  # fmt: skip
    notice.lines = lines_of(uow, notice, cases, households, last_days)
    notice.shown_digest = shown_digest(notice)
    for case, row in zip(cases, rows, strict=True):
        case.notice_id = notice.id
        move_case(uow, case, row)
    years = range(notice.starts_on.year, notice.ends_on.year + 1)
    deed = uow.record(
        "notice.open", notice, after="open",
        said={"place": form["place"], "shown_digest": notice.shown_digest},
        concerns=tuple(counted_by(year) for year in years),
    )  # fmt: skip
    for day in sorted(set(last_days)):
        uow.attach(_job(uow, notice, day), deed)
    return notice


def _listed(uow: UnitOfWork, form: Mapping[str, Any]) -> list[Case]:
    """Applications, then files, in the order given; what is unknown or out of scope is not found."""
    applications = form.get("application_ids") or ()
    files = form.get("hardship_file_ids") or ()
    found = find_cases(uow, applications, files)
    wanted = (*applications, *files)
    unseen = [
        one for one in wanted if one not in found or not uow.actor.sees(found[one].union_path)
    ]
    if unseen:
        hidden = next((one for one in unseen if one in found), None)
        raise NotFound(
            application_ids=[one for one in unseen if one in applications],
            hardship_file_ids=[one for one in unseen if one in files], hidden=hidden,
        )  # fmt: skip
    return [found[one] for one in wanted]


def _covering(uow: UnitOfWork, cases: Sequence[Case]) -> Appointment:
    """The reviewer's appointment under which every case of the list lies."""
    for post in uow.actor.appointments:
        if post.role in REVIEWER and all(one.union_path.startswith(post.path) for one in cases):
            return post
    raise RoleRequired(roles=sorted(REVIEWER), held=list(uow.actor.roles))


def _rows(uow: UnitOfWork, cases: Sequence[Case], households: Mapping[str, Household]) -> list[Row]:
    """The row of each case, fired; every case that does not wait for a notice is named at once."""
    placed = {one.id: place_in_table(one) for one in cases}
    stuck = [
        {_named(one): listed_as(one), "state": one.state}
        for one in cases
        if not placed[one.id][0].rows_for(placed[one.id][1], ACTION)
    ]
    if stuck:
        raise WrongState(action=ACTION, applications=stuck)
    objections = _undecided(uow, cases)
    files: dict[str, str | None] = {one.id: None for one in cases if isinstance(one, HardshipFile)}
    held = duties_of_cases(uow.session.connection(), files) if files else {}
    failed: list[Verdict] = []
    rows = []
    for one in cases:
        (file_id,) = file_ids([one])
        facts = Facts(
            actor=uow.actor, today=uow.today, held=held.get(one.id),
            household=households[file_id].persons,
            notice=NoticeFacts(None, objections.get(listed_as(one), 0)),
        )  # fmt: skip
        table, state = placed[one.id]
        (row,) = table.rows_for(state, ACTION)
        refused = [v for v in (*assess(row, facts), *assess(LISTED, facts)) if not v.ok]
        failed += [replace(v, values={**v.values, _named(one): listed_as(one)}) for v in refused]
        if not refused:
            rows.append(fire(table, state, ACTION, facts))
    if failed:
        raise Refused.of(failed)
    return rows


def _named(case: Case) -> str:
    return "hardship_file_id" if isinstance(case, HardshipFile) else "application_id"


def _undecided(uow: UnitOfWork, cases: Sequence[Case]) -> dict[str, int]:
    """Objections to an earlier notice of any of them."""
    found: dict[str, int] = {}
    files = [one.id for one in cases if isinstance(one, HardshipFile)]
    applications = [listed_as(one) for one in cases if not isinstance(one, HardshipFile)]
    for ids, model in ((applications, Application), (files, HardshipFile)):
        if ids:
            found.update(open_objections(uow, ids, model))
    return found


def _last_days(uow: UnitOfWork, cases: Sequence[Case]) -> list[date]:
    """Each line's last day by its own stage; the opening day is not counted (民法典 art. 201)."""
    calendar = calendar_for(uow)
    days = [stage_of_case(one).working_days or 0 for one in cases]
    last = {n: calendar.nth_working_day_after(uow.today, n) for n in set(days)}
    return [last[n] for n in days]


def _job(uow: UnitOfWork, notice: Notice, last_day: date) -> Job:
    """Due at the first instant of the day after: until then the period runs."""
    due = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    return Job(
        id=uow.new_id(), kind=CLOSE_NOTICE, thing_id=notice.id, due_at=due, done=False, attempts=0
    )
