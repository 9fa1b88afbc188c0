"""How each bank heads the tables it gives out, and what its words mean: documents and no code.

A column is known by any of its headings, wherever it stands; what a bank writes beside it is not read
and not kept.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["ANSWER", "FOLDER", "STATEMENT", "Layout", "alike", "layouts", "load_layout"]

FOLDER: Final = Path(__file__).parent / "layouts"
ANSWER, STATEMENT = "answer", "statement"
OTHER_FAILURE: Final = "99"
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    ANSWER: frozenset({"reference", "amount", "outcome", "failure", "serial", "day"}),
    STATEMENT: frozenset(
        {"day", "serial", "side", "amount", "debit", "credit", "remark", "reference"}
    ),
}


def alike(text: str) -> str:
    """Width, blanks, case, asterisks and a unit in brackets do not make another word."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("*", "").upper()
    return plain.removesuffix("(元)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of each field, which of them must be there, and the words of the bank."""

    name: str
    purpose: str
    zh: str
    en: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    outcomes: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[tuple[str, str], ...] = ()
    sides: Mapping[str, str] = field(default_factory=dict)

    def outcome_of(self, text: str) -> str | None:
        return self.outcomes.get(alike(text))

    def side_of(self, text: str) -> str | None:
        return self.sides.get(alike(text))

    def failure_of(self, text: str, codes: frozenset[str]) -> str:
        """The code of a bank's reason: a code of ours, else the first fragment that stands in it."""
        plain = alike(text)
        if plain in codes:
            return plain
        return next((code for words, code in self.failures if alike(words) in plain), OTHER_FAILURE)


def load_layout(told: Mapping[str, Any]) -> Layout:
    """A document as a layout; raises ``ValueError`` for a field there is not or a doubtful heading."""
    fields = FIELDS.get(told["purpose"], frozenset())
    columns = {name: tuple(map(alike, heads)) for name, heads in told["columns"].items()}
    every = [head for heads in columns.values() for head in heads]
    if not set(columns) <= fields or not set(told["required"]) <= set(columns):
        raise ValueError(f"no layout: {told['name']}")
    if len(every) != len(set(every)):
        raise ValueError(f"one heading of {told['name']} stands for two fields")
    rest = {name: told[name] for name in ("name", "purpose", "zh", "en")}
    return Layout(
        **rest,
        columns=columns,
        required=tuple(told["required"]),
        outcomes={alike(word): code for word, code in told.get("outcomes", {}).items()},
        failures=tuple((one[0], one[1]) for one in told.get("failures", ())),
        sides={alike(word): side for word, side in told.get("sides", {}).items()},
    )


@cache
def layouts(purpose: str, folder: Path = FOLDER) -> Mapping[str, Layout]:
    """Every layout of the package for a purpose by its name, read once."""
    found = [load_layout(json.loads(p.read_text("utf-8"))) for p in sorted(folder.glob("*.json"))]
    return {one.name: one for one in found if one.purpose == purpose}
