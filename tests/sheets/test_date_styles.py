"""Which formats show a date: those of Excel in Chinese, and those people make themselves."""

from __future__ import annotations

import pytest

from service.sheets.date_styles import date_styles, is_date_format
from service.sheets.refusal import SheetRefused
from tests.sheets.books import DECLARATION, styles


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@', "yyyy/m/d;@", "m/d/yy h:mm",
        '"出生："yyyy.mm', "[DBNum1][$-804]m\\月d\\日;@", "[Red]d-mmm", "h:mm:ss", "YYYY-MM-DD",
        "[$-804]aaaa;@", "mm:ss.0", "e/m/d", "[>=1]yyyy",
    ],
)  # fmt: skip
def test_a_format_of_a_date_is_seen(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize(
    "code",
    [
        "General", "@", "0", "0.00", "#,##0.00;[Red]-#,##0.00", "0.00E+00", "0%", '0"天"', '"day"0',
        '#,##0"元";@', "[Red]0", "[$¥-804]#,##0.00", "[h]:mm", "[mm]:ss", "\\d0", "0_d", "*d0",
        '0;yyyy', "[DBNum2]0", "000000", "???/???", "G/通用格式",
    ],
)  # fmt: skip
def test_any_other_format_is_a_number(code: str) -> None:
    assert not is_date_format(code)


def test_a_style_is_told_by_its_format_and_a_format_of_the_file_comes_before_a_built_in_one() -> (
    None
):
    text = styles(
        0, 14, 31, 46, 58, 176, 177, 57, 999, custom={176: "yyyy-mm", 177: "0.0", 57: "0"}
    )
    assert date_styles("xl/styles.xml", [text.encode()]) == [
        False, True, True, False, True, True, False, False, False,
    ]  # fmt: skip


def test_styles_of_borders_and_of_conditions_are_no_styles_of_cells() -> None:
    text = f"""{DECLARATION}<styleSheet><numFmts><numFmt numFmtId="176" formatCode="0"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="176"/></cellXfs>
        <dxfs><dxf><numFmt numFmtId="176" formatCode="yyyy"/></dxf></dxfs></styleSheet>"""
    assert date_styles("xl/styles.xml", [text.encode()]) == [False, False]


def test_styles_without_end_are_refused() -> None:
    with pytest.raises(SheetRefused, match="markup_too_complex"):
        date_styles("xl/styles.xml", [styles(*[14] * 65_537).encode()])
