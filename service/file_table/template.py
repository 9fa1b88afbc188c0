"""The table to fill in: every column with its help and its list, and one example of nobody."""

from __future__ import annotations

from typing import Any, Final

from service.file_table.codes import labels_of
from service.file_table.column import Column
from service.file_table.columns import EXAMPLE_NUMBER, RELATION, SELF
from service.file_table.kinds import CODE, FLAG, ONE_OF_SEVERAL
from service.file_table.layout import CSV_SHEET, HOUSEHOLDS, MEMBERS, SHEETS
from service.file_table.write_lines import lines_of_members, lines_of_worker
from service.sheets.new_sheet import Column as Heading
from service.sheets.new_sheet import NewSheet
from service.sheets.write_csv import CsvCharset, write_csv
from service.sheets.write_xlsx import write_xlsx
from workflows.vocabulary import label

__all__ = ["heading", "template_csv", "template_xlsx"]

_CHOSEN: Final = (CODE, ONE_OF_SEVERAL)
_EXAMPLE: Final[dict[str, Any]] = {
    "worker": {
        "name": "示例甲", "identity_number": EXAMPLE_NUMBER, "phone": "13800000000",
        "employment": "on_post", "union_member": True, "health": "good",
        "account": {"name": "示例甲", "number": "6217000000000000004", "bank": "某某银行某某支行"},
    },
    "members": [
        {
            "name": "示例乙", "identity_number": "360722190001020010", "relation": "20",
            "student": True, "health": "good",
        }
    ],
    "household": {
        "income": [{"item": "wages", "amount_fen": 3_000_000},
                   {"item": "relief", "amount_fen": 100_000, "note": "上年临时救助"}],
        "annual_rigid_expenditure_fen": 1_200_000, "dwellings": 1, "vehicles": 0,
    },
    "causes": {"main": "6", "secondary": ["9"]},
    "tags": ["single_parent"],
}  # fmt: skip
_DECLARED: Final = {"declared_category": "relative"}


def template_xlsx() -> bytes:
    """Two sheets, and one with the lists their cells are chosen from."""
    return write_xlsx(
        [_sheet(HOUSEHOLDS, [_worker(HOUSEHOLDS)]), _sheet(MEMBERS, _members(MEMBERS))],
        hide_codes=False,
    )


def template_csv(charset: CsvCharset) -> bytes:
    """One table: the worker, and below it the members."""
    titles = [column.title for column in SHEETS[CSV_SHEET]]
    return write_csv([titles, _worker(CSV_SHEET), *_members(CSV_SHEET)], charset)


def heading(column: Column, *, members: bool = False) -> Heading:
    """The column as a sheet shows it: wide enough, with its help and what may be chosen."""
    choices: tuple[str, ...] = ("是", "否") if column.kind is FLAG else ()
    if column.kind in _CHOSEN:
        choices = labels_of(column.codes)
    if column is RELATION and members:
        choices = tuple(one for one in choices if one != label(column.codes, SELF, "zh"))
    width = max(2.0 * len(column.title) + 2, 20.0 if "number" in column.path[-1] else 10.0)
    return Heading(column.title, width, column.required, column.help, choices)


def _sheet(name: str, lines: list[list[str]]) -> NewSheet:
    columns = [heading(column, members=name == MEMBERS) for column in SHEETS[name]]
    return NewSheet(name, columns, lines)


def _worker(sheet: str) -> list[str]:
    return lines_of_worker(SHEETS[sheet], _EXAMPLE, _DECLARED)


def _members(sheet: str) -> list[list[str]]:
    return list(lines_of_members(SHEETS[sheet], _EXAMPLE, _DECLARED))
