"""离职转办 on the wire: to whom the cases pass, and what became of each."""

from __future__ import annotations

from marshmallow import Schema

from schemas.decision import OPINION_MAX
from schemas.fields import Handle, SafeText, Strict
from schemas.views import AnyObject, Flag, List, Text

__all__ = ["HandOverForm", "HandOverView"]


class HandOverForm(Strict):
    to = Handle(required=True)
    opinion = SafeText(1, OPINION_MAX, multiline=True, required=True)


class _Case(Schema):
    application_id = Text()
    number = Text()
    ok = Flag(description="whether it passes to the other officer")
    refusals = List(AnyObject())


class HandOverView(Schema):
    """Every case of the officer, and of those that stay the reasons."""

    officer = Text()
    to = Text()
    items = List(_Case)
