"""One call of a run: what is sent, what must be answered, and what becomes of the model if it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.county import Reply
from tests.reliability.model import Case, Fund, Officer, Said, gravest, refused

__all__ = ["Call", "Planned", "Version", "admitted", "stop"]

Effect = Callable[[Reply], None]


@dataclass(frozen=True)
class Call:
    who: str | None
    method: str
    path: str
    body: Any
    etag: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        sent = f" If-Match {self.etag}" if self.etag else ""
        return f"{self.who or 'public'} {self.method} {self.path}{sent} {self.body}"


@dataclass(frozen=True)
class Version:
    """The ETag a call sends, and whether it is the one the thing has."""

    sent: str | None
    fresh: bool

    def failed(self) -> str | None:
        if self.sent is None:
            return "version_required"
        return None if self.fresh else "stale_version"


@dataclass(frozen=True)
class Planned:
    call: Call
    said: Said
    effect: Effect = lambda _reply: None
    """Only where the answer is what was said, and it is not a refusal."""


def admitted(
    who: Officer, union: str, roles: set[str], level: str | None = None
) -> Said | None:  # fmt: skip
    """404 for what lies elsewhere, 403 for another role; both are noted."""
    if not who.sees(union):
        return refused("not_found")
    return None if who.holds(roles, union, level) else refused("role_required")


def stop(case: Case, state: str) -> Iterator[str]:
    """Out of the path: its money is free again, its line is taken off the list; what that touches."""
    case.state = state
    if case.fund is not None:
        free(case.fund, case)
    notice, line = case.current, case.line
    if notice is not None and line is not None and notice.line_state[line] in ("open", "held"):
        notice.line_state[line] = "withdrawn"
        yield notice.id


def free(fund: Fund, case: Case) -> None:
    fund.committed -= case.award
    fund.available += case.award
    case.fund = None


def commit(fund: Fund, case: Case) -> None:
    fund.available -= case.award
    fund.committed += case.award
    case.fund = fund


def line_failures(case: Case, who: Officer, duty: str) -> Iterator[str]:
    """What stands against one line of a batch, whenever it is looked at."""
    if not case.separated(who, duty):
        yield "separation_of_duties"
    if case.objections:
        yield "objection_open"
    if case.contradicted:
        yield "payout_contradicted"


def first(*said: Said | None, failed: Iterator[str], done: Said) -> Said:
    """The first check that fails gives the status; of guards the gravest."""
    return next((one for one in (*said, gravest(failed)) if one is not None), done)
