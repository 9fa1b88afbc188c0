"""The one column type for values about a person: encrypted at rest, committed to in the log."""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from service.store.keyring import Keyring, Unopenable, in_use, use

__all__ = [
    "Keyring",
    "Personal",
    "PersonalJson",
    "PersonalText",
    "Unopenable",
    "commitment_of",
    "in_use",
    "use",
]

SALT_BYTES = 16
VALUE_BYTES_MAX = 262_144
_ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Personal:
    """A value, the salt it was first written with, and the commitment the audit log carries.

    The salt stays with the value for its whole life, so that encryption, key rotation and a copy
    to another database leave the commitment, and with it the entry's `sh`, as it was. Equal means
    equal in all three: the same words under a fresh salt are a change the log must carry. Use
    `restated()` to keep the salt where the words did not change. Erased, only the commitment
    is left (PIPL art. 47): value and salt are empty, and the proofs still hold.
    """

    value: str = field(repr=False)
    salt: bytes = field(repr=False)
    commitment: str

    def __post_init__(self) -> None:
        if not self.value and not self.salt:
            return
        if len(self.salt) != SALT_BYTES:
            raise ValueError("a salt has 16 bytes")
        if commitment_of(self.salt, self.value) != self.commitment:
            raise ValueError("the commitment is not that of the value")

    @classmethod
    def of(cls, value: str) -> "Personal":
        text = value.encode("utf-8")
        if len(text) > VALUE_BYTES_MAX:
            raise ValueError("longer than a personal value may be")
        salt = secrets.token_bytes(SALT_BYTES)
        made = object.__new__(cls)  # the commitment is made here: there is nothing to compare
        object.__setattr__(made, "value", value)
        object.__setattr__(made, "salt", salt)
        object.__setattr__(made, "commitment", _text_of(hashlib.sha256(salt + text).digest()))
        return made

    @classmethod
    def of_fields(cls, fields: Mapping[str, str]) -> "Personal":
        """Several values that are only of use together (an account), as canonical JSON text."""
        for name, text in fields.items():
            if not isinstance(name, str) or not isinstance(text, str):
                raise TypeError("names and values are text")
        canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return cls.of(canonical)

    def fields(self) -> dict[str, str]:
        """What `of_fields` was given; of an erased value nothing."""
        if self.erased:
            return {}
        found: dict[str, str] = json.loads(self.value)
        return found

    def restated(self, value: str) -> "Personal":
        """This very object when the words are the same, else a fresh one."""
        return self if not self.erased and self.value == value else Personal.of(value)

    @property
    def erased(self) -> bool:
        return not self.salt

    def erase(self) -> "Personal":
        return Personal("", b"", self.commitment)

    def __str__(self) -> str:
        """Never the value: a personal value that lands in a message by mistake stays unread."""
        return "[personal]"


def commitment_of(salt: bytes, value: str) -> str:
    return _text_of(hashlib.sha256(salt + value.encode("utf-8")).digest())


class PersonalJson:
    """An attribute of a model that is JSON to the program and a personal value to the database.

    Answers, household figures and assessments say what a family earns and suffers from; they are
    kept as canonical text in the personal column ``column`` and never in the clear.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, row: Any, _owner: type | None = None) -> Any:
        if row is None:
            return self
        kept: Personal | None = getattr(row, self.column)
        return None if kept is None or kept.erased else json.loads(kept.value)

    def __set__(self, row: Any, value: Any) -> None:
        if value is None:
            setattr(row, self.column, None)
            return
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        kept: Personal | None = getattr(row, self.column)
        setattr(row, self.column, kept.restated(text) if kept else Personal.of(text))


class _NeverCompared(TypeDecorator.Comparator[Personal]):
    """Ciphertexts of equal values differ, so a comparison in SQL would silently find nothing."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        if op not in (operators.is_, operators.is_not):
            raise TypeError("a personal column cannot be compared or sorted; use its lookup digest")
        return super().operate(op, *other, **kwargs)


class PersonalText(TypeDecorator[Personal]):
    """Text `v1.<key id>.<nonce, ciphertext>.<commitment>`; None is NULL.

    The commitment stands outside, so that `sh` can be recomputed by one who holds no key. The
    context is `<table>.<column>` and is part of what is authenticated.
    """

    impl = Text
    cache_ok = True
    comparator_factory = _NeverCompared

    def __init__(self, context: str) -> None:
        super().__init__()
        table, _, column = context.partition(".")
        if not (table.isidentifier() and column.isidentifier()):
            raise ValueError("the context of a personal column is '<table>.<column>'")
        self.context = context

    def process_bind_param(self, value: Personal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Personal):
            raise TypeError(f"{self.context} takes a Personal, not {type(value).__name__}")
        if value.erased:
            return f"v1.{_ERASED}..{value.commitment}"
        plain = value.salt + value.value.encode("utf-8")
        key, closed = in_use().encrypt(plain, self.context)
        return f"v1.{key}.{_text_of(closed)}.{value.commitment}"

    def process_literal_param(self, value: Personal | None, dialect: Dialect) -> str:
        raise TypeError(f"{self.context} is never written into the text of a statement")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Personal | None:
        if value is None:
            return None
        try:
            version, key, closed, commitment = value.split(".")
            if version != "v1":
                raise ValueError("unknown form")
            if key == _ERASED:
                return Personal("", b"", commitment)
            plain = in_use().decrypt(key, _bytes_of(closed), self.context)
            return Personal(plain[SALT_BYTES:].decode("utf-8"), plain[:SALT_BYTES], commitment)
        except (ValueError, binascii.Error) as error:
            raise Unopenable(f"{self.context}: {error}") from None


def _text_of(data: bytes) -> str:
    text = binascii.b2a_base64(data, newline=False).rstrip(b"=").decode("ascii")
    return text.replace("+", "-").replace("/", "_")


def _bytes_of(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
