"""A household of a table whose form is right, as it waits to be written."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workflows import bank_account

__all__ = ["HOUSEHOLDS_AT_ONCE", "THINGS_AT_ONCE", "Draft", "cut", "packed", "unpacked"]

HOUSEHOLDS_AT_ONCE: Final = 250
THINGS_AT_ONCE: Final = 999
"""Of a thousand things that a transaction may write, the import itself is one."""

Place = tuple[str, int]
"""Sheet and line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Kept as bytes, because ten thousand of them wait for the whole table to be read.

    ``places`` says where each person stands in the table and ``numbers`` who they are, the worker
    first; ``account`` is the account the worker is paid to.
    """

    places: tuple[Place, ...]
    numbers: tuple[str, ...]
    account: str | None
    body: bytes

    @classmethod
    def of(
        cls,
        form: dict[str, Any],
        declared: str | None,
        places: Sequence[Place],
        *,
        sound: bool = True,
    ) -> Draft:
        """Of a form that is not ``sound`` the people and the account, and nothing to be written."""
        told = {"form": form, "declared": declared, "places": places}
        worker = form["worker"]
        people = (worker, *form.get("members", ()))
        return cls(
            tuple(places),
            tuple(one.get("identity_number", "") for one in people),
            _account(worker),
            _encoded(told).encode() if sound else b"",
        )

    def people(self) -> Iterator[tuple[Place, str]]:
        """Where everyone stands whose number could be read, and the number."""
        return (one for one in zip(self.places, self.numbers, strict=True) if one[1])

    def content(self) -> tuple[dict[str, Any], str | None]:
        """The form, and the category an older list named."""
        told = json.loads(self.body)
        return told["form"], told["declared"]


_encoded: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _account(worker: dict[str, Any]) -> str | None:
    number = (worker.get("account") or {}).get("number")
    try:
        return bank_account.canonical(number) if number else None
    except bank_account.AccountNumberError:
        return None


def cut(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Pieces of a transaction each: a household is one thing, each of its people may be another."""
    piece: list[Draft] = []
    things = 0
    for draft in drafts:
        more = 1 + len(draft.numbers)
        if piece and (len(piece) == HOUSEHOLDS_AT_ONCE or things + more > THINGS_AT_ONCE):
            yield piece
            piece, things = [], 0
        piece.append(draft)
        things += more
    if piece:
        yield piece


def packed(drafts: Iterable[Draft]) -> bytes:
    """Forms are much alike: a tenth of them is left to be sealed, sent and kept."""
    return zlib.compress(b"[" + b",".join(draft.body for draft in drafts) + b"]", 1)


def unpacked(data: bytes) -> list[Draft]:
    return [
        Draft.of(told["form"], told["declared"], [tuple(place) for place in told["places"]])
        for told in json.loads(zlib.decompress(data))
    ]
