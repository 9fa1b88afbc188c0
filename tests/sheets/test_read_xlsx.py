"""What is honest is read as the person sees it, however the program that saved it spells it."""

from __future__ import annotations

from io import BytesIO

import pytest

from service.sheets.limits import Limits
from service.sheets.read_table import read_table
from service.sheets.read_xlsx import parsed, parser_faults_refused
from service.sheets.refusal import SheetRefused
from tests.sheets.books import (
    BOOK,
    BOOK_RELATIONSHIPS,
    DECLARATION,
    MAIN,
    SHEET,
    Part,
    book,
    first_line,
    parts_of,
    related,
    row,
    sheet,
    strings,
    styles,
    texts,
    workbook,
    zipped,
)  # fmt: skip

PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c>'
    '<x:c r="B1" t="inlineStr"><x:is><x:t>困</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
)


def cell(text: str, kind: str = "n", style: str = "") -> str:
    return f'<c t="{kind}"{style}><v>{text}</v></c>'


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("references in single quotes", book("<row r='1'><c r='B1'><v>5</v></c></row>"), ["", "5"]),
        ("cells without references", book("<row><c><v>1</v></c><c><v>2</v></c></row>"), ["1", "2"]),
        ("some with references", book(row('<c r="B1"><v>1</v></c>', "<c><v>2</v></c>")), ["", "1", "2"]),
        ("cells with a prefix", book(f"{DECLARATION}{PREFIXED}"), ["5", "困"]),
        ("a byte order mark", book("\ufeff" + sheet(row(cell("5")))), ["5"]),
        ("no declaration", book(f"<worksheet><sheetData>{row(cell('5'))}</sheetData></worksheet>"), ["5"]),
        ("blanks between tags", book("\n <row>\n  <c>\n <v>5</v>\n </c>\n</row>\n"), ["5"]),
        ("comments around the data", book(sheet(row(cell("5")), around="<!-- a --><?b c?>")), ["5"]),
        ("text of a formula's kind", book(row(cell("困&amp;&lt;&#26446;", "str"))), ["困&<李"]),
        ("pieces of rich text", book(row(cell("0", "s")), strings=f"{DECLARATION}<sst><si><r><rPr><b/>"
         "</rPr><t>困难</t></r><r><t>职工</t></r></si></sst>"), ["困难职工"]),
        ("text with its reading", book(row(cell("0", "s")), strings=f"{DECLARATION}<sst><si><t>李</t>"
         '<rPh sb="0" eb="1"><t>リ</t></rPh></si></sst>'), ["李"]),
        ("strings that are empty", book(row(cell("0", "s"), cell("2", "s")), strings=f"{DECLARATION}"
         "<sst><si/><si><t/></si><si><t>x</t></si></sst>"), ["", "x"]),
        ("strings in the order of their numbers", book(row(cell("1", "s"), cell("0", "s")),
         strings=strings("a", "b")), ["b", "a"]),
        ("escaped characters", book(row(cell("a_x000D_b_x005F_x0041_", "str"))), ["a\rb_x0041_"]),
        ("a rare character", book(row(cell("𠮷𰻞", "str"))), ["𠮷𰻞"]),
        ("text that looks like DDE", book(row(cell("=cmd|'/C calc'!A0", "str"))), ["=cmd|'/C calc'!A0"]),
        ("a sheet that claims to be endless", book(f'{DECLARATION}<worksheet><dimension ref="A1:XFD1048576"'
         f"/><sheetData>{row(cell('5'))}</sheetData></worksheet>"), ["5"]),
        ("strings that claim to be endless", book(row(cell("0", "s")), strings=strings(
            "x", root='<sst count="99999999999" uniqueCount="99999999999">')), ["x"]),
        ("formatted cells far away", book(row(cell("5")) + row('<c r="XFD1048576" s="1"/>', number=1_048_576)), ["5"]),
        ("merged cells", book(sheet(row(cell("5")),
         around='<mergeCells><mergeCell ref="A1:D1"/></mergeCells>')), ["5"]),
        ("values that are empty", book(row("<c><v/></c>", "<c><v></v></c>", cell("5"))), ["", "", "5"]),
        ("rules with formulas", book(sheet(row(cell("5")), around="<dataValidations><dataValidation>"
         "<formula1>A1</formula1></dataValidation></dataValidations><ext><f>A1</f></ext>")), ["5"]),
    ],
)  # fmt: skip
def test_what_is_honest_is_read(name: str, data: bytes, expected: list[str]) -> None:
    assert texts(data) == [expected], name


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("42", ("42", "number")),
        ("42.0", ("42", "number")),
        ("-7", ("-7", "number")),
        ("-0", ("0", "number")),
        ("1E5", ("100000", "number")),
        ("0.1", ("0.1", "number")),
        ("0.30000000000000004", ("0.3", "number")),
        ("1234.5599999999999", ("1234.56", "number")),
        ("0.0000001", ("0.0000001", "number")),
        ("999999999999999", ("999999999999999", "number")),
        ("1000000000000000", ("1000000000000000", "lossy")),
        ("110105194912310021", ("110105194912310000", "lossy")),
        ("6.217000000000001E+18", ("6217000000000000000", "lossy")),
        ("-1E+15", ("-1000000000000000", "lossy")),
    ],
)
def test_a_number_is_its_digits_and_one_of_more_than_fifteen_is_lost(
    value: str, expected: tuple[str, str]
) -> None:
    assert first_line(book(row(cell(value)))) == [expected]


