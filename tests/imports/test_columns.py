"""The table of columns: every field of the form has one, and every word in it means one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from marshmallow import Schema, fields

from service.api.hardship_files import FORMS
from service.api.tables import say
from service.file_table.amounts import fen_of, yuan_of
from service.file_table.codes import code_of, label_of
from service.file_table.column import Column, Line
from service.file_table.columns import COLUMNS, EXAMPLE_NUMBER
from service.file_table.fault import SENTENCES, CellFault
from service.file_table.kinds import read_cell
from service.sheets.table import Cell, Kind
from workflows.identity_number import canonical
from workflows.vocabulary import CODE_LISTS

TODAY = date(2026, 3, 2)
BESIDE = {"union"}
"""Said by the call and not by the table."""


def leaves(schema: type[Schema] | Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of a form; a list is one field, whatever its entries are made of."""
    made = schema() if isinstance(schema, type) else schema
    for name, field in made.fields.items():
        if isinstance(field, fields.Nested):
            yield from leaves(field.schema, (*path, name))
        elif name == "members":
            yield from leaves(field.inner.schema, (name,))  # type: ignore[attr-defined]
        else:
            yield (*path, name)


def told(column: Column) -> Iterator[tuple[str, ...]]:
    if column.line in (Line.EVERY, Line.WORKER):
        every = column.line is Line.EVERY
        yield ("worker", *column.path) if every else column.path
    if column.line in (Line.EVERY, Line.MEMBER):
        yield "members", *column.path


def test_every_field_of_the_form_has_a_column_and_every_column_a_field() -> None:
    form = {path for path in leaves(FORMS.opening) if path[0] not in BESIDE}
    table = {path for column in COLUMNS for path in told(column)}
    assert form - table == set()
    assert table - form == {("declared_category",), ("worker", "relation")}


def test_every_item_of_income_and_expenditure_has_a_column_of_its_own() -> None:
    items = {column.item for column in COLUMNS if column.path[-1] in ("income", "expenditure")}
    lists = (CODE_LISTS["income_item"], CODE_LISTS["expenditure_item"])
    assert items == {word.code for words in lists for word in words}


def test_no_two_columns_are_called_the_same() -> None:
    assert [title for title, n in Counter(c.title for c in COLUMNS).items() if n > 1] == []


@pytest.mark.parametrize("kind", sorted({column.codes for column in COLUMNS if column.codes}))
def test_a_code_and_its_label_are_read_as_that_code(kind: str) -> None:
    for word in CODE_LISTS[kind]:
        assert code_of(kind, word.code) == code_of(kind, word.zh) == word.code
        assert code_of(kind, label_of(kind, word.code)) == word.code


