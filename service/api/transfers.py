"""/v1/transfers: a file is offered to another union, and taken or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from schemas.decision import ActionsView, Decision, TrailView
from schemas.transfer import TransferForm, TransferQuery, TransferView
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.store.application import Application
from service.store.file_life import Transfer
from service.use_cases.act_on_transfer import Moved, act_on_transfer, facts_for_transfer
from service.use_cases.find_transfer import (
    Household,
    by_side,
    find_transfer_to_act,
    households_told,
    transfers_after,
)
from service.use_cases.offer_transfer import offer_transfer
from service.use_cases.tell_trail import tell_trail
from workflows.actor import Actor
from workflows.path import CLERK
from workflows.transfer import AT_RECEIVER, TRANSFER

__all__: list[str] = []

find_transfer = by_side(CASEWORK)
BY_ROW = ByRow(
    doors=lambda _offered: TRANSFER.doors,
    rows=lambda offered, action: TRANSFER.rows_for(getattr(offered, "state", ""), action),
    roles=lambda _offered, action: TRANSFER.roles_for(action),
    widest=TRANSFER,
)


def _view(transfer: Transfer, household: Household, actor: Actor) -> dict[str, Any]:
    """The household is told of to who sees the file, and while it is offered to the receiver."""
    own = actor.sees(household.union_path)
    told = own or (transfer.live and actor.sees(transfer.to_path))
    return {
        "id": transfer.id,
        "number": transfer.serial,
        "state": transfer.state,
        "union": transfer.union,
        "to": transfer.to_union,
        "reason": transfer.reason.value,
        "file_number": household.serial,
        "hardship_file_id": transfer.file_id if own else None,
        "household": _household(household) if told else None,
        "audit_number": transfer.number,
    }


def _household(household: Household) -> dict[str, Any]:
    due = household.reverify_by
    return {
        "worker_name": household.worker_name.value,
        "category": household.category,
        "size": household.size,
        "reverify_by": due.isoformat() if due else None,
        "open_cases": household.open_cases,
    }


def _cases(cases: Sequence[Application], actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "application_id": one.id if actor.sees(one.union_path) else None,
            "number": one.serial if actor.sees(one.union_path) else None,
            "programme": one.programme,
            "state": one.state,
            "award_fen": one.award_fen,
        }
        for one in cases
    ]


def _shown(call: Call, transfer: Transfer, place: str | None = None) -> Result:
    told = households_told(call.uow, [transfer])[transfer.file_id]
    return Result(lambda: _view(transfer, told, call.actor), transfer, place)


@endpoint(
    "POST", "/v1/transfers", roles=CLERK, takes=TransferForm, gives=TransferView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_transfer(call: Call) -> Result:
    """转移 Offer a file to the union of the worker's new unit or place."""
    transfer = offer_transfer(call.uow, call.body)
    return _shown(call, transfer, f"/v1/transfers/{transfer.id}")


@endpoint("GET", "/v1/transfers", roles=CASEWORK, query=TransferQuery, gives=page_of(TransferView))
def list_transfers(call: Call) -> Result:
    """转移列表 The transfers from and to the caller's unions."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = transfers_after(call.uow, call.query, after, limit)
    told = households_told(call.uow, rows)
    cursor = rows[-1].number if more else None
    return page_view(rows, cursor, lambda one: _view(one, told[one.file_id], call.actor))


@endpoint("GET", "/v1/transfers/<id>", roles=CASEWORK, gives=TransferView, finds=find_transfer)
def get_transfer(call: Call) -> Result:
    """转移 One transfer, for the union that offers and the one that may take."""
    return _shown(call, call.thing.transfer)


@endpoint(
    "GET", "/v1/transfers/<id>/actions", roles=CASEWORK, gives=ActionsView, finds=find_transfer
)
def transfer_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this transfer, and why not."""
    transfer: Transfer = call.thing.transfer
    facts = facts_for_transfer(call.uow, transfer)
    here, there = (
        actions_view(TRANSFER, transfer.state, facts, path, call.language)
        for path in (transfer.union_path, transfer.to_path)
    )
    actions = [
        receiver if receiver["action"] in AT_RECEIVER else sender
        for sender, receiver in zip(here["actions"], there["actions"], strict=True)
    ]
    return Result(lambda: {"state": transfer.state, "actions": actions}, transfer)


@endpoint("GET", "/v1/transfers/<id>/trail", roles=CASEWORK, gives=TrailView, finds=find_transfer)
def transfer_trail(call: Call) -> Result:
    """办理过程 What happened to the transfer, and what moved by it."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing.transfer)


@endpoint(
    "POST", "/v1/transfers/<id>/<action>", roles=CLERK, takes=Decision, gives=TransferView,
    finds=find_transfer_to_act, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_offer(call: Call) -> Result:
    """办理转移 Accept or decline at the receiving union, withdraw at the one that offers."""
    transfer: Transfer = call.thing.transfer
    action = call.args["action"]
    told = households_told(call.uow, [transfer])[transfer.file_id]
    moved = act_on_transfer(call.uow, transfer, action, call.body.get("opinion"))
    if moved is None:
        return Result(lambda: _view(transfer, told, call.actor), transfer)
    taken = replace(told, union_path=transfer.to_path)
    return Result(lambda: _view(transfer, taken, call.actor) | _moved(moved, call.actor), transfer)


def _moved(moved: Moved, actor: Actor) -> dict[str, Any]:
    """Of what stayed the receiver is told where money is, and nothing of what was refused there."""
    stayed = [
        one for one in moved.staying if one.aid_year is not None or actor.sees(one.union_path)
    ]
    return {"moved": _cases(moved.going, actor), "stayed": _cases(stayed, actor)}
