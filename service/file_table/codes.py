"""The codes of a list as they are found in tables: by code, by label, and as a spreadsheet left them."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from workflows.vocabulary import CODE_LISTS

__all__ = ["code_of", "known_codes", "label_of", "labels_of"]

_ALIKE: Final = str.maketrans("", "", "  　\t")


@cache
def known_codes(kind: str) -> dict[str, str]:
    """What a cell may say, as it stands and as it is compared, and the code it means."""
    spelled = [(text, word.code) for word in CODE_LISTS[kind] for text in (word.zh, word.code)]
    return {
        **{alike(text): code for text, code in spelled},
        **{
            text.lstrip("0") or "0": code
            for text, code in spelled
            if text == code and text.isdigit()
        },
        **dict(spelled),
    }


def code_of(kind: str, text: str) -> str | None:
    """The code for a code or a Chinese label, whatever its width and blanks; None for neither.

    A code such as 06, typed as a number, has lost its zero and is found all the same.
    """
    known = known_codes(kind)
    return known.get(text) or known.get(alike(text))


def alike(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


@cache
def _labels(kind: str) -> dict[str, str]:
    return {word.code: word.zh for word in CODE_LISTS[kind]}


def label_of(kind: str, code: str) -> str:
    """The Chinese label; a code that is on no list stays as it is."""
    return _labels(kind).get(code, code)


def labels_of(kind: str) -> tuple[str, ...]:
    return tuple(_labels(kind).values())
