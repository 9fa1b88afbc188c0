"""What the steps of a run share: who and what there is, chosen by the seed, rightly most of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.reliability.model import (
    OFFICERS,
    Batch,
    Case,
    Fund,
    Notice,
    Officer,
    Payout,
    Said,
    Stage,
    refused,
)
from tests.reliability.planned import Version
from tests.reliability.seen import Seen

__all__ = ["Different", "Place", "StageOfPlay"]

RIGHT = 0.88


class Different(AssertionError):
    """The service and the model disagree."""


@dataclass(frozen=True)
class Place:
    """An active file: where it is kept, by whom, and the duties its cases begin with."""

    id: str
    union: str
    clerk: str
    account: str
    held: frozenset[tuple[str, str]]


class StageOfPlay:
    """Everything of one run, and the seed's choices among it."""

    def __init__(
        self, rng: Random, path: tuple[Stage, ...], files: Sequence[Place], today: date
    ) -> None:  # fmt: skip
        self.rng, self.path, self.files, self.today = rng, path, files, today
        self.fund = Fund("")
        self.cases: list[Case] = []
        self.notices: list[Notice] = []
        self.batches: list[Batch] = []
        self.payouts: list[Payout] = []
        self.claims: dict[str, str] = {}
        self.file_of: dict[str, str | None] = {}
        self.seen = Seen(0, {}, {}, {}, {})
        self.keys = 0
        self.faultless = False
        self.name = f"{rng.random()}"

    def well(self, chance: float) -> bool:
        """Whether this is done as it should be: by chance, and always while the run is led in."""
        return self.faultless or self.rng.random() < chance

    def someone(self, right: str) -> Officer:
        """The right one most of the time, else anybody."""
        name = right if self.well(RIGHT) else self.rng.choice(sorted(OFFICERS))
        return OFFICERS[name]

    def a_case(self) -> Case:
        alive = [one for one in self.cases if one.state not in ("rejected", "withdrawn", "lapsed")]
        return self.rng.choice(alive if alive and self.well(RIGHT) else self.cases)

    def some_cases(self, fit: Callable[[Case], bool]) -> list[Case]:
        """One or two that fit, or any if none does."""
        found = [one for one in self.cases if fit(one)]
        chosen = found if found and self.well(RIGHT) else self.cases
        return self.rng.sample(chosen, min(len(chosen), self.rng.choice((1, 1, 2))))

    def version(self, thing: str) -> Version:
        number = self.seen.numbers[thing]
        if not self.well(0.97):
            return Version(None, fresh=False)
        stale = not self.well(0.96)
        return Version(f'"{number - 1 if stale else number}"', not stale)

    def outdated(self, version: Version) -> Said | None:
        failed = version.failed()
        return refused(failed) if failed else None

    def new_key(self) -> str:
        self.keys += 1
        return f"{self.name}-{self.keys}"

    def key_for(self, needed: bool) -> str | None:
        return None if needed and not self.well(0.97) else self.new_key()

    def keyless(self, key: str | None, needed: bool) -> Said | None:
        return refused("key_required") if needed and key is None else None

    def apart(self, who: Officer, duty: str, *cases: Case) -> Iterator[str]:
        if not all(case.separated(who, duty) for case in cases):
            yield "separation_of_duties"

    def same(self, found: object, expected: object) -> None:
        if found != expected:
            raise Different(f"{found!r} is not {expected!r}")
