"""A generated file: printed, written, or held against what is committed."""

from __future__ import annotations

from pathlib import Path

import click

from service.commands.start import NO, Stopped

__all__ = ["settle"]


def settle(text: str, place: Path, mode: str | None, remedy: str) -> None:
    """Print ``text``; with ``write`` put it at ``place``; with ``check`` exit 1 if it differs."""
    if mode is None:
        click.echo(text, nl=False)
    elif mode == "write":
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
        click.echo(f"written: {place.name}", err=True)
    elif not place.exists() or place.read_text(encoding="utf-8") != text:
        raise Stopped(f"{place.name} is not what would be generated; run {remedy}.", NO)
