"""抄送, and who can act, on the wire."""

from __future__ import annotations

from marshmallow import Schema

from schemas.decision import OPINION_MAX, StageView
from schemas.fields import Handle, Numeral, SafeText, Strict
from schemas.views import Flag, List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = ["CandidatesView", "CopyForm", "CopyView", "OwnPageQuery", "UnattendedView"]


class CopyForm(Strict):
    to = Handle(required=True)
    opinion = SafeText(1, OPINION_MAX, multiline=True)


class OwnPageQuery(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class CopyView(Written):
    """A case brought to an officer's notice."""

    id = Text()
    application_id = Text()
    union = Text()
    to = Text()
    sent_by = Text()
    sent_on = Text(format="date")
    opinion = Text(nullable=True)
    read_on = Text(nullable=True, format="date")


class UnattendedView(Written):
    """A case on which nobody at its stage or above can act."""

    id = Text()
    number = Text()
    programme = Text()
    union = Text()
    state = Text()
    stage = Inner(StageView, nullable=True)
    stuck_on = Text(format="date")


class _Candidate(Schema):
    officer = Text()
    can = Flag()
    against = List(Text(description="the code of a refusal they would meet"))


class CandidatesView(Schema):
    """Everybody with the role of the waiting stage at its level."""

    items = List(_Candidate)
    audit_number = Number(description="index of the audit entry that last changed the application")
