"""What the guards of a campaign, and of a line in one, are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

__all__ = ["CampaignFacts", "LineOf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """``room`` is how many places a union has left of its quota, ``asked`` how many are to be taken
    now; ``listed`` whether the household stands in the campaign already. Of the lists nothing told
    is None: nobody looked.
    """

    list_by: date | None = None
    room: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    listed: tuple[str, ...] | None = None
    lines: int | None = None
    unready: tuple[str, ...] | None = None
    doubled: Sequence[Mapping[str, object]] | None = None
    waiting: tuple[str, ...] | None = None
    unfinished: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LineOf:
    """The campaign an application stands in: its state, None where it stands in none, what is brought
    and up to which amount; ``agrees`` says that occasion and year of the line are the campaign's.
    ``drawn_by`` are the natural persons who drew the campaign up or published it."""

    state: str | None = None
    kind: str | None = None
    standard_fen: int | None = None
    agrees: bool = True
    drawn_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The natural persons who brought the goods, as far as they are known officers, how many it takes,
    and whether the day named lies between the decision and today."""

    visitors: frozenset[str]
    needed: int
    day_fits: bool
