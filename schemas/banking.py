"""Banks on the wire: their answers as files, what waits for a person, and what was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema, ValidationError, validates_schema

from schemas.decision import OPINION_MAX
from schemas.fields import Code, Id, IsoInstant, Numeral, SafeText, Shaped, Strict, refused
from schemas.views import AnyObject, Flag, List, Number, Part, Text, Written

__all__ = [
    "BankAnswerSummaryView",
    "BankAnswerView",
    "BankForms",
    "DoubtView",
    "FindingView",
    "QueuedQuery",
    "QueuedResultView",
    "UnansweredQuery",
    "UnansweredView",
    "bank_forms",
]

REFERENCE = r"[0-9A-Za-z_-]{1,40}"


class _Page(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class QueuedQuery(_Page):
    """Those that wait for a person, or with ``resolved`` those that were looked into."""

    resolved = Code(("true", "false"))


class UnansweredQuery(_Page):
    batch_id = Id()


class BankForms:
    """The forms that hold lists of the house."""

    def __init__(
        self, answer: type[Schema], finding: type[Schema], unanswered: type[Schema]
    ) -> None:
        self.answer = answer
        self.finding = finding
        self.unanswered = unanswered


def bank_forms(codes: Mapping[str, Sequence[str]], layouts: Sequence[str]) -> BankForms:
    """The forms with the code lists and the layouts of the package written into them."""

    class BankAnswerQuery(Strict):
        """The batch, or the account, that the file is about; its layout, generic unless said."""

        batch_id = Id()
        paying_account_id = Id()
        layout = Code(tuple(layouts))

        @validates_schema
        def one_is_named(self, data: Mapping[str, object], **_: object) -> None:
            """Either, and not both."""
            if "batch_id" not in data and "paying_account_id" not in data:
                raise ValidationError({"batch_id": refused("required").messages})
            if "batch_id" in data and "paying_account_id" in data:
                raise ValidationError({"paying_account_id": refused("unknown_field").messages})

    class FindingForm(Strict):
        """What the bank said when it was asked, and how it is known."""

        finding = Code(codes["finding"], required=True)
        reason = SafeText(1, OPINION_MAX, multiline=True, required=True)
        bank_serial = SafeText(1, 64)
        occurred_at = IsoInstant()
        failure_code = Code(codes["failure_code"])

    class UnansweredForm(FindingForm):
        """``reference`` names an earlier attempt; the last one unless said."""

        finding = Code(("paid", "not_paid"), required=True)
        reference = Shaped(REFERENCE, "not_handle", 40)

    return BankForms(BankAnswerQuery, FindingForm, UnansweredForm)


class BankAnswerSummaryView(Written):
    id = Text()
    number = Text(description="the plan's own number")
    state = Text()
    union = Text()
    batch_id = Text(nullable=True)
    paying_account_id = Text(nullable=True)
    layout = Text()
    sha256 = Text(description="of the file as it was uploaded")
    tally = AnyObject(description="count and total_fen by sort (code list `answer_sort`)")


class _AnswerLineView(Schema):
    """A line by its row in the file; names and account numbers of the file are not kept."""

    row = Number()
    sort = Text(description="code list `answer_sort`")
    reason = Text(nullable=True, description="code list `answer_reason`")
    reference = Text(nullable=True)
    outcome = Text(nullable=True)
    amount_fen = Number(nullable=True)
    failure_code = Text(nullable=True)
    bank_serial = Text(nullable=True)
    occurred_at = Text(nullable=True, format="date-time")


class BankAnswerView(BankAnswerSummaryView):
    lines = List(_AnswerLineView)


class FindingView(Schema):
    """What a person found out; ``overpaid``: money left that nothing here was to pay."""

    id = Text()
    finding = Text()
    overpaid = Flag()
    found_on = Text(format="date")


class QueuedResultView(Schema):
    """A line of a bank's answer that waits for a person, what is known, and what to do about it."""

    id = Text()
    batch_id = Text()
    payout_id = Text(nullable=True, description="of the attempt it names here")
    reference = Text()
    outcome = Text()
    failure_code = Text(nullable=True)
    bank_serial = Text(nullable=True)
    amount_fen = Number(nullable=True, description="as a file said it, where it differs")
    occurred_at = Text(format="date-time")
    state = Text(nullable=True, description="of the attempt it names here")
    reason = Text(nullable=True, description="code list `answer_reason`, of what came in a file")
    age_days = Number(description="since it was queued")
    advice = Text(description="what to do: code list `queue_advice`")
    advice_text = Text(description="the same as a sentence")
    finding = Part(FindingView, nullable=True)
    audit_number = Number(description="the note that queued it")


class DoubtView(Written):
    """A finding as it was recorded, and how the payout stands after it."""

    id = Text()
    finding = Text()
    overpaid = Flag()
    found_on = Text(format="date")
    reference = Text()
    bank_result_id = Text(nullable=True)
    payout_id = Text(nullable=True)
    payout_state = Text(nullable=True)


class UnansweredView(Schema):
    """A payout that was sent and of which the bank has said nothing, or that it does not know."""

    payout_id = Text()
    batch_id = Text()
    union = Text()
    reference = Text()
    state = Text()
    amount_fen = Number()
    sent_at = Text(format="date-time")
    age_days = Number(description="since it was sent")
    advice = Text(description="code list `queue_advice`")
    advice_text = Text()
    audit_number = Number()
