"""CSV that is no honest table: charsets, NUL, quotes without end, rows without end."""

from __future__ import annotations

import codecs
from functools import partial
from typing import Final, NamedTuple

from tests.sheets.hostile import each

_LINE: Final = "姓名,身份证号\r\n李梅,110105194912310021\r\n"


def _encoded(charset: str, text: str = _LINE) -> bytes:
    return text.encode(charset)


HOSTILE_CSV: Final = (
    *each("empty_file", {"nothing": bytes}),
    *each("csv_utf16", {
        "UTF-16 with its mark": partial(_encoded, "utf-16"),
        "UTF-16, the other way round": lambda: codecs.BOM_UTF16_BE + _encoded("utf-16-be"),
        "UTF-16 of Latin letters without its mark": partial(_encoded, "utf-16-le", "name,number\r\n"),
        "UTF-32": partial(_encoded, "utf-32"),
    }),
    *each("csv_nul", {
        "a NUL in a cell": lambda: _encoded("utf-8", "a\r\nb\x00c,d\r\n"),
        "a NUL at the end": lambda: _encoded("utf-8") + b"\x00",
        "UTF-16 of Chinese without its mark": partial(_encoded, "utf-16-le", "困难职工家庭档案\r\n"),
        "an xlsx": lambda: b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(1, 256)),
    }),
    *each("csv_undecodable", {
        "neither charset": lambda: b"a,b\r\n\xff\xff,c\r\n",
        "an euro of Windows": lambda: b"price\r\n\x80 5\r\n",
        "a character cut off": lambda: _encoded("gb18030")[:-3] + b"\xc0",
        "four bytes cut off": lambda: "𠮷".encode("gb18030")[:3],
        "a charset changed half-way": lambda: _encoded("utf-8") * 3 + _encoded("gb18030") + b"\xff",
    }),
    *each("csv_quotes", {
        "a quote that is not closed": lambda: b'a,"b\r\nc,d\r\n',
        "a quote that is not closed, of half a megabyte": lambda: b'a,"' + b"b\r\n" * 100_000,
        "words after a quote": lambda: b'"a"b,c\r\n',
        "a quote alone": lambda: b'"',
    }),
    *each("csv_row_too_long", {
        "a million columns": lambda: b"," * 1_000_000,
        "a line of a megabyte": lambda: b"x" * 1_000_000,
        "a quoted cell of a megabyte": lambda: b'"' + b"x" * 1_000_000 + b'"',
        "a row of many quoted line ends": lambda: b'"\n",' * 1_000_000 + b"x",
    }),
    *each("too_many_columns", {
        "201 columns": lambda: b"x," * 200 + b"x\r\n",
        "a hundred thousand columns": lambda: b"," * 100_000 + b"x",
    }),
    *each("too_many_rows", {
        "20,002 rows": lambda: b"x\r\n" * 20_002,
        "a row after many empty ones": lambda: b"\n" * 20_001 + b"x\n",
        "two million empty rows": lambda: b"\n" * 2_000_000,
        "old line ends": lambda: b"x\r" * 20_002,
    }),
    *each("too_many_cells", {"four million cells": lambda: b"1," * 199 + b"1\n" + (b"1," * 199 + b"1\n") * 20_000}),
    *each("cell_too_long", {
        "2,001 characters": partial(_encoded, "utf-8", "困" * 2_001),
        "2,001 in quotes": partial(_encoded, "gb18030", f'"{"困" * 2_001}",x'),
        "a cell of a hundred thousand": lambda: b"a,b\r\n" + b"x" * 100_000,
    }),
    *each("file_too_large", {"twenty megabytes and a byte": lambda: b"x" * 20_000_001}),
)  # fmt: skip


class Honest(NamedTuple):
    name: str
    data: bytes
    charset: str | None
    expected: list[list[str]]


_TABLE: Final = [["姓名", "身份证号"], ["李梅", "110105194912310021"]]
HONEST_CSV: Final = (
    Honest("UTF-8", _encoded("utf-8"), None, _TABLE),
    Honest("UTF-8 with its mark", _encoded("utf-8-sig"), None, _TABLE),
    Honest("UTF-8 as was said", _encoded("utf-8"), "UTF-8", _TABLE),
    Honest("UTF-8 with its mark as was said", _encoded("utf-8-sig"), "utf-8", _TABLE),
    Honest("GB18030", _encoded("gb18030"), None, _TABLE),
    Honest("GB18030 as was said", _encoded("gb18030"), "gb18030", _TABLE),
    Honest("GBK of old Excel", _encoded("gbk"), None, _TABLE),
    Honest("GB18030 with a mark of its own", _encoded("gb18030", "\ufeff" + _LINE), None, _TABLE),
    Honest("four bytes of GB18030", _encoded("gb18030", "𠮷,㐂,ꓸ"), None, [["𠮷", "㐂", "ꓸ"]]),
    Honest("rare characters in UTF-8", _encoded("utf-8", "𰻞𰻞,𠮷\U00031350"), None, [["𰻞𰻞", "𠮷\U00031350"]]),
    Honest("the middle dot of names", _encoded("gb18030", "买买提·艾力"), None, [["买买提·艾力"]]),
    Honest("what Notepad once took for UTF-8", _encoded("gb18030", "联通"), None, [["联通"]]),
    Honest("valid in both, as was said", _encoded("gb18030", "篓"), "gb18030", [["篓"]]),
    Honest("old line ends", b"a,b\rc,d\r", None, [["a", "b"], ["c", "d"]]),
    Honest("line feeds", b"a,b\nc,d", None, [["a", "b"], ["c", "d"]]),
    Honest("line ends mixed", b"a\r\nb\nc\rd", None, [["a"], ["b"], ["c"], ["d"]]),
    Honest("a line end in quotes", b'"a\r\nb",c\r\nd', None, [["a\r\nb", "c"], ["d"]]),
    Honest("quotes in quotes", b'"a ""b"" c"', None, [['a "b" c']]),
    Honest("a comma in quotes", '"a,b",困'.encode(), None, [["a,b", "困"]]),
    Honest("a quote inside a cell", b'5" tall,x', None, [['5" tall', "x"]]),
    Honest("empty rows in between and after", b"a\n\n,,\n b \n,\n\n", None, [["a"], [], [], ["b"]]),
    Honest("empty cells after the last", "a,,\u3000,\n".encode(), None, [["a"]]),
    Honest("a tab that kept the digits", b"110105194912310021\t,x", None, [["110105194912310021", "x"]]),
    Honest("an apostrophe that we set", b"'=1+1,'-5,''=1,'abc", None, [["=1+1", "-5", "'=1", "'abc"]]),
    Honest("text that is a formula elsewhere", b"=1+1,@x", None, [["=1+1", "@x"]]),
    Honest("only empty rows", b"\n,,\n", None, []),
)  # fmt: skip
