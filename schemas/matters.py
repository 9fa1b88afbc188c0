"""What objections, appeals and petitions say alike: how long there is, who is in charge, the answer."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Code
from schemas.views import Flag, Text, Written

__all__ = ["AnswerLetterView", "DeadlineView", "overdue_filter"]


def overdue_filter() -> Code:
    """The filter of a list: what is late, or what is not."""
    return Code(("true", "false"))


class DeadlineView(Schema):
    """The term is counted when it is asked; where none was in force, there is no last day."""

    since = Text(format="date", nullable=True, description="the day it was received")
    due_on = Text(format="date", nullable=True, description="the last day for the answer")
    owner = Text(nullable=True, description="the officer in charge")
    overdue = Flag()
    answered_on = Text(format="date", nullable=True)


class AnswerLetterView(Written):
    """答复书: the answer in writing, to whoever brought it forward."""

    id = Text()
    to = Text(description="to whom it is addressed")
    decided_on = Text(format="date")
    text = Text()
