"""Packages in order whose XML is not: entities, charsets, depths, cells out of place, formulas."""

from __future__ import annotations

from functools import partial
from typing import Final

from tests.sheets.books import (
    BOOK,
    BOOK_RELATIONSHIPS,
    DECLARATION,
    MAIN,
    ROOT,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Part,
    book,
    row,
    sheet,
    stored,
    strings,
    styles,
)  # fmt: skip
from tests.sheets.hostile import Hostile, each
from tests.sheets.hostile_archives import CELL, beside

_LAUGHS: Final = '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
_EXTERNAL: Final = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _one(cell: str) -> bytes:
    return book(row(cell))


def _laughing(name: str, declaration: str = _LAUGHS) -> bytes:
    """The document type stands before an otherwise honest part."""
    whole: dict[str, Part] = {
        SHEET: sheet(row('<c r="A1" t="str"><v>&l9;</v></c>')),
        STRINGS: strings("&l9;"), STYLES: styles(0), BOOK: "<workbook/>", TYPES: "<Types/>",
        ROOT: "<Relationships/>", BOOK_RELATIONSHIPS: "<Relationships/>",
    }  # fmt: skip
    text = str(whole[name]).removeprefix(DECLARATION)
    if name in (STRINGS, STYLES):
        key = "strings" if name == STRINGS else "styles"
        return book(CELL, **{key: declaration + text})
    return beside(name, declaration + text)


def _encoded(charset: str, declared: str) -> bytes:
    text = sheet(CELL).replace("UTF-8", declared)
    return book(text.encode(charset))


def _referring(*references: str) -> bytes:
    return book(row(*(f'<c r="{reference}"><v>1</v></c>' for reference in references)))


def _at(reference: str, number: int) -> bytes:
    return book(row(f'<c r="{reference}"><v>1</v></c>', number=number))


def _around(text: str) -> bytes:
    return stored(sheet(CELL, around=text))


def _merged(*areas: str) -> bytes:
    each_area = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return _around(f"<mergeCells>{each_area}</mergeCells>")


def _rectangle() -> bytes:
    """Two cells, each within its limits, and four million between them."""
    far = row('<c r="GR20001"><v>1</v></c>', number=20_001)
    return book(CELL + far)


def _echo() -> bytes:
    """Two thousand characters once, and shown until they are sixty megabytes."""
    lines = "".join(row('<c t="s"><v>0</v></c>', number=n) for n in range(1, 10_001))
    return book(lines, strings=strings("困" * 2_000))


def _distinct_names(pattern: str) -> bytes:
    return _around("".join(pattern.format(n) for n in range(100_000)))


