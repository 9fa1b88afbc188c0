"""付款单 on the wire: the least that a payment system asks of each payout."""

from __future__ import annotations

from marshmallow import Schema

from schemas.hardship_file import AccountView
from schemas.views import List, Number, Part, Text
from schemas.vouchers import AttachmentView

__all__ = ["PaymentOrderView"]


class _HandView(Schema):
    officer = Text(nullable=True, description="id of the account")
    at = Text(format="date-time")


class PaymentOrderView(Schema):
    """One payout at its last change; the account is masked."""

    order_no = Text(nullable=True, description="the bank reference: unique, and never used twice")
    payout_id = Text()
    fund_id = Text()
    fund_code = Text()
    fund_source = Text()
    year = Number(description="of the fund")
    appropriation_documents = List(Text(description="number of an appropriation document"))
    programme = Text()
    union = Text()
    case_no = Text(nullable=True)
    file_no = Text(nullable=True)
    meeting_no = Text(nullable=True)
    meeting_on = Text(nullable=True, format="date")
    payee = Part(AccountView)
    amount_fen = Number()
    amount_cn = Text(description="大写")
    purpose = Text(description="at most 42 characters")
    maker = Part(_HandView, nullable=True)
    checker = Part(_HandView, nullable=True)
    approver = Part(_HandView, nullable=True)
    edition_id = Text(nullable=True, description="the policy edition that decided")
    state = Text()
    batch_no = Text(nullable=True)
    bank_serial = Text(nullable=True)
    result_code = Text(nullable=True, description="code list `failure_code`")
    result_text = Text(nullable=True)
    paid_at = Text(nullable=True, format="date-time")
    attachments = List(AttachmentView)
    voucher_no = Text(nullable=True, description="the last voucher of this payout")
    reversal_of = Text(nullable=True, description="the voucher it takes back, if it does")
    audit_number = Number(description="the cursor")
