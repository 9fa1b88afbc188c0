"""An economic check on the wire: the list asked about, and what came back line by line."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import LINES_MAX, Fen, Flag, Id, Lines, Part, SafeText, Sha256Hex, Strict, Whole
from schemas.views import AnyObject, List, Number, Text, Written

__all__ = [
    "CheckAnswersForm", "CheckAnswersView", "CheckForm", "CheckSummaryView", "CheckView",
]  # fmt: skip

COUNT_MAX = 99


class CheckForm(Strict):
    """The households to ask about, in their order."""

    hardship_file_ids = Lines(Id(), minimum=1, unique=True, required=True)


class _Answer(Strict):
    """What the registries found of one household; what is left out was not looked at."""

    line = Whole(1, LINES_MAX, required=True)
    dwellings = Whole(0, COUNT_MAX)
    vehicles = Whole(0, COUNT_MAX)
    businesses = Whole(0, COUNT_MAX)
    annual_income_fen = Fen()
    financial_assets_fen = Fen()
    deceased = Flag()
    insured_elsewhere = Flag()
    note = SafeText(1, 500, multiline=True)
    document_sha256 = Sha256Hex()


class CheckAnswersForm(Strict):
    results = Lines(Part(_Answer), minimum=1, required=True)


class CheckSummaryView(Written):
    id = Text()
    number = Text(description="the list's own number")
    state = Text()
    union = Text()
    asked_on = Text(format="date")


class _Line(Schema):
    line = Number()
    hardship_file_id = Text()
    state = Text()
    result = AnyObject(nullable=True)
    doubts = List(Text())
    document_sha256 = Text(nullable=True)
    answered_on = Text(nullable=True, format="date")


class CheckView(CheckSummaryView):
    lines = List(_Line)


class _Outcome(Schema):
    line = Number()
    result = Text(description="applied or repeated")
    doubts = List(Text())


class CheckAnswersView(Written):
    state = Text()
    lines = List(_Outcome)
