"""督办: every case says what it waits for, since when and by when; what is late is found, urged and told
of above; and nothing is ever decided by time."""

from __future__ import annotations

from typing import Any

import pytest

from service.commands.rule_book import tables
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply
from tests.file_steps import FullFiling
from tests.notice_steps import id_of
from tests.payments import Payments
from tests.supervision_steps import (
    as_of_before,
    submitted_application,
    submitted_file,
    waiting,
    worked,
)
from tests.workflows.tables import PATHS
from workflows.path import table_of
from workflows.supervised import ESCALATED, REMINDED
from workflows.table import plain

WAITS = {
    "for": "review", "level": "grassroots", "union": "360722001", "since": "2026-03-02", "within": "5w",
    "due_on": "2026-03-09", "overdue": False, "owner": None, "reminded": 0,
}  # fmt: skip


# --- what a case waits for ------------------------------------------------------------------------


def test_an_application_says_what_it_waits_for_and_by_when(county: County) -> None:
    path = f"/v1/applications/{county.draft_application()['id']}"
    assert waiting(county, path) is None
    county.act("clerk-1", path, "submit")
    assert waiting(county, path) == WAITS
    county.days_later(8)
    assert waiting(county, path) == {**WAITS, "overdue": True}
    county.act("reviewer-1", path, "review")
    assert waiting(county, path) == {
        **WAITS, "for": "notice", "level": None, "since": "2026-03-10", "due_on": "2026-03-17",
    }  # fmt: skip
    county.passed_notice(path)
    told = waiting(county, path)
    assert (told["for"], told["level"], told["union"]) == ("approval", "county", "360722")
    assert (told["since"], told["within"], told["overdue"]) == ("2026-03-20", "10w", False)
    assert verify_log(county.house.transactions).wrong is None


