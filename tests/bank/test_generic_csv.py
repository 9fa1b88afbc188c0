"""The generic instruction file: exact bytes, exact amounts, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bank.format import GENERIC, formats
from service.bank.instruction import InstructionHead, InstructionLine, yuan
from service.bank.write import written

LINE = InstructionLine(
    line=1, name="李梅", account="6217000000000000004", bank="中国建设银行信丰支行",
    amount_fen=30_000, summary="送温暖", reference="01J0000000000000000000000001",
)  # fmt: skip


FORM = formats()[GENERIC]
HEADER = tuple(field.name for field in FORM.line)


def whole(*lines: InstructionLine) -> str:
    return written(FORM, InstructionHead(), lines).decode("utf-8")


def rows(*lines: InstructionLine) -> list[list[str]]:
    return list(csv.reader(io.StringIO(whole(*lines), newline="")))


def test_the_file_is_these_bytes() -> None:
    assert whole(LINE) == (
        "序号,户名,账号,开户行,金额,摘要,业务参考号\r\n"
        "1,李梅,6217000000000000004,中国建设银行信丰支行,300.00,送温暖,01J0000000000000000000000001\r\n"
    )


@given(st.integers(1, 10**15))
def test_yuan_has_two_decimals_and_gives_the_fen_back(amount: int) -> None:
    whole, _, cents = yuan(amount).partition(".")
    assert len(cents) == 2
    assert int(whole) * 100 + int(cents) == amount


@pytest.mark.parametrize("first", "=+-@\t\r\n")
def test_a_cell_that_begins_like_a_formula_is_text(first: str) -> None:
    (_, row) = rows(replace(LINE, bank=f"{first}cmd|' /C calc'!A0"))
    assert row[3].startswith(f"'{first}")


@given(st.text(min_size=1, max_size=40).filter(lambda text: "\x00" not in text))
def test_whatever_a_bank_is_called_the_file_keeps_its_columns(bank: str) -> None:
    (header, row) = rows(replace(LINE, bank=bank.encode("utf-8", "ignore").decode()))
    assert header == list(HEADER)
    assert len(row) == len(HEADER)
    assert row[4] == "300.00"


def test_an_order_shows_neither_name_nor_account_in_a_log() -> None:
    assert "李梅" not in repr(LINE)
    assert "6217" not in repr(LINE)
