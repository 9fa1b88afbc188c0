"""申诉 on the wire: the form, the decision, the view."""

from __future__ import annotations

from schemas.decision import Decision, PageQuery
from schemas.fields import Handle, Id, IsoDate, SafeText, Strict
from schemas.matters import DeadlineView, overdue_filter
from schemas.people import UnionCode
from schemas.views import Number, Text, Written

__all__ = ["AppealDecision", "AppealForm", "AppealQuery", "AppealView"]

REASON_MAX = 2_000


class AppealForm(Strict):
    """What the worker says, and the day they said it: today unless given."""

    reason = SafeText(1, REASON_MAX, multiline=True, required=True)
    filed_on = IsoDate()


class AppealDecision(Decision):
    """``owner`` goes with assigning: whoever assigns, unless somebody is named."""

    owner = Handle()


class AppealQuery(PageQuery):
    to = UnionCode()
    application_id = Id()
    overdue = overdue_filter()

    class Meta(PageQuery.Meta):
        exclude = ("programme",)


class AppealView(DeadlineView, Written):
    id = Text()
    number = Text(description="the appeal's own number")
    application_id = Text()
    refusal = Number(description="the audit number of the refusal it is brought against")
    state = Text()
    union = Text(description="the one of the case")
    to = Text(description="the one that decides")
    reason = Text(nullable=True)
    opinion = Text(nullable=True, description="the reasons of the decision")
