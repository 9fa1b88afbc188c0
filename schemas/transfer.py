"""转移 on the wire: the form of an offer, and what either side is told of it."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Handle, Id, Numeral, SafeText, Strict
from schemas.views import List, Number, Part, Text, Written

__all__ = ["TransferForm", "TransferQuery", "TransferView"]

REASON_MAX = 1_000


class TransferForm(Strict):
    """Which file goes, to which union, and why: the worker's new unit or place."""

    hardship_file_id = Id(required=True)
    to = Handle(required=True)
    reason = SafeText(1, REASON_MAX, multiline=True, required=True)


class TransferQuery(Strict):
    """A page of transfers; ``union`` sends, ``to`` receives."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    state = SafeText(1, 40)
    union = Handle()
    to = Handle()
    number = SafeText(1, 40)


class _Household(Schema):
    """All that a union is told of a household before the file is its own."""

    worker_name = Text()
    category = Text(nullable=True)
    size = Number(description="persons in the household, the worker included")
    reverify_by = Text(nullable=True, format="date")
    open_cases = Number(description="applications that go along: open, without money set aside")


class _Case(Schema):
    """An application; which one it is, is told to who sees it where it is now."""

    application_id = Text(nullable=True)
    number = Text(nullable=True)
    programme = Text()
    state = Text()
    award_fen = Number()


class TransferView(Written):
    id = Text()
    number = Text(description="the transfer's own number")
    state = Text()
    union = Text(description="that offers the file")
    to = Text(description="that may take it")
    reason = Text()
    file_number = Text()
    hardship_file_id = Text(nullable=True, description="for whoever sees the file itself")
    household = Part(_Household, nullable=True)
    moved = List(_Case, optional=True)
    stayed = List(_Case, optional=True)
