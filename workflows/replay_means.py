"""The category of a confirmed file made again from what was kept with it, by `decide_means`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.difference import codes, differing, everything
from workflows.means_case import INPUTS, decide_means
from workflows.policy import parse_means
from workflows.replayed import Replayed, total

__all__ = ["KeptFile", "replay_file"]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What stands written of the confirmation of a hardship file."""

    document: Mapping[str, Any]
    edition_id: str | None
    category: str | None
    record: Mapping[str, Any]


def replay_file(kept: KeptFile) -> Replayed:
    """Category and steps of a means test once more, where its inputs were kept."""
    return total(lambda: _file(kept))


def _file(kept: KeptFile) -> Replayed:
    record = kept.record
    found = [
        *differing("edition_id", record["edition_id"], kept.edition_id, everything),
        *differing("category", kept.category, record["category"], everything),
    ]
    if INPUTS not in record:
        return Replayed(tuple(found), (INPUTS,))
    again = decide_means(parse_means(kept.document), record[INPUTS])
    found += differing("assessment.category", record["category"], again.result.category, everything)
    found += differing("steps", record["steps"], again.steps, codes)
    return Replayed(tuple(found))
