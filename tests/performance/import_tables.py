"""Households by the thousand, as a county's old list holds them: half of the columns filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from service.file_table.layout import CSV_SHEET, HOUSEHOLDS, MEMBERS, SHEETS
from service.file_table.write_lines import lines_of_members, lines_of_worker
from service.sheets.new_sheet import Column, NewSheet
from service.sheets.write_csv import write_csv
from service.sheets.write_xlsx import write_xlsx
from tests.county import account_number
from workflows.identity_number import check_character

__all__ = ["csv_table", "xlsx_table"]

Form = dict[str, object]
_OF_A_DAY = 900


def _number(born: date, one: int) -> str:
    """A valid number for each of a hundred thousand people born on a day."""
    first = f"{360001 + one // _OF_A_DAY:06d}{born:%Y%m%d}{one % _OF_A_DAY:03d}"
    return first + check_character(first)


def _household(one: int) -> Form:
    account = {"name": "李梅", "number": account_number(), "bank": "中国建设银行信丰支行"}
    worker = {
        "name": "李梅", "identity_number": _number(date(1985, 3, 12), one), "ethnic_group": "01",
        "political_status": "13", "health": "cardiovascular", "marital_status": "20",
        "education": "60", "insurance": "employee", "occupation": "24",
        "monthly_income_fen": 250_000, "unit_name": "信丰县纺织厂", "phone": f"138{one:08d}",
        "employment": "on_post", "union_member": True, "postcode": "341600",
        "address": f"信丰县嘉定镇阳明路 {one} 号", "registration": "non_agricultural",
        "region": "360722", "working_since": "2003-07-01", "industry": "纺织业",
        "unit_kind": "private", "unit_state": "loss", "account": account,
    }  # fmt: skip
    members = [
        {
            "name": name, "identity_number": _number(born, one), "relation": relation,
            "ethnic_group": "01", "health": "good", "occupation": occupation,
            "student": student, "unit_name": unit,
        }
        for name, born, relation, occupation, student, unit in (
            ("王建国", date(1983, 8, 1), "10", "70", False, "无"),
            ("王小明", date(2008, 5, 1), "20", "31", True, "信丰中学"),
        )
    ]  # fmt: skip
    household = {
        "income": [{"item": "wages", "amount_fen": 3_000_000},
                   {"item": "relief", "amount_fen": 50_000, "note": "上年"}],
        "expenditure": [{"item": "medical", "amount_fen": 1_200_000}],
        "dwellings": 1, "vehicles": 0, "housing": "rented", "floor_area": "to_50",
        "financial_assets_fen": 100_000, "debts_fen": 2_000_000,
    }  # fmt: skip
    return {
        "worker": worker, "members": members, "household": household,
        "causes": {"main": "6", "secondary": ["9"]}, "tags": ["single_parent"],
    }  # fmt: skip


def _forms(count: int) -> Iterator[Form]:
    return map(_household, range(count))


_DECLARED = {"declared_category": "relative"}


def csv_table(count: int) -> bytes:
    """One table, each household with two members."""
    columns = SHEETS[CSV_SHEET]

    def lines() -> Iterator[list[str]]:
        yield [column.title for column in columns]
        for form in _forms(count):
            yield lines_of_worker(columns, form, _DECLARED)
            yield from lines_of_members(columns, form, _DECLARED)

    return write_csv(lines())


def xlsx_table(count: int) -> bytes:
    """The same on two sheets."""
    of = {name: [Column(one.title) for one in SHEETS[name]] for name in (HOUSEHOLDS, MEMBERS)}
    workers = (lines_of_worker(SHEETS[HOUSEHOLDS], form, _DECLARED) for form in _forms(count))
    members = (
        line for form in _forms(count) for line in lines_of_members(SHEETS[MEMBERS], form, {})
    )
    return write_xlsx(
        [NewSheet(HOUSEHOLDS, of[HOUSEHOLDS], workers), NewSheet(MEMBERS, of[MEMBERS], members)]
    )
