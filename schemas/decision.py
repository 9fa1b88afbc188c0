"""The forms of a decision, and of asking for a page."""

from __future__ import annotations

from typing import ClassVar

from marshmallow import Schema

from schemas.fields import Handle, Id, IsoDate, Lines, Numeral, Part, SafeText, Strict
from schemas.views import AnyObject, Flag, List, Number, Text, Written

__all__ = [
    "ActionsView",
    "ApplicationDecision",
    "ApplicationQuery",
    "Decision",
    "MeetingForm",
    "PageQuery",
    "StageView",
    "TrailView",
    "WaitingView",
]

OPINION_MAX = 1_000


class Decision(Strict):
    """An opinion; a return or a refusal requires one."""

    opinion = SafeText(0, OPINION_MAX, multiline=True)


class MeetingForm(Strict):
    """集体研究: which meeting, when it was held, and the officers who were there."""

    number = SafeText(1, 100, required=True)
    held_on = IsoDate(required=True)
    present = Lines(Handle(), minimum=2, maximum=100, required=True)


class ApplicationDecision(Decision):
    """What an approval may add: the meeting that decided and the fund that pays; a reassignment names
    who has the case from now on as ``officer``, or null to give it back; a further signature, whose it is."""

    meeting_number = SafeText(1, 100)
    meeting = Part(MeetingForm)
    fund_id = Id(allow_none=True)
    officer = Handle(allow_none=True)


class PageQuery(Strict):
    """``after`` is the cursor of the page before; ``limit`` at most 1,000."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    state = SafeText(1, 40)
    programme = SafeText(1, 40)
    union = Handle()
    number = SafeText(1, 40)


class ApplicationQuery(PageQuery):
    campaign_id = Id()


class StageView(Schema):
    """The stage that waits: its place in the path, what it is, at which level and union."""

    position = Number()
    kind = Text()
    level = Text(nullable=True)
    union = Text(nullable=True)


class WaitingView(Schema):
    """What a case waits for and by when; ``union`` is the one that owes it, ``owner`` whoever was
    named. Without ``since`` it waits since before there were terms."""

    class Meta:
        include: ClassVar = {"for": Text(description="code list `term_kind`")}

    level = Text(nullable=True)
    union = Text(nullable=True)
    since = Text(nullable=True, format="date")
    within = Text(nullable=True, description="5w: working days, 15d: days")
    due_on = Text(nullable=True, format="date")
    overdue = Flag()
    owner = Text(nullable=True)
    reminded = Number(description="how often whoever owes it was reminded at this stage")


class _Refusal(Schema):
    code = Text()
    title = Text()
    values = AnyObject()


class _Action(Schema):
    action = Text()
    allowed = Flag()
    needs = List(
        Text(description="a member the call must carry, such as opinion; none where not allowed")
    )
    refusals = List(_Refusal)


class ActionsView(Schema):
    """Each action, whether the caller may do it now, and if not, why not."""

    state = Text()
    actions = List(_Action)


class _Step(Schema):
    """One line of a case file: who, as what, when, from what to what, and what they said."""

    number = Written().fields["audit_number"]
    at = Text(format="date-time")
    act = Text()
    thing = Text()
    kind = Text()
    before = Text(nullable=True)
    after = Text(nullable=True)
    officer = Text(nullable=True)
    officer_name = Text(nullable=True)
    roles = List(Text())
    acting_for = Text(nullable=True, description="the officer for whom a delegate acted")
    union = Text(nullable=True)
    duty = Text(nullable=True)
    said = AnyObject()
    changes = List(AnyObject())
    sentence = Text()


class TrailView(Schema):
    """The case as a story, first entry first."""

    items = List(_Step)
