"""What belongs to a file, as it is told: documents, visits, exemptions, likenesses, changes, letters."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import AnyObject, Flag, List, Number, Text, Written

__all__ = [
    "ChangesView", "DocumentView", "DocumentsView", "ExemptionView", "ExemptionsView", "LettersView",
    "ResemblanceView", "ResemblancesView", "VisitView", "VisitsView",
]  # fmt: skip


class DocumentView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    kind = Text()
    member_id = Text(nullable=True)
    sha256 = Text()
    pages = Number()
    kept = Text()
    signed_on = Text(nullable=True, format="date")


class DocumentsView(Schema):
    items = List(DocumentView)


class VisitView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    visited_on = Text(format="date")
    conclusion = Text()
    findings = AnyObject()
    signed_by = List(Text(), optional=True)
    counts = Flag(description="made for the form as it stands, in this round")


class VisitsView(Schema):
    items = List(VisitView)


class ExemptionView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    rule = Text()
    found = Number(description="the value that was exempted, and no other")
    reason = Text()
    evidence = List(AnyObject())
    granted_by = Text()
    granted_on = Text(format="date")


class ExemptionsView(Schema):
    items = List(ExemptionView)


class ResemblanceView(Written):
    """Another file that has something in common with this one; its id only where it is in scope."""

    id = Text(description="by which a decision names it")
    hardship_file_id = Text(nullable=True)
    place = Text()
    grounds = List(Text())
    explanation = Text()
    verdict = Text(nullable=True)
    reason = Text(nullable=True)


class _Told(ResemblanceView):
    class Meta:
        exclude = ("audit_number", "audit_hash")


class ResemblancesView(Schema):
    items = List(_Told)
    more = Flag()


class _Change(Schema):
    """One entry of the log that changed the file; of each field what stood there and stands now."""

    number = Number()
    at = Text(format="date-time")
    act = Text()
    officer = Text(nullable=True)
    officer_name = Text(nullable=True)
    changes = List(AnyObject())


class _Letter(Schema):
    """告知书: what the household is told in writing, ready to be printed."""

    audit_number = Number()
    kind = Text()
    decided_on = Text(format="date")
    union = Text()
    reasons = Text()
    missing = List(Text())
    edition_id = Text(nullable=True)
    text = Text()


class LettersView(Schema):
    items = List(_Letter)


class ChangesView(Schema):
    """Who changed what, when, from what to what; the first entry first."""

    items = List(_Change)
