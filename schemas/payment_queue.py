"""The queue of payouts that have not arrived, on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.fields import Code, Handle, Id, Numeral, SafeText, Strict
from schemas.views import AnyObject, Flag, List, Number, Part, Text

__all__ = ["QueuedPayoutView", "UndistributedView", "queue_queries"]


def queue_queries(codes: Mapping[str, Sequence[str]]) -> tuple[type[Strict], type[Strict]]:
    """The filters of the queue and those of its sums."""

    class UndistributedQuery(Strict):
        programme = SafeText(1, 40)
        union = Handle()
        fund_id = Id()

    class PaymentQueueQuery(UndistributedQuery):
        after = Numeral(0, 2**53 - 1)
        limit = Numeral(1, 200)
        state = Code(codes["state"])
        failure_code = Code(codes["failure_code"])
        application_id = Id()
        overdue = Code(("true", "false"))

    return PaymentQueueQuery, UndistributedQuery


class _HoldView(Schema):
    code = Text()
    title = Text()
    values = AnyObject()


class _OwingView(Schema):
    union = Text()
    roles = List(Text())


class QueuedPayoutView(Schema):
    """``since`` is the day of the payout's last entry in the log; ``due_on`` the last day of the term of
    payment that was in force when the case entered its path."""

    payout_id = Text()
    application_id = Text()
    application_number = Text()
    programme = Text()
    union = Text(description="of the household")
    paying_union = Text()
    fund_id = Text()
    batch_id = Text(nullable=True)
    batch_state = Text(nullable=True)
    state = Text()
    amount_fen = Number()
    failure_code = Text(nullable=True)
    failure = Text(nullable=True, description="the failure code in words")
    since = Text(format="date")
    age_days = Number()
    age_working_days = Number(nullable=True, description="null while a year's calendar is unknown")
    due_on = Text(nullable=True, format="date")
    overdue = Flag()
    holds = List(_HoldView)
    step = Text(description="of the list payment_step")
    next = Text(description="the step in words")
    owing = Part(_OwingView)
    audit_number = Number()


class _UndistributedLine(Schema):
    fund_id = Text()
    fund_code = Text()
    source = Text()
    state = Text()
    age = Text(description="of the list age_band")
    count = Number()
    amount_fen = Number()


class UndistributedView(Schema):
    count = Number()
    amount_fen = Number()
    lines = List(_UndistributedLine)
