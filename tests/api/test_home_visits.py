"""入户调查: who visits and signs, what a visit says, and when it may be written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.county import County, Reply, identity_number
from tests.file_steps import VISIT, FullFiling, accepted, submitted
from tests.notice_steps import appointed

ADULT = date(1990, 4, 5)
OTHERS = ("visitor-3", "visitor-4")


@pytest.fixture
def filing(county: County) -> FullFiling:
    return FullFiling(county)


def corrected(filing: FullFiling, file: str, **household: Any) -> None:
    """Sent back, corrected, submitted and accepted again."""
    county = filing.county
    county.act("reviewer-1", file, "return", {"opinion": "请更正"})
    told = county.get("clerk-1", file)
    form = {"household": {**told["household"], **household}}
    assert county.call("PATCH", "clerk-1", file, form, etag=told.etag).status == 200
    county.act("clerk-1", file, "resubmit")
    assert county.act("clerk-1", file, "accept")["state"] == "accepted"


def refused(told: Reply, status: int, *codes: str) -> None:
    assert (told.status, told.codes) == (status, set(codes)), told.body


# --- who visits and signs ---------------------------------------------------------------------------


def test_one_visitor_is_not_enough_and_cannot_sign_twice(filing: FullFiling) -> None:
    file = accepted(filing)
    visit = filing.visit(file)
    assert filing.state(file) == "accepted"
    refused(filing.sign(file, visit, "visitor-1"), 409, "signed_already")
    assert filing.state(file) == "accepted"


def test_a_second_account_of_a_visitor_is_the_same_visitor(filing: FullFiling) -> None:
    number = identity_number(ADULT)
    for who in ("visitor-3", "visitor-4"):
        appointed(filing.county, who, "clerk", "360722", number)
    file = accepted(filing)
    visit = filing.visit(file, "visitor-3")
    refused(filing.sign(file, visit, "visitor-4"), 409, "signed_already")


@pytest.mark.parametrize("who", ["clerk-1", "twin-1"])
def test_who_took_the_application_in_does_not_visit(filing: FullFiling, who: str) -> None:
    file = accepted(filing)
    refused(filing.visit(file, who), 403, "separation_of_duties")


def test_who_visited_does_not_review(filing: FullFiling) -> None:
    file = accepted(filing)
    filing.sign(file, filing.visit(file), "county-reviewer-1")
    filing.deliberate(file)
    filing.passed_notice(file)
    told = filing.county.act("county-reviewer-1", file, "review")
    refused(told, 403, "separation_of_duties")


def test_nobody_visits_their_own_household(filing: FullFiling) -> None:
    number = identity_number(ADULT)
    appointed(filing.county, "visitor-5", "clerk", "360722", number)
    members = [{"name": "钟明", "identity_number": number, "relation": "10"}]
    file = submitted(filing, members=members)
    filing.county.act("clerk-1", file, "accept")
    refused(filing.visit(file, "visitor-5"), 403, "recusal")


def test_a_visit_from_another_county_finds_nothing(filing: FullFiling) -> None:
    file = accepted(filing)
    assert filing.visit(file, "outsider-clerk-1").status == 404


def test_a_visit_that_found_otherwise_moves_nothing(filing: FullFiling) -> None:
    file = accepted(filing)
    visit = filing.visit(file, conclusion="differs")
    assert filing.sign(file, visit)["signed_by"] == ["visitor-1", "visitor-2"]
    assert filing.state(file) == "accepted"
    returned = filing.county.act("reviewer-1", file, "return", {"opinion": "收入与申报不符"})
    assert returned["state"] == "returned"


def test_a_form_that_was_corrected_is_visited_again(filing: FullFiling) -> None:
    county, file = filing.county, accepted(filing)
    old = filing.visit(file)
    county.act("reviewer-1", file, "return", {"opinion": "请更正收入"})
    told = county.get("clerk-1", file)
    household = {**told["household"], "annual_income_fen": 3_500_000}
    county.call("PATCH", "clerk-1", file, {"household": household}, etag=told.etag)
    county.act("clerk-1", file, "resubmit")
    county.act("clerk-1", file, "accept")
    filing.sign(file, old)
    assert filing.state(file) == "accepted"
    visits = county.get("auditor-1", f"{file}/home-visits")["items"]
    assert [one["counts"] for one in visits] == [False]
    filing.sign(file, filing.visit(file))
    assert filing.state(file) == "visited"


def test_a_signature_needs_the_version_that_was_seen(filing: FullFiling) -> None:
    file = accepted(filing)
    visit = filing.visit(file)
    path = f"{file}/home-visits/{visit['id']}/sign"
    assert filing.county.post("visitor-2", path).status == 428
    assert filing.county.post("visitor-2", path, etag='"3"').status == 412


def test_the_same_key_writes_a_visit_down_once(filing: FullFiling) -> None:
    file = accepted(filing)
    first, again = (
        filing.county.post("visitor-1", f"{file}/home-visits", VISIT, key="visit-1")
        for _ in range(2)
    )
    assert (first["id"], again.headers["Idempotent-Replayed"]) == (again["id"], "true")
    assert len(filing.county.get("auditor-1", f"{file}/home-visits")["items"]) == 1


def test_who_signs_twice_is_told_that_they_have_signed(filing: FullFiling) -> None:
    file = accepted(filing)
    told = filing.sign(file, filing.visit(file), "visitor-1")
    assert told["title"] == "您已在这次入户调查上签字"
    assert "另一位到场的调查人" in told["next"]


# --- what was found ---------------------------------------------------------------------------------


def two_more(filing: FullFiling) -> None:
    for who in OTHERS:
        appointed(filing.county, who, "clerk", "360722")


@pytest.mark.parametrize("conclusion", ["differs", "not_found"])
def test_two_who_found_otherwise_are_not_outvoted_by_two_others(
    filing: FullFiling, conclusion: str
) -> None:
    two_more(filing)
    file = accepted(filing)
    filing.sign(file, filing.visit(file, conclusion=conclusion))
    refused(filing.visit(file, OTHERS[0]), 422, "visit_contradicted")
    assert filing.state(file) == "accepted"
    assert len(filing.county.get("auditor-1", f"{file}/home-visits")["items"]) == 1
    corrected(filing, file, annual_income_fen=3_500_000)
    filing.sign(file, filing.visit(file, OTHERS[0]), OTHERS[1])
    assert filing.state(file) == "visited"


def test_nor_where_one_of_the_others_had_signed_before(filing: FullFiling) -> None:
    two_more(filing)
    file = accepted(filing)
    as_stated = filing.visit(file, OTHERS[0])
    filing.sign(file, filing.visit(file, conclusion="differs"))
    refused(filing.sign(file, as_stated, OTHERS[1]), 422, "visit_contradicted")
    assert filing.state(file) == "accepted"
    second = filing.visit(file, OTHERS[0], conclusion="differs")
    assert (second.status, filing.sign(file, second, OTHERS[1]).status) == (201, 200)


def test_what_one_alone_found_otherwise_does_not_bind_two(filing: FullFiling) -> None:
    two_more(filing)
    file = accepted(filing)
    filing.visit(file, conclusion="differs")
    filing.sign(file, filing.visit(file, OTHERS[0]), OTHERS[1])
    assert filing.state(file) == "visited"


def test_a_form_without_a_change_stays_as_it_was_found(filing: FullFiling) -> None:
    two_more(filing)
    file = accepted(filing)
    filing.sign(file, filing.visit(file, conclusion="differs"))
    corrected(filing, file)
    refused(filing.visit(file, OTHERS[0]), 422, "visit_contradicted")


@pytest.mark.parametrize(
    ("seen", "figures"),
    [
        ({"vehicles_seen": 1}, [("vehicles_seen", 1, 0)]),
        ({"verified_income_fen": 3_600_001}, [("verified_income_fen", 3_600_001, 3_600_000)]),
        (
            {"vehicles_seen": 2, "verified_income_fen": 9_000_000},
            [("vehicles_seen", 2, 0), ("verified_income_fen", 9_000_000, 3_600_000)],
        ),
    ],
)
def test_who_saw_more_than_is_stated_does_not_conclude_that_all_is_as_stated(
    filing: FullFiling, seen: dict[str, Any], figures: list[tuple[str, int, int]]
) -> None:
    file = accepted(filing)
    told = filing.visit(file, **seen)
    refused(told, 422, "findings_exceed")
    assert [tuple(one["values"].values()) for one in told["refusals"]] == figures
    assert filing.county.get("auditor-1", f"{file}/home-visits")["items"] == []
    assert filing.visit(file, conclusion="differs", **seen).status == 201


def test_what_was_seen_within_the_form_is_as_stated(filing: FullFiling) -> None:
    file = accepted(filing)
    made = filing.visit(file, vehicles_seen=0, verified_income_fen=3_600_000)
    assert made.status == 201, made.body


def test_income_is_compared_as_the_means_test_counts_it(filing: FullFiling) -> None:
    """Wages count, what is paid to a veteran does not: the visitor's figure is held against what counts."""
    income = [
        {"item": "wages", "amount_fen": 2_000_000},
        {"item": "preferential_payment", "amount_fen": 900_000},
    ]
    household = {
        "annual_rigid_expenditure_fen": 0,
        "income": income,
    }
    file = submitted(filing, household={**household, "vehicle_list": [{"kind": "ordinary"}]})
    filing.county.act("clerk-1", file, "accept")
    refused(filing.visit(file, verified_income_fen=2_000_001), 422, "findings_exceed")
    refused(filing.visit(file, vehicles_seen=2), 422, "findings_exceed")
    assert filing.visit(file, verified_income_fen=2_000_000, vehicles_seen=1).status == 201


