"""What an application says and is told of an emergency."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import SafeText, Strict
from schemas.views import List, Part, Text

__all__ = ["EmergencyForm", "EmergencyView"]


class EmergencyForm(Strict):
    """Why it is to be paid first, within the limit that the union's edition delegates."""

    reason = SafeText(1, 500, multiline=True, required=True)


class _Owed(Schema):
    id = Text()
    state = Text()
    due_on = Text(nullable=True, format="date", description="the last day for the papers")
    missing = List(Text(description="kinds of document"))


class EmergencyView(Schema):
    """Why it is paid first and, once it is granted, what it still owes."""

    reason = Text()
    regularisation = Part(_Owed, nullable=True)
