"""Machine clients on the wire; the secret stands in one answer and in no other."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import Schema

from schemas.fields import Code, Handle, IsoDate, SafeText, Strict
from schemas.people import TITLE_MAX, UnionCode
from schemas.views import Flag, Text, Written

__all__ = ["ClientMadeView", "ClientRenewal", "ClientView", "client_form"]


def client_form(machine_roles: Sequence[str]) -> type[Schema]:
    """Machines take no role of a person."""

    class ClientForm(Strict):
        id = Handle(required=True)
        name = SafeText(1, TITLE_MAX, required=True)
        role = Code(machine_roles, required=True)
        union = UnionCode(required=True)
        ends_on = IsoDate(data_key="to")

    return ClientForm


class ClientRenewal(Strict):
    """A new secret; ``to`` is its last day, at most a year ahead."""

    ends_on = IsoDate(data_key="to")


class ClientView(Written):
    id = Text()
    name = Text()
    role = Text()
    union = Text()
    starts_on = IsoDate(required=True, data_key="from")
    ends_on = IsoDate(required=True, allow_none=True, data_key="to")
    has_secret = Flag()


class ClientMadeView(ClientView):
    """The only answer that holds the secret: we keep its digest and cannot tell it again."""

    secret = Text()
