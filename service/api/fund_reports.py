"""/v1/reports/balances and /v1/reports/funds: what funds held and what they were used for, by source."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from marshmallow import Schema

from schemas.fund_report import (
    BalancesQuery,
    BalancesView,
    FundReportFileQuery,
    FundReportQuery,
    FundReportView,
)
from service.api.endpoint import Call, Result, endpoint
from service.api.funds import FUND_READERS
from service.api.imports import table_file, written
from service.api.uploads import CSV, XLSX
from service.sheets import Column, NewSheet, write_csv, write_xlsx
from service.use_cases.report_balances import Period, balances_report
from service.use_cases.report_funds import funds_report
from workflows.vocabulary import CODE_LISTS, label

__all__: list[str] = []

ACCOUNTANTS: Final = FUND_READERS & {"finance_system", "auditor", "fund_manager", "approver"}
HEADS: Final = ("资金来源", "类别", "分组", "代码", "户数", "人数", "人次", "金额（元）")
_MONEY: Final = (
    ("期初余额", "opening_fen"), ("筹集", "raised_fen"), ("使用", "used_fen"), ("期末余额", "closing_fen"),
)  # fmt: skip
_GROUPS: Final = {"warmth": "送温暖", "support": "帮扶"}
_PARTS: Final = (
    ("programmes", "按项目", "term"), ("categories", "按困难类别", "category"), ("sexes", "按性别", "sex"),
)  # fmt: skip


@endpoint("GET", "/v1/reports/balances", roles=ACCOUNTANTS, query=BalancesQuery, gives=BalancesView)
def report_balances(call: Call) -> Result:
    """资金余额表 What each fund and each source held, what came in and what went out in a period."""
    last = call.query.get("last", call.uow.today)
    period = Period(call.query.get("first", last.replace(month=1, day=1)), last)
    told = balances_report(call.uow, period, call.query)
    return Result(lambda: told)


def _period(asked: Mapping[str, Any], today: date) -> Period:
    """The year, or a quarter or a half of it."""
    year, length, place = asked.get("year", today.year), 12, 1
    for name, months in (("quarter", 3), ("half", 6)):
        if name in asked:
            length, place = months, asked[name]
    last = place * length
    return Period(date(year, last - length + 1, 1), date(year, last, monthrange(year, last)[1]))


def _told(call: Call) -> dict[str, Any]:
    return funds_report(call.uow, _period(call.query, call.uow.today), call.query.get("union"))


@endpoint(
    "GET", "/v1/reports/funds", roles=ACCOUNTANTS, query=FundReportQuery, gives=FundReportView
)
def report_funds(call: Call) -> Result:
    """资金使用情况表 A table for each source: raised, used, and for how many, 送温暖 and 帮扶 apart."""
    told = _told(call)
    return Result(lambda: told)


@endpoint(
    "GET", "/v1/exports/fund-report", roles=ACCOUNTANTS, query=FundReportFileQuery, gives=Schema,
    media=XLSX, also=(CSV,),
)  # fmt: skip
def export_fund_report(call: Call) -> Result:
    """导出资金使用情况表 The same tables: one sheet a source, or one below the other."""
    kind, charset = call.query.get("format", "xlsx"), call.query.get("charset")
    sheets = {table["source"]: list(_rows(table)) for table in _told(call)["tables"]}
    if kind == "csv":
        rows = [row for rows in sheets.values() for row in rows]
        return table_file(write_csv([HEADS, *rows], written(charset)), kind, "fund-report", charset)
    columns = [Column(title) for title in HEADS]
    book = [NewSheet(_source(code), columns, rows) for code, rows in sheets.items()]
    content = write_xlsx(book or [NewSheet("无资金", columns, [])])
    return table_file(content, kind, "fund-report", charset)


def _source(code: str) -> str:
    """A name of a sheet: no sign in it that a sheet cannot be named with."""
    return label("fund_source", code, "zh")


def _rows(table: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    source = _source(table["source"])
    for title, name in _MONEY:
        yield [source, title, "", "", "", "", "", _yuan(table[name])]
    for group in table["groups"]:
        name = _GROUPS[group["group"]]
        yield [source, name, "合计", "", *_counted(group)]
        for part, title, words in _PARTS:
            yield from (
                [source, name, title, _word(words, one["code"]), *_counted(one)]
                for one in group[part]
            )
        yield [source, name, "农民工", "", *_counted(group["migrant_workers"])]
    yield [source, "总计", "", "", *_counted(table["total"])]


def _word(words: str, code: str) -> str:
    known = words == "term" or code in {word.code for word in CODE_LISTS[words]}
    try:
        return label(words, code, "zh") if known else "未填"
    except KeyError:
        return code


def _counted(count: Mapping[str, Any]) -> list[str]:
    numbers = (count[name] for name in ("households", "persons", "person_times"))
    return [*map(str, numbers), _yuan(count["amount_fen"])]


def _yuan(fen: int) -> str:
    sign, fen = "-" if fen < 0 else "", abs(fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"