def test_flags_and_errors_are_told_apart_from_text() -> None:
    cells = cell("1", "b"), cell("0", "b"), cell("#DIV/0!", "e"), cell("TRUE", "str")
    assert first_line(book(row(*cells))) == [
        ("TRUE", "flag"), ("FALSE", "flag"), ("#DIV/0!", "error"), ("TRUE", "text"),
    ]  # fmt: skip


def test_a_line_may_hold_nothing_but_an_error_beside_empty_cells() -> None:
    assert first_line(book(row('<c r="D1" t="e"><v>#N/A</v></c>'))) == [
        ("", "empty"), ("", "empty"), ("", "empty"), ("#N/A", "error"),
    ]  # fmt: skip


@pytest.mark.parametrize("format_number", [14, 22, 27, 31, 36, 50, 57, 58])
def test_a_birthday_in_a_format_of_chinese_excel_is_a_date(format_number: int) -> None:
    data = book(row(cell("31119", style=' s="1"')), styles=styles(0, format_number))
    assert first_line(data) == [("1985-03-13", "date")]


@pytest.mark.parametrize(
    ("value", "date1904", "expected"),
    [
        ("46027", "0", ("2026-01-05", "date")),
        ("46027.5", "0", ("2026-01-05T12:00:00", "date")),
        ("44565", "1", ("2026-01-05", "date")),
        ("0.5", "0", ("12:00:00", "text")),
        ("20260105", "0", ("20260105", "number")),
    ],
)
def test_a_date_is_iso_and_what_no_calendar_holds_stays_a_number(
    value: str, date1904: str, expected: tuple[str, str]
) -> None:
    parts: dict[str, Part] = parts_of(row(cell(value, style=' s="0"')), styles=styles(14))
    listed = '<sheet name="a" sheetId="1" r:id="r1"/>'
    parts[BOOK] = workbook(listed, before=f'<workbookPr date1904="{date1904}"/>')
    assert first_line(zipped(parts)) == [expected]


def test_a_date_may_be_spelled_as_one() -> None:
    assert first_line(book(row(cell("2026-01-05", "d")))) == [("2026-01-05", "date")]


def test_lines_keep_the_numbers_the_person_sees_and_end_where_nothing_follows() -> None:
    data = book(row(cell("5"), number=3) + row(cell(" ", "str"), number=4) + row(cell("6"), number=5)
                + row(cell("\u3000", "str"), number=9) + row("<c/>", number=12))  # fmt: skip
    lines = read_table(data, "xlsx").sheets[0].lines
    assert [(line.number, len(line.cells)) for line in lines] == [
        (1, 0), (2, 0), (3, 1), (4, 0), (5, 1),
    ]  # fmt: skip
    assert len(lines) == 5
    assert list(lines) == list(lines)


