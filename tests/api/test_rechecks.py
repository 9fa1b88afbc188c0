"""/v1/rechecks: who finds, who reads, and what a finding leads to."""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County, identity_number
from tests.kin_steps import OPINION, engage, family, find, sample
from tests.notice_steps import appointed, state_of
from tests.transfer_steps import NEAR, moved


def drawn(county: County, file: str | None = None) -> tuple[str, str]:
    """A standing file that was drawn, and the path of its re-check."""
    path = file or f"/v1/hardship-files/{county.active_file()['id']}"
    made = sample(county, rate="1")
    listed = county.get("county-reviewer-1", f"/v1/rechecks?sample_id={made['id']}")["items"]
    (one,) = [one for one in listed if path.endswith(one["hardship_file_id"])]
    return path, f"/v1/rechecks/{one['id']}"


def test_what_agrees_is_kept_and_nothing_follows(county: County) -> None:
    file, path = drawn(county)
    before, size = county.get("auditor-1", file), log_size(county)
    done = find(county, path)
    assert (done.status, done["state"], done["findings"]) == (200, "consistent", "入户核实")
    assert county.get("auditor-1", path).body.items() <= done.body.items()
    (entry,) = entries_since(county, size)
    assert (entry["act"], entry["dec"]["duty"]) == ("recheck.find_consistent", "recheck")
    assert entry["st"] == {"from": "open", "to": "consistent"}
    assert "入户核实" not in str(entry)
    assert county.get("auditor-1", file).etag == before.etag


def test_what_agrees_needs_no_words(county: County) -> None:
    _, path = drawn(county)
    etag = county.get("county-reviewer-1", path).etag
    done = county.post("county-reviewer-1", f"{path}/find-consistent", etag=etag)
    assert (done.status, done["findings"]) == (200, None)


def test_what_does_not_agree_is_said_in_words(county: County) -> None:
    file, path = drawn(county)
    etag = county.get("county-reviewer-1", path).etag
    refused = county.post("county-reviewer-1", f"{path}/find-inconsistent", {}, etag=etag)
    assert (refused.status, refused["type"]) == (422, "/problems/opinion-required")
    assert state_of(county, path) == "open"
    assert county.get("auditor-1", file)["reverify_by"] == "2027-03-02"


def test_what_does_not_agree_has_the_file_verified_again_and_stops_aid_from_tomorrow(
    county: County,
) -> None:
    file, path = drawn(county)
    told = county.get("auditor-1", file)
    draft = county.draft_application("warmth", file=told).headers["Location"]
    size = log_size(county)
    assert find(county, path, "inconsistent")["state"] == "inconsistent"
    finding, call = entries_since(county, size)
    assert (finding["act"], call["act"]) == ("recheck.find_inconsistent", "hardship_file.call")
    assert (call["dec"]["rule"], call["st"]) == (
        "active--call--active", {"from": "active", "to": "active"},
    )  # fmt: skip
    called = county.get("auditor-1", file)
    assert (called["state"], called["reverify_by"], called["reason"]) == (
        "active", "2026-03-02", "recheck",
    )  # fmt: skip
    assert county.act("clerk-1", draft, "submit")["state"] == "submitted"
    county.days_later(1)
    late = county.post("clerk-1", "/v1/applications", county.application_form("medical", told))
    assert (late.status, late.codes) == (422, {"file_overdue"})
    again = county.act("clerk-1", file, "reverify")
    assert (again["state"], again["reason"]) == ("reverifying", "recheck")
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    silent = county.act("approver-1", file, "confirm")
    assert (silent.status, silent.codes) == (422, {"recheck_unexplained"})
    confirmed = county.act("approver-1", file, "confirm", {"opinion": "复查所见已更正"})
    assert (confirmed["state"], confirmed["reverify_by"]) == ("active", "2027-03-03")
    assert county.post(
        "clerk-1", "/v1/applications", county.application_form("medical", told)
    ).status == 201  # fmt: skip
    assert verify_log(county.house.transactions).wrong is None


