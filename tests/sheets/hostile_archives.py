"""Zips that are no honest package: bombs, lies, disguises (reliability.md §4.1)."""

from __future__ import annotations

import struct
import warnings
import zlib
from functools import partial
from hashlib import sha512
from io import BytesIO
from typing import Final
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

from tests.sheets.books import (
    BOOK,
    BOOK_RELATIONSHIPS,
    DECLARATION,
    OFFICE,
    PACKAGE,
    ROOT,
    SHEET,
    TYPES,
    Part,
    book,
    parts_of,
    related,
    row,
    sheet,
    workbook,
    zipped,
)  # fmt: skip
from tests.sheets.hostile import Hostile, each

CELL: Final = row('<c r="A1"><v>1</v></c>')
HONEST: Final = parts_of(CELL)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
_FLAGS, _CHECKSUM, _SIZE = (8, "<H"), (16, "<I"), (24, "<I")  # where in a line of the directory


def beside(name: str, part: Part = "x", compression: int = ZIP_DEFLATED) -> bytes:
    """An honest workbook with one part more, or one part replaced."""
    return zipped({**HONEST, name: part}, compression)


def _pointing(kind: str) -> bytes:
    """A relationship of a forbidden kind, to a part with an innocent name."""
    pointers = ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", kind, "theme/theme1.xml")
    return beside(BOOK_RELATIONSHIPS, related(*pointers))


def _padded(size: int) -> bytes:
    """A sheet of blanks between its tags: almost nothing when packed."""
    return book(sheet(CELL, around=" " * size))


def _bomb_beside_noise() -> bytes:
    """Noise does not pack, and so the ratio of the whole is an honest one."""
    noise = sha512().digest()
    noise = b"".join(sha512(noise + bytes([n, m])).digest() for n in range(200) for m in range(80))
    return zipped({**parts_of(sheet(CELL, around=" " * 40_000_000)), "xl/media/a.png": noise})


def _lying(data: bytes, name: str, *lies: tuple[tuple[int, str], int]) -> bytes:
    """The directory says something else of a member than what is so."""
    told = bytearray(data)
    line = data.rindex(name.encode()) - 46
    for (offset, shape), value in lies:
        struct.pack_into(shape, told, line + offset, value)
    return bytes(told)


def _cut_by_its_directory() -> bytes:
    """It claims a thousand bytes of a large sheet, and the checksum is that of the thousand."""
    whole = sheet(CELL, around=" " * 500_000).encode()
    part = whole[:1_000]
    return _lying(book(whole), SHEET, (_SIZE, len(part)), (_CHECKSUM, zlib.crc32(part)))


def _corrupt() -> bytes:
    data = bytearray(zipped(HONEST, ZIP_STORED))
    data[data.index(b"<v>1</v>") + 3] = ord("2")
    return bytes(data)


def _endless_directory() -> bytes:
    """A hundred thousand lines of a directory about one and the same member."""
    data = zipped({"a": "x"})
    start = data.index(b"PK\x01\x02")
    line = data[start : data.index(b"PK\x05\x06")]
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(line) * 100_000, start, 0
    )
    return data[:start] + line * 100_000 + end


def _overlapping() -> bytes:
    """Two members at the same bytes, as the bombs that need no nesting are built."""
    data = zipped({**HONEST, "xl/media/a": "x" * 100, "xl/media/b": "x" * 100})
    line = data.rindex(b"xl/media/b") - 46
    first = struct.unpack_from("<I", data, data.rindex(b"xl/media/a") - 46 + 42)[0]
    told = bytearray(data)
    struct.pack_into("<I", told, line + 42, first)
    return bytes(told)


def _twice(name: str) -> bytes:
    packed = BytesIO(zipped(HONEST))
    with warnings.catch_warnings(), ZipFile(packed, "a") as package:
        warnings.simplefilter("ignore")  # zipfile itself warns of it
        package.writestr(name, HONEST[SHEET])
    return packed.getvalue()


def _many_sheets(number: int, part: str) -> bytes:
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, number + 1))
    pointers = [
        (f"r{n}", "worksheet", f"worksheets/{part.format(n)}.xml") for n in range(1, number + 1)
    ]
    sheets = {f"xl/worksheets/{part.format(n)}.xml": sheet(CELL) for n in range(1, number + 1)}
    own = {BOOK: workbook(listed), BOOK_RELATIONSHIPS: related(*pointers)}
    return zipped({**HONEST, **own, **sheets})


