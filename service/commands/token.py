"""``aid token <id>…``: an access token a line, for officers and clients of a development database.

It reads two tables and signs; nothing else of the service is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

import click
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from service.commands.start import NO, Stopped, read_settings, refuse_production
from service.settings import Settings
from service.store.database import connect
from service.store.people import Client, Officer
from service.tokens import CLIENT, OFFICER, Tokens

__all__ = ["token"]


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def token(ids: tuple[str, ...]) -> None:
    """Print an access token for each ID, one a line; valid for ten minutes."""
    settings = read_settings()
    refuse_production(settings, "token")
    kinds = _kinds(settings, ids)
    unknown = [name for name in ids if name not in kinds]
    if unknown:
        raise Stopped(f"no officer and no client has the id {', '.join(unknown)}.", NO)
    issuer = Tokens(settings.token_key, settings.issuer, settings.audience)
    for name in ids:
        click.echo(issuer.issue(name, kinds[name]))


def _kinds(settings: Settings, ids: Sequence[str]) -> dict[str, str]:
    """Officer or client, of those that are in the database."""
    engine = connect(settings.database_url)
    try:
        with engine.connect() as connection:
            return {
                found: kind
                for model, kind in ((Client, CLIENT), (Officer, OFFICER))
                for found in connection.scalars(select(model.id).where(model.id.in_(ids)))
            }
    except DBAPIError:
        raise Stopped("there is no database to look in; run aid seed first.", NO) from None
    finally:
        engine.dispose()
