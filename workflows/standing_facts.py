"""What guards are told of who stands where others might: owners, takers, signers, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.actor import Actor

__all__ = ["MeetingFacts", "StandingFacts"]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting that decides: when it was held; of each person present the account, the person and
    their kin; and the accounts that are nobody's within scope."""

    held_on: date
    present: tuple[tuple[str, str, frozenset[str]], ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFacts:
    """Who stands where others might: the account that owns the stage, and of a call that names an
    officer who was ``named``: as ``taker`` or ``signer`` when they hold the role it takes. ``asked_by``
    tells of each signer who has not signed who asked, and whether they stand beside the quorum;
    ``able`` are those at the stage's level who can act, ``raise_to`` is the next level above that has
    somebody."""

    owner: str | None = None
    named: str | None = None
    taker: Actor | None = None
    given_back: bool = False
    meeting_asked: bool = False
    meeting: MeetingFacts | None = None
    signer: Actor | None = None
    asked_by: tuple[tuple[str, str, bool], ...] = ()
    able: tuple[str, ...] | None = None
    raise_to: str | None = None
