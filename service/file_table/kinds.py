"""How the cells of each kind of column are read, and how its values are written.

Reading is as forgiving as a spreadsheet makes people need it, and no more: what two people could
read differently is a fault. What comes out is then held against the form like any other input.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Final

from service.file_table.amounts import fen_of, yuan_of
from service.file_table.codes import code_of, label_of
from service.file_table.column import Column, Kind
from service.file_table.fault import CellFault
from service.sheets.table import Cell
from workflows import identity_number
from workflows.legacy_category import category_of

__all__ = [
    "ACCOUNT", "CATEGORY", "CODE", "DAY", "DIGITS", "FLAG", "IDENTITY", "MONEY", "ONE_OF_SEVERAL", "SEVERAL",
    "TEXT", "WHOLE", "plain", "read_cell",
]  # fmt: skip

_DAY: Final = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:T00:00:00)?")
_RUN_TOGETHER: Final = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_APART: Final = re.compile(r"[;；,，、]")
_FLAGS: Final = {"是": True, "否": False, "TRUE": True, "FALSE": False}
_LOST: Final = frozenset({"lossy", "error"})


def read_cell(column: Column, cell: Cell, today: date) -> Any:
    """What the cell says; raises ``CellFault``. A number that was shortened says nothing."""
    if cell.kind in _LOST:
        if cell.kind == "lossy":
            raise CellFault("cell_lossy")
        raise CellFault("cell_error", error=cell.text)
    return column.kind.read(cell, column, today)


def plain(text: str) -> str:
    """Full-width forms as the usual ones, and no blanks anywhere."""
    if text.isascii() and " " not in text:
        return text
    return "".join(unicodedata.normalize("NFKC", text).split())


def _text(cell: Cell, _column: Column, _today: date) -> str:
    return cell.text


def _digits(cell: Cell, _column: Column, _today: date) -> str:
    """Cards and telephones are written in groups; the form takes digits."""
    return plain(cell.text)


def _account(cell: Cell, column: Column, today: date) -> str:
    """A number has no leading zeros: what was one account would be another."""
    if cell.kind == "number":
        raise CellFault("cell_number")
    return _digits(cell, column, today)


def _identity(cell: Cell, _column: Column, today: date) -> str:
    try:
        return identity_number.from_old_list(cell.text, today)
    except identity_number.IdentityNumberError as error:
        raise CellFault(f"identity_number_{error.reason}") from None


def _code(cell: Cell, column: Column, _today: date) -> str:
    code = code_of(column.codes, cell.text)
    if code is None:
        raise CellFault("not_on_list", list=column.codes)
    return code


def _several(cell: Cell, column: Column, today: date) -> list[str]:
    parts = [part.strip() for part in _APART.split(cell.text)]
    return [_code(Cell(part, "text"), column, today) for part in parts if part]


def _one_of_several(cell: Cell, column: Column, today: date) -> list[str]:
    return [_code(cell, column, today)]


def _flag(cell: Cell, _column: Column, _today: date) -> bool:
    found = _FLAGS.get(plain(cell.text).upper())
    if found is None:
        raise CellFault("not_yes_or_no")
    return found


def _money(cell: Cell, _column: Column, _today: date) -> int:
    fen = fen_of(cell.text)
    if fen is None:
        raise CellFault("not_money")
    return fen


def _whole(cell: Cell, _column: Column, _today: date) -> int:
    text = plain(cell.text)
    if not _WHOLE.fullmatch(text):
        raise CellFault("not_whole")
    return int(text)


def _day(cell: Cell, _column: Column, _today: date) -> str:
    text = plain(cell.text)
    found = _DAY.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)
    try:
        if found is None:
            raise CellFault("not_day")
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        raise CellFault("not_day") from None


def _category(cell: Cell, _column: Column, _today: date) -> str:
    """Of today or of an older rule; beside the label the code of today's list."""
    code = code_of("category", cell.text) or category_of(cell.text)
    if code is None:
        raise CellFault("not_category")
    return code


def _as_text(value: Any, _column: Column) -> str:
    return str(value)


def _as_label(value: Any, column: Column) -> str:
    return label_of(column.codes, value)


def _as_one_of_several(value: Any, column: Column) -> str:
    """The first, second or third of them, as the column is."""
    place = int(column.item)
    return label_of(column.codes, value[place]) if place < len(value) else ""


def _as_labels(value: Any, column: Column) -> str:
    return "、".join(label_of(column.codes, one) for one in value)


def _as_flag(value: Any, _column: Column) -> str:
    return "是" if value else "否"


def _as_yuan(value: Any, _column: Column) -> str:
    return yuan_of(value)


TEXT: Final = Kind(_text, _as_text)
DIGITS: Final = Kind(_digits, _as_text)
ACCOUNT: Final = Kind(_account, _as_text)
IDENTITY: Final = Kind(_identity, _as_text)
CODE: Final = Kind(_code, _as_label)
SEVERAL: Final = Kind(_several, _as_labels, many=True)
ONE_OF_SEVERAL: Final = Kind(_one_of_several, _as_one_of_several, many=True)
FLAG: Final = Kind(_flag, _as_flag)
MONEY: Final = Kind(_money, _as_yuan)
WHOLE: Final = Kind(_whole, _as_text)
DAY: Final = Kind(_day, _as_text)
CATEGORY: Final = Kind(_category, _as_label)
