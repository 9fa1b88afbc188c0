"""…/next: who is next, by when, and why somebody who holds the post may not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County
from tests.file_steps import FullFiling
from tests.supervision_steps import submitted_application, submitted_file


def ahead(county: County, path: str, who: str = "clerk-1") -> list[dict[str, Any]]:
    told = county.get(who, f"{path}/next")
    assert told.status == 200, told.body
    stages: list[dict[str, Any]] = told["stages"]
    return stages


def hands(stage: dict[str, Any]) -> dict[str, list[str]]:
    return {one["officer"]: one["reasons"] for one in stage["officers"]}


def test_before_it_is_submitted_the_path_is_that_of_the_edition_in_force(county: County) -> None:
    path = f"/v1/applications/{county.draft_application()['id']}"
    told = county.get("clerk-1", f"{path}/next")
    assert (told["state"], told["predicted"], told["now"]) == (
        "draft",
        True,
        ["submit", "withdraw"],
    )
    assert [(one["kind"], one["union"], one["within"], one["waiting"]) for one in told["stages"]] == [
        ("review", "360722001", "5w", False),
        ("notice", "360722001", "5w", False),
        ("approval", "360722", "10w", False),
        ("payment", "360722001", "10w", False),
    ]  # fmt: skip
    review, _, approval, payment = told["stages"]
    assert hands(review) == {"reviewer-1": []}
    assert review["officers"][0]["may"] is True
    assert hands(approval) == {
        "approver-1": [], "approver-2": [], "approver-3": [], "twin-1": ["separation_of_duties"],
    }  # fmt: skip
    assert hands(payment) == {"maker-1": []}


def test_on_its_way_the_stage_that_waits_comes_first_and_says_by_when(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = submitted_application(county)
    first, *rest = ahead(county, path)
    assert (first["kind"], first["waiting"], first["since"], first["due_on"]) == (
        "review", True, "2026-03-02", "2026-03-09",
    )  # fmt: skip
    assert [(one["kind"], one["waiting"], one["due_on"]) for one in rest] == [
        ("notice", False, None), ("approval", False, None), ("payment", False, None),
    ]  # fmt: skip
    assert county.get("reviewer-1", f"{path}/next")["now"] == [
        "review", "reassign", "return", "reject",
    ]  # fmt: skip
    county.act("reviewer-1", path, "review")
    assert [one["kind"] for one in ahead(county, path)] == ["notice", "approval", "payment"]
    county.on_notice(path)
    assert [one["waiting"] for one in ahead(county, path)] == [False, False, False]


def test_whoever_confirmed_the_file_may_approve_and_whoever_voted_may_not_again(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "warmth")
    path = [*seeded["path"][:-1], {**seeded["path"][-1], "quorum": {"kind": "n_of_m", "n": 2}}]
    county.adopt({**seeded, "union": "360722", "path": path})
    case = county.reviewed_application()
    county.passed_notice(case)
    county.approve(case, county.fund())
    (approval, _) = ahead(county, case)
    assert hands(approval) == {
        "approver-1": [], "approver-2": ["already_voted"], "approver-3": [],
        "twin-1": ["separation_of_duties"],
    }  # fmt: skip


def test_kin_are_shown_with_the_reason(sqlite_county: County) -> None:
    county = sqlite_county
    form = county.file_form()
    number = form["worker"]["identity_number"]
    kin = {"name": "李梅", "identity_number": number, "relation": "50"}
    assert county.post("reviewer-1", "/v1/officers/reviewer-1/kin", kin).status == 201
    path = county.post("clerk-1", "/v1/hardship-files", form).headers["Location"]
    told = county.get("clerk-1", f"{path}/next")
    assert told["predicted"] is True
    assert hands(told["stages"][0]) == {"reviewer-1": ["recusal"]}


def test_a_file_shows_every_stage_of_its_union_s_own_path(sqlite_county: County) -> None:
    filing = FullFiling(sqlite_county)
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    kinds = [one["kind"] for one in ahead(county, file)]
    assert kinds == [
        "acceptance", "home_visit", "committee", "notice", "review", "economic_check", "confirm",
    ]  # fmt: skip
    county.act("clerk-1", file, "submit")
    first = ahead(county, file)[0]
    assert (first["kind"], first["due_on"], hands(first)) == (
        "acceptance", "2026-03-04", {"clerk-1": []},
    )  # fmt: skip


def test_an_end_that_is_proposed_waits_for_whoever_confirms_files(sqlite_county: County) -> None:
    county = sqlite_county
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    assert ahead(county, file) == []
    county.act("clerk-1", file, "propose_cancel", {"opinion": "迁出", "reason": "left"})
    (stage,) = ahead(county, file)
    assert (stage["kind"], stage["union"], stage["waiting"]) == ("confirm", "360722", True)
    assert hands(stage)["twin-1"] == ["separation_of_duties"]


def test_what_has_ended_has_nobody_next(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.act("reviewer-1", path, "reject", {"opinion": "不符合条件"})
    assert ahead(county, path) == []


@pytest.mark.parametrize("of", [submitted_application, submitted_file])
def test_another_union_is_told_nothing(sqlite_county: County, of: Any) -> None:
    county = sqlite_county
    path = of(county)
    for who in ("clerk-2", "outsider-approver-1"):
        assert county.get(who, f"{path}/next").status == 404
    assert county.get("security-1", f"{path}/next").status in (403, 404)
