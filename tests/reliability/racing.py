"""Eight real processes that call at the same instant, round after round."""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.county import County, Reply
from tests.races.racers import Shot
from tests.reliability.forked import Caller, aside, caller, forked, killed
from tests.reliability.nets import take_away

__all__ = ["RACERS", "Race", "racing", "spread"]

RACERS = 8
PATIENCE_S = 120
Round = Sequence[Shot]


class Race:
    """The answers of every round, in the order of its shots."""

    def __init__(self, county: County, line: Connection) -> None:
        self.county, self._line = county, line

    def __call__(self, rounds: Sequence[Round]) -> list[list[Reply]]:
        self._line.send((self.county.house.transactions.offset, rounds))
        return [[Reply(*one) for one in answers] for answers in self._line.recv()]


@contextmanager
def racing(county: County, without: Collection[str] = ()) -> Iterator[Race]:
    """Eight processes at the county's door; ``without`` names the nets taken away in them."""
    with aside(_race, county.environment, tuple(without)) as line:
        yield Race(county, line)


def spread(shots: Sequence[Shot]) -> list[Round]:
    """Calls that have nothing to do with one another, eight at a time."""
    return [shots[start : start + RACERS] for start in range(0, len(shots), RACERS)]


def _race(line: Connection, environment: Mapping[str, str], without: Collection[str]) -> None:
    context = multiprocessing.get_context("fork")
    ready = caller(environment)
    barrier = context.Barrier(RACERS)
    lines: list[Connection] = []
    children = []
    for place in range(RACERS):
        ours, theirs = context.Pipe()
        children.append(forked(_racer, ready, barrier, theirs, place, without))
        theirs.close()
        lines.append(ours)
    try:
        while True:
            asked = line.recv()
            for one in lines:
                one.send(asked)
            told = [one.recv() for one in lines]
            rounds = enumerate(asked[1])
            line.send([[told[at][number] for at in range(len(shots))] for number, shots in rounds])
    finally:
        for child in children:
            killed(child)


def _racer(
    ready: Caller, barrier: Barrier, line: Connection, place: int, without: Collection[str]
) -> None:
    take_away(without, ready.house.transactions)
    while True:
        ready.house.transactions.offset, rounds = line.recv()
        told: list[Any] = []
        for shots in rounds:
            barrier.wait(PATIENCE_S)
            told.append(ready.call(shots[place]) if place < len(shots) else None)
        line.send(told)
