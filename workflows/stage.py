"""A stage of a path: who looks at a case next, at which level, for how long, with how many votes.

The wire form is ``{"stage": "review", "level": "grassroots"}`` (wire.md «Policy edition»). Stages
are what an edition pins to an application at submission, so they compare and hash by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

__all__ = [
    "ACCEPTANCE",
    "APPROVAL",
    "BECAUSE",
    "COMMITTEE",
    "CONFIRM",
    "ECONOMIC_CHECK",
    "HOME_VISIT",
]
__all__ += ["NOTICE", "RAISED", "REVIEW", "SEQUENTIAL", "Quorum", "Stage"]

REVIEW: Final = "review"
NOTICE: Final = "notice"
BECAUSE: Final = "because"
"""Beside a stage that joined a pinned path later: why."""
APPROVAL: Final = "approval"
CONFIRM: Final = "confirm"
ACCEPTANCE: Final = "acceptance"
HOME_VISIT: Final = "home_visit"
COMMITTEE: Final = "committee"
ECONOMIC_CHECK: Final = "economic_check"
SEQUENTIAL: Final = "sequential"
RAISED: Final = ("raised_to", "raised_because")
"""Beside a stage of a pinned path that was raised: to which level, and why. No vote rests on it."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the approvers of a level must agree: ``any``, ``all``, ``n_of_m`` with ``n``; in
    whatever order, or one after the other (依次) where ``order`` says so."""

    kind: str
    n: int | None = None
    order: str | None = None

    @property
    def in_turn(self) -> bool:
        return self.order == SEQUENTIAL

    def needed(self, approvers: int) -> int:
        """The votes it takes where ``approvers`` may vote; more than there are is never reached."""
        return {"any": 1, "all": max(approvers, 1), "n_of_m": self.n or 1}[self.kind]

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        told = {"kind": self.kind, "n": self.n, "order": self.order}
        return {name: value for name, value in told.items() if value is not None}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Quorum:
        """From a wire form that `policy` has already found sound."""
        return cls(kind=document["kind"], n=document.get("n"), order=document.get("order"))


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; a notice has days and no level, a home visit visitors, the others a level.

    An approval may ask for a ``meeting``. A stage that nobody at its level could do was
    ``raised_to`` a level above.
    """

    kind: str
    level: str | None = None
    working_days: int | None = None
    quorum: Quorum | None = None
    visitors: int | None = None
    meeting: bool | None = None
    raised_to: str | None = None

    @property
    def done_at(self) -> str | None:
        """The level at which the stage is done: its own, or the one it was raised to."""
        return self.raised_to or self.level

    def to_dict(self) -> dict[str, Any]:
        """The wire form, without what the stage does not have."""
        document: dict[str, Any] = {
            "stage": self.kind,
            "level": self.level,
            "working_days": self.working_days,
            "quorum": None if self.quorum is None else self.quorum.to_dict(),
            "visitors": self.visitors,
            "meeting": self.meeting,
            "raised_to": self.raised_to,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Stage:
        """From a wire form that `policy` has already found sound."""
        quorum = document.get("quorum")
        return cls(
            kind=document["stage"],
            level=document.get("level"),
            working_days=document.get("working_days"),
            quorum=None if quorum is None else Quorum.from_dict(quorum),
            visitors=document.get("visitors"),
            meeting=document.get("meeting"),
            raised_to=document.get("raised_to"),
        )
