"""A table as it was read: a workbook of sheets, sheets of lines, lines of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["EMPTY", "Cell", "Kind", "Line", "Lines", "Sheet", "Workbook"]

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
