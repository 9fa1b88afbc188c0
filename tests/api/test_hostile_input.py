"""What strangers send: a clear 4xx, soon, and nothing has changed, on both databases.

The corpus is data (``hostile_bodies``); here it comes through the whole stack, as people who may
make each call, so that nothing but the input stands against it.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from werkzeug.test import TestResponse

from service.api.http import BODY_LIMIT
from tests.api.hostile_bodies import BODIES, HEADERS, IDS, LANGUAGES, QUERIES, VALUES
from tests.contract import published
from tests.county import County
from tests.snapshot import log_size, snapshot

SOON_S = 2.0  # the goal is 200 ms (reliability.md §6, bar 20); a busy machine is no fault of ours
JSON = "application/json"
WHOLE_CORPUS = 4  # at so many doors; at the others one body for each reason
ONE_OF_EACH = tuple({body.reason: body for body in BODIES}.values())
NOWHERE = "01980123-4567-7890-8123-123456789abc"


class Door(NamedTuple):
    """A call somebody may make, and what of a form it takes."""

    who: str | None
    method: str
    path: str
    etag: bool = False
    body_optional: bool = False


class Seen(NamedTuple):
    name: str
    status: int
    seconds: float


def send(
    county: County, door: Door, raw: bytes, content_type: str | None = JSON, **environ: str
) -> TestResponse:
    """The request exactly as given, and its answer held against the contract."""
    sent = {"HTTP_IDEMPOTENCY_KEY": county.new_key(), **environ}
    if door.who is not None:
        sent["HTTP_AUTHORIZATION"] = f"Bearer {county.token(door.who)}"
    if content_type is not None:
        sent["CONTENT_TYPE"] = content_type.encode().decode("latin-1")
    path, _, query = door.path.partition("?")
    answer = county.client.open(
        path, method=door.method, input_stream=None, data=raw,
        environ_overrides={**sent, "QUERY_STRING": query},
    )  # fmt: skip
    published().hold(county.app, answer)
    return answer


class Watch:
    """Sees to it that a corpus was refused, soon, and that the house is as it was."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.seen: list[Seen] = []

    def __enter__(self) -> Watch:
        self.before = snapshot(self.county.house.transactions.engine)
        self.size = log_size(self.county.house.transactions.engine)
        return self

    def see(self, name: str, call: Callable[[], TestResponse]) -> TestResponse:
        began = time.perf_counter()
        answer = call()
        self.seen.append(Seen(name, answer.status_code, time.perf_counter() - began))
        return answer

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            return
        assert self.seen
        assert [seen for seen in self.seen if not 400 <= seen.status < 500] == []
        assert [seen for seen in self.seen if seen.seconds > SOON_S] == []
        assert log_size(self.county.house.transactions.engine) == self.size
        assert snapshot(self.county.house.transactions.engine) == self.before


CASE = f"/v1/applications/{NOWHERE}"
BROUGHT_AND_MANY = (
    Door("clerk-1", "POST", f"{CASE}/appeals"),
    Door("clerk-1", "POST", f"{CASE}/copy"),
    Door("reviewer-1", "POST", f"{CASE}/follow-ups"),
    Door("reviewer-1", "POST", f"{CASE}/remind", body_optional=True),
    Door("county-reviewer-1", "POST", f"/v1/objections/{NOWHERE}/uphold", body_optional=True),
    Door("county-reviewer-1", "POST", f"/v1/appeals/{NOWHERE}/uphold", body_optional=True),
    Door("clerk-1", "POST", f"/v1/regularisations/{NOWHERE}/evidence"),
    Door("clerk-1", "POST", f"/v1/regularisations/{NOWHERE}/submit", body_optional=True),
    Door("approver-2", "POST", "/v1/officers/approver-2/delegations"),
    Door("security-1", "POST", "/v1/officers/approver-2/hand-over"),
    Door("approver-2", "POST", "/v1/application-decisions"),
    Door("county-reviewer-1", "POST", "/v1/campaigns"),
    Door("clerk-1", "POST", f"/v1/campaigns/{NOWHERE}/lines"),
    Door("clerk-1", "POST", f"/v1/campaigns/{NOWHERE}/submit-lines", body_optional=True),
    Door("clerk-1", "POST", f"/v1/campaigns/{NOWHERE}/sign-offs"),
    Door("approver-2", "POST", f"/v1/campaigns/{NOWHERE}/decide"),
)
"""What is brought forward, stood in for, and decided for many at once."""


