"""Which roles one natural person may hold at once, and that nobody appoints himself.

The three administrators (三员: system, security, audit) watch one another and touch no case; who
makes a payment does not check it. Checked when somebody is appointed, on the natural person with
all accounts, because a second account is the usual way round (static separation of duty, reliability.md
§3.2; 会计法 art. 25, 35; 行政事业单位内部控制规范).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.actor import Actor
from workflows.errors import IncompatibleRoles, Recusal, Verdict
from workflows.vocabulary import Role, codes

__all__ = [
    "ADMINISTRATORS",
    "BUSINESS",
    "INCOMPATIBLE",
    "MACHINES",
    "OFFICERS",
    "Post",
    "incompatible_roles",
    "not_oneself",
]

ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
MACHINES: Final = frozenset({Role.FINANCE_SYSTEM, Role.BANK_GATEWAY})
OFFICERS: Final = tuple(role for role in codes("role") if role not in MACHINES)
BUSINESS: Final = frozenset(OFFICERS) - ADMINISTRATORS

INCOMPATIBLE: Final[Mapping[str, frozenset[str]]] = {
    **{role: frozenset(OFFICERS) - {role} for role in ADMINISTRATORS},
    **dict.fromkeys(BUSINESS, ADMINISTRATORS),
    Role.PAYMENT_MAKER: ADMINISTRATORS | {Role.PAYMENT_CHECKER},
    Role.PAYMENT_CHECKER: ADMINISTRATORS | {Role.PAYMENT_MAKER},
}
"""What may not be held beside a role, by the role."""


@dataclass(frozen=True, slots=True)
class Post:
    """A role from a first to a last day; open-ended without one."""

    role: str
    starts_on: date
    ends_on: date | None = None

    def meets(self, other: Post) -> bool:
        """Whether some day lies in both."""
        last, other_last = self.ends_on or date.max, other.ends_on or date.max
        return max(self.starts_on, other.starts_on) <= min(last, other_last)


def incompatible_roles(post: Post, held: Iterable[Post]) -> Verdict:
    """Whether the person holds, on any day of the new post, a role that excludes it."""
    excluded = INCOMPATIBLE[post.role]
    found = sorted({one.role for one in held if one.role in excluded and one.meets(post)})
    return Verdict(IncompatibleRoles, not found, {"role": post.role, "held": found})


def not_oneself(actor: Actor, person: str) -> Verdict:
    """Nobody gives, takes or prolongs their own powers, under whichever account."""
    ok = person not in set(actor.persons())
    return Verdict(
        Recusal, ok, zh="不得为本人办理任免", en="Nobody appoints or dismisses themselves"
    )
