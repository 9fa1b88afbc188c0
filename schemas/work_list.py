"""工作清单 on the wire: which lists there are, and a page of one."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Handle, Numeral, Strict
from schemas.views import List, Number, Text

__all__ = ["WaitingFileView", "WorkListQuery", "WorkListsQuery", "WorkListsView"]

DAYS_MAX = 366


class WorkListsQuery(Strict):
    """``days`` is how far ahead `due` looks, 60 unless said."""

    days = Numeral(0, DAYS_MAX)
    union = Handle()


class WorkListQuery(WorkListsQuery):
    """A page of files in the order of their audit numbers."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class _WorkList(Schema):
    name = Text()
    title = Text()
    count = Number()


class WorkListsView(Schema):
    items = List(_WorkList)


class WaitingFileView(Schema):
    """A file on a list. ``day`` is the day that matters there; ``days_left`` is below zero once it
    is over, and null where nothing is to be done by a day."""

    id = Text()
    number = Text(description="the file's own number")
    worker_name = Text()
    union = Text()
    state = Text()
    category = Text(nullable=True)
    reverify_by = Text(nullable=True, format="date")
    changed_on = Text(format="date", description="the day of the last deed on the file")
    why = Text()
    day = Text(nullable=True, format="date")
    days_left = Number(nullable=True)
    audit_number = Number(description="index of the audit entry that last changed the file")
