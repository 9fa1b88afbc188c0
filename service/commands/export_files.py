"""``aid export OUT``: household files as a table, in as many files as it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from service.commands.import_files import refusal
from service.commands.remote import Remote, keep, with_caller
from service.commands.start import Stopped

__all__ = ["export_files"]

EXPORT: Final = "/v1/exports/hardship-files"
FORMATS: Final = {".xlsx": "xlsx", ".csv": "csv"}
NEXT: Final = "X-Next-After"


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@with_caller
@click.option("--state", help="Only files in this state, such as active.")
@click.option("--union", help="Only files of this union.")
@click.option("--charset", type=click.Choice(["utf-8", "gb18030"]), help="Of a CSV.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=10_000, show_default=True,
    help="Household files in each table.",
)  # fmt: skip
def export_files(
    out: Path, service: Remote, state: str | None, union: str | None, charset: str | None, limit: int,
) -> None:  # fmt: skip
    """Export household files to OUT (.xlsx or .csv), masked; prints the name of each table.

    What does not fit one table goes on in OUT-2, OUT-3 and so on.
    """
    kind = FORMATS.get(out.suffix.lower())
    if kind is None:
        raise Stopped(f"{out} is neither .xlsx nor .csv.")
    query = {"format": kind, "charset": charset, "state": state, "union": union, "limit": limit}
    after: str | None = None
    place = 1
    while True:
        reply = service.call("GET", EXPORT, {**query, "after": after})
        if not reply.good:
            raise Stopped("\n".join(refusal(reply)))
        path = out if place == 1 else out.with_stem(f"{out.stem}-{place}")
        keep(path, reply.content)
        click.echo(str(path))
        after = reply.headers.get(NEXT)
        if after is None:
            return
        place += 1
