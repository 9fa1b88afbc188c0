"""/v1/officers/{id}/kin: relatives declared by an officer, or for them (近亲属备案)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from schemas.decision import Decision
from schemas.kin import KinListView, KinView, kin_form
from service.api.endpoint import Call, Key, Result, endpoint
from service.store.people import Kin, Person
from service.unit_of_work import UnitOfWork
from service.use_cases.declare_kin import (
    Relatives,
    declare_kin,
    end_kin,
    find_kept,
    find_own_or_kept,
    find_readable,
)
from workflows import identity_number
from workflows.appointment import OFFICERS
from workflows.vocabulary import Role, codes

__all__: list[str] = []

ANY_OFFICER: Final = frozenset(OFFICERS)
OWN: Final = frozenset({"any_scope"})  # one's own account may be kept at a union above one's post


def _masked(uow: UnitOfWork, ties: Sequence[Kin]) -> Mapping[str, str]:
    """Person → what may be shown of the identity number; one query for all ties."""
    persons = {kin.kin_id for kin in ties}
    waiting = [row for row in uow.session.new if isinstance(row, Person) and row.id in persons]
    rest = persons - {row.id for row in waiting}
    stored = uow.session.scalars(select(Person).where(Person.id.in_(rest))) if rest else ()
    return {
        row.id: "" if row.identity.erased else identity_number.masked(row.identity.value)
        for row in (*waiting, *stored)
    }


def _view(kin: Kin, masked: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": kin.id,
        "name": kin.name.value,
        "identity_number": masked[kin.kin_id],
        "relation": kin.relation,
        "declared_on": kin.declared_on.isoformat(),
        "ended_on": kin.ended_on.isoformat() if kin.ended_on else None,
        "in_force": kin.ended_on is None,
    }


def _one(call: Call, relatives: Relatives, kin: Kin, *, made: bool = False) -> Result:
    masked = _masked(call.uow, [kin])
    officer = relatives.officer.id
    return Result(
        lambda: {**_view(kin, masked), "officer": officer, "audit_number": relatives.number},
        relatives.person,
        f"/v1/officers/{officer}/kin/{kin.id}" if made else None,
    )


@endpoint(
    "POST", "/v1/officers/<id>/kin", roles=ANY_OFFICER, takes=kin_form(codes("relation")),
    gives=KinView, finds=find_own_or_kept, key=Key.ACCEPTED, status=201, notes=OWN,
)  # fmt: skip
def add_kin(call: Call) -> Result:
    """近亲属备案 Declare a relative: one's own, or as a security administrator an officer's."""
    return _one(call, call.thing, declare_kin(call.uow, call.thing, call.body), made=True)


@endpoint(
    "GET", "/v1/officers/<id>/kin", roles=ANY_OFFICER, gives=KinListView, finds=find_readable,
    notes=OWN,
)  # fmt: skip
def list_kin(call: Call) -> Result:
    """近亲属列表 Every relative the officer's person declared, and when a tie ended."""
    relatives: Relatives = call.thing
    ties = relatives.person.kin
    masked = _masked(call.uow, ties)
    items = [_view(kin, masked) for kin in ties]
    return Result(lambda: {"items": items, "audit_number": relatives.number}, relatives.person)


@endpoint(
    "GET", "/v1/officers/<id>/kin/<kin_id>", roles=ANY_OFFICER, gives=KinView,
    finds=find_readable, notes=OWN,
)  # fmt: skip
def get_kin(call: Call) -> Result:
    """近亲属 One relative."""
    return _one(call, call.thing, call.thing.kin)


@endpoint(
    "POST", "/v1/officers/<id>/kin/<kin_id>/end", roles=frozenset({Role.SECURITY_ADMIN}),
    takes=Decision, gives=KinView, finds=find_kept, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def end_declared_kin(call: Call) -> Result:
    """解除备案 Enter that a tie no longer holds; nobody does so for themselves."""
    kin = end_kin(call.uow, call.thing, call.body.get("opinion"))
    return _one(call, call.thing, kin)
