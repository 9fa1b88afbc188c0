"""Tables of households as a union would type them: by heading, on two sheets or as one CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.sheets.new_sheet import Column, NewSheet
from service.sheets.write_csv import CsvCharset, write_csv
from service.sheets.write_xlsx import write_xlsx
from tests.county import account_number, identity_number

__all__ = [
    "CSV",
    "CSV_GB18030",
    "KEY",
    "NUMBER",
    "RELATION",
    "Home",
    "csv_of",
    "home",
    "homes",
    "person",
    "xlsx_of",
]

CSV = "text/csv; charset=utf-8"
CSV_GB18030 = "text/csv; charset=gb18030"
NUMBER, RELATION, KEY = "身份证号码", "与职工关系", "职工身份证号码"
Cells = dict[str, str]


@dataclass
class Home:
    """A household: the cells of the worker's line and of each member's, by heading."""

    worker: Cells
    members: list[Cells] = field(default_factory=list)


def person(relation: str = "子", **cells: str) -> Cells:
    number = identity_number(date(2007, 5, 1))
    told = {RELATION: relation, "姓名": "王小明", NUMBER: number, "在读学生": "是"}
    return {**told, **cells}


def home(members: Sequence[Cells] | None = None, **cells: str) -> Home:
    """A household of two that every check accepts, of people nobody has met."""
    worker = {
        "姓名": "李梅", NUMBER: identity_number(), "手机号码": "13800000000",
        "工作状态": "在岗", "工会会员": "是", "账户户名": "李梅",
        "银行账号": account_number(), "开户银行": "中国建设银行信丰支行",
        "家庭年总收入（元）": "36000", "家庭年刚性支出（元）": "12000", "住房套数": "1",
        "机动车数量": "0", "主要致困原因": "患重特大疾病", "次要致困原因1": "子女上学",
        "人群标签": "单亲", **cells,
    }  # fmt: skip
    return Home(worker, [person()] if members is None else list(members))


def homes(count: int) -> list[Home]:
    return [home() for _ in range(count)]


def _headings(lines: Sequence[Mapping[str, str]], first: Sequence[str] = ()) -> list[str]:
    return list(dict.fromkeys([*first, *(name for line in lines for name in line if line[name])]))


def _lines(headings: Sequence[str], lines: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [[line.get(name, "") for name in headings] for line in lines]


def csv_of(table: Sequence[Home], charset: CsvCharset = "utf-8-sig") -> bytes:
    """Each worker, and below it the members."""
    lines = [line for one in table for line in ({RELATION: "本人", **one.worker}, *one.members)]
    headings = _headings(lines)
    return write_csv([headings, *_lines(headings, lines)], charset)


def xlsx_of(table: Sequence[Home]) -> bytes:
    """档案 with the workers, 家庭成员 with the members by the worker's number."""
    workers = [one.worker for one in table]
    members = [{KEY: one.worker[NUMBER], **m} for one in table for m in one.members]
    sheets = []
    for name, lines, least in (
        ("档案", workers, []),
        ("家庭成员", members, [KEY, RELATION, "姓名", NUMBER]),
    ):
        headings = _headings(lines, least)
        columns = [Column(heading) for heading in headings]
        sheets.append(NewSheet(name, columns, _lines(headings, lines)))
    return write_xlsx(sheets)
