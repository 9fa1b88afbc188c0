"""Workbooks made by hand, part by part: what no library would write must be written here."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from service.sheets.read_table import TableKind, read_table

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"
BOOK: Final = "xl/workbook.xml"
BOOK_RELATIONSHIPS: Final = "xl/_rels/workbook.xml.rels"
TYPES: Final = "[Content_Types].xml"
ROOT: Final = "_rels/.rels"

Part = str | bytes


def related(*pointers: tuple[str, str, str]) -> str:
    """Relationships as (id, last word of the type, target)."""
    each = (f'<Relationship Id="{i}" Type="{OFFICE}/{k}" Target="{t}"/>' for i, k, t in pointers)
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


def sheet(rows: str, around: str = "", root: str = f'<worksheet xmlns="{MAIN}">') -> str:
    """`around` stands after the cells."""
    return f"{DECLARATION}{root}<sheetData>{rows}</sheetData>{around}</worksheet>"


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def strings(*texts: str, root: str = f'<sst xmlns="{MAIN}">') -> str:
    return f"{DECLARATION}{root}{''.join(f'<si><t>{text}</t></si>' for text in texts)}</sst>"


def styles(*formats: int, custom: Mapping[int, str] | None = None) -> str:
    named = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in (custom or {}).items()
    )
    each = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{named}</numFmts>'
        f"<cellXfs>{each}</cellXfs></styleSheet>"
    )


def workbook(sheets: str, before: str = "") -> str:
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def parts_of(cells: Part, **others: Part) -> dict[str, Part]:
    """The parts of an honest workbook of one sheet; `strings` and `styles` where they are given.

    `cells` are the rows, or the whole sheet where it begins as a part does.
    """
    kinds = {"strings": "sharedStrings", "styles": "styles"}
    pointers = [("r1", "worksheet", "worksheets/sheet1.xml")]
    pointers += [(name, kinds[name], f"{kinds[name]}.xml") for name in others]
    whole = isinstance(cells, bytes) or cells.startswith(("<?xml", "<!", "<worksheet", "\ufeff"))
    return {
        TYPES: f'{DECLARATION}<Types xmlns="{PACKAGE}"/>',
        ROOT: related(("r1", "officeDocument", BOOK)),
        BOOK: workbook('<sheet name="职工" sheetId="1" r:id="r1"/>'),
        BOOK_RELATIONSHIPS: related(*pointers),
        SHEET: cells if whole else sheet(str(cells)),
        **{f"xl/{kinds[name]}.xml": part for name, part in others.items()},
    }


def book(cells: Part, **others: Part) -> bytes:
    return zipped(parts_of(cells, **others))


def stored(cells: Part, **others: Part) -> bytes:
    """Not compressed, where the size is not what shall be refused."""
    return zipped(parts_of(cells, **others), ZIP_STORED)


def texts(data: bytes, kind: TableKind = "xlsx", charset: str | None = None) -> list[list[str]]:
    """The texts of the first sheet, line by line."""
    lines = read_table(data, kind, charset).sheets[0].lines
    return [[cell.text for cell in line.cells] for line in lines]


def first_line(data: bytes) -> list[tuple[str, str]]:
    """Text and kind of each cell of the first line of the first sheet."""
    line = next(iter(read_table(data, "xlsx").sheets[0].lines))
    return [(cell.text, cell.kind) for cell in line.cells]


def hidden(data: bytes, name: str) -> bytes:
    """The same workbook with one of its sheets hidden."""
    with ZipFile(BytesIO(data)) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    shown = f'<sheet name="{name}"'
    listed = parts[BOOK].decode().replace(shown, f'{shown} state="hidden"')
    return zipped({**parts, BOOK: listed})


def zipped(parts: Mapping[str, Part], compression: int = ZIP_DEFLATED) -> bytes:
    """Names as they are given; ZipInfo would otherwise tidy a few of them."""
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, text in parts.items():
            member = ZipInfo("x")
            member.filename, member.compress_type = name, compression
            package.writestr(member, text)
    return packed.getvalue()
