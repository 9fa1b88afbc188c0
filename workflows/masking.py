"""What the public and the screen may read of a person (domain.md §7: only names, and masked)."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["phone", "public_name"]

SHORT_NAME: Final = 2
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U000323AF]+")


def public_name(name: str) -> str:
    """张三 → 张*, 欧阳小明 → 欧**明; a name that is not all Han (买买提·艾力) keeps its first letter.

    A name of one character shows nothing. Minors are not named at all: who publishes takes the
    parent's name instead.
    """
    text = name.strip()
    if len(text) > SHORT_NAME and _HAN.fullmatch(text):
        return text[0] + "*" * (len(text) - 2) + text[-1]
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*"


def phone(number: str) -> str:
    """3-4-4: 138****0000; anything shorter than a mobile number keeps its last two digits."""
    if len(number) < 11:  # noqa: PLR2004
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return number[:-8] + "****" + number[-4:]
