"""会计凭证 on the wire: one movement of money with its two lines and the papers behind it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.fields import Code, Handle, Id, Numeral, SafeText, Strict, refused
from schemas.views import List, Number, Text

__all__ = ["AttachmentView", "VoucherFileQuery", "VoucherQuery", "VoucherView"]


class VoucherQuery(Strict):
    """``year`` and ``month`` are those of the voucher's day. ``union`` is the one that keeps the fund."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    year = Numeral(2000, 2100)
    month = Numeral(1, 12)
    fund_id = Id()
    kind = SafeText(1, 20)
    source = SafeText(1, 20)
    programme = SafeText(1, 40)
    union = Handle()

    @validates_schema
    def a_month_is_of_a_year(self, data: dict[str, Any], **_: object) -> None:
        if "month" in data and "year" not in data:
            raise ValidationError({"year": refused("required").messages})


class VoucherFileQuery(VoucherQuery):
    """The same as a table; a charset is for a CSV alone."""

    format = Code(("xlsx", "csv"))
    charset = Code(("utf-8", "gb18030"))


class _LineView(Schema):
    side = Text(description="debit or credit")
    code = Text(description="of the subject, by the edition named in edition_id")
    name = Text()
    amount_fen = Number()


class AttachmentView(Schema):
    kind = Text(description="approval, notice, evidence, instruction_file, bank_receipt")
    number = Text(description="of the meeting, notice, batch or receipt; the kind of evidence")
    on = Text(nullable=True, format="date")
    sha256 = Text(nullable=True)


class VoucherView(Schema):
    """One voucher: its number is made of the audit number and never changes."""

    number = Text()
    audit_number = Number(description="the deed that moved the money; the cursor")
    date = Text(format="date", description="business day in Asia/Shanghai")
    kind = Text(description="code list `voucher_kind`; later kinds join")
    summary = Text()
    amount_fen = Number()
    amount = Text(description="yuan in figures")
    amount_cn = Text(description="大写")
    lines = List(_LineView)
    edition_id = Text(description="the edition `accounting` that names the subjects")
    fund_id = Text()
    fund_code = Text()
    source = Text()
    year = Number(description="of the fund")
    book_union = Text(description="the union that keeps the fund")
    programme = Text(nullable=True)
    union = Text(description="the union of the case; of the fund where there is no case")
    application_id = Text(nullable=True)
    application_number = Text(nullable=True)
    payout_id = Text(nullable=True)
    reference = Text(nullable=True)
    batch_id = Text(nullable=True)
    batch_number = Text(nullable=True)
    bank_serial = Text(nullable=True)
    attachments = List(AttachmentView)
    reversal_of = Text(nullable=True, description="number of the voucher that is taken back")
