"""Unions, and officers with their appointments, on the wire."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import Schema

from schemas.fields import (
    Code,
    Digits,
    Handle,
    Id,
    IdentityNumber,
    IsoDate,
    Numeral,
    PersonName,
    SafeText,
    Strict,
    Whole,
)
from schemas.views import Flag, List, Number, Text, Written

__all__ = [
    "TITLE_MAX",
    "AppointedView",
    "AppointmentView",
    "AppointmentsView",
    "EarlyEnd",
    "KeptAtQuery",
    "OfficerForm",
    "OfficerView",
    "PeopleForms",
    "UnionCode",
    "UnionQuery",
    "UnionView",
    "people_forms",
]

TITLE_MAX = 200


class UnionCode(Digits):
    """The code of a union: digits, so that a path of codes can be cut at its dots."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(2, 32, required=required)


class PeopleForms:
    """The forms that hold a code list of the house."""

    def __init__(self, union: type[Schema], appointment: type[Schema]) -> None:
        self.union = union
        self.appointment = appointment


def people_forms(levels: Sequence[str], officer_roles: Sequence[str]) -> PeopleForms:
    """Officers take no role of a machine."""

    class UnionForm(Strict):
        id = UnionCode(required=True)
        name = SafeText(1, TITLE_MAX, required=True)
        level = Code(levels, required=True)
        parent = UnionCode(required=True)

    class AppointmentForm(Strict):
        role = Code(officer_roles, required=True)
        union = UnionCode(required=True)
        starts_on = IsoDate(required=True, data_key="from")
        ends_on = IsoDate(allow_none=True, data_key="to")
        rank = Whole(1, 1_000)

    return PeopleForms(UnionForm, AppointmentForm)


class OfficerForm(Strict):
    """An account of a natural person; without ``union`` it is kept at the caller's."""

    id = Handle(required=True)
    name = PersonName(required=True)
    identity_number = IdentityNumber(required=True)
    union = UnionCode()


class EarlyEnd(Strict):
    """``to`` is the last day; without it the appointment ends at once."""

    appointment_id = Id(required=True)
    ends_on = IsoDate(data_key="to")


class _Page(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class UnionQuery(_Page):
    """The unions of the caller's subtree, or the children of one of them."""

    parent = UnionCode()


class KeptAtQuery(_Page):
    """Those kept at one union, or all of the caller's subtree."""

    union = UnionCode()


class UnionView(Written):
    id = Text()
    name = Text()
    level = Text()
    parent = Text(nullable=True)


class _AppointmentFields(Schema):
    id = Text()
    role = Text()
    union = Text()
    starts_on = IsoDate(required=True, data_key="from")
    ends_on = IsoDate(required=True, allow_none=True, data_key="to")
    in_force = Flag()
    rank = Number(nullable=True, description="the place in which the officer votes in turn")


class OfficerView(Written):
    id = Text()
    name = Text()
    identity_number = Text(description="masked")
    person = Text(description="the natural person, the same for all accounts of one")
    union = Text()
    appointments = List(_AppointmentFields)


class AppointedView(OfficerView):
    """The officer after the appointment, and which one it is."""

    appointment_id = Text()


class AppointmentView(_AppointmentFields):
    """One appointment, with the officer it is part of."""

    officer = Text()
    audit_number = Number(description="index of the audit entry that last changed the officer")


class AppointmentsView(Schema):
    items = List(_AppointmentFields)
    audit_number = Number(description="index of the audit entry that last changed the officer")
