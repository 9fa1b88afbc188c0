"""Tables as banks give them out: any order, more columns, a title above; nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from service.bank.layout import ANSWER, STATEMENT, layouts, load_layout
from service.file_table.bank_table import amount_of, bank_lines, moment_of
from service.file_table.unfit import Unfit
from service.sheets import Column, NewSheet, read_table, write_xlsx
from workflows.vocabulary import codes

GENERIC = layouts(ANSWER)["generic_answer"]
FAILURES = frozenset(codes("failure_code"))


def csv(*lines: str) -> Any:
    return read_table("\r\n".join(lines).encode("utf-8"), "csv")


def test_columns_stand_in_any_order_below_a_title_and_among_others() -> None:
    (line,) = bank_lines(
        csv("代发结果", "", "户名,状态,金额 （元）,参考号", "李梅,成功,300.00,R1"), GENERIC
    )
    assert (line.row, dict(line.said)) == (
        4,
        {"outcome": "成功", "amount": "300.00", "reference": "R1"},
    )
    assert "300.00" not in repr(line)


def test_a_workbook_is_read_like_a_csv() -> None:
    heads = [Column(one, 12.0, False, "", ()) for one in ("业务参考号", "金额", "处理结果")]
    content = write_xlsx([NewSheet("明细", heads, [["R1", "300.5", "成功"]])])
    (line,) = bank_lines(read_table(content, "xlsx"), GENERIC)
    assert (line.row, line.said["reference"], amount_of(line.said["amount"])) == (2, "R1", 30_050)


@pytest.mark.parametrize(
    "lines",
    [
        ["参考号,金额", "R1,1"],
        [*["标题"] * 10, "参考号,金额,结果", "R1,1,成功"],
        ["参考号,金额,结果"],
        ["参考号,业务参考号,金额,结果", "R1,R2,1,成功"],
    ],
)
def test_what_has_no_such_headings_once_near_its_top_is_refused(lines: list[str]) -> None:
    with pytest.raises(Unfit):
        bank_lines(csv(*lines), GENERIC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-03-20 10:00:05", "2026-03-20T02:00:05+00:00"),
        ("2026/3/20", "2026-03-19T16:00:00+00:00"),
        ("20260320", "2026-03-19T16:00:00+00:00"),
        ("20260320100005", "2026-03-20T02:00:05+00:00"),
        ("2026-03-20T10:00:00", "2026-03-20T02:00:00+00:00"),
        ("2026-13-20", None),
        ("昨天", None),
    ],
)
def test_a_day_is_read_as_banks_write_it_or_not_at_all(text: str, told: str | None) -> None:
    found = moment_of(text)
    assert (found.isoformat() if found else None) == told


@pytest.mark.parametrize(
    ("text", "fen"),
    [("300.50", 30_050), ("1,300", 130_000), ("0.00", None), ("-5", None), ("1.005", None)],
)
def test_an_amount_is_whole_fen_above_zero(text: str, fen: int | None) -> None:
    assert amount_of(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("户名与账号不符", "1"), ("账户已销户", "3"), ("卡号不存在", "5"), ("6", "6"),
        ("超过二类户限额", "9"), ("账户冻结", "10"), ("系统繁忙请重发", "12"), ("不明原因", "99"), ("", "99"),
    ],
)  # fmt: skip
def test_a_banks_reason_becomes_a_code(text: str, code: str) -> None:
    assert GENERIC.failure_of(text, FAILURES) == code


def test_every_layout_says_what_there_is() -> None:
    for one in (*layouts(ANSWER).values(), *layouts(STATEMENT).values()):
        assert {code for _, code in one.failures} <= FAILURES
        assert set(one.outcomes.values()) <= {"paid", "failed", "unknown"}
        assert set(one.sides.values()) <= {"debit", "credit"}
    told = {"name": "x", "zh": "x", "en": "x", "purpose": "answer", "required": ["day"]}
    with pytest.raises(ValueError, match="no layout"):
        load_layout({**told, "columns": {"colour": ["x"]}})
    with pytest.raises(ValueError, match="two fields"):
        load_layout({**told, "columns": {"day": ["x"], "amount": ["X"]}})
