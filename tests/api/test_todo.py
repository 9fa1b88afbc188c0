"""/v1/todo: what waits for the caller, for nobody else, the first due first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counted import counted
from tests.county import County
from tests.kin_steps import sample
from tests.notice_steps import id_of
from tests.payments import Payments, second_account
from tests.stand_in_steps import THREE_VOTE, deputy, edition, given, voting
from tests.supervision_steps import submitted_application, submitted_file
from tests.transfer_steps import offered


def todo(county: County, who: str, more: str = "") -> list[dict[str, Any]]:
    told = county.get(who, f"/v1/todo{more}")
    assert told.status == 200, told.body
    items: list[dict[str, Any]] = told["items"]
    return items


def short(county: County, who: str) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(one["kind"], one["id"], tuple(one["what"])) for one in todo(county, who)}


def test_it_goes_from_hand_to_hand_along_the_path(county: County) -> None:
    path = f"/v1/applications/{county.draft_application()['id']}"
    case = id_of(path)
    county.act("clerk-1", path, "submit")
    (item,) = todo(county, "reviewer-1")
    assert item == {
        "kind": "application", "id": case, "number": county.get("clerk-1", path)["number"],
        "state": "submitted", "union": "360722001", "programme": "warmth", "for": "review",
        "level": "grassroots", "at": "360722001", "since": "2026-03-02", "within": "5w",
        "due_on": "2026-03-09", "overdue": False, "owner": None, "reminded": 0,
        "what": ["review"], "refusals": [],
    }  # fmt: skip
    for who in ("clerk-1", "reviewer-2", "county-reviewer-1", "approver-1", "auditor-1"):
        assert todo(county, who) == []
    county.act("reviewer-1", path, "review")
    assert short(county, "reviewer-1") == {("application", case, ("open_notice",))}
    county.passed_notice(path)
    assert short(county, "reviewer-1") == set()
    assert short(county, "approver-2") == {("application", case, ("approve",))}
    assert short(county, "city-approver-1") == set()
    county.approve(path, county.fund())
    assert short(county, "approver-2") == set()
    assert short(county, "maker-1") == {("application", case, ("make",))}


def test_what_was_sent_back_is_the_clerks_of_that_union(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.act("reviewer-1", path, "return", {"opinion": "材料不清"})
    assert short(county, "clerk-1") == {("application", id_of(path), ("resubmit",))}
    assert short(county, "clerk-2") == short(county, "reviewer-1") == set()


def test_files_checks_transfers_notices_and_batches_are_on_it(sqlite_county: County) -> None:
    county = sqlite_county
    file = submitted_file(county)
    assert short(county, "reviewer-1") == {("hardship_file", id_of(file), ("review",))}
    county.act("reviewer-1", file, "review")
    assert short(county, "approver-1") == {("hardship_file", id_of(file), ("confirm",))}
    county.act("approver-1", file, "confirm")
    sample(county, rate="1")
    ((kind, _, what),) = short(county, "county-reviewer-1")
    assert (kind, what) == ("recheck", ("find_consistent", "find_inconsistent"))
    moving = f"/v1/hardship-files/{county.active_file()['id']}"
    transfer = offered(county, moving)
    assert short(county, "clerk-2") == {("transfer", id_of(transfer), ("accept", "decline"))}


def test_a_notice_is_closed_from_the_day_after_its_last(sqlite_county: County) -> None:
    county = sqlite_county
    notice = county.on_notice(county.reviewed_application())
    county.days_later(7)
    assert short(county, "reviewer-1") == set()
    county.days_later(1)
    assert short(county, "reviewer-1") == {("notice", notice["id"], ("close",))}


def test_a_batch_waits_for_its_maker_then_for_the_checker(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    county = payments.county
    batch = payments.made(payments.approved())
    assert short(county, "maker-1") == {("payment_batch", id_of(batch), ("submit",))}
    county.act("maker-1", batch, "submit")
    assert short(county, "maker-1") == set()
    assert short(county, "checker-1") == {("payment_batch", id_of(batch), ("release",))}
    county.act("checker-1", batch, "release")
    county.act("checker-1", batch, "dispatch")
    assert short(county, "checker-1") == set()
    payments.said(batch, "failed")
    assert {(kind, what) for kind, _, what in short(county, "maker-1")} == {
        ("payout", ("reissue",))
    }


def test_who_has_another_duty_in_the_case_is_told_so(sqlite_county: County) -> None:
    county = sqlite_county
    path = county.reviewed_application()
    county.passed_notice(path)
    (item,) = todo(county, "twin-1")
    assert (item["id"], item["what"], item["refusals"]) == (
        id_of(path), ["approve"], ["separation_of_duties"],
    )  # fmt: skip
    assert county.act("twin-1", path, "approve", {"opinion": "同意"}).status == 403
    assert todo(county, "approver-2")[0]["refusals"] == []


def test_who_is_kin_is_told_so(sqlite_county: County) -> None:
    county = sqlite_county
    form = county.file_form()
    kin = {
        "name": "李梅", "identity_number": form["worker"]["identity_number"], "relation": "50",
    }  # fmt: skip
    assert county.post("reviewer-1", "/v1/officers/reviewer-1/kin", kin).status == 201
    path = county.post("clerk-1", "/v1/hardship-files", form).headers["Location"]
    county.act("clerk-1", path, "submit")
    (item,) = [one for one in todo(county, "reviewer-1") if one["kind"] == "hardship_file"]
    assert item["refusals"] == ["recusal"]
    assert county.act("reviewer-1", path, "review").status == 403


def test_whoever_has_voted_is_not_asked_again(sqlite_county: County) -> None:
    county = sqlite_county
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "warmth")
    path = [*seeded["path"][:-1], {**seeded["path"][-1], "quorum": {"kind": "n_of_m", "n": 2}}]
    county.adopt({**seeded, "union": "360722", "path": path})
    case = county.reviewed_application()
    county.passed_notice(case)
    county.approve(case, county.fund())
    assert todo(county, "approver-2") == []
    assert len(todo(county, "approver-3")) == 1


def test_whoever_somebody_has_voted_for_is_not_asked_again(sqlite_county: County) -> None:
    county = sqlite_county
    edition(county, THREE_VOTE)
    path, fund = voting(county)
    given(county, "approver-2", deputy(county))
    assert county.approve(path, fund, who="deputy-1").status == 200
    assert todo(county, "approver-2") == []
    assert len(todo(county, "approver-3")) == 1


def test_what_was_given_to_somebody_by_name_waits_for_who_stands_in_for_them(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path, _ = voting(county)
    named = {"officer": "approver-2", "opinion": "由其办理"}
    assert county.act("approver-1", path, "reassign", named).status == 200
    given(county, "approver-2", deputy(county))
    assert [one["id"] for one in todo(county, "deputy-1")] == [id_of(path)]
    assert todo(county, "approver-3") == []


def test_the_first_due_comes_first_and_pages_lose_nothing(sqlite_county: County) -> None:
    county = sqlite_county
    late = submitted_application(county)
    county.days_later(1)
    others = [submitted_file(county) for _ in range(4)]
    found, after = [], ""
    for _ in range(9):
        page = county.get("reviewer-1", f"/v1/todo?limit=2{after}")
        found += [one["id"] for one in page["items"]]
        if not page["has_more"]:
            break
        after = f"&after={page['next']}"
    assert found[0] == id_of(late)
    assert found == [id_of(late), *sorted(map(id_of, others))]


def test_counts_say_how_many_and_how_many_are_late(sqlite_county: County) -> None:
    county = sqlite_county
    submitted_application(county)
    county.days_later(8)
    submitted_file(county)
    told = county.get("reviewer-1", "/v1/todo/counts")
    assert (told["total"], told["overdue"], told["complete"]) == (2, 1, True)
    kinds = {one["kind"]: (one["count"], one["overdue"]) for one in told["kinds"]}
    assert (kinds["application"], kinds["hardship_file"], kinds["notice"]) == (
        (1, 1), (1, 0), (0, 0),
    )  # fmt: skip


def test_more_items_ask_no_more_statements(sqlite_county: County) -> None:
    county = sqlite_county
    submitted_application(county)
    submitted_file(county)
    with counted(county) as first:
        todo(county, "reviewer-1")
    for _ in range(4):
        submitted_application(county)
        submitted_file(county)
    with counted(county) as then:
        assert len(todo(county, "reviewer-1")) == 10
    assert len(then) == len(first) <= 12


def test_a_second_account_has_the_list_of_its_own_posts(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    second_account(county, "double-1", "clerk-1", "reviewer", "360722001")
    (item,) = todo(county, "double-1")
    assert (item["id"], item["refusals"]) == (id_of(path), ["separation_of_duties"])


@pytest.mark.parametrize("after", ["x", "2026-03-02", "2026-03-02_x_y", "'; --"])
def test_a_cursor_that_is_none_is_refused(sqlite_county: County, after: str) -> None:
    assert sqlite_county.get("reviewer-1", f"/v1/todo?after={after}").status == 422


@pytest.mark.parametrize("who", ["security-1", "system-1", "finance", "bank"])
def test_who_does_no_casework_has_none(sqlite_county: County, who: str) -> None:
    for path in ("/v1/todo", "/v1/todo/counts"):
        assert sqlite_county.get(who, path).status == 403
