"""The public page: what anybody may read without a token, for how long, and how anybody objects."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from service.app import build_house, create_app
from service.use_cases.object_to_line import PER_ADDRESS, PER_NOTICE
from tests.county import County, Reply, identity_number
from tests.notice_steps import id_of, object_to, open_notice, reviewed_elsewhere, state_of

SEEN = frozenset({"id", "union", "starts_on", "ends_on", "how_to_object", "lines"})
SEEN_OF_A_LINE = frozenset(
    {"line", "name", "union", "programme", "amount_fen", "starts_on", "ends_on"}
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBERS_OF_PERSONS = re.compile(r"[0-9*]{11,}|[0-9]{6}\*+|\*+[0-9Xx]{4}")


def _published(county: County, *paths: str) -> str:
    """The public address of a notice of these cases."""
    return f"/public/notices/{open_notice(county, 'reviewer-1', *paths)['id']}"


def _minor(county: County) -> Reply:
    """A household whose student is fifteen."""
    child = {
        "name": "王小红", "identity_number": identity_number(date(2010, 9, 1)), "relation": "30",
        "student": True,
    }  # fmt: skip
    return county.active_file(members=[child])


def test_the_public_reads_masked_names_and_nothing_that_points_to_a_person(county: County) -> None:
    file = county.active_file()
    cases = [county.reviewed_application(p, file=file) for p in ("warmth", "tuition", "medical")]
    page = county.get(None, _published(county, *cases))
    assert page.status == 200
    assert set(page.body) == SEEN
    assert [set(line) for line in page["lines"]] == [SEEN_OF_A_LINE] * 3
    assert [(line["name"], line["programme"]) for line in page["lines"]] == [
        ("李*", "送温暖"), ("王*明", "金秋助学"), ("李*", "医疗救助"),
    ]  # fmt: skip
    assert [line["amount_fen"] for line in page["lines"]] == [30_000, 500_000, 2_000_000]
    assert {line["union"] for line in page["lines"]} == {"信丰县纺织厂工会"}
    text = UUID.sub("", json.dumps(page.body, ensure_ascii=False))
    assert not NUMBERS_OF_PERSONS.search(text), text
    names = {file["worker"]["name"], *(member["name"] for member in file["members"])}
    ids = {file["id"], *(id_of(case) for case in cases)}
    told = json.dumps(page.body, ensure_ascii=False)
    assert not [word for word in (*names, *ids, "13800000000", "建设银行") if word in told]


def test_a_minor_is_not_named_but_the_parent(county: County) -> None:
    file = _minor(county)
    answers = {**county.answers("tuition"), "stage": "high_school"}
    page = _published(county, county.reviewed_application("tuition", file=file, answers=answers))
    (line,) = county.get(None, page)["lines"]
    assert line["name"] == "李*"
    assert "王" not in json.dumps(county.get(None, page).body, ensure_ascii=False)


def test_the_page_says_how_to_object_in_the_language_of_the_reader(county: County) -> None:
    page = _published(county, county.reviewed_application())
    assert "12351" in county.get(None, page)["how_to_object"]
    assert f"POST {page}/objections" in county.get(None, page)["how_to_object"]
    english = county.get(None, page, headers={"Accept-Language": "en"})
    assert "Objections to a line" in english["how_to_object"]
    assert english["lines"][0]["programme"] != "送温暖"


def test_a_notice_is_taken_down_when_its_period_ends(county: County) -> None:
    page = _published(county, county.reviewed_application())
    county.days_later(7)
    assert county.get(None, page).status == 200
    assert len(county.get(None, "/public/notices")["items"]) == 1
    county.days_later(1)
    assert county.get(None, page).status == 404
    assert county.get(None, "/public/notices")["items"] == []
    county.act("reviewer-1", f"/v1/notices/{id_of(page)}", "close")
    assert county.get(None, page).status == 404


def test_a_withdrawn_line_is_taken_down_and_a_list_of_none_with_it(county: County) -> None:
    first, second = county.reviewed_application(), county.reviewed_application()
    page = _published(county, first, second)
    county.act("clerk-1", first, "withdraw")
    assert [line["line"] for line in county.get(None, page)["lines"]] == [2]
    county.act("clerk-1", second, "withdraw")
    assert county.get(None, page).status == 404
    assert county.get(None, "/public/notices")["items"] == []


def test_the_public_list_has_what_hangs_out_and_no_names(county: County) -> None:
    here = open_notice(county, "reviewer-1", county.reviewed_application())
    there = open_notice(county, "reviewer-2", reviewed_elsewhere(county))
    first = county.get(None, "/public/notices?limit=1")
    assert first["items"] == [
        {
            "id": here["id"], "union": "信丰县纺织厂工会",
            "starts_on": "2026-03-02", "ends_on": "2026-03-09",
        }
    ]  # fmt: skip
    assert first["has_more"]
    rest = county.get(None, f"/public/notices?after={first['next']}")
    assert [item["id"] for item in rest["items"]] == [there["id"]]
    mine = county.get(None, "/public/notices?union=360722002")
    assert [item["id"] for item in mine["items"]] == [there["id"]]


def test_an_unknown_notice_is_not_found(county: County) -> None:
    unknown = "/public/notices/0190a0a0-0000-7000-8000-000000000000"
    assert county.get(None, unknown).status == 404
    form = {"line": 1, "reason": "不符合条件"}
    assert county.post(None, f"{unknown}/objections", form).status == 404


def test_anybody_objects_and_gets_a_receipt_without_the_reason(county: County) -> None:
    path = county.reviewed_application()
    page = _published(county, path)
    answer = object_to(county, page, name="张建军")
    assert answer.status == 201, answer.body
    assert set(answer.body) == {
        "id", "notice_id", "line", "state", "audit_number", "audit_hash",
    }  # fmt: skip
    assert (answer["line"], answer["state"]) == (1, "open")
    assert answer.headers["Location"] == f"/v1/objections/{answer['id']}"
    assert answer.etag == f'"{answer["audit_number"]}"'
    second = object_to(county, page)
    assert second["audit_number"] > answer["audit_number"]
    assert "门面" not in json.dumps([answer.body, second.body], ensure_ascii=False)
    assert "held" not in json.dumps(county.get(None, page).body)


def test_an_objection_holds_its_own_line_only(county: County) -> None:
    paths = [county.reviewed_application() for _ in range(3)]
    page = _published(county, *paths)
    object_to(county, page, 2)
    notice = f"/v1/notices/{id_of(page)}"
    lines = county.get("auditor-1", notice)["lines"]
    assert [(line["state"], line["open_objections"]) for line in lines] == [
        ("open", 0), ("held", 1), ("open", 0),
    ]  # fmt: skip
    county.days_later(8)
    closed = county.act("reviewer-1", notice, "close")
    assert [line["state"] for line in closed["lines"]] == ["passed", "held", "passed"]
    assert [state_of(county, path) for path in paths] == [
        "notice_passed", "on_notice", "notice_passed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"line": 2, "reason": "不符合条件"}, "line_unknown"),
        ({"line": 0, "reason": "不符合条件"}, "invalid_input"),
        ({"line": "1", "reason": "不符合条件"}, "invalid_input"),
        ({"line": 1}, "invalid_input"),
        ({"line": 1, "reason": " \n "}, "invalid_input"),
        ({"line": 1, "reason": "不" * 1_001}, "invalid_input"),
        ({"line": 1, "reason": "不符合条件", "name": "张\u0000三"}, "unreadable"),
        ({"line": 1, "reason": "不符合条件", "state": "upheld"}, "invalid_input"),
    ],
)
def test_an_objection_that_says_nothing_readable_is_refused(
    sqlite_county: County, form: dict[str, Any], code: str
) -> None:
    page = _published(sqlite_county, sqlite_county.reviewed_application())
    refused = sqlite_county.post(None, f"{page}/objections", form)
    assert refused.status in (400, 422)
    assert code in refused.codes
    assert sqlite_county.get("auditor-1", "/v1/objections")["items"] == []


def test_an_objection_is_repeated_under_its_key_and_counts_once(county: County) -> None:
    page = _published(county, county.reviewed_application())
    form = {"line": 1, "reason": "不符合条件", "name": None}
    answers = [county.post(None, f"{page}/objections", form, key="an-objection") for _ in range(12)]
    assert {answer.status for answer in answers} == {201}
    assert {answer["id"] for answer in answers} == {answers[0]["id"]}
    assert len(county.get("auditor-1", "/v1/objections")["items"]) == 1


def test_too_many_objections_from_one_address_wait_and_others_are_heard(county: County) -> None:
    page = _published(county, county.reviewed_application())
    answers = [object_to(county, page) for _ in range(PER_ADDRESS.calls)]
    assert {answer.status for answer in answers} == {201}
    refused = object_to(county, page)
    assert refused.status == 429
    assert "too_many_requests" in refused.codes
    assert 1 <= int(refused.headers["Retry-After"]) <= PER_ADDRESS.seconds
    assert _from(county, page, "203.0.113.9") == 201
    assert _from(county, page, "2001:db8:1:2::1") == 201
    other = _published(county, county.reviewed_application())
    assert object_to(county, other).status == 201
    county.days_later(1)
    assert object_to(county, page).status == 201


def test_one_ipv6_line_is_one_address(county: County) -> None:
    page = _published(county, county.reviewed_application())
    statuses = [_from(county, page, f"2001:db8:1:2::{n:x}") for n in range(PER_ADDRESS.calls + 1)]
    assert statuses == [201] * PER_ADDRESS.calls + [429]
    assert _from(county, page, "2001:db8:1:3::1") == 201


def test_objections_are_counted_across_workers(county: County) -> None:
    page = _published(county, county.reviewed_application())
    for _ in range(PER_ADDRESS.calls):
        object_to(county, page)
    house = build_house(county.environment)
    house.transactions.offset = county.house.transactions.offset
    other = create_app(house).test_client()
    answer = other.post(f"{page}/objections", json={"line": 1, "reason": "不符合条件"})
    house.transactions.engine.dispose()
    assert answer.status_code == 429


def test_a_flood_from_everywhere_at_one_notice_is_slowed(sqlite_county: County) -> None:
    county = sqlite_county
    page = _published(county, county.reviewed_application())
    accepted = [
        _from(county, page, f"198.51.{n // 250}.{n % 250}") for n in range(PER_NOTICE.calls + 1)
    ]
    assert accepted == [201] * PER_NOTICE.calls + [429]


def _from(county: County, page: str, address: str) -> int:
    answer = county.client.post(
        f"{page}/objections", json={"line": 1, "reason": "不符合条件"},
        environ_base={"REMOTE_ADDR": address},
    )  # fmt: skip
    return int(answer.status_code)


def test_objections_end_with_the_case(county: County) -> None:
    withdrawn, approved = county.reviewed_application(), county.reviewed_application()
    page = _published(county, withdrawn, approved)
    county.act("clerk-1", withdrawn, "withdraw")
    refused = object_to(county, page, 1)
    assert refused.status == 409
    assert "objection_closed" in refused.codes
    assert refused["values"]["line"] == 1
    county.days_later(8)
    county.act("reviewer-1", f"/v1/notices/{id_of(page)}", "close")
    assert county.approve(approved, county.fund())["state"] == "approved"
    late = object_to(county, page, 2)
    assert late.status == 409
    assert "objection_closed" in late.codes
    assert county.get("auditor-1", "/v1/objections")["items"] == []
