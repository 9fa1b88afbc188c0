"""How the parts of a package point at each other, and which of these pointers are refused.

What a member is called proves nothing, so macros, links and objects are looked for in the kinds of
the relationships and in the content types as well as in the names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.sheets.archive import Archive
from service.sheets.markup import elements
from service.sheets.refusal import SheetRefused

__all__ = ["Relationship", "refuse_active_content", "relationships"]

CONTENT_TYPES: Final = "[Content_Types].xml"
PACKAGE: Final = "_rels/.rels"
# The last word of a relationship's type, and the reason for which it is refused.
_FORBIDDEN: Final = {
    "vbaProject": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "dialogsheet": "macros",
    "attachedToolbars": "macros",
    "externalLink": "external_links",
    "externalLinkPath": "external_links",
    "connections": "external_links",
    "queryTable": "external_links",
    "oleObject": "embedded_objects",
    "package": "embedded_objects",
    "control": "embedded_objects",
    "activeXControlBinary": "embedded_objects",
}


class Relationship(NamedTuple):
    """`part` is the member pointed at, from the root of the package and without a slash."""

    identifier: str
    kind: str
    part: str


def relationships(archive: Archive, name: str) -> Iterator[Relationship]:
    """`xl/_rels/workbook.xml.rels` speaks of `xl/workbook.xml`, and its targets lie beside it."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for element in elements(name, archive.small(name)):
        if element.name == "Relationship":
            of = element.attributes
            target = posixpath.normpath(posixpath.join("/", folder, of.get("Target", "")))
            kind = of.get("Type", "").rpartition("/")[2]
            yield Relationship(of.get("Id", ""), kind, target.lstrip("/"))


def refuse_active_content(archive: Archive) -> None:
    """Raises SheetRefused for what is no package of Office, or one that does more than hold."""
    if CONTENT_TYPES not in archive or PACKAGE not in archive:
        raise SheetRefused("not_xlsx")
    for element in elements(CONTENT_TYPES, archive.small(CONTENT_TYPES)):
        kind = element.attributes.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise SheetRefused("macros", part=CONTENT_TYPES)
    for name in archive.names():
        if name.casefold().endswith(".rels"):
            for related in relationships(archive, name):
                if related.kind in _FORBIDDEN:
                    raise SheetRefused(_FORBIDDEN[related.kind], part=related.part)