@pytest.fixture
def doors(county: County) -> list[Door]:
    """One call of each kind that reads a body."""
    file = f"/v1/hardship-files/{county.draft_file()['id']}"
    return [
        Door("clerk-1", "POST", "/v1/hardship-files"),
        Door("clerk-1", "PATCH", file, etag=True),
        Door("clerk-1", "POST", f"{file}/submit", etag=True, body_optional=True),
        Door(None, "POST", f"/public/notices/{NOWHERE}/objections"),
        Door("clerk-1", "POST", "/v1/applications"),
        Door(None, "POST", "/v1/self-check"),
        Door("fund-1", "POST", "/v1/editions"),
        Door("reviewer-1", "POST", "/v1/notices"),
        Door("security-1", "POST", "/v1/officers"),
        Door("fund-1", "POST", "/v1/funds"),
        Door("maker-1", "POST", "/v1/payment-batches"),
        Door("bank", "POST", "/v1/bank-results"),
        Door("clerk-1", "POST", "/v1/transfers"),
        *BROUGHT_AND_MANY,
    ]


def test_every_hostile_body_is_refused_at_every_door(county: County, doors: list[Door]) -> None:
    with Watch(county) as watch:
        for place, door in enumerate(doors):
            for body in BODIES if place < WHOLE_CORPUS else ONE_OF_EACH:
                if door.body_optional and not body.raw:
                    continue
                answer = watch.see(
                    f"{door.path}: {body.name}",
                    lambda d=door, b=body: send(county, d, b.raw, b.content_type),  # type: ignore[misc]
                )
                assert answer.status_code == body.status, body.name
                assert answer.get_json(force=True)["values"]["reason"] == body.reason


def test_a_body_in_chunks_is_limited_and_never_cut_short(county: County) -> None:
    """The server tells its application where chunks end, but not before that how many they are."""
    whole = json.dumps(county.file_form()).encode()
    for pad in (b" ", b"x"):
        raw = whole + pad * (BODY_LIMIT - len(whole) + 1)
        with Watch(county) as watch:
            answer = watch.see("chunks", lambda r=raw: _chunked(county, r))  # type: ignore[misc]
            assert answer.status_code == 413
    assert _chunked(county, whole).status_code == 201


