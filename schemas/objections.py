"""异议 on the wire: what anybody may say, what is decided, what is told of it."""

from __future__ import annotations

from schemas.decision import Decision
from schemas.fields import LINES_MAX, Code, Handle, Id, Numeral, PersonName, SafeText, Strict, Whole
from schemas.matters import DeadlineView, overdue_filter
from schemas.views import Number, Text, Written

__all__ = ["ObjectionDecision", "ObjectionForm", "ObjectionQuery", "ObjectionReceipt"]
__all__ += ["ObjectionView"]

REASON_MAX = 1_000
FINDINGS_MAX = 4_000


class ObjectionForm(Strict):
    """``name`` is for whoever wants an answer; without one the objection is anonymous."""

    line = Whole(1, LINES_MAX, required=True)
    reason = SafeText(1, REASON_MAX, multiline=True, required=True)
    name = PersonName(allow_none=True)


class ObjectionQuery(Strict):
    """A page of objections, of one state, one union or one notice."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    state = SafeText(1, 40)
    union = Handle()
    notice_id = Id()
    overdue = overdue_filter()


class ObjectionDecision(Decision):
    """``owner`` goes with a triage; ``findings`` with what decides, and is asked for once it was taken
    up; ``remedy`` with upholding: the case is refused unless it says ``correct``."""

    owner = Handle()
    findings = SafeText(1, FINDINGS_MAX, multiline=True)
    remedy = Code(("reject", "correct"))


class ObjectionReceipt(Written):
    """What whoever objected may keep: that it was received, and its place in the log."""

    id = Text()
    notice_id = Text()
    line = Number()
    state = Text()


class ObjectionView(ObjectionReceipt, DeadlineView):
    """Reason, name and findings are told to the union above, not to the one objected to."""

    application_id = Text(nullable=True)
    hardship_file_id = Text(optional=True)
    union = Text()
    received_at = Text(format="date-time")
    reason = Text(nullable=True)
    name = Text(nullable=True)
    opinion = Text(nullable=True)
    findings = Text(nullable=True)
    remedy = Text(nullable=True, description="what became of the case when it was upheld")
    triage_due_on = Text(format="date", nullable=True, description="the last day to take it up")
