"""The application: settings, database, keys and endpoints put together."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from service import logs
from service.api import nouns
from service.api.http import BODY_LIMIT, mount
from service.outbound.reach import Reach
from service.settings import Settings
from service.store import keyring as keys
from service.store.database import connect
from service.store.migrate import migrate
from service.tokens import Tokens
from service.unit_of_work import Transactions

__all__ = ["House", "build_house", "create_app", "settle"]


@dataclass(frozen=True, slots=True)
class House:
    """What a process is made of once its settings are read."""

    settings: Settings
    transactions: Transactions
    tokens: Tokens


def build_house(environ: Mapping[str, str] | None = None, *, migrated: bool = False) -> House:
    """Read the settings, take the keys into use, connect; with ``migrated`` bring it up to date."""
    settings = Settings.from_environ(os.environ if environ is None else environ)
    keyring = keys.Keyring.from_settings(settings)
    keys.use(keyring)
    engine = connect(settings.database_url)
    reach = Reach(settings.webhook_hosts, settings.webhook_loopback)
    transactions = Transactions(engine, keyring, settings.origin, settings.clock_offset, reach)
    if migrated:
        migrate(engine)
        transactions.open_log()
    return House(
        settings, transactions, Tokens(settings.token_key, settings.issuer, settings.audience)
    )


def settle() -> None:
    """Said once a process has all its code: what is loaded stays, so the collector of cycles need not
    look at it again, and looks at the rest less often. A transaction of a thousand things makes
    a hundred thousand objects and no cycle worth finding; the looking was a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def create_app(house: House) -> Flask:
    """The Flask application of a house; raises when an endpoint declares no roles."""
    app = Flask("hardship-aid", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    if house.settings.trusted_hosts:
        app.config["TRUSTED_HOSTS"] = list(house.settings.trusted_hosts)
    app.extensions["house"] = house
    nouns.load()
    mount(app, house.transactions, house.tokens)
    logs.configure()
    return app
