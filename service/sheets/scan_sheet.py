"""A sheet, scanned before it is parsed: where each cell stands, and that two parsers would agree.

calamine lays a sheet out as a rectangle, so one cell at XFD1048576 would ask for half a terabyte;
it takes a shared string that it cannot count to for the first one, and one part of a number split
by a comment for the whole. So every cell is held to the letter of the format here, and what is left
reads the same by either parser. A formula is refused with its place: values are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.sheets.cell_grammar import ANY, ROW_NUMBER, VALUES
from service.sheets.cut import Cut, cut_out
from service.sheets.limits import Limits, refuse_beyond
from service.sheets.markup import Markup
from service.sheets.refusal import SheetRefused
from service.sheets.rich_text import RichText
from service.sheets.surroundings import Surroundings
from service.sheets.table import LAST_ROW, address, column_number

__all__ = ["SheetScan"]

_DATA: Final = 2  # depth of sheetData
_ROW, _CELL, _VALUE = 1, 2, 3  # levels below it


class SheetScan(Markup):
    """After the walk: `errors`, last row and column with a value, bytes of strings as shown."""

    def __init__(self, name: str, part: str, lengths: Sequence[int], limits: Limits) -> None:
        super().__init__(part)
        self._name, self._lengths, self._limits = name, lengths, limits
        self._cut, self._shape = Cut(), RichText()
        self._data = 0  # depth of sheetData while it is open
        self._around, self._cells = Surroundings(name, part, limits), 0
        self._row, self._row_text, self._column, self._unseen = 0, "", 0, False
        self._type, self._filled = "n", False
        self._wanted: re.Pattern[str] | None = None  # while `v` is open
        self._text, self._text_at = "", 0
        self.errors: dict[int, dict[int, str]] = {}  # row: column: #DIV/0!
        self.rows = self.columns = self.shared_bytes = 0
        self.watch(self._start, self._end, self._characters, self._split)

    def content(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The rows as they stand in the part."""
        yield from cut_out(self, self._cut, chunks)
        if not self._cut.closed:
            raise self.unexpected()

    def _start(self, name: str, of: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        local = self.locals.get(name) or self.local(name)
        level = depth - self._data
        if not self._data:
            self._surrounding(depth, local, of)
        elif level == _VALUE:
            self._value(local)
        elif level == _CELL and local == "c":
            self._cell(of)
        elif level == _ROW and local == "row":
            self._line(of)
        elif level <= _VALUE or self._wanted or not self._shape.fits(level - _VALUE, local):
            raise self.unexpected()

    def _surrounding(self, depth: int, local: str, of: dict[str, str]) -> None:
        if (depth == 1) != (local == "worksheet"):
            raise self.unexpected()
        self._around.met(local, of)
        if local == "sheetData":
            if depth != _DATA or self._cut.closed:
                raise self.unexpected()
            self._data = depth

    def _line(self, of: dict[str, str]) -> None:
        self._cut.open(self)
        row = self._row + 1
        given = of.get("r", str(row))
        if not ROW_NUMBER.fullmatch(given) or not row <= int(given) <= LAST_ROW:
            raise SheetRefused("cell_reference", sheet=self._name, cell=given)
        row = int(given)
        self._row, self._row_text, self._column = row, str(row), 0
        self._unseen = self._around.row_unseen(of)

    def _cell(self, of: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise SheetRefused("too_many_cells", limit=self._limits.cells)
        given, column = of.get("r"), self._column + 1
        if given is not None:
            row = self._row_text
            column = column_number(given[: -len(row)]) if given.endswith(row) else 0
            if column <= self._column:
                raise SheetRefused("cell_reference", sheet=self._name, cell=given)
        self._column, self._filled, self._type = column, False, of.get("t", "n")
        if "s" in of and not (of["s"].isdecimal() and of["s"].isascii()):
            raise self._refusal("cell_content")

    def _value(self, local: str) -> None:
        if local == "v":
            wanted = VALUES.get(self._type)
            if wanted is None or self._filled:
                raise self._refusal("cell_content")
            self._wanted, self._text, self._filled = wanted, "", True
        elif local == "is" and self._type == "inlineStr" and not self._filled:
            self._filled = True
            self._shape.begin()
        else:
            raise self._refusal("formula" if local == "f" else "cell_content")
        if self._unseen or self._around.column_unseen(self._column):
            raise self._refusal("cell_hidden")
        if self._row > self.rows or self._column > self.columns:
            refuse_beyond(self._name, self._row, self._column, self._limits)
            self.rows, self.columns = self._row, max(self.columns, self._column)

    def _characters(self, text: str) -> None:
        if self._wanted is not None:
            if not self._text:
                self._text_at = self.parser.CurrentByteIndex
            self._text += text

    def _end(self, _name: str) -> None:
        level = self.depth - self._data
        self.depth -= 1
        if level == _VALUE and self._wanted is not None:
            if self._wanted is not ANY and self._text:
                self._judge(self._wanted, self._text)
            self._wanted = None
        elif level == 0 and self._data:
            self._cut.close(self)
            self._data = 0

    def _judge(self, wanted: re.Pattern[str], text: str) -> None:
        """An entity or a split shows in bytes that are not characters of the text."""
        raw = self.parser.CurrentByteIndex - self._text_at
        if raw != len(text) or not wanted.fullmatch(text):
            raise self._refusal("cell_content")
        if self._type == "s":
            if int(text) >= len(self._lengths):
                raise self._refusal("cell_content")
            self.shared_bytes += self._lengths[int(text)]
        elif self._type == "e":
            self.errors.setdefault(self._row, {})[self._column] = text

    def _split(self, *_found: object) -> None:
        """Comments, instructions and CDATA: parsers differ about the text on both sides of them."""
        if self._data:
            raise self.unexpected()

    def _refusal(self, reason: str) -> SheetRefused:
        return SheetRefused(reason, sheet=self._name, cell=address(self._row, self._column))
