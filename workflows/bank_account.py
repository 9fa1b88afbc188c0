"""The number of a bank account or card: its shape, its advice, and what is shown of it.

13 to 19 ASCII digits (domain.md §6). The Luhn digit is advice: not every Chinese account obeys it,
so a number that fails is questioned and not refused (dependencies.md §8).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["AccountNumberError", "canonical", "luhn_ok", "masked"]

SHORTEST: Final = 13
LONGEST: Final = 19
SHOWN: Final = 4
_DIGITS = re.compile(r"[0-9]+")


class AccountNumberError(ValueError):
    """Why a text is no account number: digits or length. The text itself is not kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def canonical(text: str) -> str:
    """The number as it is stored: printed blanks between groups of digits are dropped."""
    number = text.replace(" ", "")
    if not _DIGITS.fullmatch(number):
        raise AccountNumberError("digits")
    if not SHORTEST <= len(number) <= LONGEST:
        raise AccountNumberError("length")
    return number


def luhn_ok(number: str) -> bool:
    """Whether the last digit is the Luhn digit of the others."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004


def masked(number: str) -> str:
    """The last four digits: what a person needs to recognise an account."""
    return "*" * (len(number) - SHOWN) + number[-SHOWN:]