MARKUP: Final = (
    *each("document_type", {
        "a billion laughs in the sheet": partial(_laughing, SHEET),
        "a billion laughs in the strings": partial(_laughing, STRINGS),
        "a billion laughs in the styles": partial(_laughing, STYLES),
        "a billion laughs in the workbook": partial(_laughing, BOOK),
        "a billion laughs in the types": partial(_laughing, TYPES),
        "a billion laughs in the relationships": partial(_laughing, ROOT),
        "a billion laughs in those of the workbook": partial(_laughing, BOOK_RELATIONSHIPS),
        "an entity from a file": partial(_laughing, SHEET, _EXTERNAL),
        "a document type alone": partial(_laughing, SHEET, "<!DOCTYPE worksheet>"),
    }),
    *each("not_utf8_xml", {
        "UTF-16": partial(_encoded, "utf-16", "UTF-16"),
        "UTF-16 without its mark": partial(_encoded, "utf-16-le", "UTF-16"),
        "UTF-32": partial(_encoded, "utf-32", "UTF-32"),
        "UTF-8 that says UTF-16": partial(_encoded, "utf-8", "UTF-16"),
        "GB2312, as it says": partial(_encoded, "gb2312", "GB2312"),
        "Latin 1, as it says": partial(_encoded, "latin-1", "ISO-8859-1"),
    }),
    *each("markup_malformed", {
        "bytes that are not UTF-8": lambda: book(sheet(row('<c t="str"><v>')).encode() + b"\xff"),
        "GB18030 without a word": lambda: book(
            sheet(row('<c r="A1" t="str"><v>困难职工</v></c>')).encode("gb18030")),
        "an open sheet": lambda: book(sheet(CELL).removesuffix("</worksheet>")),
        "an empty sheet": lambda: book(b""),
        "two roots": lambda: book(sheet(CELL) + "<worksheet/>"),
        "an unknown entity": partial(_one, '<c r="A1" t="str"><v>&nbsp;</v></c>'),
        "an attribute twice": partial(_one, '<c r="A1" r="A1"><v>1</v></c>'),
        "a raw NUL": partial(_one, '<c r="A1" t="str"><v>a\x00b</v></c>'),
        "an escaped NUL": partial(_one, '<c r="A1" t="str"><v>a&#0;b</v></c>'),
        "a surrogate": partial(_one, '<c r="A1" t="str"><v>&#xD800;</v></c>'),
    }),
    *each("markup_too_complex", {
        "three hundred thousand tags of nothing": partial(_around, "<a/>" * 300_000),
        "a hundred thousand levels": lambda: _around("<a>" * 100_000 + "</a>" * 100_000),
        "a hundred thousand names": partial(_distinct_names, "<a{}/>"),
        "a hundred thousand names of attributes": partial(_distinct_names, '<a b{}=""/>'),
        "an attribute of a megabyte": lambda: _around(f'<a b="{"x" * 1_000_000}"/>'),
        "a comment of a megabyte": lambda: _around(f"<!--{'ab' * 500_000}-->"),
    }),
    *each("markup_unexpected", {
        "another root": lambda: book(f'{DECLARATION}<chartsheet xmlns="{MAIN}"/>'),
        "no sheet of data": lambda: book(f'{DECLARATION}<worksheet xmlns="{MAIN}"/>'),
        "two sheets of data": partial(_around, f"<sheetData>{CELL}</sheetData>"),
        "data further in": lambda: book(
            f"{DECLARATION}<worksheet><a><sheetData>{CELL}</sheetData></a></worksheet>"),
        "data within data": lambda: book(f"<row><sheetData>{CELL}</sheetData></row>"),
        "a cell without a row": lambda: book('<c r="A1"><v>1</v></c>'),
        "a row in a row": lambda: book(f'<row r="1">{CELL}</row>'),
        "a cell in a cell": partial(_one, '<c r="A1" t="inlineStr"><is><c/><t>x</t></is></c>'),
        "a formula in a text": partial(
            _one, '<c r="A1" t="inlineStr"><is><t>x</t><f>1+1</f></is></c>'),
        **{name: partial(_one, f'<c r="A1" t="inlineStr"><is>{text}</is></c>') for name, text in {
            "two texts": "<t>a</t><t>b</t>",
            "a text and a run": "<t>a</t><r><t>b</t></r>",
            "a run and a text": "<r><t>b</t></r><t>a</t>",
            "a run of two texts": "<r><t>a</t><t>b</t></r>",
            "a run in a run": "<r><r><t>a</t></r></r>",
            "a tag in a text": "<t>a<x/>b</t>",
            "a tag in the text of a run": "<r><t>a<x/>b</t></r>",
            "a text among the looks of a run": "<r><rPr><t>a</t></rPr><t>b</t></r>",
        }.items()},
        "a tag in a value": partial(_one, '<c r="A1"><v><x/>5</v></c>'),
        "a comment in a number": partial(_one, '<c r="A1"><v>1<!-- -->2</v></c>'),
        "an instruction in a number": partial(_one, '<c r="A1"><v>1<?x?>2</v></c>'),
        "CDATA for a number": partial(_one, '<c r="A1"><v><![CDATA[5]]></v></c>'),
        "CDATA for a text": partial(
            _one, '<c r="A1" t="inlineStr"><is><t><![CDATA[=1+1]]></t></is></c>'),
        "CDATA among the strings": lambda: book(CELL, strings=strings("<![CDATA[x]]>")),
        "a string in a string": lambda: book(CELL, strings=strings("<si><t>x</t></si>")),
        "strings that are a sheet": lambda: book(CELL, strings=sheet(CELL)),
    }),
)  # fmt: skip

