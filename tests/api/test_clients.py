"""/v1/clients: a secret told once, kept as a digest, a year at most."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from service.tokens import secret_digest
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply

FORM: dict[str, Any] = {
    "id": "fin-2", "name": "县财务系统", "role": "finance_system", "union": "360722",
}  # fmt: skip
PATH = "/v1/clients/fin-2"


def register(county: County, key: str | None = None, **more: Any) -> Reply:
    return county.post("system-1", "/v1/clients", {**FORM, **more}, key=key)


def feed(county: County, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return county.client.get("/v1/audit/checkpoint", headers=headers).status_code


def test_the_secret_stands_in_the_first_answer_and_in_no_other(county: County) -> None:
    made = register(county)
    assert made.status == 201
    assert made["secret"].startswith("aid_")
    assert (made["from"], made["to"]) == ("2026-03-02", "2027-03-02")
    shown = county.get("system-1", PATH)
    assert "secret" not in shown.body
    assert shown["has_secret"] is True
    assert "secret" not in county.get("system-1", "/v1/clients")["items"][-1]


def test_only_the_digest_is_kept(county: County) -> None:
    before = log_size(county)
    secret = register(county)["secret"]
    with county.house.transactions.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM client WHERE id = 'fin-2'")).mappings().all()
    assert secret not in str(rows)
    assert rows[0]["secret_digest"] == secret_digest(secret)
    assert secret not in str(entries_since(county, before))


def test_under_a_key_the_sealed_answer_is_told_again_to_the_same_caller(county: County) -> None:
    first = register(county, key="once")
    again = register(county, key="once")
    assert again["secret"] == first["secret"]
    assert again.headers["Idempotent-Replayed"] == "true"
    with county.house.transactions.engine.connect() as connection:
        kept = connection.execute(text("SELECT answer FROM receipt")).scalars().all()
    assert kept
    assert not any(first["secret"].encode() in bytes(answer) for answer in kept)
    stranger = county.post("security-1", "/v1/clients", FORM, key="once")
    assert stranger.status == 403


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"to": "2027-03-03"}, 422, "period-invalid"),
        ({"to": "2026-03-01"}, 422, "period-invalid"),
        ({"union": "360700"}, 422, "union-unknown"),
        ({"role": "approver"}, 422, "invalid-input"),
        ({"id": "bank"}, 409, "already-exists"),
        ({"id": "clerk-1"}, 409, "already-exists"),
        ({"id": "system"}, 409, "already-exists"),
    ],
)
def test_what_cannot_be_is_refused(
    county: County, change: dict[str, Any], status: int, slug: str
) -> None:
    refused = register(county, **change)
    assert (refused.status, refused["type"]) == (status, f"/problems/{slug}")
    assert county.get("system-1", PATH).status == 404


def test_a_client_that_was_ended_may_do_nothing_at_the_next_request(county: County) -> None:
    register(county)
    token = county.house.tokens.issue("fin-2", "client")
    assert feed(county, token) == 200
    ended = county.act("system-1", PATH, "end", etag=county.get("system-1", PATH).etag)
    assert (ended.status, ended["to"], ended["has_secret"]) == (200, "2026-03-01", False)
    assert feed(county, token) == 403
    again = county.act("system-1", PATH, "end", etag=ended.etag)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")


def test_a_client_ends_by_itself_after_its_last_day(county: County) -> None:
    register(county, to="2026-03-03")
    token = county.house.tokens.issue("fin-2", "client")
    county.days_later(1)
    assert feed(county, token) == 200
    county.days_later(1)
    assert feed(county, token) == 403


def test_a_new_secret_takes_the_place_of_the_old_one(county: County) -> None:
    first = register(county, to="2026-03-31")["secret"]
    renewed = county.act("system-1", PATH, "renew-secret", etag=county.get("system-1", PATH).etag)
    assert renewed.status == 200
    assert renewed["to"] == "2027-03-02"
    form = {"grant_type": "client_credentials", "client_id": "fin-2"}
    old = county.client.post("/oauth/token", data={**form, "client_secret": first})
    new = county.client.post("/oauth/token", data={**form, "client_secret": renewed["secret"]})
    assert (old.status_code, new.status_code) == (401, 200)


def test_a_change_says_which_version_was_seen(county: County) -> None:
    assert county.post("system-1", "/v1/clients/bank/end").status == 428
    assert county.post("system-1", "/v1/clients/bank/renew-secret", etag='"1"').status == 412
