"""Before a command begins: its settings, and what it says when it may not begin.

Exit code 1 is an answer (no, or: it does not hold); 2 is wrong usage, wrong settings, no database.
"""

from __future__ import annotations

import os
from typing import Final

import click

from service.settings import Settings, SettingsRefused

__all__ = ["NO", "NOT_BEGUN", "Stopped", "read_settings", "refuse_production"]

NO: Final = 1
NOT_BEGUN: Final = 2


class Stopped(click.ClickException):
    """The command ends here, by default because it could not begin; the words go to stderr."""

    def __init__(self, words: str, exit_code: int = NOT_BEGUN) -> None:
        super().__init__(words)
        self.exit_code = exit_code  # type: ignore[misc] # click reads it from the instance

    def show(self, file: object = None) -> None:
        click.echo(f"aid: {self.format_message()}", err=True)


def read_settings() -> Settings:
    try:
        return Settings.from_environ(os.environ)
    except SettingsRefused as error:
        raise Stopped("\n".join(error.sentences)) from None


def refuse_production(settings: Settings, command: str) -> None:
    if settings.production:
        raise Stopped(f"{command} is for development, and AID_ENV is production.", NO)
