"""Policy editions: what a union's own rules must say, and what they mean once they are sound.

`problems` looks at a whole document and names every line that is wrong with what to write instead;
`parse_programme` and `parse_means` make values of a document without problems (wire.md «Policy
edition»; domain.md §3.5 lists what differs by place and is therefore data).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.policy.benefits import benefit_of
from workflows.policy.check import Check, Problem, listed, nullable, record
from workflows.policy.edition import (
    HARDSHIP_FILE,
    Caps,
    ProgrammeEdition,
    Threshold,
    ladder,
    parse_programme,
)
from workflows.policy.evidence import EVIDENCE
from workflows.policy.means import MEANS
from workflows.policy.means_edition import MeansEdition, parse_means
from workflows.policy.paths import PATH, THRESHOLDS
from workflows.policy.scalar import UNION, day, one_of, whole
from workflows.programme import MAX_FEN, Programme
from workflows.vocabulary import codes

__all__ = [
    "HARDSHIP_FILE",
    "Caps",
    "MeansEdition",
    "Problem",
    "ProgrammeEdition",
    "Threshold",
    "ladder",
    "parse_means",
    "parse_programme",
    "problems",
]

CAPS = ("per_time_fen", "person_year_fen", "household_year_fen")
CAP = nullable(whole(0, MAX_FEN))


def _no_window(value: Any, pointer: str) -> Iterator[Problem]:
    """A window nobody enforces must not be accepted: a control that never refuses is not one."""
    if value is not None:
        yield Problem(pointer, "window", "目前须为 null", "Write null: windows are not offered yet")


def _programme(programme: Programme) -> Check:
    return record(
        {
            "programme": one_of((programme.code,)),
            "union": UNION,
            "in_force_from": day,
            "benefit": benefit_of(programme),
            "caps": record({}, dict.fromkeys(CAPS, CAP)),
            "fund_sources": listed(
                one_of(codes("fund_source")), 1, len(codes("fund_source")), distinct=True
            ),
            "path": PATH,
            "thresholds": THRESHOLDS,
        },
        {
            "minimum_base_fen": whole(0, MAX_FEN),
            "window": _no_window,
            "evidence": EVIDENCE,
            "living_line_fen": nullable(whole(1, MAX_FEN)),
        },
    )


def problems(document: Any, programmes: Mapping[str, Programme]) -> tuple[Problem, ...]:
    """Everything that is wrong with the document of an edition; empty where it is sound."""
    code = document.get("programme") if isinstance(document, dict) else None
    unknown = tuple(one_of((HARDSHIP_FILE, *programmes))(code, "/programme"))
    if unknown:
        return unknown
    check = MEANS if code == HARDSHIP_FILE else _programme(programmes[str(code)])
    return tuple(check(document, ""))
