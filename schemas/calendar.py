"""Code lists and working-day calendars on the wire."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import IsoDate, Lines, SafeText, Strict, Whole
from schemas.views import Flag, List, Number, Text, Written

__all__ = [
    "CalendarForm",
    "CalendarMadeView",
    "CalendarView",
    "CodeListView",
    "CodeListsView",
]

DAYS_MAX = 366
WORKED_MAX = 20
"""No notice of the State Council has asked for ten; weekends that are worked shorten every period."""


class CalendarForm(Strict):
    """The State Council's notice of one year; weekends need not be named."""

    year = Whole(2000, 2200, required=True)
    days_off = Lines(IsoDate(), required=True, minimum=1, maximum=DAYS_MAX, unique=True)
    days_worked = Lines(IsoDate(), required=True, maximum=WORKED_MAX, unique=True)
    source = SafeText(1, 200, required=True)


class CalendarView(Schema):
    """Days off besides the weekends, and weekend days that are worked."""

    year = Number()
    days_off = List(IsoDate())
    days_worked = List(IsoDate())
    source = Text()
    imported = Flag(description="by an administrator; otherwise the table the service came with")


class CalendarMadeView(CalendarView, Written):
    """The calendar and its log receipt."""


class _CodeView(Schema):
    code = Text()
    zh = Text()
    en = Text()


class CodeListView(Schema):
    name = Text()
    items = List(_CodeView)


class _CodeListName(Schema):
    name = Text()
    size = Number()


class CodeListsView(Schema):
    items = List(_CodeListName)
