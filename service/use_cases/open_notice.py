"""公示: a reviewer puts cases on public notice, each line with a period of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.edition import counted_by
from service.store.notice import Notice, NoticeLine
from service.store.people import Union
from service.store.personal import Personal
from service.store.receipt import Job
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.act_on_application import move
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.listed_people import Household, households_of
from service.use_cases.notice_facts import open_objections
from service.use_cases.vote_facts import pinned_path
from service.use_cases.working_calendar import calendar_for
from workflows.actor import Appointment
from workflows.engine import assess, fire
from workflows.errors import NotFound, Refused, RoleRequired, Verdict, WrongState
from workflows.facts import Facts, NoticeFacts
from workflows.notice import LISTED
from workflows.path import REVIEWER, plain
from workflows.table import Row

__all__ = ["CLOSE_NOTICE", "open_notice"]

CLOSE_NOTICE = "close_notice"
ACTION = "open_notice"


def open_notice(uow: UnitOfWork, form: Mapping[str, Any]) -> Notice:
    """One list, all of it or nothing; a refusal names every line that cannot be published.

    Raises ``CalendarUnknown`` where a period runs into a year without a table.
    """
    applications = _listed(uow, form["application_ids"])
    post = uow.appointment = _covering(uow, applications)
    households = households_of(uow, applications)
    rows = _rows(uow, applications, households)
    last_days = _last_days(uow, applications)
    notice = uow.add(
        Notice(
            id=uow.new_id(), union=post.union, union_path=post.path, state="open",
            place=Personal.of(form["place"]), starts_on=uow.today, ends_on=max(last_days),
            lines=[], objections=[],
        )
    )  # fmt: skip
    notice.lines = _lines(uow, notice, applications, households, last_days)
    for application, row in zip(applications, rows, strict=True):
        application.notice_id = notice.id
        deed = uow.record(
            f"application.{ACTION}", application, before=plain(row.source),
            after=plain(row.target), rule=row.key, edition=application.edition_id,
        )  # fmt: skip
        move(uow, application, row, deed)
    years = range(notice.starts_on.year, notice.ends_on.year + 1)
    deed = uow.record(
        "notice.open", notice, after="open", said={"place": form["place"]},
        concerns=tuple(counted_by(year) for year in years),
    )  # fmt: skip
    for day in sorted(set(last_days)):
        uow.attach(_job(uow, notice, day), deed)
    return notice


def _listed(uow: UnitOfWork, ids: Sequence[str]) -> list[Application]:
    """The applications in the order given; what is unknown or out of scope is not found."""
    found = {
        row.id: row
        for row in uow.session.scalars(select(Application).where(Application.id.in_(ids)))
    }
    unseen = [one for one in ids if one not in found or not uow.actor.sees(found[one].union_path)]
    if unseen:
        raise NotFound(
            application_ids=unseen, hidden=next((one for one in unseen if one in found), None)
        )
    return [found[one] for one in ids]


def _covering(uow: UnitOfWork, applications: Sequence[Application]) -> Appointment:
    """The reviewer's appointment under which every case of the list lies."""
    for post in uow.actor.appointments:
        if post.role in REVIEWER and all(a.union_path.startswith(post.path) for a in applications):
            return post
    raise RoleRequired(roles=sorted(REVIEWER), held=list(uow.actor.roles))


def _rows(
    uow: UnitOfWork, applications: Sequence[Application], households: Mapping[str, Household]
) -> list[Row]:
    """The row of each case, fired; every case that does not wait for a notice is named at once."""
    stuck = [
        {"application_id": one.id, "state": one.state}
        for one in applications
        if not table_for(one).rows_for(inner_state(one), ACTION)
    ]
    if stuck:
        raise WrongState(action=ACTION, applications=stuck)
    objections = open_objections(uow, [one.id for one in applications])
    failed: list[Verdict] = []
    rows = []
    for one in applications:
        facts = Facts(
            actor=uow.actor, today=uow.today, household=households[one.file_id].persons,
            notice=NoticeFacts(None, objections.get(one.id, 0)),
        )  # fmt: skip
        (row,) = table_for(one).rows_for(inner_state(one), ACTION)
        refused = [v for v in (*assess(row, facts), *assess(LISTED, facts)) if not v.ok]
        failed += [replace(v, values={**v.values, "application_id": one.id}) for v in refused]
        if not refused:
            rows.append(fire(table_for(one), inner_state(one), ACTION, facts))
    if failed:
        raise Refused.of(failed)
    return rows


def _last_days(uow: UnitOfWork, applications: Sequence[Application]) -> list[date]:
    """Each line's last day by its own stage; the opening day is not counted (民法典 art. 201)."""
    calendar = calendar_for(uow)
    days = [pinned_path(one)[one.position].working_days or 0 for one in applications]
    last = {n: calendar.nth_working_day_after(uow.today, n) for n in set(days)}
    return [last[n] for n in days]


def _lines(
    uow: UnitOfWork,
    notice: Notice,
    applications: Sequence[Application],
    households: Mapping[str, Household],
    last_days: Sequence[date],
) -> list[NoticeLine]:
    codes = {one.union for one in applications}
    named = uow.session.execute(select(Union.id, Union.name).where(Union.id.in_(codes)))
    unions = {row.id: row.name for row in named}
    return [
        NoticeLine(
            id=uow.new_id(), notice_id=notice.id, line=place, application_id=one.id, state="open",
            ends_on=ends_on, shown_union=unions[one.union], union_path=one.union_path,
            shown_name=Personal.of(households[one.file_id].shown_name(one.person_id)),
            programme=one.programme, award_fen=one.award_fen,
        )
        for place, (one, ends_on) in enumerate(zip(applications, last_days, strict=True), start=1)
    ]  # fmt: skip


def _job(uow: UnitOfWork, notice: Notice, last_day: date) -> Job:
    """Due at the first instant of the day after: until then the period runs."""
    due = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    return Job(
        id=uow.new_id(), kind=CLOSE_NOTICE, thing_id=notice.id, due_at=due, done=False, attempts=0
    )
