"""Before a command begins: its settings, and what it says when it may not begin.

Exit code 1 is an answer (no, or: it does not hold); 2 is wrong usage, wrong settings, no database.
"""

from __future__ import annotations

import os

import click

from service.settings import Settings, SettingsRefused

__all__ = ["NotStarted", "Refused", "read_settings", "refuse_production"]


class Refused(click.ClickException):
    """The command looked and says no; the words go to stderr."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        click.echo(f"aid: {self.format_message()}", err=True)


class NotStarted(Refused):
    """The command could not begin."""

    exit_code = 2


def read_settings() -> Settings:
    try:
        return Settings.from_environ(os.environ)
    except SettingsRefused as error:
        raise NotStarted("\n".join(error.sentences)) from None


def refuse_production(settings: Settings, command: str) -> None:
    if settings.production:
        raise Refused(f"{command} is for development, and AID_ENV is production.")
