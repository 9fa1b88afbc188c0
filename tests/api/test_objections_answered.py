"""An objection in full: taken up in time, looked into by somebody unconcerned, answered in writing;
and a case that is corrected while the rest of its list goes on."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.county import County, Reply
from tests.notice_steps import appointed, id_of, object_to, open_notice, state_of
from tests.payments import second_account

DECIDER = "county-reviewer-1"
TAKEN_UP = {"opinion": "反映的门面收入须入户核查"}
FOUND = {
    "opinion": "经核查，异议不成立。",
    "findings": "门面已于去年转让，租金收入自去年十月起停止。",
}


def _objected(county: County, *paths: str, line: int = 1, **more: object) -> tuple[str, str]:
    """A notice of these cases, or of a new one, and an objection to a line of it."""
    cases = paths or (county.reviewed_application(),)
    notice = open_notice(county, "reviewer-1", *cases).headers["Location"]
    return notice, object_to(county, notice, line, **more).headers["Location"]


def _lines(county: County, notice: str) -> list[tuple[str, str]]:
    lines = county.get("auditor-1", notice)["lines"]
    return [(line["state"], line["ends_on"]) for line in lines]


def _found(county: County, query: str, who: str = "auditor-1") -> list[str]:
    return [one["id"] for one in county.get(who, f"/v1/objections?{query}")["items"]]


def _retermed(county: County, **within: dict[str, int]) -> Reply:
    """The county sets terms of its own."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "supervision")
    told = {**seeded, "union": "360722", "within": {**seeded["within"], **within}}
    return county.adopt(told)


def test_an_objection_is_taken_up_looked_into_and_answered(county: County) -> None:
    path = county.reviewed_application()
    notice, objection = _objected(county, path, name="张建军")
    raised = county.get(DECIDER, objection)
    assert (raised["since"], raised["triage_due_on"], raised["due_on"]) == (
        "2026-03-02", "2026-03-04", "2026-03-17",
    )  # fmt: skip
    assert (raised["owner"], raised["overdue"], raised["answered_on"]) == (None, False, None)
    taken = county.act(DECIDER, objection, "triage", TAKEN_UP)
    assert (taken.status, taken["state"], taken["owner"]) == (200, "investigating", DECIDER)
    assert county.get("auditor-1", notice)["lines"][0]["open_objections"] == 1
    county.days_later(8)
    county.act("reviewer-1", notice, "close")
    assert state_of(county, path) == "on_notice"
    silent = county.act(DECIDER, objection, "dismiss", {"opinion": "不成立"})
    assert (silent.status, silent.codes) == (422, {"findings_missing"})
    answered = county.act(DECIDER, objection, "dismiss", FOUND)
    assert (answered["state"], answered["findings"]) == ("dismissed", FOUND["findings"])
    assert answered["answered_on"] == "2026-03-10"
    assert state_of(county, path) == "notice_passed"
    again = county.act(DECIDER, objection, "triage", TAKEN_UP)
    assert (again.status, again.codes) == (409, {"wrong_state"})


def test_while_it_is_looked_into_its_line_is_held_and_no_vote_is_taken(county: County) -> None:
    path, fund = county.reviewed_application(), county.fund()
    notice = county.passed_notice(path)
    objection = object_to(county, notice["id"]).headers["Location"]
    county.act(DECIDER, objection, "triage", TAKEN_UP)
    assert "objection_open" in county.approve(path, fund).codes
    county.act(DECIDER, objection, "dismiss", FOUND)
    assert county.approve(path, fund)["state"] == "approved"


def test_what_is_not_taken_up_or_not_answered_in_time_is_overdue(county: County) -> None:
    cases = [county.reviewed_application() for _ in range(3)]
    notice, first = _objected(county, *cases)
    second = object_to(county, notice, 2).headers["Location"]
    county.act(DECIDER, second, "triage", TAKEN_UP)
    county.days_later(2)
    assert _found(county, "overdue=true") == []
    county.days_later(1)
    assert _found(county, "overdue=true") == [id_of(first)]
    assert county.get(DECIDER, first)["overdue"] is True
    assert _found(county, "overdue=false") == [id_of(second)]
    county.days_later(12)
    assert county.get(DECIDER, second)["due_on"] == county.today().isoformat()
    assert _found(county, "overdue=false") == [id_of(second)]
    county.days_later(1)
    assert set(_found(county, "overdue=true&state=investigating")) == {id_of(second)}
    county.act(DECIDER, second, "dismiss", FOUND)
    assert _found(county, "overdue=true") == [id_of(first)]
    assert county.get(DECIDER, second)["overdue"] is False
    assert county.get("auditor-1", "/v1/objections?overdue=maybe").status == 422


