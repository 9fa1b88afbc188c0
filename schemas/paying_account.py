"""Paying accounts on the wire; the number is masked in every answer."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import Schema

from schemas.fields import Code, Digits, Handle, SafeText, Shaped, Strict
from schemas.views import Text, Written

__all__ = ["PayingAccountView", "paying_account_form"]


def paying_account_form(formats: Sequence[str]) -> type[Schema]:
    """The form with the instruction formats of the package written into it."""

    class PayingAccountForm(Strict):
        """``own_bank`` is the word by which a payee's bank is known as this one; ``place`` is where
        payees of other banks have their accounts, for formats that ask; ``cut_off`` is HH:MM."""

        union = Handle()
        name = SafeText(1, 60, required=True)
        number = Digits(8, 32, required=True)
        bank_code = Shaped("[0-9A-Z]{1,12}", "not_handle", 12, required=True)
        own_bank = SafeText(2, 20, required=True)
        place = SafeText(1, 20, required=True)
        format = Code(tuple(formats), required=True)
        cut_off = Shaped("(?:[01][0-9]|2[0-3]):[0-5][0-9]", "not_handle", 5, required=True)

    return PayingAccountForm


class PayingAccountView(Written):
    id = Text()
    number = Text(description="the account's own number here")
    state = Text()
    union = Text()
    name = Text()
    account_number = Text(description="masked but for its last four digits")
    bank_code = Text()
    own_bank = Text()
    place = Text()
    format = Text()
    cut_off = Text(description="HH:MM; what leaves later is paid on the next working day")
