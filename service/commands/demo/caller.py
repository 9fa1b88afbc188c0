"""Everyone of the county at the telephone: each call goes through the whole HTTP stack, in process.

Nothing of the year is done in any other way. An answer that was not expected ends the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from werkzeug.test import Client, TestResponse

from service.app import House, create_app
from service.tokens import CLIENT, OFFICER
from service.unit_of_work import SHANGHAI, Transactions

__all__ = ["Caller", "Reply", "Unexpected", "stand_at"]

OK: Final = 200
CREATED: Final = 201
PAGE: Final = 1_000
CLIENTS: Final = frozenset({"finance", "bank"})
OPENS: Final = time(9, 0)


class Unexpected(Exception):
    """The house answered otherwise than the year needs."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as its caller reads it."""

    status: int
    body: dict[str, Any]
    etag: str

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


def stand_at(transactions: Transactions, day: date) -> None:
    """The business clock at nine in the morning of that day, whatever day it is outside."""
    wanted = datetime.combine(day, OPENS, SHANGHAI)
    transactions.offset += wanted - transactions.read(lambda uow: uow.now)


class Caller:
    def __init__(self, house: House) -> None:
        self._house = house
        self._client = Client(create_app(house))
        self._keys = 0

    def on(self, day: date) -> None:
        stand_at(self._house.transactions, day)

    def get(self, who: str, path: str) -> Reply:
        return self._call("GET", who, path, None, {}, OK)

    def post(
        self, who: str, path: str, body: Mapping[str, Any] | None = None, *,
        etag: str = "", status: int = OK, key: str = "",
    ) -> Reply:  # fmt: skip
        """Every POST has a key of its own, as a careful caller's has; one that is sent again keeps it."""
        self._keys += 1
        headers = {"Idempotency-Key": key or f"year-{self._keys}"}
        if etag:
            headers["If-Match"] = etag
        return self._call("POST", who, path, dict(body or {}), headers, status)

    def create(self, who: str, path: str, body: Mapping[str, Any]) -> Reply:
        return self.post(who, path, body, status=CREATED)

    def act(self, who: str, path: str, action: str, etag: str = "", **body: Any) -> Reply:
        """An action on the version named, or on the one that stands there now."""
        etag = etag or self.get("auditor-1", path).etag
        return self.post(who, f"{path}/{action}", body, etag=etag)

    def all(self, who: str, path: str, **filters: str) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page."""
        query = "".join(f"&{name}={value}" for name, value in filters.items())
        after: int | None = 0
        while after is not None:
            page = self.get(who, f"{path}?after={after}&limit={PAGE}{query}")
            yield from page["items"]
            after = page["next"] if page["has_more"] else None

    def text(self, who: str, path: str) -> bytes:
        """The bytes of an answer that is no JSON."""
        return bytes(self._open("GET", who, path, None, {}, OK).data)

    def _call(
        self, method: str, who: str, path: str, body: Any, headers: dict[str, str], status: int
    ) -> Reply:
        answer = self._open(method, who, path, body, headers, status)
        told = answer.get_json(silent=True) or {}
        return Reply(answer.status_code, told, answer.headers.get("ETag", ""))

    def _open(
        self, method: str, who: str, path: str, body: Any, headers: dict[str, str], status: int
    ) -> TestResponse:
        token = self._house.tokens.issue(who, CLIENT if who in CLIENTS else OFFICER)
        headers["Authorization"] = f"Bearer {token}"
        answer = self._client.open(path, method=method, json=body, headers=headers)
        if answer.status_code != status:
            words = answer.get_data(as_text=True)[:1_000]
            raise Unexpected(f"{who} {method} {path} was answered {answer.status_code}: {words}")
        return answer