CELLS: Final = (
    *each("too_many_rows", {
        "the last cell of a sheet": partial(_at, "XFD1048576", 1_048_576),
        "a row beyond the limit": partial(_at, "A20002", 20_002),
    }),
    *each("too_many_columns", {
        "the last column of a sheet": partial(_at, "XFD1", 1),
        "a column beyond the limit": partial(_at, "GS1", 1),
        "columns without references": lambda: book(row(*("<c><v>1</v></c>" for _ in range(201)))),
    }),
    *each("too_many_cells", {
        "a rectangle of four million": _rectangle,
        "a million and a quarter of strings": lambda: stored(
            CELL, strings=f"<sst>{'<si/>' * 1_250_001}</sst>"),
    }),
    *each("too_much_text", {"a long string in ten thousand cells": _echo}),
    *each("merged_cells", {
        "a thousand merged areas and one": lambda: _merged(
            *(f"A{n}:B{n}" for n in range(1, 1_002))),
        "a whole sheet merged": partial(_merged, "A1:XFD1048576"),
        "a merged area backwards": partial(_merged, "B2:A1"),
        "a merged area without end": partial(_merged, "A1:"),
    }),
    *each("cell_reference", {
        **{f"a cell called {reference!r}": partial(_referring, reference)
           for reference in ("a1", "$A$1", "A01", "A0", "A2", "A", "1", "", "A1 ", "A1:B1", "ＡA1",
                             "A-1", "XFE1", "AAAA1", "AAAAAAAAAAAAAA1", "A99999999999", "A１")},
        "a cell twice": partial(_referring, "A1", "A1"),
        "cells backwards": partial(_referring, "B1", "A1"),
        **{f"a row called {number!r}": lambda number=number: book(  # type: ignore[misc]
            f'<row r="{number}"><c><v>1</v></c></row>')
           for number in ("0", "-1", "01", "1.0", "x", "", " 1", "99999999")},
        "a row beyond the last": lambda: book(row(number=1_048_577)),
        "a row after the last": lambda: book(f"{row(number=1_048_576)}<row/>"),
        "a row twice": lambda: book(CELL + row("<c><v>1</v></c>")),
        "rows backwards": lambda: book(row(number=2) + CELL),
    }),
    *each("unreadable", {"a reference in entities": partial(_referring, "&#65;1")}),
    *each("cell_content", {
        "a string that is not there": lambda: book(
            row('<c r="A1" t="s"><v>2</v></c>'), strings=strings("x", "y")),
        "a string without any strings": partial(_one, '<c r="A1" t="s"><v>0</v></c>'),
        "an absurd string": lambda: book(
            row('<c r="A1" t="s"><v>99999999999999999999</v></c>'), strings=strings("secret")),
        "a string before the first": lambda: book(
            row('<c r="A1" t="s"><v>-1</v></c>'), strings=strings("secret")),
        "not a number": partial(_one, '<c r="A1"><v>nan</v></c>'),
        "infinity": partial(_one, '<c r="A1"><v>inf</v></c>'),
        "a number in words": partial(_one, '<c r="A1"><v>一百</v></c>'),
        "a number with a comma": partial(_one, '<c r="A1"><v>1,000</v></c>'),
        "a number in entities": partial(_one, '<c r="A1"><v>1&#49;</v></c>'),
        "full-width digits": partial(_one, '<c r="A1"><v>１２</v></c>'),
        "an exponent without end": partial(_one, '<c r="A1"><v>1e99999</v></c>'),
        "a flag that is neither": partial(_one, '<c r="A1" t="b"><v>2</v></c>'),
        "an unknown error": partial(_one, '<c r="A1" t="e"><v>#WHAT!</v></c>'),
        "a day that is none": partial(_one, '<c r="A1" t="d"><v>tomorrow</v></c>'),
        "an unknown type": partial(_one, '<c r="A1" t="zz"><v>1</v></c>'),
        "two values": partial(_one, '<c r="A1"><v>5</v><v>6</v></c>'),
        "a value and a text": partial(_one, '<c r="A1"><v>5</v><is><t>6</t></is></c>'),
        "a value for a text": partial(_one, '<c r="A1" t="inlineStr"><v>5</v></c>'),
        "a style in words": partial(_one, '<c r="A1" s="x"><v>5</v></c>'),
        "something else": partial(_one, '<c r="A1"><w>5</w></c>'),
    }),
    *each("cell_too_long", {
        "2,001 characters": partial(_one, f'<c r="A1" t="str"><v>{"困" * 2_001}</v></c>'),
        "2,001 inline": partial(
            _one, f'<c r="A1" t="inlineStr"><is><t>{"x" * 2_001}</t></is></c>'),
        "two million shared": lambda: book(
            row('<c r="A1" t="s"><v>0</v></c>'), strings=strings("0123456789" * 20_000)),
    }),
    *each("cell_nul", {"an escaped NUL in a text": partial(
        _one, '<c r="A1" t="str"><v>a_x0000_b</v></c>')}),
)  # fmt: skip