def test_a_file_that_is_overdue_already_is_not_given_a_day_more(county: County) -> None:
    file, path = drawn(county)
    county.days_later(400)
    size = log_size(county)
    assert find(county, path, "inconsistent").status == 200
    told = county.get("auditor-1", file)
    assert told["reverify_by"] == "2027-03-02"
    assert [entry["act"] for entry in entries_since(county, size)] == [
        "recheck.find_inconsistent", "hardship_file.call",
    ]  # fmt: skip
    assert verify_log(county.house.transactions).wrong is None


def test_what_is_found_late_in_a_round_is_answered_by_its_confirmation(county: County) -> None:
    file, path = drawn(county)
    county.act("clerk-1", file, "reverify", {"reason": "changed"})
    find(county, path, "inconsistent")
    told = county.get("auditor-1", file)
    assert (told["state"], told["reverify_by"], told["reason"]) == (
        "reverifying", "2026-03-02", "recheck",
    )  # fmt: skip
    county.act("clerk-1", file, "submit")
    county.act("reviewer-1", file, "review")
    refused = county.act("approver-1", file, "confirm")
    assert (refused.status, refused.codes) == (422, {"recheck_unexplained"})


def test_a_file_whose_end_is_not_agreed_to_after_all_is_due_as_well(county: County) -> None:
    file, path = drawn(county)
    county.act("clerk-1", file, "propose_cancel", {**OPINION, "reason": "left"})
    find(county, path, "inconsistent")
    county.act("approver-1", file, "return", OPINION)
    told = county.get("auditor-1", file)
    assert (told["state"], told["reverify_by"]) == ("active", "2026-03-02")


@pytest.mark.parametrize("who", ["approver-1", "auditor-1", "fund-1", "security-1"])
def test_only_a_reviewer_finds(county: County, who: str) -> None:
    _, path = drawn(county)
    refused = find(county, path, who=who)
    assert (refused.status, refused["type"]) == (403, "/problems/role-required")


@pytest.mark.parametrize("who", ["reviewer-1", "reviewer-2", "outsider-approver-1"])
def test_below_and_elsewhere_there_is_no_such_re_check(county: County, who: str) -> None:
    _, path = drawn(county)
    assert county.get(who, path).status == 404
    assert county.get(who, f"{path}/actions").status == 404
    assert find(county, path, who=who).status == 404
    assert county.get(who, "/v1/rechecks")["items"] == []


def test_a_finding_says_which_version_was_seen(county: County) -> None:
    _, path = drawn(county)
    door = f"{path}/find-consistent"
    assert county.post("county-reviewer-1", door, OPINION).status == 428
    assert county.post("county-reviewer-1", door, OPINION, etag='"1"').status == 412
    assert state_of(county, path) == "open"


def test_the_same_key_finds_once(county: County) -> None:
    _, path = drawn(county)
    key, etag = county.new_key(), county.get("county-reviewer-1", path).etag
    first, second = (
        county.post("county-reviewer-1", f"{path}/find-consistent", OPINION, etag=etag, key=key)
        for _ in range(2)
    )
    assert (first.status, second.status, second.body) == (200, 200, first.body)
    assert second.headers["Idempotent-Replayed"] == "true"


def test_what_was_found_stands(county: County) -> None:
    _, path = drawn(county)
    find(county, path)
    again = find(county, path, "inconsistent")
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")
    assert again["values"]["allowed"] == []


@pytest.mark.parametrize("action", ["withdraw", "open", "hand-up", "find_consistent", "find"])
def test_nothing_else_is_a_door(county: County, action: str) -> None:
    _, path = drawn(county)
    etag = county.get("county-reviewer-1", path).etag
    assert county.post("county-reviewer-1", f"{path}/{action}", OPINION, etag=etag).status == 404