def test_the_clock_stands_still_while_a_notice_runs_and_is_the_clerks_after_a_return(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = county.reviewed_application()
    county.on_notice(path)
    assert waiting(county, path) is None
    returned = submitted_application(county)
    county.act("reviewer-1", returned, "return", {"opinion": "材料不清"})
    assert waiting(county, returned) == {
        **WAITS, "for": "correction", "level": None, "within": "10w", "due_on": "2026-03-16",
    }  # fmt: skip


def test_payment_is_owed_from_the_approval_on_whatever_becomes_of_a_batch(
    sqlite_county: County,
) -> None:
    payments = Payments(sqlite_county)
    county = payments.county
    (case,) = payments.approved()
    path = f"/v1/applications/{case}"
    owed = waiting(county, path)
    assert (owed["for"], owed["within"]) == ("payment", "10w")
    county.days_later(1)
    batch = payments.made([case])
    assert waiting(county, path) == owed
    county.act("maker-1", batch, "cancel", {"opinion": "换资金"})
    assert waiting(county, path) == owed
    sent = payments.dispatched([case])
    assert payments.said(sent) == ["applied"]
    told = waiting(county, path)
    assert (told["for"], told["since"], told["within"]) == ("follow_up", "2026-03-13", "60d")


def test_a_file_says_so_at_every_stage_of_its_path(sqlite_county: County) -> None:
    filing = FullFiling(sqlite_county)
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    met = []

    def look() -> None:
        told = waiting(county, file)
        met.append(told and (told["for"], told["union"], told["within"]))

    look()
    county.act("clerk-1", file, "submit")
    look()
    county.act("clerk-1", file, "accept")
    look()
    visit = filing.visit(file)
    county.days_later(1)
    assert waiting(county, file)["since"] == "2026-03-02"  # one signature of two moves nothing
    filing.sign(file, visit)
    look()
    filing.deliberate(file)
    look()
    filing.shown(file)
    look()
    assert met == [
        None,
        ("acceptance", "360722001", "2w"),
        ("home_visit", "360722001", "5w"),
        ("committee", "360722001", "5w"),
        ("notice", "360722001", "5w"),
        None,
    ]
    assert verify_log(county.house.transactions).wrong is None


def test_a_standing_file_waits_again_with_its_re_verification_and_its_end(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    assert waiting(county, file) is None
    county.act("clerk-1", file, "reverify", {"reason": "changed"})
    assert waiting(county, file)["for"] == "correction"
    county.act("clerk-1", file, "submit")
    assert waiting(county, file) == WAITS
    county.act("reviewer-1", file, "review")
    county.act("approver-1", file, "confirm")
    assert waiting(county, file) is None
    county.act("clerk-1", file, "propose_cancel", {"opinion": "迁出", "reason": "left"})
    told = waiting(county, file)
    assert (told["for"], told["level"], told["union"]) == ("confirm", "county", "360722")


# --- rows of before -------------------------------------------------------------------------------


def test_what_waited_before_there_were_terms_is_given_its_day_by_the_log(county: County) -> None:
    case, file = submitted_application(county), submitted_file(county)
    county.days_later(3)
    for path in (case, file):
        as_of_before(county, path)
        told = waiting(county, path)
        assert (told["for"], told["since"], told["due_on"]) == ("review", None, None)
    size = log_size(county)
    assert worked(county).failed == 0
    written = {
        (one["act"], one["obj"]["id"], one["who"]["sub"]) for one in entries_since(county, size)
    }
    assert written == {
        ("application.set_terms", id_of(case), "system"),
        ("hardship_file.set_terms", id_of(file), "system"),
    }
    assert waiting(county, case) == waiting(county, file) == WAITS
    county.days_later(1)
    size = log_size(county)
    worked(county)
    assert entries_since(county, size) == []
    assert verify_log(county.house.transactions).wrong is None


@pytest.mark.parametrize("who", ["outsider-clerk-1", "outsider-approver-1"])
def test_another_union_is_told_nothing(sqlite_county: County, who: str) -> None:
    path = submitted_application(sqlite_county)
    assert sqlite_county.get(who, path).status == 404


# --- urging ---------------------------------------------------------------------------------------


def reminded(county: County, path: str, who: str = "clerk-1", **body: str) -> Reply:
    return county.act(who, path, "remind", body)


def test_whoever_owes_a_stage_is_reminded_and_sees_it(county: County) -> None:
    path = submitted_application(county)
    county.days_later(1)
    size = log_size(county)
    done = reminded(county, path, opinion="请尽快审核")
    assert (done.status, done["state"], done["stage"]["kind"]) == (200, "submitted", "review")
    (entry,) = entries_since(county, size)
    assert (entry["act"], entry["st"]) == (
        "application.remind", {"from": "submitted", "to": "submitted"},
    )  # fmt: skip
    assert "duty" not in entry["dec"]
    assert "请尽快审核" not in str(entry)
    assert waiting(county, path) == {**WAITS, "reminded": 1}
    (item,) = county.get("reviewer-1", "/v1/todo")["items"]
    assert item["reminded"] == 1
    assert county.act("reviewer-1", path, "review").status == 200
    assert waiting(county, path)["reminded"] == 0
    assert verify_log(county.house.transactions).wrong is None


def test_a_file_is_urged_like_an_application(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_file(county)
    county.days_later(1)
    assert reminded(county, path).status == 200
    assert waiting(county, path)["reminded"] == 1


def test_nobody_is_urged_on_the_day_their_turn_began(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    refused = reminded(county, path)
    assert (refused.status, refused.codes) == (422, {"reminded_early"})
    county.days_later(4)  # Friday
    approved = submitted_application(county)
    county.days_later(2)  # Sunday
    assert reminded(county, approved).codes == {"reminded_early"}
    county.days_later(1)
    assert reminded(county, approved).status == 200


def test_a_stage_is_urged_once_a_day_and_no_more_often_than_the_terms_say(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = submitted_application(county)
    for _ in range(3):
        county.days_later(1)
        assert reminded(county, path).status == 200
        again = reminded(county, path)
        assert again.status == 409
        assert "reminded_today" in again.codes
    county.days_later(1)
    refused = reminded(county, path)
    assert (refused.status, refused.codes) == (409, {"reminded_enough"})
    assert waiting(county, path)["reminded"] == 3


def test_the_limit_is_the_one_pinned_when_the_case_began(sqlite_county: County) -> None:
    county = sqlite_county
    before = submitted_application(county)
    editions = county.get("auditor-1", "/v1/editions?programme=supervision")["items"]
    document = {**editions[0]["document"], "union": "360722", "reminders_at_most": 1}
    document["within"] = {**document["within"], "review": {"days": 3}}
    assert county.adopt(document).status == 200
    after = submitted_application(county)
    assert waiting(county, after)["within"] == "3d"
    assert waiting(county, before)["within"] == "5w"
    for path in (before, after):
        county.days_later(1)
        assert reminded(county, path).status == 200
    county.days_later(1)
    assert reminded(county, before).status == 200
    assert reminded(county, after).codes == {"reminded_enough"}


def test_nobody_urges_themselves_and_nobody_what_waits_for_nobody(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.days_later(1)
    assert reminded(county, path, "reviewer-1").codes == {"own_turn"}
    assert county.act("county-reviewer-1", path, "remind").status == 200
    county.act("reviewer-1", path, "review")
    county.on_notice(path)
    refused = reminded(county, path)
    assert (refused.status, refused.codes) == (409, {"wrong_state"})
    draft = f"/v1/applications/{county.draft_application()['id']}"
    assert reminded(county, draft).codes == {"wrong_state"}


def test_nobody_urges_on_their_own_kin_s_case(sqlite_county: County) -> None:
    county = sqlite_county
    form = county.file_form()
    path = county.post("clerk-1", "/v1/hardship-files", form).headers["Location"]
    county.act("clerk-1", path, "submit")
    number = form["worker"]["identity_number"]
    kin = {"name": "李梅", "identity_number": number, "relation": "50"}
    assert county.post("clerk-1", "/v1/officers/clerk-1/kin", kin).status == 201
    county.days_later(1)
    refused = reminded(county, path)
    assert (refused.status, refused.codes) == (403, {"recusal"})


def test_a_reminder_names_the_version_it_saw_and_is_made_once_under_a_key(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.days_later(1)
    etag, key = county.get("clerk-1", path).etag, county.new_key()
    assert county.post("clerk-1", f"{path}/remind").status == 428
    first = county.post("clerk-1", f"{path}/remind", etag=etag, key=key)
    again = county.post("clerk-1", f"{path}/remind", etag=etag, key=key)
    assert (first.status, again.status, again.body) == (200, 200, first.body)
    other = {"opinion": "请办理"}
    assert county.post("clerk-1", f"{path}/remind", other, etag=etag, key=key).status == 422
    assert county.post("clerk-1", f"{path}/remind", etag=etag).status == 412
    assert waiting(county, path)["reminded"] == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("outsider-clerk-1", 404), ("clerk-2", 404), ("auditor-1", 403), ("maker-1", 403)],
)
def test_only_the_case_s_own_line_of_unions_urges(
    sqlite_county: County, who: str, status: int
) -> None:
    path = submitted_application(sqlite_county)
    sqlite_county.days_later(1)
    assert reminded(sqlite_county, path, who).status == status


# --- what is late ---------------------------------------------------------------------------------


def late(county: County, who: str, name: str = "overdue", more: str = "") -> list[dict[str, Any]]:
    told = county.get(who, f"/v1/supervision/{name}{more}")
    assert told.status == 200, told.body
    items: list[dict[str, Any]] = told["items"]
    return items


def test_what_is_late_is_found_from_the_day_after_its_last(county: County) -> None:
    path = submitted_application(county)
    county.days_later(7)
    assert late(county, "reviewer-1") == []
    county.days_later(1)
    (item,) = late(county, "auditor-1")
    assert item == {
        "kind": "application", "id": id_of(path), "number": county.get("clerk-1", path)["number"],
        "state": "submitted", "union": "360722001", "programme": "warmth", "for": "review",
        "level": "grassroots", "at": "360722001", "since": "2026-03-02", "within": "5w",
        "due_on": "2026-03-09", "overdue": True, "owner": None, "days_late": 1,
        "roles": ["reviewer"], "escalated_on": None, "why": [],
    }  # fmt: skip
    county.days_later(6)
    assert late(county, "reviewer-1")[0]["days_late"] == 5
    county.act("reviewer-1", path, "review")
    assert late(county, "auditor-1") == []


def test_the_list_is_asked_by_union_programme_and_kind_of_work(sqlite_county: County) -> None:
    county = sqlite_county
    case, file = submitted_application(county), submitted_file(county)
    county.days_later(20)
    both = {id_of(case), id_of(file)}
    for more in ("", "?union=360722", "?union=360722001", "?kind=review"):
        assert {one["id"] for one in late(county, "county-reviewer-1", more=more)} == both
    assert [one["id"] for one in late(county, "auditor-1", more="?programme=warmth")] == [
        id_of(case)
    ]
    for more in ("?union=360722002", "?union=0722001", "?programme=medical", "?kind=approval"):
        assert late(county, "auditor-1", more=more) == []
    assert late(county, "reviewer-2") == late(county, "outsider-approver-1") == []
    first = county.get("auditor-1", "/v1/supervision/overdue?limit=1")
    assert first["has_more"]
    rest = county.get("auditor-1", f"/v1/supervision/overdue?limit=1&after={first['next']}")
    assert {first["items"][0]["id"], rest["items"][0]["id"]} == both
    assert not rest["has_more"]
    odd = "/v1/supervision/overdue?after=2026-13-40_x"
    assert county.get("auditor-1", odd).status == 422


def test_a_term_that_runs_into_a_year_without_a_calendar_is_late_for_nobody_until_it_comes(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    county.days_later(302)  # 2026-12-29, a Tuesday
    path = submitted_application(county)
    county.days_later(20)
    told = waiting(county, path)
    assert (told["within"], told["due_on"], told["overdue"]) == ("5w", None, False)
    assert late(county, "auditor-1") == []
    assert worked(county).failed == 0
    form = {
        "year": 2027, "days_off": ["2027-01-01"], "days_worked": [], "source": "国务院办公厅通知",
    }  # fmt: skip
    assert county.post("system-1", "/v1/calendars", form).status == 201
    told = waiting(county, path)
    assert (told["due_on"], told["overdue"]) == ("2027-01-06", True)
    assert [one["id"] for one in late(county, "auditor-1")] == [id_of(path)]


# --- the worker ----------------------------------------------------------------------------------


def by_the_service(county: County, size: int) -> list[str]:
    return [one["act"] for one in entries_since(county, size) if one["who"]["sub"] == "system"]


def test_the_worker_reminds_once_and_then_tells_the_union_above(county: County) -> None:
    path = submitted_application(county)
    worked(county)
    county.days_later(7)
    size = log_size(county)
    worked(county)
    assert by_the_service(county, size) == []
    county.days_later(1)
    worked(county)
    assert by_the_service(county, size) == ["application.remind"]
    assert waiting(county, path)["reminded"] == 1
    assert reminded(county, path).status == 200  # the service's own counts towards nobody's limit
    size = log_size(county)
    county.days_later(5)  # the fourth working day late
    worked(county)
    assert by_the_service(county, size) == []
    assert late(county, "county-reviewer-1", "escalated") == []
    county.days_later(1)
    worked(county)
    assert by_the_service(county, size) == ["application.escalate"]
    (item,) = late(county, "county-reviewer-1", "escalated")
    assert (item["id"], item["days_late"], item["escalated_on"]) == (id_of(path), 5, "2026-03-16")
    assert (
        late(county, "reviewer-1", "escalated") == []
    )  # the one that is late is not its own union above
    assert late(county, "outsider-approver-1", "escalated") == []
    county.days_later(30)
    size = log_size(county)
    worked(county)
    assert by_the_service(county, size) == []
    assert county.get("clerk-1", path)["state"] == "submitted"
    county.act("reviewer-1", path, "review")
    assert late(county, "county-reviewer-1", "escalated") == []
    assert verify_log(county.house.transactions).wrong is None


def test_what_a_county_is_late_with_is_told_to_the_city(sqlite_county: County) -> None:
    county = sqlite_county
    path = county.reviewed_application()
    county.passed_notice(path)
    file = submitted_file(county)
    county.days_later(40)
    worked(county)
    assert [one["id"] for one in late(county, "city-approver-1", "escalated")] == [
        id_of(path), id_of(file),
    ]  # fmt: skip
    assert [one["id"] for one in late(county, "county-reviewer-1", "escalated")] == [id_of(file)]


_RAISED = {(state, "raise") for state in ("submitted", "reviewed", "notice_passed")}
_OF_AN_APPLICATION = {("on_notice", "pass_notice"), ("returned", "lapse")}
ONLY_BY_TIME = {
    "application": {*_OF_AN_APPLICATION, *_RAISED} - {("reviewed", "raise")},
    "emergency": {("returned", "lapse"), *_RAISED} - {("notice_passed", "raise")},
    "regularisation": {
        ("due", "expire"), ("on_notice", "pass_notice"),
        *((state, "cancel") for state in ("due", "submitted", "reviewed", "on_notice", "notice_passed")),
        ("unregularised", "cancel"),
    },
    "hardship_file": {
        ("on_notice", "pass_notice"), ("reverifying", "pass_notice"), ("exited", "archive"),
        ("cancelled", "archive"),
    },
    "notice": {("open", "close")},
    "notice_line": {("open", "pass"), ("open", "withdraw"), ("held", "withdraw")},
    "recheck": {("open", "withdraw")},
}  # fmt: skip
"""All that the service may move by itself: what a period that has ended lets pass, what has been over
for long, what was not corrected or made up for in time, and what falls away with its case; a stage at
which nobody can act is raised, not passed. None of it is a decision for the applicant."""


def test_nothing_is_ever_approved_passed_or_paid_by_time() -> None:
    found: dict[str, set[tuple[str, str]]] = {}
    every = {**tables(), "application": table_of(tuple(PATHS["review-notice-approval-approval"]))}
    for name, table in every.items():
        for row in table.rows:
            if "system" in row.roles:
                found.setdefault(name, set()).add((plain(row.source), row.action))
                assert (row.duty, row.money, row.opinion_required) == (None, False, False), row.key
    assert found == ONLY_BY_TIME
    assert REMINDED.source == REMINDED.target
    assert ESCALATED.source == ESCALATED.target


# --- what nobody can do ---------------------------------------------------------------------------


def test_what_waits_for_a_post_that_nobody_holds_is_found(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    assert late(county, "auditor-1", "unowned") == []
    officer = "/v1/officers/reviewer-1"
    (post,) = county.get("security-1", officer)["appointments"]
    form = {"appointment_id": post["id"], "to": "2026-03-02"}
    ended = county.act("security-1", officer, "end-appointment", form)
    assert ended.status == 200, ended.body
    county.days_later(1)
    assert [one["id"] for one in late(county, "auditor-1", "unowned")] == [id_of(path)]


@pytest.mark.parametrize("name", ["overdue", "escalated", "unowned"])
@pytest.mark.parametrize("who", ["clerk-1", "security-1", "finance"])
def test_the_lists_are_for_those_who_answer_for_the_work(
    sqlite_county: County, who: str, name: str
) -> None:
    assert sqlite_county.get(who, f"/v1/supervision/{name}").status == 403
