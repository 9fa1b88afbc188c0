"""Instruction formats are documents and no code: a bank of a like shape is one file more.

A document that a file was once dispatched by never changes, or its bytes could not be made again; a
test holds each to its digest. A changed shape is a new name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["FOLDER", "GENERIC", "OTHER", "OWN", "WHOLE", "Format", "FormatField", "formats", "load"]

FOLDER: Final = Path(__file__).parent / "formats"
GENERIC: Final = "generic_csv_utf8"
WHOLE, OWN, OTHER = "all", "own", "other"
KINDS: Final = ("csv", "xml")
CHARSETS: Final = ("utf-8", "gb18030", "gbk")
LINE_VALUES: Final = frozenset(
    {
        "line", "name", "account", "bank", "yuan", "summary", "reference", "short_reference", "own_flag",
        "place",
    }
)  # fmt: skip
HEAD_VALUES: Final = frozenset(
    {"payer_account", "payer_code", "sum_yuan", "count", "file_reference", "memo"}
)


@dataclass(frozen=True, slots=True)
class FormatField:
    """One column or element: a constant, or one of the values there are. ``most`` counts bytes of the
    bank's charset; ``part`` is the only part it stands in; ``inert`` takes the life from a formula."""

    name: str
    value: str = ""
    constant: str = ""
    most: int | None = None
    inert: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """How one bank wants its file. ``split``: payees of the bank itself and of others go to files of
    their own."""

    name: str
    zh: str
    en: str
    kind: str
    charset: str
    line: tuple[FormatField, ...]
    split: bool = False
    needs_account: bool = False
    root: str = ""
    head: tuple[tuple[str, tuple[FormatField, ...]], ...] = ()
    line_element: str = ""

    @property
    def media(self) -> str:
        return f"{'text/csv' if self.kind == 'csv' else 'application/xml'}; charset={self.charset}"


def load(told: Mapping[str, Any]) -> Format:
    """A document as a format; raises ``ValueError`` for what it should not say."""
    known = set(Format.__dataclass_fields__)
    if set(told) - known or told.get("kind") not in KINDS or told.get("charset") not in CHARSETS:
        raise ValueError(f"no instruction format: {told.get('name')}")
    head = tuple(
        (one["element"], _fields(one["fields"], HEAD_VALUES)) for one in told.get("head", ())
    )
    rest = {name: value for name, value in told.items() if name not in ("head", "line")}
    return Format(**rest, line=_fields(told["line"], LINE_VALUES), head=head)


def _fields(told: Iterable[Mapping[str, Any]], values: frozenset[str]) -> tuple[FormatField, ...]:
    found = tuple(FormatField(**one) for one in told)
    for one in found:
        if bool(one.value) is bool(one.constant) or (one.value and one.value not in values):
            raise ValueError(f"the field {one.name} says neither a constant nor a value there is")
        if one.part not in (None, OWN, OTHER):
            raise ValueError(f"the field {one.name} stands in a part there is not")
    return found


@cache
def formats(folder: Path = FOLDER) -> Mapping[str, Format]:
    """Every format of the package by its name, read once."""
    found: Sequence[Format] = [
        load(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))
    ]
    return {one.name: one for one in found}
