"""代理: an officer gives an appointment to another for a few days; it may be ended at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select

from service.store.people import Appointed, Officer
from service.store.personal import Personal
from service.store.standing import Delegation
from service.unit_of_work import UnitOfWork
from service.use_cases.appoint_officer import held_by_person
from service.use_cases.begin_waiting import terms_in_force
from workflows.actor import Actor
from workflows.appointment import incompatible_roles
from workflows.delegation import (
    Given,
    delegate_unfit,
    delegation_too_long,
    role_undelegable,
    role_unheld,
)
from workflows.errors import AlreadyExists, NotFound, OfficerUnknown, Refused, WrongState
from workflows.vocabulary import Role

__all__ = [
    "Standing",
    "delegations_of",
    "end_delegation",
    "find_own",
    "find_own_or_ended",
    "find_readable",
    "give_delegation",
    "stands",
]

KEEPERS: Final = frozenset({Role.SECURITY_ADMIN})
READERS: Final = KEEPERS | {Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Standing:
    """An officer, and the delegation of theirs that the path names, where it names one."""

    officer: Officer
    delegation: Delegation | None = None

    @property
    def id(self) -> str:
        return self.officer.id

    @property
    def number(self) -> int:
        return self.officer.number if self.delegation is None else self.delegation.number

    @property
    def union_path(self) -> str:
        return self.officer.union_path


def find_own(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Standing:
    """The caller's own account, and no other of their person's: what is given is this account's."""
    return _find(uow, actor, args, frozenset())


def find_own_or_ended(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Standing:
    """The giver's, or of an officer of their subtree for a security administrator."""
    return _find(uow, actor, args, KEEPERS)


def find_readable(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Standing:
    """The same, and for an auditor too."""
    return _find(uow, actor, args, READERS)


def _find(
    uow: UnitOfWork, actor: Actor, args: Mapping[str, str], roles: frozenset[str]
) -> Standing:
    officer = uow.find(Officer, args["id"])
    if officer is None:
        raise NotFound
    if officer.id != actor.subject and actor.holds(roles, officer.union_path) is None:
        raise NotFound(hidden=officer.id)
    if "delegation_id" not in args:
        return Standing(officer)
    found = uow.find(Delegation, args["delegation_id"])
    if found is None or officer.id not in (found.giver_id, found.taker_id):
        raise NotFound
    return Standing(officer, found)


def give_delegation(uow: UnitOfWork, giver: Officer, form: Mapping[str, Any]) -> Delegation:
    """Raises ``OfficerUnknown``, ``AlreadyExists`` while the same is given on one of the days, or every
    failed guard at once.

    The taker's person is watched: what they are appointed to meanwhile makes this run look again.
    """
    given = Given(form["role"], form["union"], form["starts_on"], form["ends_on"])
    post = _held(uow, giver, given)
    taker = _taker(uow, form["to"], post)
    uow.watch(taker.person_id)
    terms = terms_in_force(uow, giver.union_path if post is None else post.union_path)
    verdicts = [
        delegation_too_long(given, uow.today, terms.count("delegation_days")),
        role_undelegable(given),
        role_unheld(given, [] if post is None else [(post.role, post.union)]),
        delegate_unfit(giver.person_id, taker.person_id),
        incompatible_roles(given.post, held_by_person(uow, taker.person_id)),
    ]
    if post is None or not all(verdict.ok for verdict in verdicts):
        raise Refused.of(verdicts)
    _refuse_twice(uow, giver, given)
    delegation = uow.add(
        Delegation(
            id=uow.new_id(), union=post.union, union_path=post.union_path, level=post.level,
            giver_id=giver.id, giver_person=giver.person_id, taker_id=taker.id,
            taker_person=taker.person_id, role=given.role, starts_on=given.starts_on,
            ends_on=given.ends_on, reason=Personal.of(form["reason"]),
        )
    )  # fmt: skip
    uow.record(
        "delegation.give", delegation, after=f"{given.role}@{given.union}",
        said={"reason": form["reason"]},
    )  # fmt: skip
    return delegation


def end_delegation(uow: UnitOfWork, delegation: Delegation, opinion: str | None) -> None:
    """It holds no longer from the next request on; its row stays. Raises ``WrongState`` for one that
    has ended or whose last day has passed."""
    if delegation.ended_on is not None or delegation.ends_on < uow.today:
        raise WrongState(state="ended", action="end", allowed=[])
    delegation.ended_on, delegation.ended_by = uow.today, uow.actor.subject
    uow.record(
        "delegation.end", delegation, before=f"{delegation.role}@{delegation.union}",
        after="ended", said={"opinion": opinion} if opinion else {},
    )  # fmt: skip


def delegations_of(uow: UnitOfWork, officer: Officer) -> Sequence[Delegation]:
    """What the officer has given and was given, the earliest first."""
    mine = or_(Delegation.giver_id == officer.id, Delegation.taker_id == officer.id)
    return uow.session.scalars(select(Delegation).where(mine).order_by(Delegation.id)).all()


def stands(uow: UnitOfWork, delegation: Delegation) -> bool:
    """Whether it is today one of its days and nobody ended it; that the giver still holds the
    appointment is asked when somebody acts by it."""
    on = delegation.starts_on <= uow.today <= delegation.ends_on
    return on and delegation.ended_on is None


def _held(uow: UnitOfWork, giver: Officer, given: Given) -> Appointed | None:
    """The giver's own appointment today, of this role at this union."""
    for row in giver.appointments:
        in_force = row.starts_on <= uow.today and (row.ends_on is None or uow.today <= row.ends_on)
        if in_force and (row.role, row.union) == (given.role, given.union):
            return row
    return None


def _taker(uow: UnitOfWork, officer_id: str, post: Appointed | None) -> Officer:
    """Somebody of the union: kept or appointed there, or at a union below or above it. Others are
    unknown, whether or not they exist."""
    uow.watch(officer_id)
    officer = uow.find(Officer, officer_id)
    if officer is None:
        raise OfficerUnknown(officer=officer_id)
    path = officer.union_path if post is None else post.union_path
    places = (officer.union_path, *(row.union_path for row in officer.appointments))
    if not any(path.startswith(one) or one.startswith(path) for one in places):
        raise OfficerUnknown(officer=officer_id)
    return officer


def _refuse_twice(uow: UnitOfWork, giver: Officer, given: Given) -> None:
    """One appointment is in one pair of other hands on any day; the giver was loaded, and every
    delegation concerns them."""
    rows = uow.session.scalars(
        select(Delegation).where(
            Delegation.giver_id == giver.id,
            Delegation.role == given.role,
            Delegation.union == given.union,
            Delegation.ended_on.is_(None),
            Delegation.starts_on <= given.ends_on,
            Delegation.ends_on >= given.starts_on,
        )
    ).all()
    if rows:
        raise AlreadyExists(delegation_id=rows[0].id)