def test_the_terms_that_hold_are_those_in_force_at_receipt(county: County) -> None:
    notice, first = _objected(county)
    retermed = _retermed(county, objection={"days": 1}, triage={"working_days": 1})
    assert retermed.status == 200, retermed.body
    second = object_to(county, notice).headers["Location"]
    assert county.get(DECIDER, first)["due_on"] == "2026-03-17"
    assert county.get(DECIDER, second)["due_on"] == "2026-03-03"
    county.days_later(2)
    assert _found(county, "overdue=true") == [id_of(second)]


def test_the_one_in_charge_is_a_reviewer_from_above_who_has_nothing_to_do_with_it(
    county: County,
) -> None:
    appointed(county, "county-reviewer-2", "reviewer", "360722")
    appointed(county, "both-1", "reviewer", "360722")
    appointed(county, "both-1", "payment_maker", "360722001")
    _, objection = _objected(county)
    for who in ("reviewer-1", "approver-1", "nobody-9", "both-1", "twin-1", "bank"):
        refused = county.act(DECIDER, objection, "triage", {**TAKEN_UP, "owner": who})
        assert (refused.status, refused.codes) == (422, {"owner_unfit"}), who
    taken = county.act(DECIDER, objection, "triage", {**TAKEN_UP, "owner": "county-reviewer-2"})
    assert taken["owner"] == "county-reviewer-2"


def test_who_has_a_post_at_the_union_objected_to_does_not_decide_by_another_account(
    county: County,
) -> None:
    twin = second_account(county, "clerk-of-another-union", "clerk-1", "reviewer")
    path = county.reviewed_application()
    _, objection = _objected(county, path)
    refused = county.act(twin, objection, "dismiss", FOUND)
    assert refused.status == 403
    assert {"own_union", "separation_of_duties"} <= refused.codes
    colleague = second_account(county, "colleague", "reviewer-1", "reviewer")
    taken = county.act(colleague, objection, "triage", TAKEN_UP)
    assert (taken.status, "own_union" in taken.codes) == (403, True)
    assert state_of(county, objection) == "open"


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("triage", {**TAKEN_UP, "findings": "门面已转让"}), ("dismiss", {**FOUND, "remedy": "correct"}),
        ("uphold", {**FOUND, "owner": DECIDER}), ("uphold", {**FOUND, "remedy": "restart"}),
        ("uphold", {**FOUND, "findings": "不" * 4_001}), ("triage", {**TAKEN_UP, "owner": "X"}),
    ],
)  # fmt: skip
def test_what_an_action_does_not_take_is_refused_and_not_ignored(
    sqlite_county: County, action: str, body: dict[str, str]
) -> None:
    _, objection = _objected(sqlite_county)
    refused = sqlite_county.act(DECIDER, objection, action, body)
    assert (refused.status, refused.codes) == (422, {"invalid_input"})
    assert state_of(sqlite_county, objection) == "open"


def test_a_line_is_corrected_and_published_again_and_the_others_lose_no_day(
    county: County,
) -> None:
    corrected, other = county.reviewed_application(), county.reviewed_application()
    notice, objection = _objected(county, corrected, other)
    county.act(DECIDER, objection, "triage", TAKEN_UP)
    county.days_later(1)
    remedy = {"opinion": "收入须更正", "findings": "漏报门面租金", "remedy": "correct"}
    upheld = county.act(DECIDER, objection, "uphold", remedy)
    assert (upheld["state"], upheld["remedy"]) == ("upheld", "correct")
    assert state_of(county, corrected) == "returned"
    assert _lines(county, notice) == [("withdrawn", "2026-03-09"), ("open", "2026-03-09")]
    shown = county.get(None, f"/public/notices/{id_of(notice)}")["lines"]
    assert [line["line"] for line in shown] == [2]
    county.act("clerk-1", corrected, "resubmit")
    county.act("reviewer-1", corrected, "review")
    again = open_notice(county, "reviewer-1", corrected)
    assert again.status == 201, again.body
    assert again["ends_on"] == "2026-03-10"
    county.days_later(7)
    county.act("reviewer-1", notice, "close")
    assert (state_of(county, corrected), state_of(county, other)) == ("on_notice", "notice_passed")
    county.days_later(1)
    county.act("reviewer-1", again.headers["Location"], "close")
    fund = county.fund()
    for path in (corrected, other):
        assert county.approve(path, fund)["state"] == "approved"


def test_a_corrected_case_is_held_by_what_else_was_objected_to_its_line(county: County) -> None:
    path = county.reviewed_application()
    notice, first = _objected(county, path)
    second = object_to(county, notice).headers["Location"]
    county.act(DECIDER, first, "uphold", {"opinion": "须更正", "remedy": "correct"})
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    assert "objection_open" in open_notice(county, "reviewer-1", path).codes
    county.act(DECIDER, second, "dismiss", {"opinion": "已在补正中处理"})
    assert open_notice(county, "reviewer-1", path).status == 201


