"""Every door of people, calendars and the log: who is let in, who is told 403, who 404, who 401."""

from __future__ import annotations

from typing import Any

import pytest

from service.api import nouns
from service.api.endpoint import declared
from tests.audit_trail import entries_since, log_size
from tests.county import County

NOUNS = frozenset(
    {"audit", "calendars", "clients", "code_lists", "oauth", "officers", "operations", "unions"}
)
APPOINTMENT = "00000000-0000-7000-8000-000000000001"
UNION: dict[str, Any] = {
    "id": "360722009", "name": "新厂工会", "level": "grassroots", "parent": "360722",
}  # fmt: skip
OFFICER = {"id": "new-1", "name": "张三", "identity_number": "360722198503120026"}
APPOINTED = {"role": "clerk", "union": "360722001", "from": "2026-01-01"}
CLIENT = {"id": "new-2", "name": "新系统", "role": "finance_system", "union": "360722"}
CALENDAR = {"year": 2027, "days_off": ["2027-01-01"], "days_worked": [], "source": "国办发明电"}
ENDED = {"appointment_id": APPOINTMENT}

# method, path, body, someone without the role
GUARDED: tuple[tuple[str, str, Any, str], ...] = (
    ("POST", "/v1/unions", UNION, "security-1"),
    ("GET", "/v1/officers", None, "system-1"),
    ("POST", "/v1/officers", OFFICER, "system-1"),
    ("GET", "/v1/officers/clerk-1", None, "approver-1"),
    ("GET", "/v1/officers/clerk-1/appointments", None, "approver-1"),
    ("GET", f"/v1/officers/clerk-1/appointments/{APPOINTMENT}", None, "approver-1"),
    ("POST", "/v1/officers/clerk-1/appointments", APPOINTED, "auditor-1"),
    ("POST", "/v1/officers/clerk-1/end-appointment", ENDED, "auditor-1"),
    ("GET", "/v1/clients", None, "security-1"),
    ("POST", "/v1/clients", CLIENT, "security-1"),
    ("GET", "/v1/clients/finance", None, "finance"),
    ("POST", "/v1/clients/finance/renew-secret", {}, "auditor-1"),
    ("POST", "/v1/clients/finance/end", {}, "auditor-1"),
    ("POST", "/v1/calendars", CALENDAR, "approver-1"),
    ("GET", "/v1/audit/entries", None, "finance"),
    ("GET", "/v1/audit/entries/0", None, "security-1"),
    ("GET", "/v1/audit/checkpoint", None, "clerk-1"),
    ("GET", "/v1/audit/proofs/0", None, "clerk-1"),
)
OPEN_TO_ALL = (
    ("GET", "/v1/unions"),
    ("GET", "/v1/unions/360722001"),
    ("GET", "/v1/code-lists"),
    ("GET", "/v1/code-lists/role"),
    ("GET", "/v1/calendars/2026"),
)
PUBLIC = (("POST", "/oauth/token"), ("GET", "/healthz"), ("GET", "/readyz"))
ELSEWHERE: tuple[tuple[str, str, Any, str, str], ...] = (
    ("GET", "/v1/unions/360723", None, "clerk-1", "360723"),
    ("GET", "/v1/unions/360722", None, "clerk-1", "360722"),
    ("GET", "/v1/officers/outsider-clerk-1", None, "auditor-1", "outsider-clerk-1"),
    ("POST", "/v1/officers/outsider-clerk-1/appointments", APPOINTED, "security-1",
     "outsider-clerk-1"),
    ("POST", "/v1/officers/city-approver-1/end-appointment", ENDED, "security-1",
     "city-approver-1"),
)  # fmt: skip


def test_every_endpoint_of_these_nouns_is_in_one_of_the_lists() -> None:
    nouns.load()
    here = {(made.method, made.rule) for made in declared() if made.noun in NOUNS}
    listed = {(method, path) for method, path, *_ in (*GUARDED, *OPEN_TO_ALL, *PUBLIC)}
    assert len(listed) == len(here)


@pytest.mark.parametrize(
    ("method", "path"), [(method, path) for method, path, *_ in (*GUARDED, *OPEN_TO_ALL)]
)
def test_nobody_comes_in_without_a_token(sqlite_county: County, method: str, path: str) -> None:
    refused = sqlite_county.call(method, None, path, {} if method == "POST" else None)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path", "body", "who"), GUARDED)
def test_the_wrong_role_is_refused_and_the_log_tells_of_it(
    county: County, method: str, path: str, body: Any, who: str
) -> None:
    before = log_size(county)
    refused = county.call(method, who, path, body, etag='"1"')
    assert refused.status == 403
    assert "role_required" in refused.codes
    (note,) = entries_since(county, before)
    assert (note["act"], note["dec"]["rule"]) == ("authz.deny", "role_required")
    assert note["who"]["sub"] == who
    assert "sh" not in note


@pytest.mark.parametrize(("method", "path"), OPEN_TO_ALL)
def test_what_is_for_all_is_for_whoever_holds_any_role(
    sqlite_county: County, method: str, path: str
) -> None:
    for who in ("clerk-1", "auditor-1", "system-1"):
        assert sqlite_county.call(method, who, path).status == 200


@pytest.mark.parametrize(("method", "path", "body", "who", "hidden"), ELSEWHERE)
def test_what_lies_outside_the_subtree_is_not_there_and_the_log_tells_of_it(
    county: County, method: str, path: str, body: Any, who: str, hidden: str
) -> None:
    before = log_size(county)
    refused = county.call(method, who, path, body, etag='"1"')
    assert refused.status == 404
    nowhere = county.call(method, who, path.replace(hidden, "999999"), body, etag='"1"')
    assert nowhere.status == 404
    assert {**nowhere.body, "request_id": ""} == {**refused.body, "request_id": ""}
    (note,) = entries_since(county, before)
    assert (note["act"], note["obj"]["id"]) == ("authz.deny", hidden)
