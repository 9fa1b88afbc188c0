"""What a person should look at once more in an account, told beside it and never refused for."""

from __future__ import annotations

from service.store.personal import Personal
from workflows.bank_advice import advice_on
from workflows.vocabulary import label

__all__ = ["account_advice"]


def account_advice(account: Personal | None) -> list[dict[str, str]]:
    """Of the whole number, of which the answer shows four digits; of an erased one nothing."""
    held = account.fields() if account is not None else None
    if not held:
        return []
    return [
        {"code": code, **{word: label("account_advice", code, word) for word in ("zh", "en")}}
        for code in advice_on(held["number"], held["bank"])
    ]