def test_what_may_be_done_is_told_with_its_reasons(county: County) -> None:
    _, path = drawn(county)
    told = county.get("county-reviewer-1", f"{path}/actions")
    assert {one["action"]: one["allowed"] for one in told["actions"]} == {
        "find_consistent": True, "find_inconsistent": True,
    }  # fmt: skip
    told = county.get("auditor-1", f"{path}/actions")
    assert {r["code"] for one in told["actions"] for r in one["refusals"]} == {"role_required"}


def test_the_list_is_told_by_state_union_and_reason(county: County) -> None:
    _, first = drawn(county)
    find(county, first)
    _, second = drawn(county)

    def ids(asked: str, who: str = "county-reviewer-1") -> list[str]:
        return [
            f"/v1/rechecks/{one['id']}" for one in county.get(who, f"/v1/rechecks?{asked}")["items"]
        ]

    assert first in ids("state=consistent")
    assert second in ids("state=open")
    assert set(ids("reason=sample")) >= {first, second}
    assert ids("reason=kinship") == []
    assert set(ids("union=360722")) >= {first, second}
    assert ids("union=360700") == []
    assert county.get("auditor-1", "/v1/rechecks?reason=whim").status == 422


@pytest.mark.parametrize(
    "ending", [("propose_cancel", "cancel"), ("propose_exit", "exit")], ids=["cancel", "exit"]
)
def test_with_the_end_of_the_file_it_falls_away(county: County, ending: tuple[str, str]) -> None:
    file, path = drawn(county)
    more = {"told_on": "2026-03-02"} if ending[1] == "exit" else {"reason": "left"}
    county.act("clerk-1", file, ending[0], {**OPINION, **more})
    assert state_of(county, path) == "open"
    assert county.act("approver-1", file, ending[1], OPINION).status == 200
    assert last_entry(county)["act"] in ("recheck.withdraw", f"hardship_file.{ending[1]}")
    assert state_of(county, path) == "withdrawn"
    refused = find(county, path)
    assert (refused.status, refused["type"]) == (409, "/problems/wrong-state")
    assert verify_log(county.house.transactions).wrong is None


def test_within_the_county_a_move_changes_nothing(county: County) -> None:
    file, path = drawn(county)
    moved(county, file, NEAR)
    assert find(county, path)["state"] == "consistent"
    assert verify_log(county.house.transactions).wrong is None


def test_whoever_lives_there_does_not_look(county: County) -> None:
    number = identity_number()
    file = county.active_file(**family(number))
    engage(county, "lives-there-1", "reviewer", "360700", number)
    _, path = drawn(county, f"/v1/hardship-files/{file['id']}")
    refused = find(county, path, who="lives-there-1")
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")


def test_a_reviewer_of_a_higher_union_may_look_too(county: County) -> None:
    _, path = drawn(county)
    engage(county, "city-reviewer-1", "reviewer", "360700")
    assert find(county, path, who="city-reviewer-1")["state"] == "consistent"


def test_findings_lie_in_the_row_as_a_commitment_and_never_in_the_clear(county: County) -> None:
    _, path = drawn(county)
    find(county, path)
    with county.house.transactions.engine.connect() as connection:
        kept = connection.exec_driver_sql(
            "SELECT findings FROM recheck WHERE findings IS NOT NULL"
        ).scalar_one()
    assert "入户核实" not in kept
    assert kept.startswith("v1.")


def test_a_finding_changed_in_its_row_is_found_by_the_verification(county: County) -> None:
    _, path = drawn(county)
    find(county, path, "inconsistent")
    with county.house.transactions.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE recheck SET state = 'consistent'")
    assert verify_log(county.house.transactions).wrong is not None


def test_nobody_is_appointed_by_a_re_check(county: County) -> None:
    """A reviewer of the county by appointment of today looks like any other."""
    appointed(county, "county-reviewer-9", "reviewer", "360722")
    _, path = drawn(county)
    assert find(county, path, who="county-reviewer-9")["state"] == "consistent"
