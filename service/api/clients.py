"""/v1/clients: machines that call us; the secret stands in one answer and nowhere else."""

from __future__ import annotations

from typing import Any

from schemas.client import ClientMadeView, ClientRenewal, ClientView, client_form
from schemas.people import KeptAtQuery
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import listed
from service.store.people import Client
from service.use_cases.in_scope import by_id
from service.use_cases.register_client import end_client, register_client, renew_secret
from workflows.appointment import MACHINES
from workflows.vocabulary import Role

__all__ = ["client_view"]

SYSTEM = frozenset({Role.SYSTEM_ADMIN})
READERS = frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR})
FORM = client_form(sorted(MACHINES))
find_client = by_id(Client)


def client_view(client: Client) -> dict[str, Any]:
    return {
        "id": client.id,
        "name": client.name,
        "role": client.role,
        "union": client.union,
        "starts_on": client.starts_on,
        "ends_on": client.ends_on,
        "has_secret": client.secret_digest is not None,
        "audit_number": client.number,
    }


@endpoint(
    "POST", "/v1/clients", roles=SYSTEM, takes=FORM, gives=ClientMadeView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_client(call: Call) -> Result:
    """新建接入系统 Register a machine; its secret is told in this answer only."""
    client, secret = register_client(call.uow, call.body)
    return Result(
        lambda: {**client_view(client), "secret": secret}, client, f"/v1/clients/{client.id}"
    )


@endpoint("GET", "/v1/clients", roles=READERS, query=KeptAtQuery, gives=page_of(ClientView))
def list_clients(call: Call) -> Result:
    """接入系统列表 The machines of the caller's unions."""
    return listed(call, Client, client_view, {})


@endpoint("GET", "/v1/clients/<id>", roles=READERS, gives=ClientView, finds=find_client)
def get_client(call: Call) -> Result:
    """接入系统 One machine."""
    return Result(lambda: client_view(call.thing), call.thing)


@endpoint(
    "POST", "/v1/clients/<id>/renew-secret", roles=SYSTEM, takes=ClientRenewal,
    gives=ClientMadeView, finds=find_client, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def renew_client_secret(call: Call) -> Result:
    """更换密钥 Make a new secret; the old one ends at once."""
    secret = renew_secret(call.uow, call.thing, call.body)
    return Result(lambda: {**client_view(call.thing), "secret": secret}, call.thing)


@endpoint(
    "POST", "/v1/clients/<id>/end", roles=SYSTEM, gives=ClientView, finds=find_client,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def end_machine(call: Call) -> Result:
    """停用 End a machine's access; it works at the next request."""
    end_client(call.uow, call.thing)
    return Result(lambda: client_view(call.thing), call.thing)
