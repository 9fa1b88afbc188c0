"""The forms of a decision, and of asking for a page."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Handle, Id, Numeral, SafeText, Strict
from schemas.views import AnyObject, Flag, List, Number, Text, Written

__all__ = [
    "ActionsView",
    "ApplicationDecision",
    "ApplicationQuery",
    "Decision",
    "PageQuery",
    "StageView",
    "TrailView",
]

OPINION_MAX = 1_000


class Decision(Strict):
    """An opinion; a return or a refusal requires one."""

    opinion = SafeText(0, OPINION_MAX, multiline=True)


class ApplicationDecision(Decision):
    """What an approval may add: the meeting that decided and the fund that pays."""

    meeting_number = SafeText(1, 100)
    fund_id = Id(allow_none=True)


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
    union = Text(nullable=True)
    duty = Text(nullable=True)
    said = AnyObject()
    changes = List(AnyObject())
    sentence = Text()


class TrailView(Schema):
    """The case as a story, first entry first."""

    items = List(_Step)
