"""A policy edition on the wire: its whole document, checked as one by the rules of policy."""

from __future__ import annotations

from marshmallow import INCLUDE

from schemas.fields import Handle, IsoDate, Shaped
from schemas.strict import Strict
from schemas.views import AnyObject, Text, Written

__all__ = ["EditionForm", "EditionView"]


class EditionForm(Strict):
    """Programme, union and date; the rest of the document is checked line by line as policy."""

    class Meta:
        unknown = INCLUDE

    programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32, required=True)
    union = Handle(required=True)
    in_force_from = IsoDate(required=True)


class EditionView(Written):
    id = Text()
    programme = Text()
    union = Text()
    state = Text()
    in_force_from = Text(format="date")
    document = AnyObject()
