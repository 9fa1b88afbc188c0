"""A small model of the contract (wire.md): who may do what to a case in which state, and what it does.

Written from the page, not from the tables: it imports nothing of the program. ``Said`` is what an answer
must be; nothing in the model changes until the answer was compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

__all__ = ["OFFICERS", "Batch", "Case", "Fund", "Notice", "Officer", "Payout", "Said", "Stage"]
__all__ += ["gravest", "nth_working_day", "refused", "waiting_at"]

GRASSROOTS, OTHER, COUNTY = "360722001", "360722002", "360722"
ABOVE: Final = {
    "360000": ("360000",),
    "360700": ("360000", "360700"),
    COUNTY: ("360000", "360700", COUNTY),
    GRASSROOTS: ("360000", "360700", COUNTY, GRASSROOTS),
    OTHER: ("360000", "360700", COUNTY, OTHER),
    "360723": ("360000", "360700", "360723"),
    "360723001": ("360000", "360700", "360723", "360723001"),
}
LEVELS: Final = {1: "province", 2: "city", 3: "county", 4: "grassroots"}
HOLIDAYS: Final = frozenset({date(2026, 4, 6)})
"""清明节, the only one within the weeks a run may last."""


@dataclass(frozen=True)
class Officer:
    """One post each; ``person`` is who stands behind the account."""

    id: str
    role: str
    union: str
    person: str

    def sees(self, union: str) -> bool:
        return self.union in ABOVE[union]

    @property
    def level(self) -> str:
        return LEVELS[len(ABOVE[self.union])]

    def holds(self, roles: Iterable[str], union: str, level: str | None = None) -> bool:
        return self.role in roles and self.sees(union) and level in (None, self.level)


def _officers() -> Iterable[Officer]:
    posts = {
        "clerk-1": ("clerk", GRASSROOTS), "clerk-2": ("clerk", OTHER),
        "reviewer-1": ("reviewer", GRASSROOTS), "reviewer-2": ("reviewer", OTHER),
        "county-reviewer-1": ("reviewer", COUNTY), "approver-1": ("approver", COUNTY),
        "approver-2": ("approver", COUNTY), "approver-3": ("approver", COUNTY),
        "twin-1": ("approver", COUNTY), "city-approver-1": ("approver", "360700"),
        "outsider-clerk-1": ("clerk", "360723001"), "outsider-approver-1": ("approver", "360723"),
        "maker-1": ("payment_maker", COUNTY), "checker-1": ("payment_checker", COUNTY),
        "fund-1": ("fund_manager", COUNTY), "auditor-1": ("auditor", COUNTY),
        "bank": ("bank_gateway", COUNTY),
    }  # fmt: skip
    for name, (role, union) in posts.items():
        yield Officer(name, role, union, "clerk-1" if name == "twin-1" else name)


OFFICERS: Final = {one.id: one for one in _officers()}


@dataclass(frozen=True)
class Said:
    """An answer: its status, the codes that must be among those it gives, the things that exist and
    change, how many come into being, and how many notes the log gets beside the deeds."""

    status: int
    codes: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()
    new: int = 0
    notes: int = 0

    @property
    def ok(self) -> bool:
        return self.status in (200, 201)


STATUS: Final = {
    "key_required": 400, "not_found": 404, "role_required": 403, "version_required": 428,
    "stale_version": 412, "wrong_state": 409, "separation_of_duties": 403, "already_voted": 409,
    "duplicate_claim": 409, "payout_exists": 409, "payout_in_batch": 409, "objection_closed": 409,
}  # fmt: skip
NOTED: Final = frozenset({"not_found", "role_required", "separation_of_duties"})


def refused(*codes: str) -> Said:
    """403 goes before 409, 409 before 422; refusals for role, scope and separation are noted."""
    status = {STATUS.get(code, 422) for code in codes}
    first = next((one for one in (400, 404, 403, 428, 412, 409) if one in status), 422)
    noted = any(code in NOTED and STATUS[code] == first for code in codes)
    return Said(first, frozenset(codes), notes=int(noted))


def gravest(failed: Iterable[str]) -> Said | None:
    codes = tuple(failed)
    return refused(*codes) if codes else None


@dataclass(frozen=True)
class Stage:
    kind: str
    level: str | None = None
    quorum: str = "any"
    n: int = 1

    def wire(self) -> dict[str, object]:
        if self.kind == "notice":
            return {"stage": "notice", "working_days": 5}
        told: dict[str, object] = {"stage": self.kind, "level": self.level}
        if self.kind == "approval":
            n = {"n": self.n} if self.quorum == "n_of_m" else {}
            told["quorum"] = {"kind": self.quorum, **n}
        return told


def waiting_at(path: tuple[Stage, ...], position: int) -> str:
    """`submitted` until the reviews are done, `reviewed` until the next notice opens, `notice_passed`
    while only approvals remain, `approved` when the whole path is done."""
    kinds = [stage.kind for stage in path[position:]]
    if not kinds:
        return "approved"
    if "review" in kinds:
        return "submitted"
    return "reviewed" if "notice" in kinds else "notice_passed"


def nth_working_day(after: date, n: int) -> date:
    """The opening day is not counted."""
    day = after
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5 and day not in HOLIDAYS
    return day


@dataclass
class Notice:
    id: str
    union: str
    lines: dict[int, Case]
    ends_on: dict[int, date]
    starts_on: date
    state: str = "open"
    line_state: dict[int, str] = field(default_factory=dict)
    objections: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By id: the line and the state."""

    @property
    def last_day(self) -> date:
        standing = [n for n, state in self.line_state.items() if state in ("open", "held")]
        return max((self.ends_on[n] for n in standing), default=self.starts_on)

    def open_against(self, line: int) -> int:
        return sum(told == (line, "open") for told in self.objections.values())


