"""Which cell styles show a number as a date.

calamine knows the built-in formats of English Excel only; those of Chinese Excel (27 to 36 and 50
to 58 of ECMA-376 part 1 §18.8.30, such as 31: yyyy"年"m"月"d"日") have no code in the file, and a
birthday would arrive as 31119. So the styles are decided here and handed on as one of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from service.sheets.markup import elements
from service.sheets.refusal import SheetRefused

__all__ = ["date_styles", "is_date_format"]

_STYLES_MAX: Final = 65_536  # Excel itself stops at 65,490
_BUILT_IN: Final = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
# Text in quotes, an escaped character, a filled or skipped width, a colour, locale or condition.
_LITERAL: Final = re.compile(r'"[^"]*"?|[\\_*].?|\[(?![hmsHMS]+\])[^\]]*\]?')
_ELAPSED: Final = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DATE: Final = re.compile(r"[dmyhs]|aaa", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether a format shows an instant. An elapsed time such as `[h]:mm` is a number of days."""
    shown, _, _ = _LITERAL.sub("", code).partition(";")
    if shown.strip().lower() == "general" or _ELAPSED.search(shown):
        return False
    return _DATE.search(shown) is not None


def date_styles(part: str, chunks: Iterable[bytes]) -> list[bool]:
    """For each style in its order, whether a number in it is a date."""
    formats: dict[str, bool] = {}
    styles: list[bool] = []
    for parent, name, of in elements(part, chunks):
        if (parent, name) == ("numFmts", "numFmt"):
            formats[of.get("numFmtId", "")] = is_date_format(of.get("formatCode", ""))
        elif (parent, name) == ("cellXfs", "xf"):
            wanted = of.get("numFmtId", "0")
            styles.append(formats.get(wanted, _built_in(wanted)))
        if len(styles) > _STYLES_MAX or len(formats) > _STYLES_MAX:
            raise SheetRefused("markup_too_complex", part=part)
    return styles


def _built_in(identifier: str) -> bool:
    return re.fullmatch(r"[0-9]{1,3}", identifier) is not None and int(identifier) in _BUILT_IN
