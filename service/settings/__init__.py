"""What a deployment may set: environment variables, read once at start, complete and checked.

A default must be safe in production and in public. A name that is not in the table is refused:
a mistyped setting that is silently ignored is a control that is not there (design.md §2.14).
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from service.settings import texts
from service.settings.keys_file import development_keys
from service.settings.table import SETTINGS, Setting
from service.settings.texts import DEVELOPMENT, PRODUCTION

__all__ = ["DEVELOPMENT", "PRODUCTION", "SETTINGS", "Setting", "Settings", "SettingsRefused"]

PREFIX = "AID_"
DEVELOPMENT_ONLY = ("AID_CLOCK_OFFSET", "AID_WEBHOOK_LOOPBACK")
_KEYS = ("data_key", "lookup_key", "token_key")


class SettingsRefused(Exception):
    """The service does not start; each sentence names one setting and what is wrong with it."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The answers, one field a row of SETTINGS; secrets do not appear in its repr."""

    env: str
    home: Path
    database_url: str = field(repr=False)
    clock_offset: timedelta
    data_key: bytes = field(repr=False)
    old_data_keys: tuple[bytes, ...] = field(repr=False)
    lookup_key: bytes = field(repr=False)
    token_key: bytes = field(repr=False)
    issuer: str
    audience: str
    origin: str
    trusted_hosts: tuple[str, ...]
    webhook_hosts: tuple[str, ...]
    webhook_loopback: bool

    @property
    def production(self) -> bool:
        return self.env == PRODUCTION

    @property
    def on_postgresql(self) -> bool:
        return self.database_url.startswith("postgresql")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """All of it, or SettingsRefused with every fault at once.

        A variable that is set but empty counts as not set: compose files hand them on so.
        """
        given = {
            name: text.strip()
            for name, text in environ.items()
            if name.startswith(PREFIX) and text.strip()
        }
        faults = [_unknown(name) for name in sorted(given) if name not in _BY_NAME]
        values: dict[str, Any] = {}
        for name, setting in _BY_NAME.items():
            if name in given:
                try:
                    values[setting.field] = setting.read(given[name])
                except ValueError as error:
                    faults.append(f"{name} {error}")
        faults += _production_faults(given)
        faults += _shared_keys(values)
        if faults:
            raise SettingsRefused(faults)
        return cls(**_completed(values))


_BY_NAME = {setting.name: setting for setting in SETTINGS}


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, _BY_NAME, n=1)
    return f"{name} is not a setting." + (f" Is {near[0]} meant?" if near else "")


def _production_faults(given: Mapping[str, str]) -> list[str]:
    if given.get("AID_ENV") != PRODUCTION:
        return []
    missing = [
        f"{setting.name} must be set in production: {setting.meaning}."
        for setting in SETTINGS
        if setting.required_in_production and setting.name not in given
    ]
    refused = (name for name in DEVELOPMENT_ONLY if name in given)
    return missing + [f"{name} is refused in production." for name in refused]


def _shared_keys(values: Mapping[str, Any]) -> list[str]:
    """One key for one purpose (reliability.md §5): whoever holds one must not hold another."""
    keys = [values[name] for name in _KEYS if name in values] + [*values.get("old_data_keys", ())]
    if len(set(keys)) == len(keys):
        return []
    return ["AID_DATA_KEY, AID_OLD_DATA_KEYS, AID_LOOKUP_KEY and AID_TOKEN_KEY must all differ."]


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """What was not said; the folder and the keys are made only where they are needed."""
    for setting in SETTINGS:
        if setting.field not in ("database_url", "old_data_keys", *_KEYS):
            values.setdefault(setting.field, setting.read(setting.default))
    values.setdefault("old_data_keys", ())
    home: Path = values["home"].absolute()
    values["home"] = home
    if "database_url" not in values:
        _make_folder(home)
        values["database_url"] = texts.rendered(URL.create("sqlite", database=str(home / "aid.db")))
    if any(name not in values for name in _KEYS):
        _make_folder(home)
        try:
            values = {**development_keys(home / "keys.json", _KEYS), **values}
        except (OSError, ValueError) as error:
            raise SettingsRefused([f"AID_HOME holds no usable keys.json: {error}"]) from error
    return values


def _make_folder(home: Path) -> None:
    """Only a folder we make gets our mode: one that is there is its owner's business."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsRefused([f"AID_HOME cannot be made: {error.strerror}."]) from error
