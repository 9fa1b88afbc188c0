"""资金报表 on the wire: balances of a period, and a table for each source."""

from __future__ import annotations

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, validates_schema

from schemas.fields import Code, Handle, IsoDate, Numeral, SafeText, Strict, refused
from schemas.views import List, Number, Part, Text

__all__ = [
    "BalancesQuery",
    "BalancesView",
    "FundReportFileQuery",
    "FundReportQuery",
    "FundReportView",
]


class BalancesQuery(Strict):
    """First and last day, both within: this year so far unless said."""

    first = IsoDate(data_key="from")
    last = IsoDate(data_key="to")
    union = Handle()
    source = SafeText(1, 20)
    year = Numeral(2000, 2100)

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: object) -> None:
        if "last" in data and "first" in data and data["last"] < data["first"]:
            raise ValidationError({"to": refused("not_before", other="from").messages})


class FundReportQuery(Strict):
    """A year, this one unless said, or a quarter or a half of it."""

    year = Numeral(2000, 2100)
    quarter = Numeral(1, 4)
    half = Numeral(1, 2)
    union = Handle()

    @validates_schema
    def not_both(self, data: dict[str, Any], **_: object) -> None:
        if "quarter" in data and "half" in data:
            raise ValidationError({"half": refused("unknown_field").messages})


class FundReportFileQuery(FundReportQuery):
    format = Code(("xlsx", "csv"))
    charset = Code(("utf-8", "gb18030"))


class _MovementView(Schema):
    kind = Text()
    amount_fen = Number(description="what it added to what is held, or took from it")


class _FlowView(Schema):
    """Held is available and committed: closing = opening + in - out."""

    opening_fen = Number()
    in_fen = Number()
    out_fen = Number()
    closing_fen = Number()
    movements = List(_MovementView)


class _FundFlowView(_FlowView):
    fund_id = Text()
    code = Text()
    name = Text()
    source = Text()
    year = Number()
    union = Text()


class _SourceFlowView(_FlowView):
    source = Text()


class BalancesView(Schema):
    class Meta:
        include: ClassVar = {"from": Text(format="date")}

    to = Text(format="date")
    funds = List(_FundFlowView)
    sources = List(_SourceFlowView)
    total = Part(_FlowView)


class _CountView(Schema):
    """``person_times`` are payments less those that came back; ``amount_fen`` is net of what came back."""

    households = Number()
    persons = Number()
    person_times = Number()
    amount_fen = Number()


class _CodedView(_CountView):
    code = Text(description="unsaid where the file does not say")


class _GroupView(_CountView):
    group = Text(description="warmth (送温暖) or support (帮扶)")
    programmes = List(_CodedView)
    categories = List(_CodedView)
    sexes = List(_CodedView)
    migrant_workers = Part(_CountView)


class _TableView(Schema):
    """closing = opening + raised - used."""

    source = Text()
    opening_fen = Number()
    raised_fen = Number()
    used_fen = Number()
    closing_fen = Number()
    groups = List(_GroupView)
    total = Part(_CountView)


class FundReportView(Schema):
    class Meta:
        include: ClassVar = {"from": Text(format="date")}

    to = Text(format="date")
    tables = List(_TableView)
