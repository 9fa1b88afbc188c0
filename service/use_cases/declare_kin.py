"""近亲属备案: officers declare their relatives, whose cases they keep out of from then on.

A tie hangs on the natural person, so that all accounts of one share it. It is entered by the officer
or for them; that it no longer holds is entered by somebody else, because nobody lifts their own
recusal (domain.md §7; S107).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.store.people import Kin, Officer, Person
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import in_scope
from service.use_cases.register_person import person_of
from workflows.actor import Actor
from workflows.appointment import not_oneself
from workflows.errors import KinDeclared, NotFound, OwnKin, Refused, WrongState
from workflows.vocabulary import Role

__all__ = ["Relatives", "declare_kin", "end_kin", "find_kept", "find_own_or_kept", "find_readable"]

KEEPERS: Final = frozenset({Role.SECURITY_ADMIN})
READERS: Final = KEEPERS | {Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Relatives:
    """An officer's relatives: addressed by the account, versioned by the natural person behind it;
    ``kin`` is the one tie that the path names, where it names one."""

    officer: Officer
    person: Person
    kin: Kin | None = None

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def number(self) -> int:
        return self.person.number

    @property
    def union_path(self) -> str:
        return self.officer.union_path


def find_own_or_kept(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Relatives:
    """Of the caller's own person, or of an officer of their subtree for a security administrator."""
    return _find(uow, actor, args, KEEPERS)


def find_readable(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Relatives:
    """The same, and for an auditor too."""
    return _find(uow, actor, args, READERS)


def find_kept(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Relatives:
    """Of an officer of the caller's subtree; their role is asked for after."""
    return _relatives(uow, in_scope(uow, actor, Officer, args["id"]), args)


def _find(
    uow: UnitOfWork, actor: Actor, args: Mapping[str, str], roles: frozenset[str]
) -> Relatives:
    officer = uow.find(Officer, args["id"])
    if officer is None:
        raise NotFound
    own = officer.person_id in set(actor.persons())
    if not own and actor.holds(roles, officer.union_path) is None:
        raise NotFound(hidden=officer.id)
    return _relatives(uow, officer, args)


def _relatives(uow: UnitOfWork, officer: Officer, args: Mapping[str, str]) -> Relatives:
    person = uow.find(Person, officer.person_id, entire=True)
    if person is None:
        raise LookupError(f"officer {officer.id} has no person")
    if "kin_id" not in args:
        return Relatives(officer, person)
    for kin in person.kin:
        if kin.id == args["kin_id"]:
            return Relatives(officer, person, kin)
    raise NotFound


def declare_kin(uow: UnitOfWork, relatives: Relatives, form: Mapping[str, Any]) -> Kin:
    """Raises ``IdentityNumberInvalid``, ``OwnKin``, or ``KinDeclared`` while the tie stands.

    The entry concerns both persons: whoever has loaded either of them looks again.
    """
    person = relatives.person
    uow.appointment = uow.actor.holds(KEEPERS, relatives.union_path) or uow.appointment
    other = person_of(uow, form["identity_number"])
    if other.id == person.id:
        raise OwnKin
    for kin in person.kin:
        if kin.kin_id == other.id and kin.ended_on is None:
            raise KinDeclared(kin_id=kin.id)
    kin = Kin(
        id=uow.new_id(), person_id=person.id, kin_id=other.id, name=Personal.of(form["name"]),
        relation=form["relation"], declared_on=uow.today,
    )  # fmt: skip
    person.kin.append(kin)
    uow.record("person.declare_kin", person, after="declared", concerns=(other.id,))
    return kin


def end_kin(uow: UnitOfWork, relatives: Relatives, opinion: str | None) -> Kin:
    """The tie no longer holds; its row stays. Raises ``WrongState`` for one that has ended, and
    ``Recusal`` for whoever it binds, under any account."""
    kin = relatives.kin
    if kin is None:
        raise LookupError("the path names no tie")
    failed = [
        verdict
        for verdict in (not_oneself(uow.actor, kin.person_id), not_oneself(uow.actor, kin.kin_id))
        if not verdict.ok
    ]
    if failed:
        raise Refused.of(failed)
    if kin.ended_on is not None:
        raise WrongState(state="ended", action="end", allowed=[])
    kin.ended_on = uow.today
    uow.record(
        "person.end_kin", relatives.person, before="declared", after="ended",
        concerns=(kin.kin_id,), said={"opinion": opinion} if opinion else {},
    )  # fmt: skip
    return kin
