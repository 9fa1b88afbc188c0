"""Letters, visits and calls through HTTP: registered, dealt with by people unconcerned, answered."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from service.use_cases.verify_log import verify_log
from tests.county import County, Reply, identity_number
from tests.kin_steps import active_of_kin, engage
from tests.notice_steps import appointed, id_of, state_of
from tests.payments import second_account

WHO = "county-reviewer-1"
SAID = {"opinion": "已核实情况"}
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("check", SAID), ("handle", SAID), ("reply", {"reply": "材料清单已短信告知"}),
    ("close", {"satisfaction": "satisfied"}),
)  # fmt: skip


def _taken(county: County, who: str = WHO, **more: Any) -> Reply:
    form = {
        "union": "360722", "channel": "hotline_12351", "kind": "inquiry",
        "subject": "咨询医疗救助需要哪些材料", "name": "张建军", "phone": "13900000001", **more,
    }  # fmt: skip
    return county.post(who, "/v1/petitions", form)


def _walked(county: County, place: str, until: str, who: str = WHO) -> Reply:
    for action, body in STEPS:
        told = county.act(who, place, action, body)
        assert told.status == 200, told.body
        if action == until:
            return told
    raise AssertionError(until)


def test_a_call_to_the_hotline_is_registered_checked_handled_answered_and_closed(
    county: County,
) -> None:
    taken = _taken(county)
    assert taken.status == 201, taken.body
    place = taken.headers["Location"]
    assert (taken["state"], taken["since"], taken["due_on"], taken["owner"]) == (
        "registered", "2026-03-02", "2026-03-17", None,
    )  # fmt: skip
    replied = _walked(county, place, "reply")
    assert (replied["state"], replied["reply"], replied["owner"], replied["answered_on"]) == (
        "replied", "材料清单已短信告知", WHO, "2026-03-02",
    )  # fmt: skip
    closed = county.act(WHO, place, "close", {"satisfaction": "neutral"})
    assert (closed["state"], closed["satisfaction"]) == ("closed", "neutral")
    for action, body in STEPS:
        again = county.act(WHO, place, action, body)
        assert (again.status, again.codes) == (409, {"wrong_state"})
    assert verify_log(county.house.transactions).wrong is None


def test_no_step_is_left_out_and_each_says_what_it_must(county: County) -> None:
    place = _taken(county).headers["Location"]
    for action in ("handle", "reply", "close"):
        assert county.act(WHO, place, action, dict(STEPS)[action]).codes == {"wrong_state"}
    assert county.act(WHO, place, "check", {}).codes == {"opinion_required"}
    _walked(county, place, "handle")
    assert county.act(WHO, place, "reply", SAID).codes == {"reply_missing"}
    county.act(WHO, place, "reply", {"reply": "已答复"})
    assert county.act(WHO, place, "close", {}).codes == {"satisfaction_missing"}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("check", {**SAID, "reply": "已答复"}), ("check", {**SAID, "union": "360700"}),
        ("transfer", {**SAID, "union": "360700", "owner": WHO}),
        ("check", {**SAID, "satisfaction": "satisfied"}),
    ],
)  # fmt: skip
def test_what_a_step_does_not_take_is_refused_and_not_ignored(
    sqlite_county: County, action: str, body: dict[str, str]
) -> None:
    place = _taken(sqlite_county).headers["Location"]
    refused = sqlite_county.act(WHO, place, action, body)
    assert (refused.status, refused.codes) == (422, {"invalid_input"})
    assert state_of(sqlite_county, place) == "registered"


@pytest.mark.parametrize(
    "more",
    [
        {"channel": "telegram"}, {"kind": "praise"}, {"subject": " "}, {"phone": "12"},
        {"subject": "不" * 4_001}, {"name": "张\u0000"}, {"union": "3607"}, {"state": "closed"},
        {"received_on": "2026-03-03"}, {"union": "999999"}, {"union": "360700"},
    ],
)  # fmt: skip
def test_a_petition_that_cannot_be_is_refused(sqlite_county: County, more: dict[str, Any]) -> None:
    refused = _taken(sqlite_county, **more)
    assert refused.status in (400, 422), refused.body
    assert sqlite_county.get("auditor-1", "/v1/petitions")["items"] == []


def test_a_complaint_about_a_case_is_not_dealt_with_by_who_has_a_duty_in_it(
    county: County,
) -> None:
    case = id_of(county.reviewed_application())
    about = {"kind": "complaint", "application_id": case}
    place = _taken(county, "clerk-1", union="360722001", **about).headers["Location"]
    for who in ("clerk-1", "reviewer-1"):
        refused = county.act(who, place, "check", SAID)
        assert (refused.status, refused.codes) == (403, {"decided_before"}), who
        told = county.get(who, place)
        assert (told["subject"], told["name"], told["phone"], told["reply"]) == (None,) * 4, who
    assert county.get(WHO, place)["name"] == "张建军"
    down = county.act("clerk-1", place, "transfer", {**SAID, "union": "360722002"})
    assert (down.status, down.codes) == (422, {"handler_unfit"})
    county.act("clerk-1", place, "transfer", {**SAID, "union": "360722"})
    twin = second_account(county, "twin-reviewer", "reviewer-1", "reviewer")
    for action, body in (("check", SAID),):
        assert "decided_before" in county.act(twin, place, action, body).codes
    assert _walked(county, place, "close")["state"] == "closed"


def test_a_complaint_never_goes_down_to_whoever_it_may_be_about(county: County) -> None:
    place = _taken(county, kind="complaint").headers["Location"]
    refused = county.act(WHO, place, "transfer", {**SAID, "union": "360722001"})
    assert (refused.status, refused.codes) == (422, {"handler_unfit"})
    assert county.act(WHO, place, "transfer", {**SAID, "union": "360700"}).status == 200


def test_a_question_about_a_case_is_answered_by_who_knows_it(county: County) -> None:
    case = id_of(county.reviewed_application())
    place = _taken(county, "clerk-1", union="360722001", application_id=case).headers["Location"]
    assert _walked(county, place, "close", "clerk-1")["state"] == "closed"


def test_a_report_of_fraud_in_a_file_goes_upward_only(county: County) -> None:
    file = county.active_file()["id"]
    about = {"kind": "report_of_fraud", "hardship_file_id": file}
    place = _taken(county, **about).headers["Location"]
    for union in ("360722001", "360722002", "360722", "360723", "999999"):
        refused = county.act(WHO, place, "transfer", {**SAID, "union": union})
        assert (refused.status, refused.codes) == (422, {"handler_unfit"}), union
    assert "handler_unfit" in county.act(WHO, place, "transfer", SAID).codes
    passed = county.act(WHO, place, "transfer", {**SAID, "union": "360700"})
    assert (passed.status, passed["union"], passed["subject"]) == (200, "360700", None)
    for who in (WHO, "clerk-1"):
        assert county.get(who, place).status == 404, who


def test_passed_on_it_begins_anew_and_its_term_runs_on(county: County) -> None:
    place = _taken(county).headers["Location"]
    county.act(WHO, place, "check", SAID)
    county.days_later(10)
    passed = county.act(WHO, place, "transfer", {**SAID, "union": "360722002"})
    assert (passed["state"], passed["union"], passed["owner"], passed["due_on"]) == (
        "registered", "360722002", None, "2026-03-17",
    )  # fmt: skip
    assert county.act("clerk-2", place, "check", SAID)["owner"] == "clerk-2"
    assert county.act("clerk-1", place, "handle", SAID).status == 404


def test_nobody_deals_with_what_is_about_their_own_household(county: County) -> None:
    number = identity_number()
    appointed(county, "kin-2", "reviewer", "360722", number)
    member = {"name": "李强", "identity_number": number, "relation": "71", "student": False}
    engage(county, "city-reviewer-1", "reviewer", "360700")
    file = active_of_kin(county, "city-reviewer-1", members=[member])["id"]
    place = _taken(county, hardship_file_id=file).headers["Location"]
    refused = county.act("kin-2", place, "check", SAID)
    assert (refused.status, refused.codes) == (403, {"recusal"})
    named = county.act(WHO, place, "check", {**SAID, "owner": "kin-2"})
    assert (named.status, named.codes) == (422, {"owner_unfit"})


def test_the_one_in_charge_deals_with_petitions_there(county: County) -> None:
    place = _taken(county, union="360722001").headers["Location"]
    for who in ("clerk-2", "approver-1", "nobody-9"):
        refused = county.act(WHO, place, "check", {**SAID, "owner": who})
        assert (refused.status, refused.codes) == (422, {"owner_unfit"}), who
    assert county.act(WHO, place, "check", {**SAID, "owner": "clerk-1"})["owner"] == "clerk-1"


def test_who_wrote_is_told_to_who_deals_with_it_and_stands_in_no_plain_byte(
    county: County,
) -> None:
    case = county.reviewed_application()
    about = {"kind": "report_of_fraud", "application_id": id_of(case)}
    place = _taken(county, subject="邻居李某隐瞒收入", **about).headers["Location"]
    county.act(WHO, place, "check", SAID)
    told = county.get(WHO, place)
    assert (told["name"], told["phone"], told["subject"]) == (
        "张建军", "13900000001", "邻居李某隐瞒收入",
    )  # fmt: skip
    assert county.get("auditor-1", place)["name"] == "张建军"
    assert county.get("approver-1", place)["name"] is None
    assert "张建军" not in str(county.get(WHO, "/v1/petitions").body)
    assert county.get("clerk-1", "/v1/petitions")["items"] == []
    trail = str(county.get("clerk-1", f"{case}/trail").body)
    assert "petition" not in trail
    with county.house.transactions.engine.connect() as connection:
        rows = str(connection.execute(text("SELECT name, phone, subject FROM petition")).all())
        entries = connection.execute(text("SELECT entry FROM audit_entry")).scalars().all()
    for word in ("张建军", "13900000001", "李某"):
        assert word not in rows
        assert all(word.encode() not in bytes(entry) for entry in entries)


def test_the_register_is_filtered_by_state_channel_kind_and_what_is_overdue(
    county: County,
) -> None:
    first = _taken(county, received_on="2026-02-10")
    second = _taken(county, channel="visit", kind="suggestion")
    for query, found in (
        ("overdue=true", [first]), ("overdue=false", [second]), ("channel=visit", [second]),
        ("kind=inquiry", [first]), ("state=registered", [first, second]), ("state=closed", []),
        ("union=360722002", []), ("channel=visit&overdue=true", []),
    ):  # fmt: skip
        items = county.get("auditor-1", f"/v1/petitions?{query}")["items"]
        assert [one["id"] for one in items] == [one["id"] for one in found], query
    assert county.get("auditor-1", first.headers["Location"])["overdue"] is True
    _walked(county, first.headers["Location"], "reply")
    assert county.get("auditor-1", first.headers["Location"])["overdue"] is False
    assert county.get("auditor-1", "/v1/petitions?overdue=true")["items"] == []
    assert county.get("auditor-1", "/v1/petitions?channel=telegram").status == 422
    assert county.get("outsider-clerk-1", "/v1/petitions")["items"] == []


def test_who_takes_petitions_and_about_which_cases(county: County) -> None:
    there = county.active_file()["id"]
    for who in ("approver-1", "auditor-1", "maker-1", "security-1", "finance"):
        assert _taken(county, who).status == 403, who
    assert _taken(county, "clerk-1").codes == {"union_unknown"}
    assert _taken(county, "clerk-2", union="360722002", hardship_file_id=there).status == 404
    nobody = "01980123-4567-7890-8123-123456789abc"
    assert _taken(county, application_id=nobody).status == 404
    both = {"application_id": nobody, "hardship_file_id": there}
    assert _taken(county, **both).codes == {"invalid_input"}


def test_a_petition_is_registered_once_under_its_key_and_changed_by_who_saw_it(
    county: County,
) -> None:
    form = {"union": "360722", "channel": "visit", "kind": "inquiry", "subject": "咨询"}
    first = county.post(WHO, "/v1/petitions", form, key="my-petition")
    again = county.post(WHO, "/v1/petitions", form, key="my-petition")
    assert (again.status, again["id"]) == (201, first["id"])
    other = county.post(WHO, "/v1/petitions", {**form, "subject": "另问"}, key="my-petition")
    assert (other.status, other.codes) == (422, {"key_reused"})
    place = first.headers["Location"]
    county.act(WHO, place, "check", SAID)
    assert county.post(WHO, f"{place}/handle", SAID, etag=first.etag).status == 412
    assert county.post(WHO, f"{place}/handle", SAID).status == 428
