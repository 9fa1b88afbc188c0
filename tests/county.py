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

from werkzeug.test import TestResponse

from service.app import build_house, create_app
from tests.contract import published
from workflows.identity_number import check_character

BUSINESS_DAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""10 o'clock on a Monday in Asia/Shanghai; a week without holidays follows."""

CLIENTS = frozenset({"finance", "bank"})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = frozenset({XLSX})
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


def _told(answer: TestResponse) -> Any:
    """JSON as what it says, text as text, and a file as its bytes."""
    if answer.is_json:
        return answer.get_json(silent=True)
    return answer.data if answer.mimetype in FILES else answer.get_data(as_text=True)


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
        file = {"data": body} if isinstance(body, bytes) else {"json": body}
        answer = self.client.open(path, method=method, headers=sent, **file)
        published().hold(self.app, answer)
        told = _told(answer)
        return Reply(answer.status_code, told, dict(answer.headers))

    def get(self, who: str | None, path: str, **more: Any) -> Reply:
        return self.call("GET", who, path, **more)

    def post(self, who: str | None, path: str, body: Any = None, **more: Any) -> Reply:
        return self.call("POST", who, path, {} if body is None else body, **more)

    def upload(
        self, who: str | None, path: str, file: bytes, media: str = XLSX, **more: Any
    ) -> Reply:  # fmt: skip
        """A file as the body of a POST."""
        headers = {"Content-Type": media, **more.pop("headers", {})}
        return self.call("POST", who, path, file, headers=headers, **more)

    def new_key(self) -> str:
        return f"key-{next(_people)}"

    def act(self, who: str, path: str, action: str, body: Any = None, **more: Any) -> Reply:
        """An action on what stands at ``path``, with the ETag it has now and a new key."""
        more.setdefault("etag", self.get("auditor-1", path).etag)
        more.setdefault("key", self.new_key())
        return self.post(who, f"{path}/{action.replace('_', '-')}", body, **more)

    def days_later(self, days: int) -> None:
        """Move the business clock on."""
        self.house.transactions.offset += timedelta(days=days)

    def today(self) -> date:
        """The day it is by the business clock."""
        today: date = self.house.transactions.read(lambda uow: uow.today)
        return today

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

    def answers(self, programme: str) -> dict[str, Any]:
        """Answers that every rule of the programme accepts."""
        return {
            "warmth": lambda: {
                "occasion": "spring_festival", "year": 2026, "object": "filed_worker",
                "kind": "cash",
            },
            "tuition": lambda: {
                "stage": "undergraduate", "admission": "freshman", "school_name": "赣南师范大学",
                "school_type": "public", "academic_year": "2026-2027", "tuition_fen": 480_000,
                "other_aid_fen": 0,
            },
            "medical": lambda: {
                "total_cost_fen": 6_800_000, "insurance_paid_fen": 3_100_000,
                "other_relief_fen": 500_000, "settlement_number": f"JS{next(_people):012d}",
                "hospital_level": 2, "diagnosed_on": "2026-02-20",
            },
        }[programme]()  # fmt: skip

    def application_form(self, programme: str, file: Reply, **more: Any) -> dict[str, Any]:
        """For the worker; for the first member where the programme is for students."""
        student = programme == "tuition"
        member = file["members"][0] if student else None
        name = member["name"] if member else file["worker"]["name"]
        return {
            "programme": programme,
            "hardship_file_id": file["id"],
            "beneficiary": {"member_id": member["id"] if member else None},
            "answers": self.answers(programme),
            "payee": {"name": name, "number": account_number(), "bank": "中国工商银行信丰支行"},
            **more,
        }

    def draft_application(self, programme: str = "warmth", **more: Any) -> Reply:
        file = more.pop("file", None) or self.active_file()
        form = self.application_form(programme, file, **more)
        return self.post("clerk-1", "/v1/applications", form)

    def reviewed_application(self, programme: str = "warmth", **more: Any) -> str:
        """The path of an application that waits for its notice."""
        path = f"/v1/applications/{self.draft_application(programme, **more)['id']}"
        self.act("clerk-1", path, "submit")
        self.act("reviewer-1", path, "review")
        return path

    def on_notice(self, *paths: str) -> Reply:
        """A notice of these applications, opened by the reviewer of their union."""
        ids = [path.rpartition("/")[2] for path in paths]
        form = {"application_ids": ids, "place": "厂门公示栏"}
        return self.post("reviewer-1", "/v1/notices", form, key=self.new_key())

    def passed_notice(self, *paths: str) -> Reply:
        """The same, ten days later, closed."""
        notice = f"/v1/notices/{self.on_notice(*paths)['id']}"
        self.days_later(10)
        return self.act("reviewer-1", notice, "close")

    def fund(self, amount_fen: int = 20_000_000, **more: Any) -> str:
        """A fund of the county with money in it; the seeded one has none."""
        form = {
            "code": f"F-{next(_people)}",
            "name": "本级帮扶经费",
            "source": "union",
            "year": 2026,
        }
        fund = self.post("fund-1", "/v1/funds", {**form, **more}, key=self.new_key())
        self.post(
            "fund-1", f"/v1/funds/{fund['id']}/allocations",
            {"amount_fen": amount_fen, "document_number": "信工发〔2026〕1号"}, key=self.new_key(),
        )  # fmt: skip
        return str(fund["id"])

    def approve(self, path: str, fund_id: str | None = None, who: str = "approver-2") -> Reply:
        body = {"opinion": "同意", "meeting_number": "2026-3"}
        if fund_id is not None:
            body["fund_id"] = fund_id
        return self.act(who, path, "approve", body)

    def approved_application(
        self, programme: str = "warmth", fund_id: str | None = None, **more: Any
    ) -> str:
        """The path of an application that may be paid from ``fund_id``, or from a new fund."""
        path = self.reviewed_application(programme, **more)
        self.passed_notice(path)
        self.approve(path, fund_id or self.fund())
        return path

    def adopt(self, document: Mapping[str, Any]) -> Reply:
        """An edition drafted by fund-1 and adopted by approver-1."""
        edition = self.post("fund-1", "/v1/editions", document).headers["Location"]
        return self.act("approver-1", edition, "adopt", {"opinion": "同意"})
