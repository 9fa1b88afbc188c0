"""文号 in one spelling: the same document copied by another hand is the same document."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["document_of"]

_BRACKETS: Final = str.maketrans("〔【［﹝〖[〕】］﹞〗]", "((((((" + "))))))")
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def document_of(written: str) -> str:
    """Brackets of any form, width, blanks, case and a 第 before the number do not make another one."""
    plain = "".join(unicodedata.normalize("NFKC", written.translate(_BRACKETS)).split())
    return plain.translate(_BRACKETS).translate(_DASHES).replace("第", "").upper()