_FORMULAS: Final = {
    "a formula": "<f>1+1</f><v>2</v>",
    "a formula after its value": "<v>2</v><f>1+1</f>",
    "a formula without a value": "<f>NOW()</f>",
    "a formula that is empty": "<f/><v>2</v>",
    "a shared formula": '<f t="shared" ref="C3:C9" si="0">A1</f><v>2</v>',
    "a cell of a shared formula": '<f t="shared" si="0"/><v>2</v>',
    "an array formula": '<f t="array" ref="C3:D9">SUM(A1:A2)</f><v>2</v>',
    "a table of data": '<f t="dataTable" ref="C3:C9" r1="A1"/><v>2</v>',
    "DDE": "<f>cmd|'/C calc'!A0</f><v>0</v>",
    "a formula with a prefix": f'<x:f xmlns:x="{MAIN}">1+1</x:f><v>2</v>',
}
FORMULAS: Final = tuple(
    Hostile(
        name,
        partial(book, row(f'<c r="C3">{text}</c>', number=3)),
        "formula",
        {"sheet": "职工", "cell": "C3"},
    )
    for name, text in _FORMULAS.items()
)

_VALUE: Final = '<c r="C3"><v>2</v></c>'
_HEAD: Final = f'<worksheet xmlns="{MAIN}">'


def _sheet_of(before: str, line: str) -> bytes:
    return book(f"{_HEAD}{before}<sheetData>{line}</sheetData></worksheet>")


_HIDDEN: Final = {
    "a row that is hidden": ("", f'<row r="3" hidden="1">{_VALUE}</row>'),
    "a row that is hidden, in words": ("", f'<row r="3" hidden="true">{_VALUE}</row>'),
    "a row without height": ("", f'<row r="3" ht="0.0" customHeight="1">{_VALUE}</row>'),
    "a column that is hidden": (
        '<cols><col min="2" max="9" hidden="1"/></cols>', f'<row r="3">{_VALUE}</row>',
    ),
    "a column without width": (
        '<cols><col min="3" max="3" width="0"/></cols>', f'<row r="3">{_VALUE}</row>',
    ),
    "rows that are hidden unless shown": (
        '<sheetFormatPr zeroHeight="1"/>', f'<row r="3">{_VALUE}</row>',
    ),
}  # fmt: skip
UNSEEN: Final = tuple(
    Hostile(name, partial(_sheet_of, *told), "cell_hidden", {"sheet": "职工", "cell": "C3"})
    for name, told in _HIDDEN.items()
)

SHEETS: Final[tuple[Hostile, ...]] = (*MARKUP, *CELLS, *FORMULAS, *UNSEEN)
