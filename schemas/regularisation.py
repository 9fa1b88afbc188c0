"""What emergency aid still owes, on the wire."""

from __future__ import annotations

from marshmallow import Schema

from schemas.decision import PageQuery, StageView
from schemas.evidence import EvidenceView
from schemas.fields import Code, Id
from schemas.views import AnyObject, Flag, List, Number, Part, Text, Written

__all__ = ["PaperWritten", "RegularisationQuery", "RegularisationView"]


class RegularisationQuery(PageQuery):
    """``overdue`` asks for those whose papers were due before today, or for the others."""

    overdue = Code(("true", "false"))
    application_id = Id()
    hardship_file_id = Id()


class PaperWritten(Written):
    id = Text()
    regularisation_id = Text()
    kind = Text()
    sha256 = Text()
    pages = Number()
    kept = Text()


class _Confirmation(Schema):
    officer = Text()
    level = Text()
    round = Number()
    position = Number()


class _RecoveryDue(Schema):
    """What was paid and is owed back: how much, since when, and why (code list `recovery_cause`)."""

    amount_fen = Number()
    since = Text(format="date")
    reason = Text()


class RegularisationView(Written):
    id = Text()
    number = Text(description="the regularisation's own number")
    application_id = Text()
    hardship_file_id = Text()
    programme = Text()
    union = Text()
    state = Text()
    award_fen = Number()
    since = Text(format="date")
    due_on = Text(
        nullable=True, format="date", description="the last day for the papers; null while unknown"
    )
    overdue = Flag(description="papers were due before today")
    missing = List(Text(description="kinds of document"))
    papers = List(EvidenceView)
    path = List(AnyObject())
    stage = Part(StageView, nullable=True)
    round = Number()
    confirmations = List(_Confirmation)
    notice_id = Text(nullable=True)
    recovery_due = Part(_RecoveryDue, nullable=True)
