"""How row numbers and values are spelled in a sheet (ECMA-376 part 1, §18.3.1 and §18.18)."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ANY", "ROW_NUMBER", "VALUES"]

ROW_NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}")
ANY: Final = re.compile(r"")
VALUES: Final = {
    "n": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"),
    "s": re.compile(r"[0-9]{1,7}"),
    "b": re.compile(r"[01]"),
    "e": re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)"),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)?"),
    "str": ANY,
}
"""What the text of `v` must be, by the type of its cell; inline text stands in `is` instead."""
