"""代理 on the wire: what an officer gives to another, and until when."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import Schema

from schemas.fields import Code, Handle, IsoDate, SafeText, Strict
from schemas.people import UnionCode
from schemas.views import Flag, List, Number, Text, Written

__all__ = ["DelegationView", "DelegationsView", "delegation_form"]

REASON_MAX = 500


def delegation_form(officer_roles: Sequence[str]) -> type[Schema]:
    """To whom, what, from which to which day, and why; both days count."""

    class DelegationForm(Strict):
        to = Handle(required=True)
        role = Code(officer_roles, required=True)
        union = UnionCode(required=True)
        starts_on = IsoDate(required=True)
        ends_on = IsoDate(required=True)
        reason = SafeText(1, REASON_MAX, multiline=True, required=True)

    return DelegationForm


class _Delegation(Schema):
    id = Text()
    giver = Text()
    to = Text()
    role = Text()
    union = Text()
    starts_on = Text(format="date")
    ends_on = Text(format="date")
    reason = Text()
    ended_on = Text(nullable=True, format="date")
    ended_by = Text(nullable=True)
    in_force = Flag(
        description="on its days and not ended; it lasts no longer than the appointment"
    )


class DelegationView(_Delegation, Written):
    """One delegation."""


class DelegationsView(Schema):
    """What the officer gave and was given."""

    items = List(_Delegation)
    audit_number = Number(description="index of the audit entry that last changed the officer")
