"""任职: a role at a union, from a day on; and its early end, which works at the next request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from service.store.people import Appointed, Officer, Union
from service.store.standing import Delegation
from service.unit_of_work import UnitOfWork
from service.use_cases.named_union import named_union
from workflows.appointment import Post, incompatible_roles, not_oneself
from workflows.errors import (
    AlreadyExists,
    AppointmentUnknown,
    PeriodInvalid,
    Refused,
    WrongState,
)
from workflows.vocabulary import Role

__all__ = ["appoint_officer", "end_appointment", "held_by_person"]

ONE_DAY = timedelta(days=1)


def appoint_officer(uow: UnitOfWork, officer: Officer, form: Mapping[str, Any]) -> Appointed:
    """Raises ``UnionUnknown``, ``PeriodInvalid``, ``AlreadyExists``, or every failed guard at once.

    The person is watched: an account or appointment they get meanwhile makes this run look again.
    """
    union = named_union(uow, form["union"], Role.SECURITY_ADMIN)
    starts_on, ends_on = form["starts_on"], form.get("ends_on")
    if ends_on is not None and ends_on < starts_on:
        raise PeriodInvalid(**{"from": starts_on.isoformat(), "to": ends_on.isoformat()})
    post = Post(form["role"], starts_on, ends_on)
    uow.watch(officer.person_id)
    verdicts = [
        not_oneself(uow.actor, officer.person_id),
        incompatible_roles(post, held_by_person(uow, officer.person_id)),
    ]
    if not all(verdict.ok for verdict in verdicts):
        raise Refused.of(verdicts)
    _refuse_twice(officer, post, union)
    appointed = Appointed(
        id=uow.new_id(), officer_id=officer.id, role=post.role, union=union.id, level=union.level,
        union_path=union.path, starts_on=starts_on, ends_on=ends_on,
        rank=form.get("rank"),
    )  # fmt: skip
    officer.appointments.append(appointed)
    uow.record("officer.appoint", officer, after=_told(appointed), concerns=(union.id,))
    return appointed


def end_appointment(uow: UnitOfWork, officer: Officer, form: Mapping[str, Any]) -> Appointed:
    """Shorten an appointment to a last day, yesterday unless said: what was, was."""
    appointed = _named(officer, form["appointment_id"])
    named_union(uow, appointed.union, Role.SECURITY_ADMIN)
    verdict = not_oneself(uow.actor, officer.person_id)
    if not verdict.ok:
        raise Refused.of([verdict])
    yesterday = uow.today - ONE_DAY
    last, planned = form.get("ends_on") or yesterday, appointed.ends_on or date.max
    if planned <= yesterday:
        raise WrongState(state="ended", action="end_appointment", allowed=[])
    if not yesterday <= last < planned:
        raise PeriodInvalid(earliest=yesterday.isoformat(), to=last.isoformat())
    appointed.ends_on = last
    uow.record(
        "officer.end_appointment", officer, before=_told(appointed), concerns=(appointed.union,)
    )
    return appointed


def _named(officer: Officer, appointment_id: str) -> Appointed:
    for appointed in officer.appointments:
        if appointed.id == appointment_id:
            return appointed
    raise AppointmentUnknown(appointment_id=appointment_id)


def _told(appointed: Appointed) -> str:
    """What the log says of an appointment; its days are in the row that ``sh`` binds."""
    return f"{appointed.role}@{appointed.union}"


def held_by_person(uow: UnitOfWork, person_id: str) -> list[Post]:
    """Of all accounts of the natural person; what was given to them for a time is held too."""
    accounts = uow.session.scalars(select(Officer).where(Officer.person_id == person_id))
    own = [
        Post(row.role, row.starts_on, row.ends_on)
        for account in accounts
        for row in account.appointments
    ]
    given = uow.session.scalars(
        select(Delegation).where(
            Delegation.taker_person == person_id, Delegation.ended_on.is_(None)
        )
    )
    return [*own, *(Post(one.role, one.starts_on, one.ends_on) for one in given)]


def _refuse_twice(officer: Officer, post: Post, union: Union) -> None:
    """The same role at the same union on the same days is one appointment."""
    for row in officer.appointments:
        same = (row.role, row.union) == (post.role, union.id)
        if same and Post(row.role, row.starts_on, row.ends_on).meets(post):
            raise AlreadyExists(appointment_id=row.id)
