"""Money on the wire: funds, batches, bank results, payouts. All amounts are whole fen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema, ValidationError, validates_schema

from schemas.bank_files import FailureView, FilePartView, ManualView
from schemas.decision import OPINION_MAX
from schemas.fields import (
    Code,
    Fen,
    Handle,
    Id,
    IsoInstant,
    Lines,
    Numeral,
    Part,
    SafeText,
    Shaped,
    Strict,
    Whole,
    refused,
)
from schemas.fund import fund_form
from schemas.hardship_file import AccountForm, AccountView, AdviceView
from schemas.strict import LINES_MAX
from schemas.views import AnyObject, Flag, List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = [
    "BankAnswersView",
    "BatchForm",
    "BatchPlanView",
    "BatchQuery",
    "BatchSummaryView",
    "BatchView",
    "DryRun",
    "MoneyForms",
    "PayoutItemView",
    "PayoutQuery",
    "PayoutView",
    "ReissueForm",
    "ReturnForm",
    "money_forms",
]

REFERENCE = r"[0-9A-Za-z_-]{1,40}"
Codes = Mapping[str, Sequence[str]]


class ControlForm(Strict):
    """What the maker counted and summed by hand; the lines must agree to the fen."""

    count = Whole(1, LINES_MAX, required=True)
    total_fen = Fen(1, required=True)


class BatchForm(Strict):
    """Applications by name, or those of a campaign that are approved and may be paid."""

    fund_id = Id(required=True)
    application_ids = Lines(Id(), minimum=1, unique=True)
    campaign_id = Id()
    paying_account_id = Id(allow_none=True)
    control = Part(ControlForm, required=True)

    @validates_schema
    def one_list_is_named(self, data: Mapping[str, object], **_: object) -> None:
        """Either list, and not both."""
        if "application_ids" not in data and "campaign_id" not in data:
            raise ValidationError({"application_ids": refused("required").messages})
        if "application_ids" in data and "campaign_id" in data:
            raise ValidationError({"campaign_id": refused("unknown_field").messages})


class ReissueForm(Strict):
    """Null keeps the account that was approved; a new one must be confirmed by an approver."""

    reason = SafeText(1, OPINION_MAX, multiline=True, required=True)
    payee = Part(AccountForm, allow_none=True)


class ReturnForm(Strict):
    """退汇: the bank's own word that a payment came back."""

    reason = SafeText(1, OPINION_MAX, multiline=True, required=True)
    bank_serial = SafeText(1, 64, required=True)
    occurred_at = IsoInstant(required=True)


class DryRun(Strict):
    dry_run = Code(("true", "false"))


class _Page(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class BatchQuery(_Page):
    state = SafeText(1, 40)
    union = Handle()
    number = SafeText(1, 40)
    fund_id = Id()


class PayoutQuery(_Page):
    state = SafeText(1, 40)
    programme = SafeText(1, 40)
    union = Handle()
    reference = Shaped(REFERENCE, "not_handle", 40)
    batch_id = Id()
    application_id = Id()


class MoneyForms:
    """The forms that hold code lists of the house."""

    def __init__(self, fund: type[Schema], results: type[Schema]) -> None:
        self.fund = fund
        self.results = results


def money_forms(codes: Codes) -> MoneyForms:
    """The forms with the code lists written into them."""

    class BankResultForm(Strict):
        reference = Shaped(REFERENCE, "not_handle", 40, required=True)
        outcome = Code(("paid", "failed", "unknown"), required=True)
        failure_code = Code(codes["failure_code"], allow_none=True)
        bank_serial = SafeText(1, 64, allow_none=True)
        occurred_at = IsoInstant(required=True)

        @validates_schema
        def failed_says_why(self, data: Mapping[str, object], **_: object) -> None:
            """A failure without a code could not be worked on."""
            if data.get("outcome") == "failed" and data.get("failure_code") is None:
                raise ValidationError({"failure_code": refused("required").messages})

    class BankResultsForm(Strict):
        batch_id = Id(required=True)
        results = Lines(Part(BankResultForm), minimum=1, required=True)

    return MoneyForms(fund_form(codes), BankResultsForm)


class _ManifestView(Schema):
    format = Text()
    sequence = Number(description="of the files of this union")
    batch_number = Text()
    count = Number()
    total_fen = Number()
    sha256 = Text(description="of the exact bytes of the instruction file")
    bytes = Number()
    makers = List(Text(description="id of a natural person"))
    releasers = List(Text(description="id of a natural person"))
    summaries = AnyObject()
    files = List(FilePartView, optional=True)
    manual = Inner(ManualView, nullable=True, optional=True)
    value_date = Text(nullable=True, optional=True, format="date", description="when the bank pays")
    paying_account_id = Text(nullable=True, optional=True)


class _ControlView(Schema):
    count = Number()
    total_fen = Number()


class BatchSummaryView(Written):
    id = Text()
    number = Text(description="the batch's own number")
    state = Text()
    union = Text()
    fund_id = Text()
    paying_account_id = Text(nullable=True)
    control = Inner(_ControlView)
    manifest = Inner(_ManifestView, nullable=True)
    dispatched_at = Text(nullable=True, format="date-time")


class _BatchLineView(Schema):
    line = Number()
    application_id = Text()
    payout_id = Text()
    reference = Text()
    amount_fen = Number()
    state = Text(description="of this attempt")


class BatchView(BatchSummaryView):
    lines = List(_BatchLineView)


class _PlanLineView(Schema):
    application_id = Text()
    amount_fen = Number()
    payout_id = Text(nullable=True, description="of a payout that is paid once more")
    advice = List(AdviceView)


class BatchPlanView(Schema):
    """What the call would make; nothing was written."""

    fund_id = Text()
    control = Inner(_ControlView)
    lines = List(_PlanLineView)


class _BankAnswerView(Schema):
    reference = Text()
    result = Text(description="applied, repeated or queued")
    state = Text(nullable=True, description="of the attempt; null for an unknown reference")


class BankAnswersView(Schema):
    lines = List(_BankAnswerView)


class PayoutItemView(Written):
    """A payout as the feed tells it, once, at its last audit number."""

    id = Text()
    application_id = Text()
    programme = Text()
    union = Text()
    state = Text()
    amount_fen = Number()
    reference = Text(nullable=True, description="of the latest attempt, if one is under way")
    fund_id = Text()
    batch_id = Text(nullable=True)
    paid_at = Text(nullable=True, format="date-time")
    failure_code = Text(nullable=True)
    payee_confirmed = Flag()
    recovery_fen = Number(description="claimed back of it (追回)")
    recovered_fen = Number(description="come back of it by recovery")


class _AttemptView(Schema):
    sequence = Number()
    reference = Text()
    batch_id = Text()
    state = Text()
    failure_code = Text(nullable=True)
    bank_serial = Text(nullable=True)
    return_serial = Text(nullable=True, description="of the payment that came back")
    occurred_at = Text(nullable=True, format="date-time")


class PayoutView(PayoutItemView):
    payee = Inner(AccountView)
    advice = List(AdviceView)
    failure = Inner(FailureView, nullable=True)
    attempts = List(_AttemptView)
