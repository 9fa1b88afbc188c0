"""建档全过程: acceptance, visit, committee, notice, review, economic check, confirmation."""

from __future__ import annotations

from tests.county import County
from tests.file_steps import CHECKED_FIRST, FullFiling


def test_a_file_goes_through_the_whole_procedure(county: County) -> None:
    filing = FullFiling(county)
    file = filing.opened()
    filing.gathered(file)
    submitted = county.act("clerk-1", file, "submit")
    assert submitted["state"] == "submitted"
    assert submitted["stage"] == {
        "position": 0, "kind": "acceptance", "level": "grassroots", "union": "360722001",
    }  # fmt: skip
    assert county.act("clerk-1", file, "accept")["state"] == "accepted"
    visit = filing.visit(file)
    assert (visit.status, visit["signed_by"], filing.state(file)) == (
        201,
        ["visitor-1"],
        "accepted",
    )
    assert filing.sign(file, visit)["signed_by"] == ["visitor-1", "visitor-2"]
    assert filing.state(file) == "visited"
    assert filing.deliberate(file)["state"] == "deliberated"
    notice = filing.shown(file)
    assert filing.state(file) == "on_notice"
    public = county.get(None, f"/public/notices/{notice['id']}")
    assert public["lines"][0]["name"] == "李*"
    assert public["lines"][0]["category"] == "相对困难"
    assert public["lines"][0]["amount_fen"] is None
    county.days_later(10)
    assert county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")["state"] == "closed"
    assert filing.state(file) == "notice_passed"
    assert county.act("county-reviewer-1", file, "review")["state"] == "reviewed"
    check = filing.asked(file)
    assert (check["state"], filing.state(file)) == ("open", "checking")
    answer = filing.answered(
        check, businesses=0, annual_income_fen=3_600_000, financial_assets_fen=0, deceased=False,
        insured_elsewhere=False,
    )  # fmt: skip
    assert answer["lines"] == [{"line": 1, "result": "applied", "doubts": []}]
    assert county.act("county-reviewer-1", file, "pass_check")["state"] == "checked"
    active = county.act("approver-1", file, "confirm")
    assert (active["state"], active["category"]) == ("active", "relative")
    assert (active["confirmed_on"], active["reverify_by"]) == ("2026-03-12", "2027-03-12")


def test_where_the_edition_says_so_the_check_comes_before_the_notice(county: County) -> None:
    filing = FullFiling(county, CHECKED_FIRST)
    file = filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    assert filing.checked(file)["state"] == "checked"
    filing.passed_notice(file)
    assert county.act("county-reviewer-1", file, "review")["state"] == "reviewed"
    assert county.act("approver-1", file, "confirm")["state"] == "active"


def test_an_objection_that_is_upheld_ends_the_filing_and_frees_the_household(
    county: County,
) -> None:
    filing = FullFiling(county)
    file = filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    notice = filing.shown(file)
    objection = county.post(
        None, f"/public/notices/{notice['id']}/objections",
        {"line": 1, "reason": "其家有门面出租", "name": None},
    )  # fmt: skip
    assert objection.status == 201, objection.body
    county.days_later(10)
    county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert filing.state(file) == "on_notice"
    upheld = county.act(
        "county-reviewer-1", objection.headers["Location"], "uphold", {"opinion": "经查属实"}
    )
    assert upheld["state"] == "upheld"
    assert filing.state(file) == "rejected"


def test_an_objection_is_taken_until_the_file_is_confirmed(county: County) -> None:
    filing = FullFiling(county)
    file = filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    notice = filing.passed_notice(file)
    county.act("county-reviewer-1", file, "review")
    filing.checked(file)
    late = {"line": 1, "reason": "其在外地另有住房", "name": None}
    objection = county.post(None, f"/public/notices/{notice['id']}/objections", late)
    assert objection.status == 201, objection.body
    refused = county.act("approver-1", file, "confirm")
    assert (refused.status, refused.codes) == (422, {"objection_open"})
    decided = {"opinion": "经核查不实"}
    path = objection.headers["Location"]
    assert county.act("county-reviewer-1", path, "dismiss", decided)["state"] == "dismissed"
    assert county.act("approver-1", file, "confirm")["state"] == "active"
    after = county.post(None, f"/public/notices/{notice['id']}/objections", late)
    assert (after.status, after.codes) == (409, {"objection_closed"})