@dataclass
class Payout:
    id: str
    case: Case
    state: str = "pending"
    batch: Batch | None = None
    attempts: list[tuple[str, str, str]] = field(default_factory=list)
    """Reference, batch, state."""


@dataclass
class Batch:
    id: str
    payouts: list[Payout]
    fund: Fund
    state: str = "draft"


@dataclass
class Fund:
    id: str
    allocated: int = 0
    available: int = 0
    committed: int = 0
    disbursed: int = 0

    @property
    def figures(self) -> dict[str, int]:
        return {
            "source": -self.allocated, "available": self.available, "committed": self.committed,
            "disbursed": self.disbursed, "passed_down": 0, "carried_out": 0,
        }  # fmt: skip


@dataclass
class Case:
    """An application; ``held`` are the duties in it by natural person, those on its file included."""

    id: str
    union: str
    award: int
    path: tuple[Stage, ...]
    held: set[tuple[str, str]]
    state: str = "draft"
    position: int = 0
    voted: dict[str, int] = field(default_factory=dict)
    """Of this round, by person: the place in the path."""
    fund: Fund | None = None
    payout: Payout | None = None
    notices: list[tuple[Notice, int]] = field(default_factory=list)
    current: Notice | None = None
    contradicted: bool = False
    """The bank said "paid" of an attempt that had failed, of whichever payout."""

    @property
    def stage(self) -> Stage | None:
        inside = self.state in ("submitted", "reviewed", "on_notice", "notice_passed")
        return self.path[self.position] if inside else None

    @property
    def objections(self) -> int:
        return sum(notice.open_against(line) for notice, line in self.notices)

    def separated(self, who: Officer, duty: str) -> bool:
        return all(held == duty for held, person in self.held if person == who.person)

    def arrive(self, position: int) -> None:
        self.position, self.state = position, waiting_at(self.path, position)

    @property
    def line(self) -> int | None:
        """The line of the notice it stands on or passed."""
        found = [line for notice, line in self.notices if notice is self.current]
        return found[-1] if found else None

    @property
    def hearable(self) -> bool:
        """异议 is heard from the opening of the notice until the line's case is decided."""
        stage = self.stage
        return self.current is not None and stage is not None and stage.kind != "review"

    def needed(self) -> int:
        stage = self.stage
        if stage is None or stage.quorum != "all":
            return stage.n if stage is not None and stage.quorum == "n_of_m" else 1
        free = {
            one.person
            for one in OFFICERS.values()
            if one.holds({"approver"}, self.union, stage.level)
            and self.separated(one, "approve")
            and self.voted.get(one.person, self.position) == self.position
        }
        return max(len(free), 1)
