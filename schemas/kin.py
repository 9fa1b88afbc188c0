"""An officer's relatives on the wire; their identity numbers are masked in every answer."""

from __future__ import annotations

from collections.abc import Iterable

from marshmallow import Schema

from schemas.fields import Code, IdentityNumber, PersonName, Strict
from schemas.views import Flag, List, Number, Text, Written

__all__ = ["KinListView", "KinView", "kin_form"]

NOT_KIN = frozenset({"01", "02", "99"})
"""GB/T 4761 also has codes for oneself, the head of the household and people not related."""


def kin_form(relations: Iterable[str]) -> type[Schema]:
    """Who the relative is, and what they are to the officer."""

    class KinForm(Strict):
        name = PersonName(required=True)
        identity_number = IdentityNumber(required=True)
        relation = Code([code for code in relations if code not in NOT_KIN], required=True)

    return KinForm


class _Kin(Schema):
    id = Text()
    name = Text()
    identity_number = Text(description="masked")
    relation = Text()
    declared_on = Text(format="date")
    ended_on = Text(nullable=True, format="date")
    in_force = Flag()


class KinView(_Kin, Written):
    """One relative; its version is that of the natural person who declared it."""

    officer = Text()


class KinListView(Schema):
    items = List(_Kin)
    audit_number = Number(description="index of the entry that last changed the natural person")
