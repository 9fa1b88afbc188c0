"""``aid``: the command of the installed service; from a clone, ``python3 dev.py aid …``.

A command is imported when it is called, so that ``aid token`` does not wait for a web framework.
Results go to stdout, words to stderr.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import click

__all__ = ["COMMANDS", "main"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a command is, and what the overview says of it."""

    module: str
    summary: str


COMMANDS = {
    "serve": _Place("serve", "bring the database up to date and serve HTTP"),
    "worker": _Place("worker", "do what falls due: close notices, and what is to come"),
    "seed": _Place("seed", "write one county for development and tests"),
    "demo": _Place("demo", "play a county's year and print what happened"),
    "bank-simulator": _Place("bank_simulator", "play the bank of a development database"),
    "token": _Place("token", "print an access token for each id (development)"),
    "import": _Place("import_files", "import a table of household files into a service"),
    "export": _Place("export_files", "export household files from a service as a table"),
    "verify-audit": _Place("verify_audit", "compute the audit log again, from its first entry"),
    "replay": _Place("replay", "make every decision of a year again, and compare"),
    "rules": _Place("rules", "print the tables and rules that the service runs"),
    "openapi": _Place("openapi", "print, write or check the contract"),
}


class _Lazy(click.Group):
    """A group that knows its commands by name and fetches one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module = importlib.import_module(f"service.commands.{place.module}")
        found = getattr(module, place.module)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing anything for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.summary) for name, place in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def aid() -> None:
    """困难职工帮扶 Hardship aid of trade unions: from a first form to money on the account."""


def main() -> None:
    """The console script."""
    aid.main(prog_name="aid")
