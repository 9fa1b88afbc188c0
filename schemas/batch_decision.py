"""One decision on many applications: what is asked, and what becomes of each line."""

from __future__ import annotations

from marshmallow import Schema

from schemas.decision import OPINION_MAX, MeetingForm
from schemas.fields import Code, Id, Lines, Part, SafeText, Shaped, Strict
from schemas.views import AnyObject, List, Number, Text

__all__ = ["MODES", "PLAN", "BatchDecisionForm", "BatchDecisionView"]

MODES = ("all_or_nothing", "good_ones")
PLAN_MAX = 4_044
PLAN = r"[0-9A-Za-z_-]{43}\.[0-9A-Za-z_-]{0,4000}"


class DecisionOfMany(Strict):
    """What a decision on many adds to an opinion: whether one refusal stops all, and the plan of a
    trial that is to be carried out to the letter."""

    opinion = SafeText(0, OPINION_MAX, multiline=True)
    meeting_number = SafeText(1, 100)
    meeting = Part(MeetingForm)
    fund_id = Id(allow_none=True)
    mode = Code(MODES)
    plan = Shaped(PLAN, "not_plan", PLAN_MAX)


class BatchDecisionForm(DecisionOfMany):
    action = Code(("review", "approve", "return", "reject"), required=True)
    application_ids = Lines(Id(), minimum=1, unique=True, required=True)


class Refusal(Schema):
    code = Text()
    title = Text()
    values = AnyObject()


class DecidedLine(Schema):
    """``state`` is what the application is now, or on trial would be; refused, it is as it was."""

    application_id = Text()
    outcome = Text(enum=["done", "refused"])
    state = Text()
    award_fen = Number()
    fund_id = Text(nullable=True)
    refusals = List(Refusal)
    audit_number = Number()


class BatchDecisionView(Schema):
    """``count`` and ``total_fen`` are those of the lines that were done, or would be."""

    action = Text()
    count = Number()
    total_fen = Number()
    plan = Text(description="send it back to have exactly this, or a refusal")
    lines = List(DecidedLine)
