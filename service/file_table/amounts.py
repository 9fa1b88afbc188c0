"""Money as people type it, in yuan, and as the service keeps it, in whole fen: never by a float."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fen_of", "yuan_of"]

_YUAN: Final = re.compile(r"([0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,2}))?")
_SIGNS: Final = "¥元"


def fen_of(text: str) -> int | None:
    """36000, 36,000.50, ￥1250.5 or 300元 in fen; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().strip(_SIGNS).strip()
    found = _YUAN.fullmatch(plain)
    if found is None:
        return None
    whole, decimals = found[1].replace(",", ""), (found[2] or "").ljust(2, "0")
    return int(whole) * 100 + int(decimals)


def yuan_of(fen: int) -> str:
    """The same amount as a person writes it: 36000, 1250.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
