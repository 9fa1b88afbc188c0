"""A return for correction on the wire: what may be said with it, and what an application tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.decision import ApplicationDecision
from schemas.fields import Code, Lines, Whole
from schemas.views import AnyObject, List, Number, Text

__all__ = ["CaseLettersView", "CorrectionView", "case_decision"]

MISSING_MAX = 30
LAST_POSITION = 99


def case_decision(codes: Mapping[str, Sequence[str]]) -> type[Schema]:
    """The form of a decision on an application, with the code lists of a return written into it."""

    class CaseDecision(ApplicationDecision):
        """What a return may add: ``missing``, what is asked for; ``to``, the position of an earlier
        stage, null being the clerk; ``resume``, how the case goes on once it is corrected."""

        missing = Lines(Code(codes["missing_item"]), minimum=1, maximum=MISSING_MAX, unique=True)
        to = Whole(0, LAST_POSITION, allow_none=True)
        resume = Code(codes["resume"])

    return CaseDecision


class CorrectionView(Schema):
    """The last time a case was sent back. Its opinion is personal: see trail and letters."""

    missing = List(Text())
    to = Number(nullable=True, description="the position it was sent to; null is the clerk")
    resume = Text()
    due_on = Text(nullable=True, format="date", description="the last day, while it is awaited")
    left = AnyObject(
        nullable=True, description="what the stage that sent it back has left of its time"
    )
    returns = Number(description="how often it was sent back")
    returns_left = Number(nullable=True, description="null where the union has set no limit")


class _Letter(Schema):
    """告知书: ready to be printed."""

    audit_number = Number()
    kind = Text()
    decided_on = Text(format="date")
    union = Text()
    reasons = Text()
    missing = List(Text())
    due_on = Text(nullable=True, format="date", description="the last day of a correction")
    edition_id = Text(nullable=True)
    text = Text()


class CaseLettersView(Schema):
    """One for each return to the clerk, refusal and end; the first comes first."""

    items = List(_Letter)