def _named(*names: str) -> bytes:
    """A sheet for each name, the first of them hidden."""
    states = ("hidden", *["visible"] * (len(names) - 1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="r{n}"/>'
        for n, (name, state) in enumerate(zip(names, states, strict=True), start=1)
    )
    parts = [f"worksheets/sheet{n}.xml" for n in range(1, len(names) + 1)]
    pointers = [(f"r{n}", "worksheet", part) for n, part in enumerate(parts, start=1)]
    own = {BOOK: workbook(listed), BOOK_RELATIONSHIPS: related(*pointers)}
    return zipped({**HONEST, **own, **{f"xl/{part}": sheet(CELL) for part in parts}})


def _renamed(target: str, kind: str = "officeDocument", part: Part = "<document/>") -> bytes:
    """A package of Office that is none of a workbook."""
    return zipped({TYPES: HONEST[TYPES], ROOT: related(("r1", kind, target)), target: part})


def _only(kind: str, target: str = "worksheets/sheet1.xml") -> bytes:
    return beside(BOOK_RELATIONSHIPS, related(("r1", kind, target)))


_TYPE_OF_MACROS: Final = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}"><Override PartName="/{BOOK}" ContentType='
    '"application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)

NOT_A_WORKBOOK: Final = (
    *each("empty_file", {"nothing": bytes}),
    *each("not_xlsx", {
        "garbage": lambda: bytes(range(256)) * 40,
        "a CSV": "姓名,身份证号\r\n李梅,1\r\n".encode,
        "a PDF": lambda: b"%PDF-1.7\n",
        "a page": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        "gzip": lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 100,
        "a zip after something else": lambda: b"MZ" + zipped(HONEST),
        "a zip of something else": lambda: zipped({"a.txt": "x"}),
        "an OpenDocument": lambda: zipped({"mimetype": "x", "content.xml": "<a/>"}),
        "a text document": partial(_renamed, "word/document.xml"),
        "a binary workbook": partial(_renamed, "xl/workbook.bin", part=b"\x83\x01\x00"),
        "a package without a document": lambda: beside(ROOT, related()),
    }),
    *each("old_xls", {"an xls": lambda: _OLE}),
    *each("encrypted", {
        "an encrypted container": lambda: _OLE + "EncryptedPackage".encode("utf-16-le"),
        "an encrypted member": lambda: _lying(zipped(HONEST), SHEET, (_FLAGS, 0x01)),
    }),
    *each("damaged", {
        "half a zip": lambda: zipped(HONEST)[: len(zipped(HONEST)) // 2],
        "a zip without its last byte": lambda: zipped(HONEST)[:-1],
        "four bytes": lambda: b"PK\x03\x04",
        "zeros after four bytes": lambda: b"PK\x03\x04" + b"\x00" * 1_000,
        "a wrong checksum": _corrupt,
        "members that overlap": _overlapping,
        "bzip2": lambda: zipped(HONEST, ZIP_BZIP2),
        "lzma": lambda: zipped(HONEST, ZIP_LZMA),
        "a sheet that is not there": lambda: zipped(
            {name: part for name, part in HONEST.items() if name != SHEET}),
        "a sheet without its relationship": lambda: beside(BOOK_RELATIONSHIPS, related()),
        "a target outside": partial(_only, "worksheet", "../../../etc/passwd"),
        "a target elsewhere": partial(_only, "worksheet", "https://example.org/sheet.xml"),
        "no relationships at all": lambda: zipped(
            {name: part for name, part in HONEST.items() if name != BOOK_RELATIONSHIPS}),
    }),
    *each("no_sheets", {
        "no sheets": lambda: beside(BOOK, workbook("")),
        "a chart alone": partial(_only, "chartsheet"),
    }),
)  # fmt: skip

BOMBS: Final = (
    *each("unpacked_too_large", {
        "sixty megabytes of blanks": partial(_padded, 60_000_000),
        "four gigabytes, as it claims": lambda: _lying(
            zipped(HONEST), SHEET, (_SIZE, 4_294_967_294)),
        "six megabytes of relationships": lambda: beside(
            BOOK_RELATIONSHIPS, related() + " " * 6_000_000, ZIP_STORED),
    }),
    *each("ratio_too_high", {
        "forty megabytes of blanks": partial(_padded, 40_000_000),
        "forty megabytes of blanks beside a megabyte of noise": _bomb_beside_noise,
    }),
    *each("damaged", {
        "forty megabytes that claim a thousand bytes": lambda: _lying(
            _padded(40_000_000), SHEET, (_SIZE, 1_000)),
    }),
    *each("markup_malformed", {"a sheet cut by its directory": _cut_by_its_directory}),
    *each("too_many_members", {
        "three hundred members": lambda: zipped(
            {**HONEST, **{f"xl/media/{n}": "" for n in range(300)}}),
        "a hundred thousand members": _endless_directory,
    }),
    *each("nested_archive", {
        "a zip in a zip": lambda: beside("xl/r.zip", zipped({"r.zip": "x"})),
        "a workbook in a workbook": lambda: beside("customXml/item1.xlsx", zipped(HONEST)),
        "a zip without its name": lambda: beside("xl/media/image1.png", zipped(HONEST)),
        "five zips in one another": lambda: beside("xl/media/a", zipped({"b": zipped({"c": zipped(
            {"d": zipped({"e": "0" * 1_000_000})})})})),
    }),
    *each("duplicate_members", {
        "a sheet twice": partial(_twice, SHEET),
        "a sheet twice, once in capitals": partial(_twice, SHEET.upper()),
    }),
    *each("member_path", {
        f"a member called {name!r}": partial(beside, name)
        for name in ("../../etc/passwd", "/etc/passwd", "xl/../../a", "xl//a.xml", "./a", "xl/..",
                     "C:/a.xml", "xl\\worksheets\\a.xml", "xl/a\x00.xml", "xl/a\n.xml", "xl/a?.xml")
    }),
    *each("too_many_sheets", {"twenty-one sheets": partial(_many_sheets, 21, "s{}")}),
    *each("sheet_name_twice", {
        "two sheets of one name": partial(_named, "档案", "档案"),
        "two sheets of one name, once in capitals": partial(_named, "csv", "CSV"),
    }),
    *each("markup_unexpected", {"twenty sheets of one part": partial(_many_sheets, 20, "sheet1")}),
)  # fmt: skip

DISGUISES: Final = (
    *each("macros", {
        "a VBA project": lambda: beside("xl/vbaProject.bin"),
        "a VBA project elsewhere": lambda: beside("xl/media/VBAPROJECT.BIN"),
        "a VBA project under another name": partial(_pointing, "vbaProject"),
        "a type with macros": lambda: beside(TYPES, _TYPE_OF_MACROS),
        "a macro sheet": lambda: beside("xl/macrosheets/sheet1.xml"),
        "a macro sheet under another name": partial(_only, "xlMacrosheet"),
        "a dialogue sheet": partial(_only, "dialogsheet"),
    }),
    *each("external_links", {
        "a link to another workbook": lambda: beside("xl/externalLinks/externalLink1.xml"),
        "a link under another name": partial(_pointing, "externalLink"),
        "a DDE link": lambda: beside(
            "xl/externalLinks/link.xml",
            f'<externalLink xmlns:r="{OFFICE}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'),
        "a connection": lambda: beside("xl/connections.xml"),
        "a query": lambda: beside(
            "xl/worksheets/_rels/sheet1.xml.rels", related(("r1", "queryTable", "../q.xml"))),
    }),
    *each("embedded_objects", {
        "an embedded document": lambda: beside("xl/embeddings/Microsoft_Word_Document.docx"),
        "an OLE object under another name": lambda: beside(
            "xl/worksheets/_rels/sheet1.xml.rels", related(("r1", "oleObject", "../media/a.bin"))),
        "a control": lambda: beside("xl/activeX/activeX1.xml"),
        "a program": lambda: beside("xl/media/setup.exe"),
    }),
)  # fmt: skip

ARCHIVES: Final[tuple[Hostile, ...]] = (*NOT_A_WORKBOOK, *BOMBS, *DISGUISES)
