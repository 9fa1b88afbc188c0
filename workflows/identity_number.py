"""The citizen's identity number, GB 11643: 18 characters with a check character (domain.md §6).

Our own validator, because the known library refuses county codes that did not exist in the birth
year and residence permits of 81/82/83 (dependencies.md §8). The region is therefore looked at only
as far as the province: numbers given out under old county codes stay valid for life.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from operator import mul
from typing import Final

__all__ = [
    "ADULT_AGE",
    "IdentityNumberError",
    "birth_date",
    "canonical",
    "check_character",
    "from_old_list",
    "is_minor",
    "masked",
    "sex",
]

ADULT_AGE: Final = 18  # 民法典 art. 17
LENGTH: Final = 18
OLD_LENGTH: Final = 15
EARLIEST_YEAR: Final = 1900
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS: Final = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")  # [0-9], not \d: full-width digits are no digits here
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


class IdentityNumberError(ValueError):
    """Why a text is no identity number: length, digits, province, birth_date or check_digit.

    The text itself is not kept: an error may be logged, an identity number may not.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def canonical(text: str, today: date) -> str:
    """The number as it is stored, with a capital X; raises with the first thing that is wrong.

    The old numbers of 15 digits are refused: whoever imports them converts them knowingly.
    """
    number = text[:-1] + "X" if text.endswith("x") else text
    if len(number) != LENGTH:
        raise IdentityNumberError("length")
    if not _SHAPE.fullmatch(number):
        raise IdentityNumberError("digits")
    if not _PROVINCE.fullmatch(number[:2]):
        raise IdentityNumberError("province")
    if not _born_by(number, today):
        raise IdentityNumberError("birth_date")
    if check_character(number[:17]) != number[17]:
        raise IdentityNumberError("check_digit")
    return number


def from_old_list(text: str, today: date) -> str:
    """The canonical number of what an old list holds: full-width digits, blanks, and numbers of 15
    digits, which become 18 by the century and the check character (GB 11643-1999).

    Raises as `canonical` does.
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(number) == OLD_LENGTH and number.isascii() and number.isdigit():
        first = f"{number[:6]}19{number[6:]}"
        number = first + check_character(first)
    return canonical(number, today)


def check_character(first_seventeen: str) -> str:
    """ISO 7064 MOD 11-2 over the first seventeen digits."""
    if len(first_seventeen) != len(WEIGHTS):
        raise ValueError("a check character is computed over seventeen digits")
    return CHECK_CHARACTERS[sum(map(mul, map(int, first_seventeen), WEIGHTS)) % 11]


def _born_by(number: str, today: date) -> bool:
    try:
        born = birth_date(number)
    except ValueError:
        return False
    return born.year >= EARLIEST_YEAR and born <= today


def birth_date(number: str) -> date:
    """The date of birth a canonical number carries."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """The code of GB/T 2261.1 a canonical number carries: an odd sequence is male."""
    return "1" if int(number[16]) % 2 else "2"


def is_minor(number: str, today: date) -> bool:
    """Whether the person is younger than eighteen; a birthday of 29 February falls on 1 March."""
    born = birth_date(number)
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - before_birthday < ADULT_AGE


def masked(number: str) -> str:
    """What an answer shows of a number: enough to compare with a card, not enough to use."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]
