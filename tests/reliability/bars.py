"""``dev.py bench bars``: what must hold whatever breaks, each bar alone, with its figure.

``dev.py bench bars 1 6`` runs two of them at full size; ``--small`` as the suite does; ``--control``
seeds each bar's own faults, one after the other, and wants every one of them to be found: a harness
that finds none proves nothing (reliability.md §6).
"""

from __future__ import annotations

import argparse
import base64
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from service.app import build_house
from service.use_cases.seed import seed
from tests.county import BUSINESS_DAY, County, environment
from tests.postgres.server import PostgresServer

__all__ = ["BARS", "Bar", "Grounds", "Outcome", "main"]

QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - where a sync is quick
KEYS = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")


@dataclass(frozen=True)
class Outcome:
    """Whether the bar held, and the figure that says how."""

    holds: bool
    figure: str


@dataclass
class Grounds:
    """Seeded counties of their own for a run, on either engine."""

    folder: Path
    server: PostgresServer
    keys: dict[str, str] = field(
        default_factory=lambda: {
            name: base64.b64encode(name.encode().ljust(32, b".")).decode() for name in KEYS
        }
    )
    templates: dict[str, str] = field(default_factory=dict)
    """By engine the seeded database that every county is a copy of; made where it is not given."""

    @contextmanager
    def county(self, engine: str) -> Iterator[County]:
        """A county in a database that nobody else has."""
        template = self._template(engine)
        with tempfile.TemporaryDirectory(dir=QUICK or self.folder) as name:
            if engine == "postgresql":
                url = self.server.create(template)
            else:
                shutil.copy(template, f"{name}/aid.db")
                url = f"sqlite:///{name}/aid.db"
            with County(url, Path(name), self.keys) as made:
                yield made
            if engine == "postgresql":
                self.server.drop(url)

    def _template(self, engine: str) -> str:
        if engine not in self.templates:
            file = self.folder / "template.db"
            self.templates[engine] = (
                self.server.template(self._fill) if engine == "postgresql" else str(file)
            )
            if engine != "postgresql":
                self._fill(f"sqlite:///{file}")
        return self.templates[engine]

    def _fill(self, url: str) -> None:
        house = build_house(environment(url, self.folder, self.keys, BUSINESS_DAY), migrated=True)
        house.transactions.write(seed)
        house.transactions.engine.dispose()


Run = Callable[[Grounds, int, str | None], Outcome]
"""From the grounds, the size and, for a control, the fault that is seeded."""


@dataclass(frozen=True)
class Bar:
    """``module`` holds ``run``; ``full`` is the size reliability.md asks for, ``small`` the suite's."""

    number: int
    what: str
    module: str
    full: int
    small: int
    faults: tuple[str, ...]

    def run(self, grounds: Grounds, size: int, fault: str | None = None) -> Outcome:
        found: Run = import_module(f"tests.reliability.{self.module}").run
        return found(grounds, size, fault)


BARS: tuple[Bar, ...] = (
    Bar(
        1, "workers killed midway", "killed_midway", 2_000, 30,
        ("a new reference each try", "settled before it was sent"),
    ),
    Bar(3, "a commit whose answer is lost", "unheard_commit", 500, 18, ("another key each time",)),
    Bar(4, "approved and paid by eight at once", "paid_once", 300, 2, ("no nets",)),
    Bar(5, "a budget asked by eight at once", "never_overspent", 200, 4, ("no nets",)),
    Bar(
        6, "bank answers repeated, shuffled, contradicting", "bank_answers", 10_000, 240,
        ("last writer wins",),
    ),
    Bar(7, "a fault at any statement", "fault_points", 100, 4, ("commit in two",)),
    Bar(
        26, "a year with the bank at its worst", "worst_year", 600, 48,
        ("the bank pays a reference twice", "a reference is used twice"),
    ),
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    chosen = [bar for bar in BARS if bar.number in options.bars or not options.bars]
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="aid-bars-") as name, PostgresServer() as server:
        grounds = Grounds(Path(name), server)
        for bar in chosen:
            size = options.size or (bar.small if options.small else bar.full)
            for fault in (None, *(bar.faults if options.control else ())):
                wrong += _told(grounds, bar, size, fault)
    return 1 if wrong else 0


_WORDS = {
    (True, True): "holds", (True, False): "BROKEN", (False, True): "NOT FOUND",
    (False, False): "found",
}  # fmt: skip


def _told(grounds: Grounds, bar: Bar, size: int, fault: str | None) -> int:
    """Print the figure; 1 when it is not what it must be: a fault has to be found."""
    started = time.monotonic()
    outcome = bar.run(grounds, size, fault)
    took = time.monotonic() - started
    seeded = f" [{fault}]" if fault else ""
    word = _WORDS[fault is None, outcome.holds]
    sys.stdout.write(
        f"bar {bar.number} {bar.what}{seeded}: {word} · {outcome.figure} · {took:.0f} s\n"
    )
    sys.stdout.flush()
    return int(outcome.holds is (fault is not None))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench bars", description=__doc__)
    parser.add_argument("bars", nargs="*", type=int, help="numbers of bars (all)")
    parser.add_argument("--small", action="store_true", help="the size of the suite")
    parser.add_argument("--size", type=int, help="a size of your own")
    parser.add_argument("--control", action="store_true", help="seed the faults too")
    return parser.parse_args(arguments)
