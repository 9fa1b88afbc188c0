"""Advice on an account number: its check digit, and the bank its prefix belongs to. Never a refusal.

Not every account obeys Luhn, and banks issue prefixes faster than any table follows: what does not fit is
questioned at the counter, before the bank sends the money back (domain.md §5, §6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workflows.bank_account import luhn_ok

__all__ = ["PREFIXES", "advice_on", "bank_by_prefix"]

PREFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "工商银行": ("620200", "621225", "621226", "622202", "622203", "622208", "955880"),
    "农业银行": (
        "103",
        "622840",
        "622841",
        "622843",
        "622845",
        "622846",
        "622848",
        "95595",
        "95599",
    ),
    "中国银行": ("456351", "601382", "621660", "621661", "621663", "621667", "621785", "621790"),
    "建设银行": ("436742", "621080", "621081", "621284", "621700", "622280", "622700"),
    "交通银行": ("405512", "601428", "622258", "622260", "622261", "622262"),
    "邮政储蓄银行": ("621096", "621098", "621799", "622150", "622151", "622188", "955100"),
    "招商银行": ("621286", "621483", "621485", "622575", "622580", "622588"),
    "中信银行": ("433670", "622690", "622691", "622696", "622698"),
    "民生银行": ("415599", "621691", "622615", "622617", "622622"),
    "兴业银行": ("438588", "622902", "622908", "622909"),
    "光大银行": ("303", "622660", "622662", "622663", "90030"),
    "浦东发展银行": ("621791", "622516", "622517", "622518", "622521", "622522"),
}
"""The best known prefixes of debit cards, by what the name of the bank holds. Public and incomplete: a
number with none of them is asked about nothing."""
CARD_LENGTHS: Final = frozenset({16, 19})
CARD_BEGINS: Final = ("4", "5", "62", "9")


def bank_by_prefix(number: str) -> str | None:
    """The bank whose prefix it is; None where the table knows none."""
    for bank, prefixes in PREFIXES.items():
        if number.startswith(prefixes):
            return bank
    return None


def advice_on(number: str, bank: str) -> Iterator[str]:
    """Codes of the list `account_advice`: what a person should look at once more."""
    card = len(number) in CARD_LENGTHS and number.startswith(CARD_BEGINS)
    if card and not luhn_ok(number):
        yield "check_digit"
    owner = bank_by_prefix(number) if card else None
    if owner is not None and owner not in bank:
        yield "other_bank"