def test_what_a_spreadsheet_makes_of_a_code_or_a_label_is_read_all_the_same() -> None:
    assert code_of("relation", "1") == "01"
    assert code_of("employment", "下(待)岗") == code_of("employment", " 下（待） 岗 ") == "laid_off"
    assert code_of("relation", "100") is None


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("36000", 3_600_000), ("36,000.50", 3_600_050), ("￥1250.5", 125_050), ("300元", 30_000),
        ("１２．３４", 1_234), ("0", 0), ("0.07", 7), ("9999999999999", 999_999_999_999_900),
    ],
)  # fmt: skip
def test_money_in_yuan_is_whole_fen_and_back(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen
    assert fen_of(yuan_of(fen)) == fen


@pytest.mark.parametrize("typed", ["", "-5", "1.234", "12,34", "1e5", "三千", "1.", ".5", "1 000"])
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert fen_of(typed) is None


def read(title: str, text: str, kind: Kind = "text") -> object:
    column = next(column for column in COLUMNS if column.title == title)
    try:
        return read_cell(column, Cell(text, kind), TODAY)
    except CellFault as fault:
        return fault.code


@pytest.mark.parametrize(
    ("title", "text", "kind", "value"),
    [
        ("参加工作日期", "2003-07-01", "text", "2003-07-01"),
        ("参加工作日期", "2003/7/1", "text", "2003-07-01"),
        ("参加工作日期", "2003.07.01", "text", "2003-07-01"),
        ("参加工作日期", "2003年7月1日", "text", "2003-07-01"),
        ("参加工作日期", "20030701", "number", "2003-07-01"),
        ("参加工作日期", "2003-07-01T00:00:00", "date", "2003-07-01"),
        ("参加工作日期", "2003-02-30", "text", "not_day"),
        ("参加工作日期", "2003-07-01T08:00:00", "date", "not_day"),
        ("参加工作日期", "37803", "number", "not_day"),
        ("工会会员", "是", "text", True),
        ("工会会员", "FALSE", "flag", False),
        ("工会会员", "有", "text", "not_yes_or_no"),
        ("住房套数", "2", "number", 2),
        ("住房套数", "2.5", "number", "not_whole"),
        ("银行账号", "6217 0000 0000 0000 004", "text", "6217000000000000004"),
        ("银行账号", "6217000000000000000", "lossy", "cell_lossy"),
        ("银行账号", "123456789012345", "number", "cell_number"),  # 0123456789012345, as it was
        ("银行账号", "0123456789012345", "text", "0123456789012345"),
        ("手机号码", "13800000000", "number", "13800000000"),
        ("住址", "#REF!", "error", "cell_error"),
        ("申报困难类别", "低保边缘户", "text", "relative"),
        ("申报困难类别", "深度困难", "text", "severe"),
        ("申报困难类别", "特困", "text", "not_category"),
        ("人群标签", "单亲、残疾；女职工", "text", ["single_parent", "disabled", "female"]),
        ("人群标签", "单亲、富裕", "text", "not_on_list"),
        ("收入：工资性收入", "abc", "text", "not_items"),
        ("机动车明细", "坦克/1/是", "text", "not_vehicles"),
    ],
)
def test_a_cell_says_what_was_typed_or_which_fault_it_is(
    title: str, text: str, kind: Kind, value: object
) -> None:
    assert read(title, text, kind) == value


def test_an_amount_may_have_a_note_and_stand_beside_another() -> None:
    column = next(one for one in COLUMNS if one.title == "收入：临时救助金与慰问金")
    typed = "5000（上年；两次）；300.5"
    value = read_cell(column, Cell(typed, "text"), TODAY)
    assert value == [
        {"item": "relief", "amount_fen": 500_000, "note": "上年；两次"},
        {"item": "relief", "amount_fen": 30_050},
    ]
    assert column.kind.write(value, column) == "5000（上年；两次）；300.50"


def test_vehicles_are_told_in_one_cell_and_back() -> None:
    column = next(one for one in COLUMNS if one.title == "机动车明细")
    value = read_cell(column, Cell("普通机动车/80000/是；残疾人代步车", "text"), TODAY)
    assert value == [
        {"kind": "ordinary", "price_fen": 8_000_000, "price_proven": True},
        {"kind": "disability_mobility"},
    ]
    assert column.kind.write(value, column) == "普通机动车/80000/是；残疾人代步车"


@pytest.mark.parametrize(
    "typed",
    ["360722190001010015", "３６０７２２１９０００１０１００１５", "360722 19000101 0015",
     "360722000101001"],
)  # fmt: skip
def test_an_identity_number_of_an_old_list_is_the_canonical_one(typed: str) -> None:
    assert read("身份证号码", typed) == EXAMPLE_NUMBER == canonical(EXAMPLE_NUMBER, TODAY)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("36072219000101", "identity_number_length"),
        ("36072219000101001A", "identity_number_digits"),
        ("990722190001010015", "identity_number_province"),
        ("360722190013010015", "identity_number_birth_date"),
        ("360722190001010016", "identity_number_check_digit"),
    ],
)
def test_a_wrong_identity_number_says_what_is_wrong_with_it(typed: str, code: str) -> None:
    assert read("身份证号码", typed) == code


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_fault_has_a_sentence_in_both_languages(code: str) -> None:
    names = ("sheet", "row", "limit", "error", "fields", "maximum", "list", "other", "serial")
    values = dict.fromkeys(names, 1)
    told = say(code, values, "zh-CN"), say(code, values, "en")
    assert all(told)
    assert told[0] != told[1]
    assert "{" not in "".join(told)


def test_the_sentence_of_who_stands_elsewhere_tells_the_file_or_only_how_far_it_is() -> None:
    near = say("person_on_file", {"files": ["another_union_of_this_county"]}, "zh-CN")
    assert near == "此人已在其他困难职工档案中（本县另一工会）"
    assert "0198" in say("person_on_file", {"files": ["0198-id"]}, "en")
