"""流水号: the serial a bank gives to money that came in, as a person copies it from a statement."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["serial_of"]

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def serial_of(written: str) -> str:
    """A bank's serial in one spelling: whoever copies it with a space, in small letters or in full width
    copies the same one, and the same money is not written down twice."""
    return "".join(unicodedata.normalize("NFKC", written).split()).translate(_DASHES).upper()
