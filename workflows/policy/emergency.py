"""What an edition must say to delegate emergency aid: a limit, a level, and a term for the papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workflows.policy.check import Check, Problem, at, nullable, record
from workflows.policy.evidence import EVIDENCE
from workflows.policy.paths import LEVEL
from workflows.policy.scalar import whole
from workflows.policy.supervision import TERM
from workflows.programme import MAX_FEN

__all__ = ["EMERGENCY", "emergency_fits"]

_FEN = whole(1, MAX_FEN)
EMERGENCY: Final[Check] = record(
    {"limit_fen": _FEN, "level": LEVEL, "papers": TERM},
    {"year_fen": nullable(_FEN), "evidence": EVIDENCE},
)


def emergency_fits(value: Mapping[str, Any], pointer: str) -> Iterator[Problem]:
    """What is needed at once is among what is needed at all; a year holds one award at least."""
    rule = value.get("emergency") or {}
    here = at(pointer, "emergency")
    for index, kind in enumerate(rule.get("evidence", ())):
        if kind not in value.get("evidence", ()):
            zh, en = "该材料不在本版本的 evidence 中", "The edition's evidence does not list it"
            yield Problem(at(at(here, "evidence"), index), "evidence_unlisted", zh, en)
    year = rule.get("year_fen")
    if year is not None and year < rule["limit_fen"]:
        zh, en = "每年限额不得低于每次限额", "Write no less than limit_fen"
        yield Problem(at(here, "year_fen"), "year_below_limit", zh, en)
