"""The workbook made anew from what was scanned: the only bytes that calamine is ever given.

Stored without compression, under names and relationships of our own, so that nothing the stranger
wrote about the package can matter: sizes, paths, counts, further parts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from service.sheets.archive import Archive
from service.sheets.date_styles import date_styles
from service.sheets.formula_glance import seen_formula
from service.sheets.limits import Limits
from service.sheets.parts import Parts
from service.sheets.refusal import SheetRefused
from service.sheets.scan_sheet import SheetScan
from service.sheets.scan_strings import StringsScan

__all__ = ["Repacked", "repack"]

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NUMBER, _DATE = b'<xf numFmtId="0"/>', b'<xf numFmtId="14"/>'


@dataclass(frozen=True, slots=True)
class Repacked:
    """An xlsx, and for each sheet the error of each cell that shows one: calamine drops them."""

    book: BytesIO
    errors: tuple[dict[int, dict[int, str]], ...]


def repack(archive: Archive, parts: Parts, limits: Limits) -> Repacked:
    """Raises SheetRefused for anything in strings, styles or sheets that is not as it must be."""
    book, scans, lengths = BytesIO(), list[SheetScan](), array("I")
    for sheet in parts.sheets:
        cell = seen_formula(archive.glance(sheet.part))
        if cell is not None:
            raise SheetRefused("formula", sheet=sheet.name, cell=cell)
    with ZipFile(book, "w", ZIP_STORED) as package:
        if parts.strings is not None:
            scan = StringsScan(parts.strings, limits)
            content = scan.content(archive.chunks(parts.strings))
            _write(package, "xl/sharedStrings.xml", "sst", content)
            lengths = scan.lengths
        if parts.styles is not None:
            styles = date_styles(parts.styles, archive.small(parts.styles))
            content = (_DATE if is_date else _NUMBER for is_date in styles)
            _write(package, "xl/styles.xml", "styleSheet", (b"<cellXfs>", *content, b"</cellXfs>"))
        for number, sheet in enumerate(parts.sheets, start=1):
            scans.append(SheetScan(sheet.name, sheet.part, lengths, limits))
            rows = scans[-1].content(archive.chunks(sheet.part))
            name = f"xl/worksheets/sheet{number}.xml"
            _write(package, name, "worksheet", rows, b"<sheetData>", b"</sheetData>")
            _refuse_sums(scans, limits)
        _write_frame(package, len(scans), parts)
    book.seek(0)
    return Repacked(book, tuple(scan.errors for scan in scans))


def _refuse_sums(scans: list[SheetScan], limits: Limits) -> None:
    """What calamine will lay out for the sheets together: rectangles, and a copy of each text."""
    if sum(scan.rows * scan.columns for scan in scans) > limits.cells:
        raise SheetRefused("too_many_cells", limit=limits.cells)
    if sum(scan.shared_bytes for scan in scans) > limits.unpacked_bytes:
        raise SheetRefused("too_much_text", limit=limits.unpacked_bytes)


def _write(
    package: ZipFile, name: str, root: str, content: Iterable[bytes], *around: bytes
) -> None:
    before, after = around or (b"", b"")
    with package.open(name, "w") as part:
        part.write(f'<{root} xmlns="{_MAIN}">'.encode() + before)
        for piece in content:
            part.write(piece)
        part.write(after + f"</{root}>".encode())


def _write_frame(package: ZipFile, sheets: int, parts: Parts) -> None:
    """Sheets are called by their number: names matter to people only and are kept aside."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    for name, text in {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r0" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{related}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{parts.date1904:d}"/><sheets>{listed}</sheets></workbook>',
    }.items():
        package.writestr(name, text)
