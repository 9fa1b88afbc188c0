"""/v1/officers/{id}/delegations: appointments that an officer gave to another for a few days (代理)."""

from __future__ import annotations

from typing import Any, Final

from schemas.decision import Decision
from schemas.delegation import DelegationsView, DelegationView, delegation_form
from service.api.endpoint import Call, Key, Result, endpoint
from service.store.standing import Delegation
from service.unit_of_work import UnitOfWork
from service.use_cases.delegations import (
    Standing,
    delegations_of,
    end_delegation,
    find_own,
    find_own_or_ended,
    find_readable,
    give_delegation,
    stands,
)
from workflows.appointment import OFFICERS
from workflows.errors import NotFound

__all__: list[str] = []

ANY_OFFICER: Final = frozenset(OFFICERS)
OWN: Final = frozenset({"any_scope"})  # one's own account may be kept at a union above one's post


def _view(uow: UnitOfWork, one: Delegation) -> dict[str, Any]:
    return {
        "id": one.id,
        "giver": one.giver_id,
        "to": one.taker_id,
        "role": one.role,
        "union": one.union,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "reason": one.reason.value,
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
        "ended_by": one.ended_by,
        "in_force": stands(uow, one),
        "audit_number": one.number,
    }


def _one(call: Call, one: Delegation | None, location: str | None = None) -> Result:
    if one is None:
        raise NotFound
    return Result(lambda: _view(call.uow, one), one, location)


@endpoint(
    "POST", "/v1/officers/<id>/delegations", roles=ANY_OFFICER, takes=delegation_form(OFFICERS),
    gives=DelegationView, finds=find_own, key=Key.ACCEPTED, status=201, notes=OWN,
)  # fmt: skip
def add_delegation(call: Call) -> Result:
    """委托代理 Give one's own appointment to another officer for a few days."""
    made = give_delegation(call.uow, call.thing.officer, call.body)
    return _one(call, made, f"/v1/officers/{made.giver_id}/delegations/{made.id}")


@endpoint(
    "GET", "/v1/officers/<id>/delegations", roles=ANY_OFFICER, gives=DelegationsView,
    finds=find_readable, notes=OWN,
)  # fmt: skip
def list_delegations(call: Call) -> Result:
    """代理列表 What the officer gave and was given."""
    officer = call.thing.officer
    items = [_view(call.uow, one) for one in delegations_of(call.uow, officer)]
    return Result(lambda: {"items": items, "audit_number": officer.number}, officer)


@endpoint(
    "GET", "/v1/officers/<id>/delegations/<delegation_id>", roles=ANY_OFFICER,
    gives=DelegationView, finds=find_readable, notes=OWN,
)  # fmt: skip
def get_delegation(call: Call) -> Result:
    """代理 One delegation."""
    return _one(call, call.thing.delegation)


@endpoint(
    "POST", "/v1/officers/<id>/delegations/<delegation_id>/end", roles=ANY_OFFICER,
    takes=Decision, gives=DelegationView, finds=find_own_or_ended, versioned=True,
    key=Key.ACCEPTED, notes=OWN | {"body_optional"},
)  # fmt: skip
def end_given_delegation(call: Call) -> Result:
    """终止代理 End a delegation at once: by its giver, its taker or a security administrator."""
    standing: Standing = call.thing
    if standing.delegation is None:
        raise NotFound
    end_delegation(call.uow, standing.delegation, call.body.get("opinion"))
    return _one(call, standing.delegation)
