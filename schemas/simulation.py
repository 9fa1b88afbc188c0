"""A simulation of an edition on the wire: the period asked for, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.fields import IsoDate, Strict, refused
from schemas.views import Flag, List, Number, Text
from schemas.views import Part as Inner

__all__ = ["SimulationForm", "SimulationView"]


class SimulationForm(Strict):
    """First and last day of the assessments looked at, both within."""

    first = IsoDate(required=True, data_key="from")
    last = IsoDate(required=True, data_key="to")

    @validates_schema
    def in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["last"] < data["first"]:
            raise ValidationError({"to": refused("not_before", other="from").messages})


class _SumView(Schema):
    count = Number()
    before_fen = Number(description="what was really granted")
    granted_fen = Number(description="what the edition grants")
    difference_fen = Number()


class _OutcomeSum(_SumView):
    outcome = Text(description="a code of the list `simulation_outcome`")
    label = Text()


class _CategorySum(_SumView):
    category = Text(nullable=True)


class _UnionSum(_SumView):
    union = Text()


class _PathChange(Schema):
    more_levels = Number(description="cases whose path has more stages at a level")
    fewer_levels = Number(description="cases whose path has fewer")


class _LineView(Schema):
    application_id = Text()
    union = Text()
    category = Text(nullable=True)
    outcome = Text()
    old_fen = Number()
    new_fen = Number(description="of an undecidable case what was really granted")
    refused = List(Text(description="the code of a rule, a condition or a limit"))
    unanswered = List(Text(description="what the edition asks and the case does not answer"))


class SimulationView(Schema):
    """``total``, ``by_category`` and ``by_union`` leave out what cannot be decided; ``lines`` are at
    most 1,000, those that change first, and ``more`` says whether there are others."""

    edition_id = Text()
    programme = Text()
    union = Text()
    first = IsoDate(required=True, data_key="from")
    last = IsoDate(required=True, data_key="to")
    total = Inner(_SumView)
    outcomes = List(_OutcomeSum)
    by_category = List(_CategorySum)
    by_union = List(_UnionSum)
    path = Inner(_PathChange)
    lines = List(_LineView)
    more = Flag()
