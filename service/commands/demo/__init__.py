"""``aid demo``: a county's year through the real HTTP stack, and whether every figure came out.

0 when all of them did and the log holds; 1 when one is off, with expected and found side by side.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import click
from tqdm import tqdm

from service.app import House
from service.commands.demo.caller import Caller, Unexpected
from service.commands.demo.figures import differences, disagreement, found
from service.commands.demo.ground import ground
from service.commands.demo.plan import YEAR, Plan, expected
from service.commands.demo.report import report_lines
from service.commands.demo.story import Story
from service.commands.demo.year import FIRST_DAY, play_year, steps
from service.use_cases.verify_log import verify_log

__all__ = ["demo", "play"]

OFF: Final = 1


@click.command()
def demo() -> None:
    """Play a county's year and print what happened; 1 if any figure is off."""
    sys.exit(play(os.environ))


def play(
    environ: Mapping[str, str], plan: Plan = YEAR, figures: Mapping[str, int] | None = None
) -> int:
    """The exit code. ``figures`` are what must come out, if not those of the plan."""
    with _quiet(), ground(environ, FIRST_DAY) as house:
        caller = Caller(house)
        try:
            story = _played(caller, plan)
        except Unexpected as error:
            click.echo(f"demo: {error}", err=True)
            return OFF
        return _told(house, caller, story, expected(plan) if figures is None else figures)


def _played(caller: Caller, plan: Plan) -> Story:
    with tqdm(total=steps(plan), file=sys.stderr, unit=" steps", leave=False) as bar:

        def tick(words: str) -> None:
            bar.set_description(words, refresh=False)
            bar.update()

        return play_year(caller, plan, tick)


def _told(house: House, caller: Caller, story: Story, figures: Mapping[str, int]) -> int:
    """Counted, verified, printed; what is off is said last and on stderr."""
    counted = found(caller, story)
    verified = verify_log(house.transactions)
    wrong = [*differences(figures, counted), *disagreement(caller, verified)]
    for line in report_lines(caller, story, counted, verified):
        click.echo(line)
    if not wrong:
        click.echo("全部相符 Every figure is as expected.")
    for sentence in wrong:
        click.echo(f"demo: {sentence}", err=True)
    return OFF if wrong else 0


@contextmanager
def _quiet() -> Iterator[None]:
    """The line a call leaves in the log would stand between the reader and the bar."""
    access = logging.getLogger("service.access")
    before = access.level
    access.setLevel(logging.WARNING)
    try:
        yield
    finally:
        access.setLevel(before)