def test_a_file_is_verified_again_every_year_and_what_stood_stands_meanwhile(
    county: County,
) -> None:
    filing = FullFiling(county)
    file = filing.confirmed()
    before = county.get("clerk-1", file)
    county.days_later(360)
    again = county.act("clerk-1", file, "reverify", {"reason": "due"})
    assert (again["state"], again["round"], again["stage"]) == ("reverifying", 2, None)
    household = {**before["household"], "annual_income_fen": 2_400_000}
    etag = county.get("clerk-1", file).etag
    told = county.call("PATCH", "clerk-1", file, {"household": household}, etag=etag)
    assert told["household"] == before["household"]
    assert told["proposed"]["household"]["annual_income_fen"] == 2_400_000
    assert county.draft_application("warmth", file=before).status == 201
    refused = county.act("clerk-1", file, "submit")
    assert (refused.status, refused.codes) == (422, {"evidence_missing", "authorisation_missing"})
    filing.gathered(file, ())
    next_year = {
        "year": 2027,
        "days_off": ["2027-01-01"],
        "days_worked": [],
        "source": "2027 年放假通知",
    }
    assert county.post("system-1", "/v1/calendars", next_year).status == 201
    told = filing.through(file)
    assert (told["state"], told["category"], told["proposed"]) == ("active", "severe", None)
    assert told["household"]["annual_income_fen"] == 2_400_000
    assert told["reverify_by"] == "2028-03-17"
    changes = county.get("auditor-1", f"{file}/changes")["items"]
    assert [
        (one["officer"], change["field"], change["from"], change["to"])
        for one in changes
        for change in one["changes"]
        if not change["field"].startswith("proposed.household.")
        or change["field"].endswith("income_fen")
    ] == [
        ("clerk-1", "proposed.household.annual_income_fen", None, 2_400_000),
        ("approver-1", "household.annual_income_fen", 3_600_000, 2_400_000),
    ]


def test_a_file_that_is_overdue_gets_no_aid_until_it_is_verified(county: County) -> None:
    filing = FullFiling(county)
    file = filing.confirmed()
    told = county.get("clerk-1", file)
    county.days_later(365)
    assert county.draft_application("warmth", file=told).status == 201
    county.days_later(1)
    refused = county.draft_application("medical", file=told)
    assert (refused.status, refused.codes) == (422, {"file_overdue"})


def test_a_household_leaves_hardship_is_watched_and_comes_back(county: County) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    untold = county.act(
        "clerk-1", file, "propose_exit", {"opinion": "已就业", "reason": "employed"}
    )
    assert (untold.status, untold.codes) == (422, {"worker_untold"})
    proposed = county.act(
        "clerk-1", file, "propose_exit",
        {"opinion": "子女已就业，收入稳定", "reason": "employed", "told_on": "2026-03-02"},
    )  # fmt: skip
    assert proposed["state"] == "exiting"
    exited = county.act("approver-2", file, "exit", {"opinion": "同意脱困"})
    assert (exited["state"], exited["ended_on"], exited["monitored_until"]) == (
        "exited", "2026-03-02", "2026-09-02",
    )  # fmt: skip
    assert "file_not_active" in county.draft_application("warmth", file=active).codes
    early = county.act("clerk-1", file, "archive")
    assert (early.status, early.codes) == (422, {"monitoring_running"})
    back = county.act("clerk-1", file, "return_to_hardship", {"opinion": "再次失业"})
    assert (back["state"], back["reason"]) == ("reverifying", "return")
    assert "file_overdue" in county.draft_application("warmth", file=active).codes
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    assert county.act("approver-2", file, "confirm")["state"] == "active"
    assert county.draft_application("warmth", file=active).status == 201


def test_a_file_is_cancelled_archived_and_its_people_are_free(county: County) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    county.act("clerk-1", file, "propose_cancel", {"opinion": "虚报收入", "reason": "false_data"})
    sent_back = county.act("approver-2", file, "return", {"opinion": "请补充证据"})
    assert sent_back["state"] == "active"
    county.act("clerk-1", file, "propose_cancel", {"opinion": "虚报收入", "reason": "false_data"})
    cancelled = county.act("approver-2", file, "cancel", {"opinion": "同意注销"})
    assert (cancelled["state"], cancelled["reason"]) == ("cancelled", "false_data")
    archived = county.act("clerk-1", file, "archive")
    assert (archived["state"], archived["keep_until"]) == ("archived", "2036-03-02")


def test_the_monitoring_over_the_file_is_archived_for_ten_years(county: County) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    told = {"opinion": "收入稳定", "reason": "employed", "told_on": "2026-03-02"}
    county.act("clerk-1", file, "propose_exit", told)
    county.act("approver-2", file, "exit", {"opinion": "同意"})
    county.days_later(184)
    assert county.act("clerk-1", file, "archive").status == 422
    county.days_later(1)
    archived = county.act("clerk-1", file, "archive")
    assert (archived["state"], archived["keep_until"]) == ("archived", "2036-03-02")
