"""``aid seed``: one county into an empty database, again and again without harm."""

from __future__ import annotations

import click

from service.commands.opening import opened
from service.commands.start import read_settings, refuse_production
from service.use_cases.seed import seed as one_county

__all__ = ["seed"]


@click.command()
def seed() -> None:
    """Write one county for development and tests; what is there stays as it is."""
    refuse_production(read_settings(), "seed")
    with opened() as house:
        answer = house.transactions.write(one_county)
    click.echo(f"seeded: {answer.body['written']} things written", err=True)
