"""复查与其他岗位不相容: who re-checked a file does nothing else in its case, and the other way round.

The duty of a re-check counts in its file and in the file's applications, on the natural person.
"""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.county import County, Reply, identity_number
from tests.kin_steps import declare_over, find, found, rechecks, reviewed, sample, submitted
from tests.notice_steps import appointed, state_of
from tests.payments import second_account

LOOKER = "county-reviewer-1"


def separated(told: Reply, duty: str, *held: str) -> bool:
    if told.status != 403 or "separation_of_duties" not in told.codes:
        return False
    (verdict,) = [v for v in told["refusals"] if v["code"] == "separation_of_duties"]
    return bool(verdict["values"] == {"duty": duty, "duties_held": list(held)})


def looked_at(county: County) -> tuple[Reply, str]:
    """A standing file, drawn and re-checked by the county's reviewer."""
    file = county.active_file()
    made = sample(county, rate="1")
    (one,) = county.get(LOOKER, f"/v1/rechecks?sample_id={made['id']}")["items"]
    assert find(county, one["id"])["state"] == "consistent"
    return file, f"/v1/hardship-files/{file['id']}"


def drawn(county: County) -> str:
    """The id of an open re-check of a standing file."""
    county.active_file()
    made = sample(county, rate="1")
    (one,) = county.get(LOOKER, f"/v1/rechecks?sample_id={made['id']}")["items"]
    return str(one["id"])


# --- who re-checked does nothing else -----------------------------------------------------------------


def test_who_looked_again_does_not_confirm_the_file(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    found(county, path)
    appointed(county, LOOKER, "approver", "360722")
    assert separated(county.act(LOOKER, path, "confirm"), "approve", "recheck")
    assert county.act("approver-1", path, "confirm")["state"] == "active"


def test_who_looked_again_does_not_review_the_file(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = submitted(county, number)
    found(county, path)
    appointed(county, LOOKER, "reviewer", "360722001")
    assert separated(county.act(LOOKER, path, "review"), "review", "recheck")
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"


def test_who_looked_again_does_not_verify_it_in_a_later_round(county: County) -> None:
    _, path = looked_at(county)
    appointed(county, LOOKER, "clerk", "360722001")
    assert separated(county.act(LOOKER, path, "reverify"), "intake", "recheck")


@pytest.mark.parametrize(
    ("role", "union", "action", "duty"),
    [("clerk", "360722001", "submit", "intake"), ("reviewer", "360722001", "review", "review"),
     ("approver", "360722", "approve", "approve")],
)  # fmt: skip
def test_who_looked_again_does_nothing_in_an_application_of_the_file(
    county: County, role: str, union: str, action: str, duty: str
) -> None:
    file, _ = looked_at(county)
    appointed(county, LOOKER, role, union)
    path = county.draft_application("warmth", file=file).headers["Location"]
    if action != "submit":
        county.act("clerk-1", path, "submit")
    if action == "approve":
        county.act("reviewer-1", path, "review")
        county.passed_notice(path)
        county.fund()
    refused = county.act(LOOKER, path, action, {"opinion": "同意"})
    assert separated(refused, duty, "recheck"), refused.body


def test_who_looked_again_does_not_pay(county: County) -> None:
    file, _ = looked_at(county)
    second_account(county, "looker-makes", LOOKER, "payment_maker")
    fund = county.fund()
    path = county.approved_application("warmth", fund, file=file)
    form = {
        "fund_id": fund, "application_ids": [path.rpartition("/")[2]],
        "control": {"count": 1, "total_fen": county.get("auditor-1", path)["award_fen"]},
    }  # fmt: skip
    refused = county.post("looker-makes", "/v1/payment-batches", form, key=county.new_key())
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    assert county.post("maker-1", "/v1/payment-batches", form, key=county.new_key()).status == 201


def test_another_account_of_who_looked_again_is_no_way_round(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    found(county, path)
    second_account(county, "looker-approves", LOOKER, "approver")
    assert separated(county.act("looker-approves", path, "confirm"), "approve", "recheck")


def test_a_re_check_of_one_file_says_nothing_of_another(county: County) -> None:
    looked_at(county)
    appointed(county, LOOKER, "reviewer", "360722001")
    path = submitted(county)
    assert county.act(LOOKER, path, "review")["state"] == "reviewed"


def test_who_looked_again_may_look_once_more(county: County) -> None:
    """The same duty may be done again by the same person (wire.md «Who calls»)."""
    _, path = looked_at(county)
    again = sample(county, rate="1")
    (one,) = county.get(LOOKER, f"/v1/rechecks?sample_id={again['id']}")["items"]
    assert find(county, one["id"])["state"] == "consistent"
    assert len(rechecks(county, path)) == 2


# --- who did anything else does not re-check ------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "held"), [("clerk-1", "intake"), ("reviewer-1", "review"), ("approver-1", "approve")]
)
def test_who_had_a_hand_in_the_file_does_not_look_again(
    county: County, who: str, held: str
) -> None:
    one = drawn(county)
    appointed(county, who, "reviewer", "360722")
    assert separated(find(county, one, who=who), "recheck", held)
    assert state_of(county, f"/v1/rechecks/{one}") == "open"
    told = county.get(who, f"/v1/rechecks/{one}/actions")["actions"]
    assert {r["code"] for action in told for r in action["refusals"]} == {"separation_of_duties"}
    assert find(county, one)["state"] == "consistent"


def test_another_account_of_who_had_a_hand_in_it_does_not_look_again_either(
    county: County,
) -> None:
    one = drawn(county)
    second_account(county, "clerk-looks", "clerk-1", "reviewer")
    assert separated(find(county, one, who="clerk-looks"), "recheck", "intake")


def test_who_visited_the_household_does_not_look_again(county: County) -> None:
    one = drawn(county)
    file = county.get(LOOKER, f"/v1/rechecks/{one}")["hardship_file_id"]
    visit = {"visited_on": "2026-03-01", "conclusion": "as_stated", "respondent": "李梅"}
    made = county.post(LOOKER, f"/v1/hardship-files/{file}/home-visits", visit)
    assert made.status == 201, made.body
    assert separated(find(county, one), "recheck", "visit")


# --- what the case file tells ---------------------------------------------------------------------------


def test_the_trails_of_the_file_and_of_its_applications_tell_of_it(county: County) -> None:
    file, path = looked_at(county)
    application = county.draft_application("warmth", file=file).headers["Location"]
    for place in (path, application):
        told = county.get("auditor-1", f"{place}/trail")["items"]
        (step,) = [one for one in told if one["act"] == "recheck.find_consistent"]
        assert (step["duty"], step["officer"], step["said"]) == (
            "recheck", LOOKER, {"opinion": "入户核实"},
        )  # fmt: skip
        assert "(复查)" in step["sentence"]
    assert verify_log(county.house.transactions).wrong is None
