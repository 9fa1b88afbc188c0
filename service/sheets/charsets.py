"""In which charset a CSV is written: what was said, or UTF-8, or what Chinese Excel has always used."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from service.sheets.refusal import SheetRefused

__all__ = ["charset_of"]

_NAMES: Final = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "utf8": "utf-8", "gb18030": "gb18030"}
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_STEP: Final = 65_536


def charset_of(data: bytes, given: str | None) -> str:
    """`utf-8` or `gb18030`, in which all of `data` can be read; SheetRefused otherwise.

    Without a word from the caller a file that is valid UTF-8 is UTF-8. GB18030 that is valid UTF-8
    by chance is a word or two; `given` is for it. Python's GB18030 is that of 2005: eighteen
    characters of 2022 are still in the private use area there.
    """
    if data.startswith(_UTF16_MARKS):
        raise SheetRefused("csv_utf16")
    nul = data.find(0)
    if nul >= 0:
        if data.count(0) * 4 > len(data):  # every second byte of UTF-16 in Latin letters
            raise SheetRefused("csv_utf16")
        raise SheetRefused("csv_nul", line=_line(data, nul))
    if given is None:
        if _undecodable(data, "utf-8") is None:
            return "utf-8"
        charset = "gb18030"
    elif given.lower() in _NAMES:
        charset = _NAMES[given.lower()]
    else:
        raise SheetRefused("csv_charset", charset=given)
    place = 0 if _contradicts(data, charset) else _undecodable(data, charset)
    if place is not None:
        raise SheetRefused("csv_undecodable", charset=charset, line=_line(data, place))
    return charset


def _contradicts(data: bytes, charset: str) -> bool:
    """The mark of UTF-8 is also the first half of three characters of GB18030, and is none here."""
    return charset == "gb18030" and data.startswith(codecs.BOM_UTF8)


def _undecodable(data: bytes, charset: str) -> int | None:
    """Offset of the piece that cannot be decoded; pieces, because a text is four times its bytes."""
    decoder = codecs.getincrementaldecoder(charset)("strict")
    for at, piece in _pieces(data):
        try:
            decoder.decode(piece, final=at + len(piece) == len(data))
        except UnicodeDecodeError as fault:
            return at + fault.start
    return None


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((at, data[at : at + _STEP]) for at in range(0, len(data), _STEP))


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
