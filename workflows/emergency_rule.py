"""应急救助: what an edition delegates for an emergency (社会救助暂行办法 art. 48).

Small sums may be decided at a level below and paid first; the papers and the notice follow by a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.term import Term

__all__ = ["EmergencyRule"]


@dataclass(frozen=True, slots=True)
class EmergencyRule:
    """``limit_fen`` is the most one award may be, ``year_fen`` what a household may have in a
    calendar year, None any number; ``level`` is where it is approved, ``papers`` within what time
    after the approval its papers are owed, ``evidence`` the documents needed even now."""

    limit_fen: int
    level: str
    papers: Term
    year_fen: int | None = None
    evidence: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any] | None) -> EmergencyRule | None:
        """From the member of an edition found sound; an edition without it delegates nothing."""
        if not document:
            return None
        return cls(
            document["limit_fen"],
            document["level"],
            Term.of(document["papers"]),
            document.get("year_fen"),
            tuple(document.get("evidence") or ()),
        )
