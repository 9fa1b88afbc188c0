"""Which parts of a package hold a workbook: found by its relationships, as a spreadsheet does."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from service.sheets.archive import Archive
from service.sheets.limits import Limits
from service.sheets.markup import elements
from service.sheets.refusal import SheetRefused
from service.sheets.relationships import PACKAGE, Relationship, refuse_active_content, relationships

__all__ = ["Parts", "SheetPart", "find_parts"]

_TRUE: Final = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook names it, and the member that holds its cells."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Parts:
    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    date1904: bool  # days are counted from 1904, as Excel on a Macintosh once did


def find_parts(archive: Archive, limits: Limits) -> Parts:
    """Raises SheetRefused for what is no xlsx, and for macros, links and objects in any guise."""
    refuse_active_content(archive)
    book = _first(archive, list(relationships(archive, PACKAGE)), "officeDocument")
    if book is None or not book.casefold().endswith(".xml"):  # .bin: a binary workbook
        raise SheetRefused("not_xlsx")
    folder, name = posixpath.split(book)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    related = list(relationships(archive, path)) if path in archive else []
    sheets, date1904 = _listed(archive, book, related)
    if len(sheets) > limits.sheets:
        raise SheetRefused("too_many_sheets", sheets=len(sheets), limit=limits.sheets)
    if not sheets:
        raise SheetRefused("no_sheets")
    _refuse_namesakes(sheets)
    strings, styles = (_first(archive, related, kind) for kind in ("sharedStrings", "styles"))
    return Parts(tuple(sheets), strings, styles, date1904)


def _first(archive: Archive, related: list[Relationship], kind: str) -> str | None:
    return next((one.part for one in related if one.kind == kind and one.part in archive), None)


def _listed(
    archive: Archive, book: str, related: list[Relationship]
) -> tuple[list[SheetPart], bool]:
    """The sheets in the order of their tabs, and whether days are counted from 1904."""
    targets, taken = {one.identifier: one for one in related}, set[str]()
    sheets, date1904 = list[SheetPart](), False
    for parent, name, of in elements(book, archive.small(book)):
        if not parent and name != "workbook":
            raise SheetRefused("not_xlsx")  # a text document, a presentation
        if (parent, name) == ("workbook", "workbookPr"):
            date1904 = of.get("date1904") in _TRUE
        if (parent, name) == ("sheets", "sheet"):
            target = _target(of, targets, archive, book)
            if target.kind == "chartsheet":  # it shows cells that stand elsewhere
                continue
            if target.kind != "worksheet" or target.part.casefold() in taken:
                raise SheetRefused("markup_unexpected", part=book, line=1)
            taken.add(target.part.casefold())
            hidden = of.get("state", "visible") != "visible"
            sheets.append(SheetPart(of.get("name", ""), target.part, hidden))
    return sheets, date1904


def _refuse_namesakes(sheets: list[SheetPart]) -> None:
    """Whoever looks a sheet up by its name would find one of two, and a person sees the other one."""
    taken = set[str]()
    for one in sheets:
        if one.name.casefold() in taken:
            raise SheetRefused("sheet_name_twice", sheet=one.name)
        taken.add(one.name.casefold())


def _target(
    of: dict[str, str], targets: dict[str, Relationship], archive: Archive, book: str
) -> Relationship:
    identifier = next((text for name, text in of.items() if name.endswith(":id")), "")
    found = targets.get(identifier)
    if found is None or found.part not in archive:
        raise SheetRefused("damaged", part=book)
    return found
