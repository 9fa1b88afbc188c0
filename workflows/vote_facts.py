"""What guards are told of the votes of a round."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["VoteFacts"]


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """The votes of this round: who has voted at all, who for this stage, and how many it takes.

    ``opposed`` voted against at this stage, ``able`` are all who have voted at it or still may;
    ``turn`` is whose turn it is, account and person, where one votes after the other; ``unsigned``
    are those who were asked to sign too and have not.
    """

    voters: frozenset[str]
    for_stage: frozenset[str]
    needed: int
    content_same: bool
    opposed: frozenset[str] = frozenset()
    able: frozenset[str] = frozenset()
    turn: tuple[str, str] | None = None
    unsigned: frozenset[str] = frozenset()
