"""The settings, one row each: what the manual prints is what the service reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from service.settings import texts


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table that the settings page of the manual is made of.

    `read` makes the value of a text or raises ValueError with the end of a sentence that begins
    with the setting's name; the text itself is never repeated, it may be a secret.
    """

    name: str
    field: str
    meaning: str
    default: str
    read: Callable[[str], Any]
    required_in_production: bool = False
    secret: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "AID_ENV", "env", "development or production; production refuses seeds, a moved clock "
        "and generated keys", texts.DEVELOPMENT, texts.environment,
    ),
    Setting(
        "AID_HOME", "home", "folder of the SQLite file and the development keys; made with mode "
        "0700 when something is kept there", "./var", texts.folder,
    ),
    Setting(
        "AID_DATABASE_URL", "database_url", "sqlite:///<file> or "
        "postgresql://<user>:<password>@<host>/<database>", "the file aid.db in AID_HOME",
        texts.database_url, secret=True,
    ),
    Setting(
        "AID_CLOCK_OFFSET", "clock_offset", "seconds by which the business clock is moved; "
        "development only; tokens keep to the real clock", "0", texts.clock_offset,
    ),
    Setting(
        "AID_DATA_KEY", "data_key", "32 bytes in base64: encrypts personal values",
        "development: made once into AID_HOME/keys.json", texts.key_of, True, True,
    ),
    Setting(
        "AID_OLD_DATA_KEYS", "old_data_keys", "earlier data keys, separated by commas: they still "
        "open what they closed and close nothing new", "none", texts.old_keys, secret=True,
    ),
    Setting(
        "AID_LOOKUP_KEY", "lookup_key", "32 bytes in base64: keyed digests by which a person is "
        "found; must never change", "development: made once into AID_HOME/keys.json",
        texts.key_of, True, True,
    ),
    Setting(
        "AID_TOKEN_KEY", "token_key", "32 bytes in base64: seed of the Ed25519 key that signs "
        "access tokens", "development: made once into AID_HOME/keys.json", texts.key_of, True, True,
    ),
    Setting(
        "AID_ISSUER", "issuer", "issuer (iss) of the access tokens made and accepted",
        "urn:hardship-aid", texts.name,
    ),
    Setting(
        "AID_AUDIENCE", "audience", "audience (aud) of the access tokens made and accepted",
        "urn:hardship-aid:api", texts.name,
    ),
    Setting(
        "AID_ORIGIN", "origin", "name of the audit log; one per deployment, for ever",
        "hardship-aid/development", texts.name, required_in_production=True,
    ),
    Setting(
        "AID_TRUSTED_HOSTS", "trusted_hosts", "host names the service answers to, separated by "
        "commas; a leading dot takes in the names below it", "localhost,127.0.0.1", texts.hosts,
    ),
    Setting(
        "AID_WEBHOOK_HOSTS", "webhook_hosts", "host names to which events may be sent, separated by "
        "commas; a leading dot takes in the names below it; without any, no events are sent",
        "none", texts.no_hosts_or,
    ),
    Setting(
        "AID_WEBHOOK_LOOPBACK", "webhook_loopback", "yes lets events go to this machine itself and "
        "over http; development only", "no", texts.yes_or_no,
    ),
)  # fmt: skip
