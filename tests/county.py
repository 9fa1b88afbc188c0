"""The seeded county as callers see it: everyone by their id, each call through the HTTP stack.

``county.post("clerk-1", "/v1/…", {...})`` is one call. ``Reply`` is its answer; every reply is held
against the contract. The steps that many tests share (an active file, an approved application) are
methods, each made of nothing but calls.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from service.app import build_house, create_app
from workflows.identity_number import check_character

BUSINESS_DAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""10 o'clock on a Monday in Asia/Shanghai; a week without holidays follows."""

CLIENTS = frozenset({"finance", "bank"})
JSON = Mapping[str, Any]


def environment(
    url: str, home: Path, keys: Mapping[str, str], at: datetime | None
) -> dict[str, str]:
    """Settings of a house whose business clock stands at ``at``."""
    settings = {"AID_DATABASE_URL": url, "AID_HOME": str(home), **keys}
    if at is not None:
        settings["AID_CLOCK_OFFSET"] = str(int(at.timestamp() - time.time()))
    return settings


_people = itertools.count(1)


def identity_number(born: date = date(1985, 3, 12), sequence: int | None = None) -> str:
    """A new valid number of somebody nobody knows."""
    number = next(_people) if sequence is None else sequence
    region = 360000 + 100 * (number // 1000 % 90 + 1) + 1
    first = f"{region}{born:%Y%m%d}{number % 1000:03d}"
    return first + check_character(first)


def account_number() -> str:
    return f"6217{next(_people):015d}"


@dataclass(frozen=True)
class Reply:
    """One answer: status, body, headers."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def codes(self) -> set[str]:
        """The codes of every refusal, and the problem's own."""
        own = str(self.body.get("type", "")).removeprefix("/problems/").replace("-", "_")
        return {own, *(refusal["code"] for refusal in self.body.get("refusals", []))}

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


class County:
    def __init__(self, url: str, home: Path, keys: Mapping[str, str]) -> None:
        self.url = url
        self.environment = environment(url, home, keys, BUSINESS_DAY)
        self.house = build_house(self.environment)
        self.app = create_app(self.house)
        self.client = self.app.test_client()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        at: TracebackType | None,
    ) -> None:  # fmt: skip
        self.house.transactions.engine.dispose()

    # --- calls ------------------------------------------------------------------------------

    def token(self, who: str) -> str:
        return self.house.tokens.issue(who, "client" if who in CLIENTS else "officer")

    def call(
        self, method: str, who: str | None, path: str, body: Any = None, *,
        etag: str | None = None, key: str | None = None, headers: Mapping[str, str] | None = None,
    ) -> Reply:  # fmt: skip
        sent = dict(headers or {})
        if who is not None:
            sent["Authorization"] = f"Bearer {self.token(who)}"
        if etag is not None:
            sent["If-Match"] = etag
        if key is not None:
            sent["Idempotency-Key"] = key
        answer = self.client.open(path, method=method, json=body, headers=sent)
        told = answer.get_json(silent=True) if answer.is_json else answer.get_data(as_text=True)
        return Reply(answer.status_code, told, dict(answer.headers))

    def get(self, who: str | None, path: str, **more: Any) -> Reply:
        return self.call("GET", who, path, **more)

    def post(self, who: str | None, path: str, body: Any = None, **more: Any) -> Reply:
        return self.call("POST", who, path, {} if body is None else body, **more)

    def new_key(self) -> str:
        return f"key-{next(_people)}"

    def act(self, who: str, path: str, action: str, body: Any = None, **more: Any) -> Reply:
        """An action on what stands at ``path``, with the ETag it has now and a new key."""
        more.setdefault("etag", self.get("auditor-1", path).etag)
        more.setdefault("key", self.new_key())
        return self.post(who, f"{path}/{action}", body, **more)

    def days_later(self, days: int) -> None:
        """Move the business clock on."""
        self.house.transactions.offset += timedelta(days=days)

    # --- steps that many tests share ---------------------------------------------------------

    def file_form(self, **more: Any) -> dict[str, Any]:
        """A household of two in relative hardship, of people nobody has met."""
        account = {"name": "李梅", "number": account_number(), "bank": "中国建设银行信丰支行"}
        return {
            "worker": {
                "name": "李梅", "identity_number": identity_number(), "phone": "13800000000",
                "employment": "on_post", "union_member": True, "account": account,
            },
            "members": [
                {
                    "name": "王小明", "identity_number": identity_number(date(2007, 5, 1)),
                    "relation": "20", "student": True,
                }
            ],
            "household": {
                "annual_income_fen": 3_600_000, "annual_rigid_expenditure_fen": 1_200_000,
                "dwellings": 1, "vehicles": 0,
            },
            "causes": {"main": "6", "secondary": ["9"]},
            "tags": ["single_parent"],
            **more,
        }  # fmt: skip

    def draft_file(self, who: str = "clerk-1", **more: Any) -> Reply:
        return self.post(who, "/v1/hardship-files", self.file_form(**more))

    def active_file(self, **more: Any) -> Reply:
        """Opened and submitted by clerk-1, reviewed by reviewer-1, confirmed by approver-1."""
        path = f"/v1/hardship-files/{self.draft_file(**more)['id']}"
        self.act("clerk-1", path, "submit")
        self.act("reviewer-1", path, "review")
        return self.act("approver-1", path, "confirm")