def test_a_file_objected_to_goes_back_for_correction(sqlite_county: County) -> None:
    county = sqlite_county
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "hardship_file")
    review, confirm = seeded["path"]
    path = [review, {"stage": "notice", "working_days": 5}, confirm]
    assert county.adopt({**seeded, "union": "360722", "path": path}).status == 200
    file = county.draft_file().headers["Location"]
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    form = {"hardship_file_ids": [id_of(file)], "place": "厂门公示栏"}
    notice = county.post("reviewer-1", "/v1/notices", form, key=county.new_key())
    objection = object_to(county, notice["id"]).headers["Location"]
    county.act(DECIDER, objection, "uphold", {"opinion": "人口须更正", "remedy": "correct"})
    assert state_of(county, file) == "returned"
    assert _lines(county, f"/v1/notices/{notice['id']}") == [("withdrawn", "2026-03-09")]
    (letter,) = county.get("clerk-1", f"{file}/letters")["items"]
    assert (letter["kind"], "重新公示" in letter["text"]) == ("objected", True)
    county.act("clerk-1", file, "resubmit")
    county.act("reviewer-1", file, "review")
    again = county.post("reviewer-1", "/v1/notices", form, key=county.new_key())
    assert again.status == 201, again.body


def test_who_objected_by_name_is_answered_in_writing(county: County) -> None:
    path = county.reviewed_application()
    notice, objection = _objected(county, path, name="张建军")
    early = county.get(DECIDER, f"{objection}/letter")
    assert (early.status, early.codes) == (404, {"answer_undue"})
    county.act(DECIDER, objection, "triage", TAKEN_UP)
    county.act(DECIDER, objection, "uphold", {**FOUND, "opinion": "属实", "remedy": "correct"})
    letter = county.get(DECIDER, f"{objection}/letter")
    assert (letter["to"], letter["decided_on"]) == ("张建军", "2026-03-02")
    number = county.get(DECIDER, notice)["number"]
    assert letter["text"].splitlines() == [
        "张建军：",
        f"您对公示（{number}-1）提出的异议，经信丰县总工会核查成立，已于 2026-03-02 决定撤下该行，补正后重新公示。",
        f"核查情况：{FOUND['findings']}",
        "理由：属实",
        "对本答复仍有意见的，可向上一级工会反映，或拨打 12351。您的信息予以保密。",
    ]
    assert "李梅" not in letter["text"]
    english = county.get(DECIDER, f"{objection}/letter", headers={"Accept-Language": "en"})
    assert "Your objection to the public notice" in english["text"]
    assert county.get("auditor-1", f"{objection}/letter").status == 200
    for who in ("reviewer-1", "clerk-1", "approver-1"):
        assert county.get(who, f"{objection}/letter").status == 403, who


def test_an_objection_without_a_name_has_no_letter(county: County) -> None:
    _, objection = _objected(county)
    county.act(DECIDER, objection, "dismiss", {"opinion": "不成立"})
    refused = county.get(DECIDER, f"{objection}/letter")
    assert (refused.status, refused.codes) == (404, {"answer_undue"})


def test_the_name_of_whoever_objected_stands_in_no_plain_byte_and_is_told_to_the_deciders_only(
    county: County,
) -> None:
    path = county.reviewed_application()
    _, objection = _objected(county, path, name="张建军")
    county.act(DECIDER, objection, "triage", TAKEN_UP)
    found = {**FOUND, "findings": "邻居张建军所述与实情不符"}
    county.act(DECIDER, objection, "dismiss", found)
    with county.house.transactions.engine.connect() as connection:
        entries = connection.execute(text("SELECT entry FROM audit_entry")).scalars().all()
        rows = connection.execute(text("SELECT name, reason, findings FROM objection")).all()
    kept = b"".join(bytes(one) if not isinstance(one, str) else one.encode() for one in entries)
    assert "张建军".encode() not in kept
    assert "张建军" not in str(rows)
    for who in ("clerk-1", "reviewer-1"):
        (item,) = county.get(who, "/v1/objections")["items"]
        assert (item["name"], item["reason"], item["findings"]) == (None, None, None)
        assert "张建军" not in str(county.get(who, f"{path}/trail").body)
    assert county.get(DECIDER, "/v1/objections")["items"][0]["name"] == "张建军"


def test_a_decision_names_the_version_it_saw_and_is_repeated_under_its_key(county: County) -> None:
    notice, objection = _objected(county)
    stale = county.get(DECIDER, objection).etag
    object_to(county, notice)
    assert county.post(DECIDER, f"{objection}/triage", TAKEN_UP, etag=stale).status == 412
    fresh = county.get(DECIDER, objection).etag
    first = county.post(DECIDER, f"{objection}/triage", TAKEN_UP, etag=fresh, key="take-it-up")
    again = county.post(DECIDER, f"{objection}/triage", TAKEN_UP, etag=fresh, key="take-it-up")
    assert (first.status, again.status) == (200, 200)
    assert again.body == first.body
    other = {**TAKEN_UP, "opinion": "另有说明"}
    reused = county.post(DECIDER, f"{objection}/triage", other, etag=fresh, key="take-it-up")
    assert (reused.status, reused.codes) == (422, {"key_reused"})
