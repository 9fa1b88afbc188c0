"""``aid replay --year 2026``: 0 when every decision comes out as it was kept, 1 and each difference."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import MAXYEAR

import click

from service.commands.opening import opened
from service.commands.start import NO, Stopped
from service.use_cases.replay_decisions import Told, replay_decisions
from service.use_cases.replay_row import ERASED
from workflows.errors import UnionUnknown

__all__ = ["replay"]

TITLE = {
    ERASED: "their personal values were erased; only the log's digests of them stand",
    "conditions": "their record (0.1.0) has no outcomes of conditions",
    "grants": "their record has no single grants; sums and steps were compared",
    "inputs": "inputs not kept; the means test cannot be made again",
}


@click.command("replay")
@click.option("--year", type=click.IntRange(2000, MAXYEAR - 1), required=True, help="2026")
@click.option("--union", help="Only this union and those below it, by its code.")
def replay(year: int, union: str | None) -> None:
    """Make every decision of a year again under its pinned edition; list every difference.

    Each row is held against the log as well. Nothing is written. What a household answered is not
    printed: amounts, codes and the names of fields are.
    """
    counted: Counter[str] = Counter()
    with opened(log_open=False) as house:
        try:
            for told in replay_decisions(house.transactions, year, union):
                _tell(told, counted)
        except UnionUnknown as error:
            raise Stopped(f"{union}: {error.zh}. {error.en}.") from None
    for name, words in TITLE.items():
        if counted[name]:
            click.echo(f"{counted[name]:,} as far as their record says: {words}")
    decisions, lines = (
        _many(counted["decisions"], "decision"),
        _many(counted["lines"], "difference"),
    )
    click.echo(f"{decisions} replayed, {lines}")
    if counted["lines"]:
        sys.exit(NO)


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _tell(told: Told, counted: Counter[str]) -> None:
    for line in told.lines:
        click.echo(f"{told.kind} {told.thing}: {line}")
    counted.update(told.unkept)
    counted["lines"] += len(told.lines)
    counted["decisions"] += told.decided
