"""A table as it was read: a workbook of sheets, sheets of lines, lines of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "EMPTY", "LAST_COLUMN", "LAST_ROW", "Cell", "Kind", "Line", "Lines", "Sheet", "Workbook",
    "address", "column_number",
]  # fmt: skip

Kind = Literal["text", "number", "date", "flag", "lossy", "empty", "error"]
"""What a cell holds, as far as the file says so.

`lossy` is a number of more than 15 digits: the program that saved it has replaced the others by
zeros, so an identity or card number is gone and the column must be typed as text. `flag` is TRUE or
FALSE. `error` is #DIV/0! and its kin. Every cell of a CSV is `text`, `empty` or `lossy`.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """What the person typed, without the blanks around it.

    A whole number is its digits, a fraction its shortest decimal as Excel shows it (15 digits), a
    date is ISO 8601, with the time after a T if there is one.
    """

    text: str
    kind: Kind


EMPTY: Final = Cell("", "empty")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet of Excel


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `number` counts from 1 as the person sees it, empty rows included."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines up to the last that holds anything; cells are made anew each time they are walked.

    Ten thousand lines of sixty cells would weigh 100 MB as objects and are mostly walked once.
    """

    count: int
    walk: Callable[[], Iterator[Line]]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Line]:
        return self.walk()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`hidden` because nobody has looked at what stands on a hidden sheet. That of a CSV is called CSV."""

    name: str
    lines: Lines
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


_COLUMNS: Final = {_letters(column): column for column in range(1, LAST_COLUMN + 1)}


def address(row: int, column: int) -> str:
    """Where a cell stands, both counted from 1: (12, 28) is AB12."""
    return f"{_letters(column)}{row}"


def column_number(letters: str) -> int:
    """AB is 28; 0 for what names no column of a sheet, XFD being the last."""
    return _COLUMNS.get(letters, 0)
