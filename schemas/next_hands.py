"""流程预测 on the wire: who is next, by when, and what the caller may do now."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import Flag, List, Number, Text

__all__ = ["NextHandsView"]


class _Hand(Schema):
    """An officer who holds the post; ``reasons`` are the codes of what stands against them."""

    officer = Text()
    name = Text()
    may = Flag()
    reasons = List(Text())


class _Ahead(Schema):
    """A stage still ahead. ``waiting`` is the one whose turn has come."""

    kind = Text(description="code list `term_kind`")
    level = Text(nullable=True)
    union = Text(nullable=True)
    waiting = Flag()
    since = Text(nullable=True, format="date")
    within = Text(nullable=True, description="5w: working days, 15d: days")
    due_on = Text(nullable=True, format="date")
    roles = List(Text())
    officers = List(_Hand)


class NextHandsView(Schema):
    """``predicted`` before a case is submitted: by the edition in force today."""

    state = Text()
    predicted = Flag()
    stages = List(_Ahead)
    now = List(Text(description="an action the caller may do now"))
    audit_number = Number()
