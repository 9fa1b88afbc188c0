"""近亲属回避: whoever is related to the household keeps out of its case, in every office they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import last_entry
from tests.county import County, Reply, identity_number
from tests.kin_steps import (
    OPINION,
    declare,
    end_tie,
    engage,
    family,
    officer_number,
    recused,
    reviewed,
    submitted,
)
from tests.notice_steps import state_of


def by_the_officer(county: County, number: str) -> None:
    """The reviewer declares the relative."""
    assert declare(county, "reviewer-1", number).status == 201


def by_the_relative(county: County, number: str) -> None:
    """The relative is an officer elsewhere, and declares the reviewer."""
    engage(county, "relative-1", "clerk", "360723001", number)
    assert declare(county, "relative-1", officer_number(3)).status == 201


BOTH_WAYS = pytest.mark.parametrize("tie", [by_the_officer, by_the_relative])
Tie = Callable[[County, str], None]


@BOTH_WAYS
def test_the_reviewer_keeps_out_of_a_relatives_file(county: County, tie: Tie) -> None:
    number = identity_number()
    path = submitted(county, number)
    tie(county, number)
    refused = county.act("reviewer-1", path, "review")
    assert recused(refused)
    assert state_of(county, path) == "submitted"
    told = county.get("reviewer-1", f"{path}/actions")["actions"]
    (review,) = [one for one in told if one["action"] == "review"]
    assert (review["allowed"], [r["code"] for r in review["refusals"]]) == (False, ["recusal"])


@BOTH_WAYS
def test_the_reviewer_keeps_out_of_a_relatives_application(county: County, tie: Tie) -> None:
    number = identity_number()
    file = county.active_file(**family(number))
    path = county.draft_application("warmth", file=file).headers["Location"]
    county.act("clerk-1", path, "submit")
    tie(county, number)
    assert recused(county.act("reviewer-1", path, "review"))
    assert state_of(county, path) == "submitted"


def test_without_the_tie_the_same_reviewer_goes_on(county: County) -> None:
    number = identity_number()
    path = submitted(county, number)
    assert declare(county, "reviewer-2", number).status == 201
    assert declare(county, "reviewer-1", identity_number()).status == 201
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"


def test_a_tie_that_has_ended_keeps_nobody_out_and_one_declared_anew_does(county: County) -> None:
    number = identity_number()
    path = submitted(county, number)
    made = declare(county, "reviewer-1", number)
    assert recused(county.act("reviewer-1", path, "review"))
    assert end_tie(county, made).status == 200
    anew = declare(county, "reviewer-1", number)
    assert recused(county.act("reviewer-1", path, "review"))
    assert end_tie(county, anew).status == 200
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"


def test_the_clerk_opens_no_file_of_a_relative(county: County) -> None:
    number = identity_number()
    declare(county, "clerk-1", number)
    assert recused(county.draft_file(**family(number)))
    assert county.draft_file("clerk-2", **family(number)).status == 201


def test_another_account_of_the_person_is_no_way_round(county: County) -> None:
    """twin-1 approves for the county; the clerk behind it declared the relative."""
    number = identity_number()
    file = county.active_file(**family(number))
    path = county.reviewed_application("warmth", file=file)
    county.passed_notice(path)
    declare(county, "clerk-1", number)
    refused = county.approve(path, county.fund(), "twin-1")
    assert (refused.status, "recusal" in refused.codes) == (403, True)
    assert county.approve(path, county.fund())["state"] == "approved"


def review(county: County, number: str, tie: Callable[[], object]) -> Reply:
    path = submitted(county, number)
    tie()
    return county.act("reviewer-1", path, "review")


def confirm(county: County, number: str, tie: Callable[[], object]) -> Reply:
    path = reviewed(county, number)
    tie()
    return county.act("approver-1", path, "confirm")


def approve(county: County, number: str, tie: Callable[[], object]) -> Reply:
    path, fund = _noticed(county, number), county.fund()
    tie()
    return county.approve(path, fund)


def make(county: County, number: str, tie: Callable[[], object]) -> Reply:
    path, fund = _noticed(county, number), county.fund()
    award = county.approve(path, fund)["award_fen"]
    tie()
    form = {
        "fund_id": fund, "application_ids": [path.rpartition("/")[2]],
        "control": {"count": 1, "total_fen": award},
    }  # fmt: skip
    return county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())


def _noticed(county: County, number: str) -> str:
    path = county.reviewed_application("warmth", file=county.active_file(**family(number)))
    county.passed_notice(path)
    return path


@pytest.mark.parametrize(
    ("step", "who"),
    [(review, "reviewer-1"), (confirm, "approver-1"), (approve, "approver-2"), (make, "maker-1")],
)
def test_every_hand_of_a_case_is_kept_out_and_the_refusal_is_noted(
    county: County, step: Callable[..., Reply], who: str
) -> None:
    number = identity_number()
    refused = step(county, number, lambda: declare(county, who, number))
    assert refused.status == 403, refused.body
    assert "recusal" in refused.codes
    last = last_entry(county)
    assert (last["act"], last["who"]["sub"]) == ("authz.deny", who)
    assert "recusal" in last["dec"]["sod"]


def test_a_home_visit_by_a_relative_is_no_visit(county: County) -> None:
    number = identity_number()
    path = submitted(county, number)
    declare(county, "county-reviewer-1", number)
    visit = {"visited_on": "2026-03-01", "conclusion": "as_stated", "respondent": "李梅"}
    refused = county.post("county-reviewer-1", f"{path}/home-visits", visit)
    assert recused(refused)


def test_the_log_still_holds_after_all_this(county: County) -> None:
    number = identity_number()
    path = submitted(county, number)
    end_tie(county, declare(county, "reviewer-1", number))
    county.act("reviewer-1", path, "review", OPINION)
    assert verify_log(county.house.transactions).wrong is None
