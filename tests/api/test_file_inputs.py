"""What a decision on a file must say, what it may say, and on which days it may have happened."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County, Reply
from tests.file_steps import FullFiling
from workflows.vocabulary import codes

TODAY, OLDEST, TOO_OLD, TOMORROW = "2026-03-02", "2025-12-02", "2025-12-01", "2026-03-03"


@pytest.fixture
def filing(county: County) -> FullFiling:
    return FullFiling(county)


def submitted(filing: FullFiling) -> str:
    file = filing.opened()
    filing.gathered(file)
    filing.county.act("clerk-1", file, "submit")
    return file


def visited(filing: FullFiling) -> str:
    file = submitted(filing)
    filing.visited(file)
    return file


def active(county: County) -> str:
    return f"/v1/hardship-files/{county.active_file()['id']}"


def told(county: County, who: str, file: str) -> dict[str, dict[str, Any]]:
    items = county.get(who, f"{file}/actions")["actions"]
    return {one["action"]: one for one in items}


# --- what the call itself says ----------------------------------------------------------------------


def test_what_a_decision_must_say_is_no_reason_against_it(filing: FullFiling) -> None:
    county, file = filing.county, submitted(filing)
    may = told(county, "clerk-1", file)
    assert (may["accept"]["allowed"], may["accept"]["needs"]) == (True, [])
    assert (may["return"]["allowed"], may["return"]["needs"]) == (True, ["missing", "opinion"])
    assert may["return"]["refusals"] == []
    filing.visited(file)
    may = told(county, "reviewer-1", file)
    assert (may["deliberate"]["allowed"], may["deliberate"]["needs"]) == (True, ["minutes"])
    assert filing.deliberate(file)["state"] == "deliberated"


def test_what_an_end_must_say_is_named(county: County) -> None:
    file = active(county)
    may = told(county, "clerk-1", file)
    assert (may["propose_exit"]["allowed"], may["propose_exit"]["needs"]) == (
        True, ["opinion", "told_on"],
    )  # fmt: skip
    assert may["propose_cancel"]["needs"] == ["opinion", "reason"]
    assert (may["reverify"]["allowed"], may["reverify"]["needs"]) == (True, [])


def test_who_may_not_act_is_told_why_and_not_what_to_say(county: County) -> None:
    file = active(county)
    may = told(county, "approver-1", file)["propose_exit"]
    assert (may["allowed"], may["needs"]) == (False, [])
    assert {one["code"] for one in may["refusals"]} == {"role_required", "separation_of_duties"}
    closed = told(county, "clerk-1", file)["exit"]
    assert (closed["allowed"], closed["needs"]) == (False, [])


def test_a_doubt_asks_for_its_explanation(filing: FullFiling) -> None:
    file = visited(filing)
    filing.deliberate(file)
    filing.passed_notice(file)
    filing.county.act("county-reviewer-1", file, "review")
    check = filing.asked(file)
    waiting = told(filing.county, "county-reviewer-1", file)["pass_check"]
    assert [one["code"] for one in waiting["refusals"]] == ["check_unanswered"]
    filing.answered(check, vehicles=1)
    may = told(filing.county, "county-reviewer-1", file)["pass_check"]
    assert (may["allowed"], may["needs"]) == (True, ["opinion"])


def test_what_an_application_must_hear_is_named_too(county: County) -> None:
    path = county.draft_application().headers["Location"]
    county.act("clerk-1", path, "submit")
    may = told(county, "reviewer-1", path)
    assert (may["review"]["needs"], may["return"]["needs"]) == ([], ["opinion"])


# --- reasons ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "said", "listed"),
    [
        ("reverify", {"reason": "death"}, "reverification_reason"),
        ("propose_exit", {"reason": "retirement", "told_on": TODAY}, "exit_reason"),
        ("propose_cancel", {"reason": "due"}, "cancellation_reason"),
        ("propose_cancel", {}, "cancellation_reason"),
    ],
)
def test_a_reason_is_one_of_this_very_action(
    county: County, action: str, said: dict[str, str], listed: str
) -> None:
    file = active(county)
    refused = county.act("clerk-1", file, action, {"opinion": "请审定", **said})
    assert (refused.status, refused.codes) == (422, {"reason_unfit"}), refused.body
    values = {"reason": said.get("reason"), "allowed": list(codes(listed))}
    assert refused["refusals"][0]["values"] == values
    assert county.get("clerk-1", file)["state"] == "active"


def test_what_has_no_reasons_takes_none(county: County) -> None:
    file = str(county.draft_file().headers["Location"])
    refused = county.act("clerk-1", file, "submit", {"reason": "death"})
    assert (refused.status, refused.codes) == (422, {"reason_unfit"})
    assert refused["values"] == {"reason": "death", "allowed": []}
    assert county.act("clerk-1", file, "submit")["state"] == "submitted"


def test_a_reason_that_is_left_out_is_told_as_it_was_taken(county: County) -> None:
    file = active(county)
    county.act("clerk-1", file, "reverify")
    *_, step = county.get("auditor-1", f"{file}/trail")["items"]
    assert (step["act"], step["said"]) == ("hardship_file.reverify", {"reason": "due"})


# --- days -------------------------------------------------------------------------------------------


def unfit(reply: Reply, field: str, value: str, earliest: str | None = OLDEST) -> bool:
    (refusal,) = reply["refusals"]
    named = {"field": field, "value": value, "earliest": earliest, "latest": TODAY}
    return (reply.status, refusal["code"], refusal["values"]) == (422, "date_unfit", named)


@pytest.mark.parametrize("day", [TOO_OLD, "1901-01-01", TOMORROW])
def test_a_visit_lies_neither_in_the_future_nor_too_far_back(filing: FullFiling, day: str) -> None:
    file = submitted(filing)
    filing.county.act("clerk-1", file, "accept")
    assert unfit(filing.visit(file, visited_on=day), "visited_on", day)
    assert filing.visit(file, visited_on=OLDEST).status == 201


@pytest.mark.parametrize("day", [TOO_OLD, "1901-01-01", TOMORROW])
def test_minutes_are_of_a_meeting_of_these_days(filing: FullFiling, day: str) -> None:
    file = visited(filing)
    assert unfit(filing.deliberate(file, held_on=day), "held_on", day)
    assert filing.deliberate(file, held_on=OLDEST).status == 200


@pytest.mark.parametrize("day", [TOO_OLD, "1900-01-01", TOMORROW])
def test_a_worker_was_told_lately(county: County, day: str) -> None:
    file, exit_ = active(county), {"opinion": "已就业", "reason": "employed"}
    refused = county.act("clerk-1", file, "propose_exit", {**exit_, "told_on": day})
    assert unfit(refused, "told_on", day)
    proposed = county.act("clerk-1", file, "propose_exit", {**exit_, "told_on": OLDEST})
    assert proposed["state"] == "exiting"


@pytest.mark.parametrize("kind", ["authorisation", "application_form", "commitment"])
def test_what_is_signed_anew_was_signed_lately(filing: FullFiling, kind: str) -> None:
    file = filing.opened()
    for day in (TOO_OLD, TOMORROW, "2199-01-01"):
        assert unfit(filing.document(file, kind, signed_on=day), "signed_on", day)
    assert filing.document(file, kind, signed_on=OLDEST).status == 201
    assert filing.document(file, kind, signed_on=None).status == 201


def test_another_paper_may_be_old_and_never_of_tomorrow(filing: FullFiling) -> None:
    file = filing.opened()
    assert unfit(filing.document(file, "income", signed_on=TOMORROW), "signed_on", TOMORROW, None)
    assert filing.document(file, "income", signed_on="1999-01-01").status == 201
