"""The file itself: every field with its code list, one household one file, every change told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.county import County, Reply, account_number, identity_number

ITEMS = {
    "income": [
        {"item": "wages", "amount_fen": 3_000_000},
        {"item": "relief", "amount_fen": 500_000, "note": "上年临时救助"},
    ],
    "expenditure": [{"item": "medical", "amount_fen": 1_200_000}],
    "dwellings": 1,
    "vehicle_list": [{"kind": "disability_mobility", "price_fen": 800_000}],
    "housing": "rented",
    "floor_area": "to_50",
}
PARTICULARS = {
    "ethnic_group": "15", "political_status": "13", "health": "disabled",
    "disability": {"kind": "physical", "grade": "2"}, "marital_status": "40", "education": "60",
    "insurance": "employee", "occupation": "24", "monthly_income_fen": 250_000,
    "unit_name": "信丰县纺织厂", "address": "信丰县嘉定镇阳明路 12 号", "postcode": "341600",
    "other_phone": "0797-3312345", "registration": "non_agricultural", "region": "360722",
    "working_since": "2003-07-01", "industry": "纺织业", "unit_kind": "private",
    "unit_state": "loss", "contract_term": "55_120", "model_worker": "none", "key_group": "3",
    "other_annual_income_fen": 0, "self_helping": True,
}  # fmt: skip


def opened(county: County, **more: Any) -> str:
    made = county.draft_file(**more)
    assert made.status == 201, made.body
    return str(made.headers["Location"])


def worker(**more: Any) -> dict[str, Any]:
    return {
        "name": "李梅", "identity_number": identity_number(), "phone": "13800000000",
        "employment": "on_post", "union_member": True, **more,
    }  # fmt: skip


def patched(county: County, file: str, who: str = "clerk-1", **parts: Any) -> Reply:
    return county.call("PATCH", who, file, parts, etag=county.get("auditor-1", file).etag)


def test_every_field_of_the_form_is_kept_and_told_again(county: County) -> None:
    file = opened(county, worker=worker(**PARTICULARS), household=ITEMS)
    told = county.get("clerk-1", file)
    kept = {name: told["worker"][name] for name in PARTICULARS if name != "other_phone"}
    assert kept == {k: v for k, v in PARTICULARS.items() if k != "other_phone"}
    assert told["worker"]["other_phone"] == "0797****2345"
    assert told["worker"]["sex"] in ("1", "2")
    assert told["household"] == ITEMS


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("ethnic_group", "99", "not_choice"),
        ("health", "ill", "not_choice"),
        ("disability", {"kind": "physical"}, "required"),
        ("postcode", "3416", "not_digits"),
        ("working_since", "2003", "not_date"),
        ("monthly_income_fen", 1.5, "not_fen"),
        ("colour", "red", "unknown_field"),
    ],
)
def test_a_wrong_particular_is_refused_where_it_stands(
    sqlite_county: County, field: str, value: Any, code: str
) -> None:
    told = sqlite_county.draft_file(worker=worker(**{field: value}))
    assert told.status == 422
    (fault,) = told["errors"]
    assert fault["at"].startswith(f"/worker/{field}")
    assert fault["code"] == code


@pytest.mark.parametrize(
    ("household", "at", "code"),
    [
        ({"annual_income_fen": 1}, "/household/annual_rigid_expenditure_fen", "required"),
        ({**ITEMS, "annual_income_fen": 1}, "/household/income", "said_twice"),
        ({**ITEMS, "vehicles": 2}, "/household/vehicles", "said_twice"),
        ({**ITEMS, "income": [{"item": "lottery", "amount_fen": 1}]}, "/household/income/0/item",
         "not_choice"),
    ],
)  # fmt: skip
def test_a_figure_is_said_once_and_by_a_known_word(
    sqlite_county: County, household: dict[str, Any], at: str, code: str
) -> None:
    told = sqlite_county.draft_file(household=household)
    assert [(fault["at"], fault["code"]) for fault in told["errors"]] == [(at, code)]


def test_items_are_counted_and_shown_one_by_one(county: County) -> None:
    file = opened(county, household=ITEMS)
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    steps = county.act("approver-1", file, "confirm")["assessment"]["steps"]
    told = {step["code"]: step["values"] for step in steps}
    assert told["income"]["counted_fen"] == 3_000_000
    assert told["net_per_head"]["net_pc_fen"] == 75_000


def test_every_change_is_told_from_what_to_what_and_numbers_stay_masked(county: County) -> None:
    file = opened(county, worker=worker(address="旧址"))
    told = county.get("clerk-1", file)
    household = {**told["household"], "annual_income_fen": 3_500_000}
    contact = {
        "phone": "13911112222", "address": "新址",
        "account": {"name": "李梅", "number": account_number(), "bank": "工商银行"},
    }  # fmt: skip
    assert patched(county, file, household=household, contact=contact).status == 200
    assert patched(county, file, household=household).status == 200
    (entry,) = county.get("auditor-1", f"{file}/changes")["items"]
    changes = {one["field"]: (one["from"], one["to"]) for one in entry["changes"]}
    assert changes["household.annual_income_fen"] == (3_600_000, 3_500_000)
    assert changes["worker.phone"] == ("138****0000", "139****2222")
    assert changes["worker.address"] == ("旧址", "新址")
    assert changes["worker.account"][0] is None
    assert changes["worker.account"][1]["number"].startswith("***")
    assert entry["officer"] == "clerk-1"
    trail = county.get("auditor-1", f"{file}/trail")["items"]
    assert "changes" not in trail[-1]["said"]


def test_a_member_who_leaves_and_one_who_joins_are_told(county: County) -> None:
    file = opened(county)
    (old,) = county.get("clerk-1", file)["members"]
    joined = {
        "name": "王芳",
        "identity_number": identity_number(date(2012, 2, 2)),
        "relation": "30",
    }
    (new,) = patched(county, file, members=[joined])["members"]
    (entry,) = county.get("auditor-1", f"{file}/changes")["items"]
    changes = {one["field"]: (one["from"], one["to"]) for one in entry["changes"]}
    assert changes[f"members.{old['id']}.name"] == ("王小明", None)
    assert changes[f"members.{new['id']}.name"] == (None, "王芳")


def test_of_an_active_file_contact_and_tags_are_corrected_at_once_and_nothing_else(
    county: County,
) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    told = patched(county, file, contact={"phone": "13700000001"}, tags=["migrant"])
    assert (told["state"], told["worker"]["phone"], told["tags"]) == (
        "active", "137****0001", ["migrant"],
    )  # fmt: skip
    refused = patched(county, file, household=active["household"], causes={"main": "3"})
    assert (refused.status, refused.codes) == (409, {"wrong_state"})
    assert refused["values"]["parts"] == ["causes", "household"]
    assert refused["values"]["allowed"] == ["reverify"]


def test_a_person_on_another_file_is_told_of_only_as_far_as_one_may_see(county: County) -> None:
    number = identity_number(date(2001, 1, 1))
    spouse = {"name": "王强", "identity_number": number, "relation": "10"}
    first = opened(county, members=[spouse])
    here = county.draft_file(members=[spouse])
    assert (here.status, here.codes) == (409, {"person_on_file"})
    assert here["refusals"][0]["values"]["files"] == [first.rpartition("/")[2]]
    beside = county.draft_file("clerk-2", members=[spouse])
    assert beside["refusals"][0]["values"]["files"] == ["another_union_of_this_county"]
    assert beside["detail"] == "此人已在本县另一工会建档"
    beyond = county.draft_file("outsider-clerk-1", members=[spouse])
    assert beyond["detail"] == "此人已在本市另一工会建档"
    assert first.rpartition("/")[2] not in str(beyond.body)


def test_a_small_x_is_the_same_person(county: County) -> None:
    number = next(n for n in (identity_number() for _ in range(100)) if n.endswith("X"))
    opened(county, worker=worker(identity_number=number))
    again = county.draft_file("clerk-2", worker=worker(identity_number=number.lower()))
    assert again.codes == {"person_on_file"}


def test_a_member_proposed_in_a_re_verification_is_claimed_and_gets_nothing_yet(
    county: County,
) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    county.act("clerk-1", file, "reverify", {"reason": "changed"})
    child = identity_number(date(2008, 3, 3))
    joined = {"name": "王小红", "identity_number": child, "relation": "30", "student": True}
    told = patched(county, file, members=[joined])
    assert [one["name"] for one in told["members"]] == ["王小明"]
    assert (
        told["proposed"]["members"][0]["identity_number"] == f"{child[:3]}***********{child[-4:]}"
    )
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    confirmed = county.act("approver-1", file, "confirm")
    assert [one["name"] for one in confirmed["members"]] == ["王小红"]
    other = county.draft_file("clerk-2", members=[joined])
    assert other.codes == {"person_on_file"}


def test_who_is_on_file_elsewhere_meanwhile_is_not_confirmed_here(county: County) -> None:
    active = county.active_file()
    file = f"/v1/hardship-files/{active['id']}"
    county.act("clerk-1", file, "reverify")
    joined = {
        "name": "王小红", "identity_number": identity_number(date(2008, 3, 3)), "relation": "30",
    }  # fmt: skip
    patched(county, file, members=[joined])
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    assert county.draft_file("clerk-2", members=[joined]).status == 201
    refused = county.act("approver-1", file, "confirm")
    assert (refused.status, refused.codes) == (409, {"person_on_file"})
