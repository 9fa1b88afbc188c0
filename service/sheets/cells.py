"""From a value of the parser to what the person typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from service.sheets.table import EMPTY, Cell

__all__ = ["Value", "csv_cell", "number_cell", "text_cell", "trimmed", "value_cell"]

Value = int | float | str | bool | time | date | datetime | timedelta

_BLANKS: Final = " \t\n\r\x0b\x0c\u3000"
_EXACT: Final = 10**15  # a spreadsheet keeps 15 digits of a number
# What a spreadsheet makes of an identity or card number in a CSV that it saves: 1.10105E+17
_SHORTENED: Final = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?[eE]\+[0-9]{2,3}")


def trimmed(text: str) -> str:
    """Without the blanks around it, ASCII and ideographic; what stands inside is the person's."""
    return text.strip(_BLANKS)


def text_cell(text: str) -> Cell:
    kept = trimmed(text)
    return Cell(kept, "text") if kept else EMPTY


def csv_cell(text: str) -> Cell:
    cell = text_cell(text)
    return Cell(cell.text, "lossy") if _SHORTENED.fullmatch(cell.text) else cell


def number_cell(number: float) -> Cell:
    """42 is "42" and never "42.0"; 0.1 + 0.2 is "0.3", which is what the person saw."""
    if abs(number) >= _EXACT:
        return Cell(_fifteen_digits(number), "lossy")
    if number == int(number):
        return Cell(str(int(number)), "number")
    return Cell(_fifteen_digits(number), "number")


def _fifteen_digits(number: float) -> str:
    digits = format(Decimal(f"{number:.15g}"), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def value_cell(value: Value) -> Cell:
    """An hour without a day is text: a column of days has no use for it."""
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "flag")
    if isinstance(value, int | float):
        return number_cell(value)
    if isinstance(value, datetime):
        return Cell(value.isoformat(timespec="seconds"), "date")
    if isinstance(value, date):
        return Cell(value.isoformat(), "date")
    return Cell(str(value), "text")