# --- when it is written down ------------------------------------------------------------------------


def test_a_visit_before_its_stage_is_not_written_down(filing: FullFiling) -> None:
    file = submitted(filing)
    told = filing.visit(file)
    refused(told, 409, "wrong_state")
    assert told["values"]["allowed"] == ["accept", "return", "reject", "withdraw"]
    assert filing.county.get("auditor-1", f"{file}/home-visits")["items"] == []


def test_nor_is_one_of_before_signed_until_the_stage_comes_again(filing: FullFiling) -> None:
    file = accepted(filing)
    visit = filing.visit(file)
    filing.county.act("reviewer-1", file, "return", {"opinion": "请补充材料"})
    filing.county.act("clerk-1", file, "resubmit")
    refused(filing.sign(file, visit), 409, "wrong_state")
    filing.county.act("clerk-1", file, "accept")
    filing.sign(file, visit)
    assert filing.state(file) == "visited"


def test_behind_its_stage_and_on_an_active_file_a_visit_is_written_down(
    filing: FullFiling,
) -> None:
    two_more(filing)
    file = accepted(filing)
    filing.sign(file, filing.visit(file))
    assert filing.visit(file, OTHERS[0], conclusion="differs").status == 201
    active = f"/v1/hardship-files/{filing.opened().rpartition('/')[2]}"
    filing.gathered(active)
    filing.through(active)
    assert filing.visit(active, OTHERS[0]).status == 201
    assert filing.state(active) == "active"
