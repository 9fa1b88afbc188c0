"""POST /oauth/token: the ways in of RFC 6749, and what a guesser meets."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from service.store.receipt import RateCount
from service.tokens import LIFETIME_S
from tests.audit_trail import log_size
from tests.contract import published
from tests.county import County

FORM = "application/x-www-form-urlencoded"
CLIENT = {"id": "fin-2", "name": "县财务系统", "role": "finance_system", "union": "360722"}


@pytest.fixture
def secret(county: County) -> str:
    return str(county.post("system-1", "/v1/clients", CLIENT)["secret"])


def ask(county: County, **sent: Any) -> TestResponse:
    answer = county.client.post("/oauth/token", **sent)
    published().hold(county.app, answer)
    return answer


def form(secret: str, **more: str) -> dict[str, str]:
    grant = {"grant_type": "client_credentials", "client_id": "fin-2", "client_secret": secret}
    return {**grant, **more}


def basic(name: str, secret: str) -> dict[str, str]:
    pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def test_a_form_json_and_basic_all_give_a_token_that_opens_the_feed(
    county: County, secret: str
) -> None:
    answers = [
        ask(county, data=form(secret)),
        ask(county, json=form(secret)),
        ask(county, data={"grant_type": "client_credentials"}, headers=basic("fin-2", secret)),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        told = answer.get_json()
        assert (told["token_type"], told["expires_in"]) == ("Bearer", LIFETIME_S)
        bearer = {"Authorization": f"Bearer {told['access_token']}"}
        assert county.client.get("/v1/audit/checkpoint", headers=bearer).status_code == 200


def test_parameters_we_do_not_know_are_ignored(county: County, secret: str) -> None:
    assert ask(county, data=form(secret, scope="feed")).status_code == 200


def test_a_token_leaves_no_trace_in_the_database(county: County, secret: str) -> None:
    before = log_size(county)
    ask(county, data=form(secret), headers={"Idempotency-Key": "once"})
    again = ask(county, data=form(secret), headers={"Idempotency-Key": "once"})
    assert "Idempotent-Replayed" not in again.headers
    assert log_size(county) == before


@pytest.mark.parametrize("name", ["fin-2", "nobody", "finance", "clerk-1"])
def test_a_wrong_secret_and_an_unknown_machine_are_told_the_same(
    county: County, secret: str, name: str
) -> None:
    refused = ask(county, data=form("aid_wrong", client_id=name))
    told = refused.get_json()
    assert (refused.status_code, told["type"]) == (401, "/problems/invalid-client")
    assert told["error"] == "invalid_client"
    assert refused.headers["WWW-Authenticate"].startswith("Basic ")
    assert name not in str(told)


def test_a_machine_whose_time_is_over_gets_no_token(county: County, secret: str) -> None:
    county.days_later(365)
    assert ask(county, data=form(secret)).status_code == 200
    county.days_later(1)
    assert ask(county, data=form(secret)).status_code == 401


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"data": {"grant_type": "client_credentials"}}, "invalid_request"),
        ({"data": form("s", grant_type="password")}, "unsupported_grant_type"),
        ({"data": f"{'grant_type=client_credentials&' * 2}client_id=a&client_secret=b",
          "content_type": FORM}, "invalid_request"),
        ({"data": form("s"), "headers": basic("fin-2", "s")}, "invalid_request"),
        ({"data": {"grant_type": "client_credentials"}, "headers": {"Authorization": "Basic ?"}},
         "invalid_request"),
        ({"data": {"grant_type": "client_credentials"}, "headers": {"Authorization": "Bearer x"}},
         "invalid_request"),
        ({"data": b"client_id=\xff", "content_type": FORM}, "invalid_request"),
        ({"data": "client_id=%ff", "content_type": FORM}, "invalid_request"),
        ({"data": "a=1&" * 30, "content_type": FORM}, "invalid_request"),
        ({"json": {"grant_type": "client_credentials", "client_id": 1, "client_secret": []}},
         "invalid_request"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_told_so(
    sqlite_county: County, sent: dict[str, Any], error: str
) -> None:
    refused = ask(sqlite_county, **sent)
    assert (refused.status_code, refused.get_json()["error"]) == (400, error)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_another_kind_of_body_is_not_read(sqlite_county: County, kind: str) -> None:
    assert ask(sqlite_county, data="grant_type=x", content_type=kind).status_code == 415


@pytest.mark.parametrize("name", ["a\x00b", "a\u202eb", "a" * 65])
def test_an_id_that_no_machine_can_have_is_refused(sqlite_county: County, name: str) -> None:
    assert ask(sqlite_county, data=form("s", client_id=name)).status_code == 422


def test_after_ten_failures_in_a_minute_nothing_is_looked_at(county: County, secret: str) -> None:
    for _ in range(10):
        assert ask(county, data=form("aid_wrong")).status_code == 401
    refused = ask(county, data=form(secret))
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    county.days_later(1)
    assert ask(county, data=form(secret)).status_code == 200


def test_a_stranger_does_not_shut_a_machine_out(county: County, secret: str) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    for _ in range(11):
        last = ask(county, data=form("aid_wrong"), environ_base=elsewhere)
    assert last.status_code == 429
    assert ask(county, data=form(secret)).status_code == 200


def test_guessing_at_names_is_counted_and_leaves_one_row(county: County, secret: str) -> None:
    statuses = [
        ask(county, data=form("aid_wrong", client_id=f"guess-{place}")).status_code
        for place in range(12)
    ]
    assert statuses == [401] * 10 + [429] * 2
    with county.house.transactions.engine.connect() as connection:
        rows = connection.execute(select(func.count()).select_from(RateCount)).scalar()
    assert rows == 1


def test_counts_of_past_minutes_are_not_kept(county: County, secret: str) -> None:
    for _ in range(3):
        ask(county, data=form("aid_wrong"))
        county.days_later(1)
    with county.house.transactions.engine.connect() as connection:
        assert connection.execute(select(RateCount.count)).scalars().all() == [1]