def _chunked(county: County, raw: bytes) -> TestResponse:
    answer = county.client.post(
        "/v1/hardship-files", input_stream=io.BytesIO(raw), content_type=JSON,
        headers={"Authorization": f"Bearer {county.token('clerk-1')}", "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )  # fmt: skip
    published().hold(county.app, answer)
    return answer


def test_every_hostile_header_is_refused(county: County, doors: list[Door]) -> None:
    with Watch(county) as watch:
        for door in (door for door in doors if door.etag):
            for hostile in HEADERS:
                if door.method == "PATCH" and hostile.header == "Idempotency-Key":
                    continue
                name = "HTTP_" + hostile.header.upper().replace("-", "_")
                environ = {name: hostile.value.encode().decode("latin-1")}
                answer = watch.see(
                    hostile.name,
                    lambda d=door, e=environ: send(county, d, b"{}", **e),  # type: ignore[misc]
                )
                assert answer.get_json(force=True)["values"]["reason"] == hostile.reason


def _set(form: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    changed = deepcopy(form)
    *way, last = [int(step) if step.isdigit() else step for step in pointer.split("/")]
    part: Any = changed
    for step in way:
        part = part[step]
    part[last] = value
    return changed


def _fields(county: County) -> Iterator[tuple[str, str, dict[str, Any], str, str]]:
    """Who, where, with which form, at which place of it, and of which kind the place is."""
    file = county.file_form()
    files = "/v1/hardship-files"
    yield "clerk-1", files, file, "household/annual_income_fen", "whole"
    yield "clerk-1", files, file, "worker/account/bank", "text"
    yield "clerk-1", files, file, "worker/name", "shaped"
    yield "clerk-1", files, file, "worker/identity_number", "shaped"
    yield "clerk-1", files, file, "members/0/relation", "shaped"
    yield "clerk-1", files, file, "causes/main", "shaped"
    edition = {"programme": "warmth", "union": "360722", "in_force_from": "2026-01-01"}
    yield "fund-1", "/v1/editions", edition, "programme", "shaped"
    yield "fund-1", "/v1/editions", edition, "union", "shaped"
    yield "fund-1", "/v1/editions", edition, "in_force_from", "day"
    fund = {"code": "F-1", "name": "经费", "source": "union", "year": 2026}
    yield "fund-1", "/v1/funds", fund, "year", "whole"
    yield "fund-1", "/v1/funds", fund, "source", "shaped"
    batch = {
        "fund_id": NOWHERE, "application_ids": [NOWHERE], "control": {"count": 1, "total_fen": 1},
    }  # fmt: skip
    yield "maker-1", "/v1/payment-batches", batch, "control/total_fen", "whole"
    yield "maker-1", "/v1/payment-batches", batch, "fund_id", "shaped"
    yield "maker-1", "/v1/payment-batches", batch, "application_ids/0", "shaped"
    given = {
        "to": "approver-3", "role": "approver", "union": "360722", "reason": "外出学习",
        "starts_on": "2026-03-02", "ends_on": "2026-03-06",
    }  # fmt: skip
    delegations = "/v1/officers/approver-2/delegations"
    yield "approver-2", delegations, given, "starts_on", "day"
    yield "approver-2", delegations, given, "to", "shaped"
    yield "approver-2", delegations, given, "reason", "text"
    campaign = {
        "title": "春节慰问", "occasion": "spring_festival", "year": 2026, "kind": "cash",
        "standard_fen": 100_000, "list_by": "2026-12-31", "place": "厂门公示栏",
        "quota": [{"union": "360722001", "places": 2}],
    }  # fmt: skip
    yield "county-reviewer-1", "/v1/campaigns", campaign, "title", "text"
    yield "county-reviewer-1", "/v1/campaigns", campaign, "list_by", "day"
    yield "county-reviewer-1", "/v1/campaigns", campaign, "standard_fen", "whole"
    yield "county-reviewer-1", "/v1/campaigns", campaign, "quota/0/places", "whole"
    yield "county-reviewer-1", "/v1/campaigns", campaign, "quota/0/union", "shaped"
    decisions = {"action": "approve", "application_ids": [NOWHERE], "opinion": "同意"}
    yield "approver-2", "/v1/application-decisions", decisions, "action", "shaped"
    yield "approver-2", "/v1/application-decisions", decisions, "application_ids/0", "shaped"
    officer = {"id": "new-1", "name": "李梅", "identity_number": "360722198503120026"}
    yield "security-1", "/v1/officers", officer, "id", "shaped"


def test_every_hostile_value_is_refused_where_it_stands(county: County) -> None:
    with Watch(county) as watch:
        for who, path, form, pointer, kind in _fields(county):
            for value in VALUES:
                if kind not in value.kinds:
                    continue
                raw = json.dumps(_set(form, pointer, value.value)).encode()
                door = Door(who, "POST", path)
                answer = watch.see(
                    f"{path} {pointer}: {value.name}",
                    lambda d=door, r=raw: send(county, d, r),  # type: ignore[misc]
                )
                assert answer.status_code in (400, 422), (pointer, value.name)


LISTS = (
    ("clerk-1", "/v1/hardship-files"),
    ("clerk-1", "/v1/applications"),
    ("clerk-1", "/v1/editions"),
    ("reviewer-1", "/v1/notices"),
    ("security-1", "/v1/officers"),
    ("auditor-1", "/v1/audit/entries"),
    ("fund-1", "/v1/funds"),
    ("maker-1", "/v1/payment-batches"),
    ("finance", "/v1/payouts"),
    ("finance", "/v1/vouchers"),
    ("finance", "/v1/payment-orders"),
    ("finance", "/v1/reports/balances"),
    ("finance", "/v1/reports/funds"),
    ("system-1", "/v1/webhooks"),
    ("clerk-1", "/v1/transfers"),
    ("clerk-1", "/v1/todo"),
    ("clerk-1", "/v1/copies"),
    ("clerk-1", "/v1/appeals"),
    ("clerk-1", "/v1/objections"),
    ("clerk-1", "/v1/campaigns"),
    ("clerk-1", "/v1/regularisations"),
    ("reviewer-1", "/v1/follow-ups"),
    ("reviewer-1", "/v1/supervision/overdue"),
    ("reviewer-1", "/v1/supervision/escalated"),
    ("reviewer-1", "/v1/supervision/unowned"),
    ("reviewer-1", "/v1/reports/supervision"),
    ("security-1", "/v1/unattended-applications"),
    ("clerk-1", "/v1/work-lists"),
    ("clerk-1", "/v1/work-lists/due"),
    (None, "/public/notices"),
)


def test_every_hostile_query_is_refused_at_every_list(county: County) -> None:
    with Watch(county) as watch:
        for who, path in LISTS:
            for query in QUERIES:
                door = Door(who, "GET", f"{path}?{query}")
                watch.see(f"{path}?{query[:40]}", lambda d=door: send(county, d, b"", None))  # type: ignore[misc]


THINGS = (
    ("auditor-1", "/v1/hardship-files/{}"),
    ("auditor-1", "/v1/hardship-files/{}/trail"),
    ("auditor-1", "/v1/applications/{}"),
    ("auditor-1", "/v1/editions/{}"),
    ("auditor-1", "/v1/officers/{}"),
    ("auditor-1", "/v1/unions/{}"),
    ("auditor-1", "/v1/audit/entries/{}x"),
    ("fund-1", "/v1/funds/{}"),
    ("bank", "/v1/payment-batches/{}/instruction-file"),
    ("finance", "/v1/payouts/{}"),
    ("auditor-1", "/v1/transfers/{}"),
    ("auditor-1", "/v1/objections/{}/letter"),
    ("auditor-1", "/v1/appeals/{}/actions"),
    ("auditor-1", "/v1/notices/{}/snapshot"),
    ("auditor-1", "/v1/applications/{}/next"),
    ("auditor-1", "/v1/applications/{}/who-can-act"),
    ("auditor-1", "/v1/regularisations/{}/trail"),
    ("auditor-1", "/v1/campaigns/{}/report"),
    ("auditor-1", "/v1/follow-ups/{}"),
    ("auditor-1", "/v1/copies/{}"),
    ("security-1", "/v1/officers/approver-2/delegations/{}"),
    ("auditor-1", "/v1/hardship-files/{}/aid"),
    ("auditor-1", "/v1/work-lists/{}"),
    ("auditor-1", "/v1/code-lists/{}"),
    ("auditor-1", "/v1/calendars/{}"),
    (None, "/public/notices/{}"),
    (None, "/problems/{}"),
)


def test_every_hostile_id_is_unknown(county: County) -> None:
    with Watch(county) as watch:
        for who, path in THINGS:
            for hostile in IDS:
                door = Door(who, "GET", path.format(hostile))
                answer = watch.see(
                    path.format(hostile)[:80],
                    lambda d=door: send(county, d, b"", None),  # type: ignore[misc]
                )
                assert answer.status_code == 404


def test_every_hostile_action_is_unknown(county: County, doors: list[Door]) -> None:
    file = doors[1].path
    with Watch(county) as watch:
        for hostile in (
            *IDS,
            "SUBMIT",
            "submit%00",
            "submit%20",
            "submit.json",
            "to_active",
            "__init__",
        ):
            door = Door("clerk-1", "POST", f"{file}/{hostile}")
            answer = watch.see(hostile[:40], lambda d=door: send(county, d, b"{}"))  # type: ignore[misc]
            assert answer.status_code in (404, 405)


def test_no_language_is_refused(county: County) -> None:
    for language in LANGUAGES:
        value = language.encode().decode("latin-1")
        door = Door("clerk-1", "GET", "/v1/hardship-files")
        answer = send(county, door, b"", None, HTTP_ACCEPT_LANGUAGE=value)
        assert answer.status_code == 200, language[:40]


def test_a_thousand_headers_change_nothing(county: County) -> None:
    many = {f"HTTP_X_FILLER_{n}": "x" * 100 for n in range(1_000)}
    door = Door("clerk-1", "GET", "/v1/hardship-files")
    assert send(county, door, b"", None, **many).status_code == 200


TOKENS = (
    "", "Bearer", "Bearer ", "bearer  ", "Basic Y2xlcms6MQ==", "Bearer null", "Bearer a.b.c",
    "Bearer " + "." * 10_000, "Bearer " + "A" * 8_000, "Bearer e30.e30.", "Bearer %00", "Bearer \xff",
    "Digest username=clerk-1", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJjbGVyay0xIn0.",
)  # fmt: skip


def test_no_hostile_token_is_let_in(county: County) -> None:
    with Watch(county) as watch:
        for token in TOKENS:
            door = Door(None, "GET", "/v1/hardship-files")
            answer = watch.see(
                token[:30],
                lambda t=token, d=door: send(county, d, b"", None, HTTP_AUTHORIZATION=t),  # type: ignore[misc]
            )
            assert answer.status_code == 401


def test_the_corpus_counts_three_hundred_and_more() -> None:
    whole = (*BODIES, *HEADERS, *VALUES, *QUERIES, *IDS, *TOKENS)
    assert len(whole) >= 300
