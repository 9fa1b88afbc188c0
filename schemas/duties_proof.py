"""The proof that the duties of a case were held by different people, on the wire."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import Flag, List, Number, Part, Text

__all__ = ["DutiesProofView"]


class _ActingFor(Schema):
    officer = Text()
    officer_name = Text(nullable=True)
    person = Text(nullable=True)
    delegation_id = Text(nullable=True)


class _Step(Schema):
    """One entry of the log. ``roles`` and ``union`` are the appointment it was done by, ``rule`` the row
    of the table that allowed it, ``proof`` where its inclusion is proven."""

    audit_number = Number()
    leaf_hash = Text()
    proof = Text()
    at = Text(format="date-time")
    act = Text()
    thing = Text()
    duty = Text(nullable=True)
    before = Text(nullable=True)
    after = Text(nullable=True)
    officer = Text(nullable=True)
    officer_name = Text(nullable=True)
    person = Text(nullable=True, description="the natural person; null for a machine")
    roles = List(Text())
    union = Text(nullable=True)
    rule = Text(nullable=True)
    edition_id = Text(nullable=True)
    acting_for = Part(_ActingFor, nullable=True)


class _Pair(Schema):
    duties = List(Text())
    persons = List(List(Text()))
    different = Flag()


class _Unshown(Schema):
    code = Text(description="of the list unshown")
    duty = Text()
    audit_number = Number(nullable=True)


class DutiesProofView(Schema):
    """``holds``: every two duties were held by different persons, and nothing is missing."""

    payout_id = Text()
    holds = Flag()
    steps = List(_Step)
    pairs = List(_Pair)
    not_shown = List(_Unshown)