def test_blanks_around_a_text_are_trimmed_and_those_inside_stay() -> None:
    assert texts(book(row(cell("\u3000 李\u3000梅 \n", "str")))) == [["李\u3000梅"]]
    assert texts(book(row(cell("\u00a0李", "str")))) == [["\u00a0李"]]


def test_cells_after_the_last_one_that_holds_anything_are_dropped() -> None:
    assert texts(book(row(cell("5"), cell("", "str"), "<c/>", cell(" ", "str")))) == [["5"]]


def test_sheets_come_in_the_order_of_their_tabs_with_hidden_ones_told() -> None:
    parts = parts_of(row(cell("1")))
    parts |= {
        "xl/worksheets/b.xml": sheet(row(cell("2"))),
        "xl/chartsheets/c.xml": "<chartsheet/>",
        BOOK: workbook(
            '<sheet name="图" sheetId="9" r:id="c"/><sheet name="二" sheetId="2" state="hidden" r:id="b"/>'
            '<sheet name="一&amp;{0}" sheetId="1" state="visible" r:id="a"/>'
        ),
        BOOK_RELATIONSHIPS: related(
            ("a", "worksheet", f"/{SHEET}"), ("b", "worksheet", "worksheets/b.xml"),
            ("c", "chartsheet", "chartsheets/c.xml"),
        ),
    }  # fmt: skip
    sheets = read_table(zipped(parts), "xlsx").sheets
    assert [(one.name, one.hidden) for one in sheets] == [("二", True), ("一&{0}", False)]
    assert [next(iter(one.lines)).cells[0].text for one in sheets] == ["2", "1"]


def test_an_empty_sheet_is_a_sheet_without_lines() -> None:
    for rows in ("", row(), row("<c/>")):
        assert texts(book(rows)) == []
    assert texts(book(f"{DECLARATION}<worksheet><sheetData/></worksheet>")) == []


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(rows=2), "too_many_rows"),
        (Limits(columns=2), "too_many_columns"),
        (Limits(cells=8), "too_many_cells"),
        (Limits(characters=2), "cell_too_long"),
        (Limits(sheets=0), "too_many_sheets"),
        (Limits(members=4), "too_many_members"),
        (Limits(upload_bytes=500), "file_too_large"),
        (Limits(unpacked_bytes=500), "unpacked_too_large"),
        (Limits(other_bytes=500), "unpacked_too_large"),
    ],
)
def test_every_limit_is_kept(limits: Limits, reason: str) -> None:
    data = book("".join(row(*[cell("困难户", "str")] * 3, number=n) for n in (1, 2, 3)))
    assert len(texts(data)) == 3
    with pytest.raises(SheetRefused) as refused:
        read_table(data, "xlsx", limits=limits)
    assert refused.value.reason == reason


def test_cells_that_hold_nothing_are_counted_as_well() -> None:
    assert texts(book(row(*["<c/>"] * 3))) == []
    with pytest.raises(SheetRefused, match="too_many_cells"):
        read_table(book(row(*["<c/>"] * 3)), "xlsx", limits=Limits(cells=2))


def test_merged_areas_are_counted_to_their_limit() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
    data = book(sheet(row(cell("5")), around=merged))
    assert len(read_table(data, "xlsx", limits=Limits(merged=2)).sheets) == 1
    with pytest.raises(SheetRefused, match="merged_cells"):
        read_table(data, "xlsx", limits=Limits(merged=1))


def test_a_panic_of_the_parser_is_a_refusal() -> None:
    """The count of strings overflows in calamine; `repack` never hands it on."""
    parts = parts_of(
        row(cell("0", "s")), strings=strings("x", root=f'<sst uniqueCount="{10**18}">')
    )
    with pytest.raises(SheetRefused, match="unreadable"), parser_faults_refused():  # noqa: PT012
        parsed(BytesIO(zipped(parts)))
        pytest.fail("calamine read it")
    assert texts(zipped(parts)) == [["x"]]


@pytest.mark.parametrize("meant_for_the_process", [KeyboardInterrupt, SystemExit])
def test_what_is_meant_for_the_process_passes(meant_for_the_process: type[BaseException]) -> None:
    with pytest.raises(meant_for_the_process), parser_faults_refused():
        raise meant_for_the_process
