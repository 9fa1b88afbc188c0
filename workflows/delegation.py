"""代理: what an officer may give to another, for how long, and to whom.

A delegation bridges a leave of absence. It gives no more than the giver holds, names a last day, and
makes two persons count where one acts: whoever acts and whoever they act for (peers.md part B).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.appointment import ADMINISTRATORS, Post
from workflows.errors import (
    DelegateUnfit,
    DelegationTooLong,
    RoleUndelegable,
    RoleUnheld,
    Verdict,
)

__all__ = [
    "LONGEST_DAYS",
    "Given",
    "delegate_unfit",
    "delegation_too_long",
    "role_undelegable",
    "role_unheld",
]

LONGEST_DAYS: Final = 30
"""Where the union's terms say nothing, and never more than this."""


@dataclass(frozen=True, slots=True)
class Given:
    """What would be given: a role at a union, from a first to a last day, both counted."""

    role: str
    union: str
    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def post(self) -> Post:
        return Post(self.role, self.starts_on, self.ends_on)


def delegation_too_long(given: Given, today: date, most: int | None) -> Verdict:
    """From today on or later, in the right order, and no more days than the union's terms allow."""
    limit = min(most or LONGEST_DAYS, LONGEST_DAYS)
    ok = today <= given.starts_on <= given.ends_on and given.days <= limit
    return Verdict(DelegationTooLong, ok, {"days": given.days, "most": limit})


def role_undelegable(given: Given) -> Verdict:
    """The three administrators watch one another; nobody stands in for them unseen."""
    return Verdict(RoleUndelegable, given.role not in ADMINISTRATORS, {"role": given.role})


def role_unheld(given: Given, own: Iterable[tuple[str, str]]) -> Verdict:
    """Exactly what the giver holds today by appointment: no wider, and nothing that was given."""
    held = (given.role, given.union) in set(own)
    return Verdict(RoleUnheld, held, {"role": given.role, "union": given.union})


def delegate_unfit(giver: str, taker: str) -> Verdict:
    """To another natural person: a second account is the usual way round."""
    return Verdict(DelegateUnfit, giver != taker)
