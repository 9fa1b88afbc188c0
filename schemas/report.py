"""督办统计 on the wire: counts, and rates that say of what."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.fields import Handle, IsoDate, Shaped, Strict, refused
from schemas.views import List, Number, Part, Text

__all__ = ["SupervisionQuery", "SupervisionReportView"]


class SupervisionQuery(Strict):
    """First and last day, both within: this year so far unless said. ``union`` is one with all below
    it."""

    first = IsoDate(data_key="from")
    last = IsoDate(data_key="to")
    union = Handle()
    programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32)

    @validates_schema
    def in_order(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if "last" in data and "first" in data and data["last"] < data["first"]:
            raise ValidationError({"to": refused("not_before", other="from").messages})


class _Rate(Schema):
    """``rate`` has four decimals; null where there is nothing to count."""

    numerator = Number()
    denominator = Number()
    rate = Text(nullable=True)


class _Reply(_Rate):
    code = Text()


class _Replies(_Rate):
    """Of objections, petitions and appeals received in the period those answered by its last day; an
    appeal that was withdrawn is owed none."""

    kinds = List(_Reply)
    unions = List(_Reply)
    programmes = List(_Reply)


class _Spent(Schema):
    """Working days at one stage; ``notice_period`` and ``correction`` are no time of the union's."""

    stage = Text(description="code list `report_stage`")
    count = Number()
    median = Text(nullable=True)
    mean = Text(nullable=True)
    longest = Number(nullable=True)
    on_time = Part(_Rate)


class _Group(Schema):
    code = Text()
    completion = Part(_Rate)
    on_time = Part(_Rate)


class SupervisionReportView(Schema):
    """``completion``: of the cases received in the period those that ended in it; ``on_time``: of the
    stages that were done and had a term those that kept it; ``satisfaction``: of those who were reached
    by a follow-up or after the answer to a petition those who are content."""

    received = Number()
    ended = Number()
    completion = Part(_Rate)
    on_time = Part(_Rate)
    reply = Part(_Replies)
    satisfaction = Part(_Rate)
    stages = List(_Spent)
    unions = List(_Group)
    programmes = List(_Group)
