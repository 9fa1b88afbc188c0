"""Where two tellings of one decision part: what was kept, and what comes out when it is made again.

Amounts and codes may be printed. What a household answered may not: of that, only where it differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

__all__ = ["ABSENT", "Difference", "amounts", "codes", "differing", "everything"]

ABSENT: Final = object()
"""Stands where one telling has a value and the other has not even the field."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.:/-]{1,64}", re.ASCII)
Told = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; ``told`` where its values may be read by whoever runs the command."""

    field: str
    kept: Any
    again: Any
    told: bool = True

    def __str__(self) -> str:
        kept, again = _word(self.kept), _word(self.again)
        if self.told and kept is not None and again is not None:
            return f"{self.field}: kept {kept}, again {again}"
        return f"{self.field}: kept and again differ"


def amounts(field: str) -> bool:
    """A figure in fen may be read."""
    return field.endswith("_fen")


def codes(field: str) -> bool:
    """So may a code, and of a whole line that is not there its code."""
    return amounts(field) or field.endswith((".code", "]"))


def everything(_field: str) -> bool:
    """Nothing of a path or of outcomes is anybody's own."""
    return True


def differing(field: str, kept: Any, again: Any, told: Told = amounts) -> Iterator[Difference]:
    """Every place where the two part, the inmost one: ``steps[2].values.amount_fen``.

    Equal is equal in value and kind: True is not 1, and None is not a field that is missing.
    """
    if isinstance(kept, Mapping) and isinstance(again, Mapping):
        for name in dict.fromkeys((*kept, *again)):
            inner = f"{field}.{name}" if field else str(name)
            yield from differing(inner, kept.get(name, ABSENT), again.get(name, ABSENT), told)
    elif _listed(kept) and _listed(again):
        for place, (one, other) in enumerate(zip_longest(kept, again, fillvalue=ABSENT)):
            yield from differing(f"{field}[{place}]", one, other, told)
    elif type(kept) is not type(again) or kept != again:
        yield Difference(field, kept, again, told(field))


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _word(value: Any) -> str | None:
    """A value in a line of output; None where it is no code and no number."""
    if value is ABSENT:
        return "nothing"
    if isinstance(value, Mapping):
        return _word(value.get("code") or value.get("stage") or [])
    if value is None or isinstance(value, bool):
        return {None: "null", True: "yes", False: "no"}[value]
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else None
