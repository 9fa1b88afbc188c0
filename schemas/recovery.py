"""追回 on the wire: the forms of each step, the case, its receipts and letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshmallow import Schema, ValidationError, validates_schema

from schemas.decision import OPINION_MAX, Decision, PageQuery
from schemas.fields import Code, Fen, Id, IsoDate, Lines, Part, SafeText, Strict, refused
from schemas.hardship_file import AccountForm, AccountView
from schemas.matters import overdue_filter
from schemas.views import Flag, List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = ["InstalmentsForm", "ReceiptForm", "ReceiptWritten", "RecoveriesView", "RecoveryForms"]
__all__ += ["RecoveryLettersView", "RecoveryView", "WriteOffForm", "recovery_forms"]

MOST_INSTALMENTS = 60


@dataclass(frozen=True, slots=True)
class RecoveryForms:
    """The forms that hold code lists of the house."""

    opening: type[Strict]
    referral: type[Strict]
    query: type[Strict]


def recovery_forms(codes: Mapping[str, Sequence[str]]) -> RecoveryForms:
    """The forms with the code lists written into them."""

    class RecoveryForm(Strict):
        """A payment, or a case whose goods were handed over; how much of it, and why."""

        payout_id = Id()
        application_id = Id()
        amount_fen = Fen(1, required=True)
        reason = Code(codes["recovery_reason"], required=True)
        grounds = SafeText(1, OPINION_MAX, multiline=True, required=True)

        @validates_schema
        def one_is_named(self, data: Mapping[str, object], **_: object) -> None:
            """Either, and not both."""
            if "payout_id" not in data and "application_id" not in data:
                raise ValidationError({"payout_id": refused("required").messages})
            if "payout_id" in data and "application_id" in data:
                raise ValidationError({"application_id": refused("unknown_field").messages})

    class ReferralForm(Decision):
        to = Code(codes["referral"], required=True)
        document_number = SafeText(1, 100, required=True)

    class RecoveryQuery(PageQuery):
        reason = Code(codes["recovery_reason"])
        application_id = Id()
        payout_id = Id()
        overdue = overdue_filter()

    return RecoveryForms(RecoveryForm, ReferralForm, RecoveryQuery)


class WriteOffForm(Decision):
    """The document of the union above by which what is still owed is given up."""

    document_number = SafeText(1, 100, required=True)


class _InstalmentForm(Strict):
    due_on = IsoDate(required=True)
    amount_fen = Fen(1, required=True)


class InstalmentsForm(Decision):
    """Days and sums; together they are what is still owed, to the fen."""

    instalments = Lines(Part(_InstalmentForm), minimum=1, maximum=MOST_INSTALMENTS, required=True)


class ReceiptForm(Strict):
    """What came in by bank: never cash."""

    amount_fen = Fen(1, required=True)
    bank_serial = SafeText(1, 64, required=True)
    received_on = IsoDate(required=True)
    payer = Part(AccountForm, required=True)


class _ReceiptView(Schema):
    id = Text()
    state = Text(description="of the list receipt_state")
    amount_fen = Number()
    bank_serial = Text()
    received_on = Text(format="date")
    payer = Inner(AccountView)


class ReceiptWritten(Written, _ReceiptView):
    recovery_id = Text()


class _InstalmentView(Schema):
    due_on = Text(format="date")
    amount_fen = Number()


class RecoveryView(Written):
    """``owed_fen`` is what is still to come once everything recorded is confirmed."""

    id = Text()
    number = Text(description="the recovery's own number")
    state = Text()
    union = Text(description="the union whose fund paid")
    application_id = Text()
    payout_id = Text(nullable=True, description="null where goods were handed over")
    hardship_file_id = Text()
    programme = Text()
    fund_id = Text()
    reason = Text(description="of the list recovery_reason")
    grounds = Text()
    amount_fen = Number()
    recovered_fen = Number()
    owed_fen = Number()
    since = Text(nullable=True, format="date", description="the day the notice was confirmed")
    due_on = Text(nullable=True, format="date", description="the day by which money is due next")
    overdue = Flag()
    instalments = List(_InstalmentView)
    reminded_on = Text(nullable=True, format="date")
    referred_to = Text(nullable=True)
    document_number = Text(nullable=True, description="of the referral or the write-off")
    receipts = List(_ReceiptView)


class RecoveriesView(Schema):
    """Every recovery of one case."""

    recovered_fen = Number()
    items = List(RecoveryView)


class _LetterView(Schema):
    audit_number = Number()
    kind = Text()
    decided_on = Text(format="date")
    union = Text()
    due_on = Text(nullable=True, format="date")
    text = Text()


class RecoveryLettersView(Schema):
    items = List(_LetterView)
