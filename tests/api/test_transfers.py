"""Transfers through HTTP: offered, taken, declined, withdrawn; and each thing that refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County, Reply, identity_number
from tests.kin_steps import declare, engage, family, rechecks, sample
from tests.notice_steps import appointed, id_of, path_adopted
from tests.payments import second_account
from tests.performance.overheard import overhear
from tests.transfer_steps import FAR, NEAR, accepted, act_as, moved, offer, offered
from tests.unions_made import another_tree, union_at

NOWHERE = "01980123-4567-7890-8123-123456789abc"


@pytest.fixture
def county(sqlite_county: County) -> County:
    """Rules only: what the database has to do with it is tried in the journeys and the races."""
    return sqlite_county


def active(county: County, **more: Any) -> str:
    return f"/v1/hardship-files/{county.active_file(**more)['id']}"


def refusals(told: Reply, code: str) -> list[dict[str, Any]]:
    return [one["values"] for one in told["refusals"] if one["code"] == code]


# --- who offers what, to whom -----------------------------------------------------------------------


def test_an_offer_is_a_thing_of_its_own_with_number_and_place(county: County) -> None:
    file = active(county)
    made = offer(county, file)
    assert made.status == 201
    assert made.headers["Location"] == f"/v1/transfers/{made['id']}"
    assert (made["state"], made["union"], made["to"]) == ("offered", "360722001", NEAR)
    assert made["number"].startswith("T2026-")
    assert made.etag == f'"{made["audit_number"]}"'
    assert county.get("clerk-1", file).etag == county.get("clerk-1", file).etag
    assert county.get("clerk-1", file)["state"] == "active"


def test_a_file_of_another_union_is_not_offered(county: County) -> None:
    file = active(county)
    for who in ("clerk-2", "outsider-clerk-1"):
        told = offer(county, file, who=who)
        assert told.status == 404
    assert offer(county, f"/v1/hardship-files/{NOWHERE}").status == 404


def test_who_sees_the_file_and_is_no_clerk_there_does_not_offer_it(county: County) -> None:
    file = active(county)
    appointed(county, "clerk-8", "clerk", NEAR)
    appointed(county, "clerk-8", "reviewer", "360722")
    told = offer(county, file, to=NEAR, who="clerk-8")
    assert (told.status, told.codes) == (403, {"role_required"})


@pytest.mark.parametrize("steps", [(), (("clerk-1", "submit"),), (("clerk-1", "withdraw"),)])
def test_a_file_that_does_not_stand_is_not_offered(
    county: County, steps: tuple[tuple[str, str], ...]
) -> None:
    file = county.draft_file().headers["Location"]
    for who, action in steps:
        county.act(who, file, action)
    told = offer(county, file)
    assert (told.status, told.codes) == (409, {"wrong_state"})
    assert "transfer" not in told["values"]["allowed"]


def test_a_file_that_is_verified_again_is_not_offered_and_one_that_is_monitored_is(
    county: County,
) -> None:
    again, out = active(county), active(county)
    county.act("clerk-1", again, "reverify")
    assert offer(county, again).codes == {"wrong_state"}
    county.act("clerk-1", out, "propose_exit", {"opinion": "已就业", "told_on": "2026-03-02"})
    assert offer(county, out).codes == {"wrong_state"}
    county.act("approver-1", out, "exit", {"opinion": "同意"})
    assert offer(county, out).status == 201


def test_the_receiver_is_another_union_of_the_grassroots_or_a_township(county: County) -> None:
    file = active(county)
    assert offer(county, file, to="999999").codes == {"union_unknown"}
    for to, level in (("360722", "county"), ("360700", "city"), ("360000", "province")):
        told = offer(county, file, to=to)
        assert (told.status, told.codes) == (422, {"receiver_unfit"})
        assert told["values"] == {"level": level, "same_union": False}
    told = offer(county, file, to="360722001")
    assert (told.status, told["values"]["same_union"]) == (422, True)
    union_at(county, "360722100", "township", "360722")
    assert offer(county, file, to="360722100").status == 201


def test_a_second_open_transfer_is_refused_until_the_first_is_over(county: County) -> None:
    file = active(county)
    first = offered(county, file)
    told = offer(county, file, to=FAR)
    assert (told.status, told.codes) == (409, {"transfer_open"})
    assert told["values"] == {"transfers": [id_of(first)]}
    act_as(county, "clerk-1", first, "withdraw")
    second = offered(county, file, to=FAR)
    act_as(county, "outsider-clerk-1", second, "decline", {"opinion": "未到岗"})
    assert offer(county, file).status == 201


def test_the_same_key_is_one_offer_and_the_same_answer(county: County) -> None:
    form = {"hardship_file_id": id_of(active(county)), "to": NEAR, "reason": "调动"}
    first = county.post("clerk-1", "/v1/transfers", form, key="once")
    again = county.post("clerk-1", "/v1/transfers", form, key="once")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = county.post("clerk-1", "/v1/transfers", {**form, "to": FAR}, key="once")
    assert (other.status, other.codes) == (422, {"key_reused"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""}, {"reason": None}, {"reason": "x" * 1_001}, {"reason": "a\x1bb"}, {"to": 7},
        {"to": "360722002 "}, {"to": "’; DROP TABLE transfer"}, {"to": "../360722002"},
        {"hardship_file_id": "1"}, {"hardship_file_id": None}, {"state": "accepted"},
        {"union": "360722002"},
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(county: County, wrong: dict[str, Any]) -> None:
    told = offer(county, active(county), **wrong)
    assert (told.status, told.codes) == (422, {"invalid_input"})


# --- what each side sees ----------------------------------------------------------------------------


def test_the_receiver_is_told_of_the_household_what_it_needs_and_no_more(county: County) -> None:
    file = active(county)
    case = county.post(
        "clerk-1", "/v1/applications",
        county.application_form("medical", county.get("clerk-1", file)),
    )  # fmt: skip
    assert case.status == 201
    transfer = offered(county, file, FAR)
    told = county.get("outsider-clerk-1", transfer)
    assert told["household"] == {
        "worker_name": "李梅", "category": "relative", "size": 2, "reverify_by": "2027-03-02",
        "open_cases": 1,
    }  # fmt: skip
    assert told["hardship_file_id"] is None
    assert told["file_number"] == county.get("clerk-1", file)["number"]
    assert county.get("outsider-clerk-1", file).status == 404
    assert county.get("outsider-clerk-1", f"/v1/applications/{case['id']}").status == 404
    whole = told.body | told["household"]
    assert not {"identity_number", "phone", "account", "members", "assessment"} & whole.keys()


def test_a_third_union_sees_nothing_of_it(county: County) -> None:
    transfer = offered(county, active(county))
    size = len(county.get("auditor-1", "/v1/transfers")["items"])
    assert size == 1
    for who in ("outsider-clerk-1", "outsider-approver-1"):
        for place in ("", "/actions", "/trail"):
            assert county.get(who, f"{transfer}{place}").status == 404
        assert county.get(who, "/v1/transfers")["items"] == []
    for action in ("accept", "decline", "withdraw"):
        told = act_as(county, "outsider-clerk-1", transfer, action, etag='"1"')
        assert told.status == 404


def test_who_declined_is_told_of_the_household_no_longer_nor_who_gave_it_away(
    county: County,
) -> None:
    declined, taken = offered(county, active(county), FAR), offered(county, active(county), FAR)
    act_as(county, "outsider-clerk-1", declined, "decline", {"opinion": "未到岗"})
    accepted(county, taken, "outsider-clerk-1")
    assert county.get("outsider-clerk-1", declined)["household"] is None
    assert county.get("clerk-1", declined)["household"]["worker_name"] == "李梅"
    assert county.get("clerk-1", taken)["household"] is None
    assert county.get("clerk-1", taken)["hardship_file_id"] is None
    assert county.get("outsider-clerk-1", taken)["household"]["open_cases"] == 0


def test_both_sides_have_it_in_their_list_by_its_number(county: County) -> None:
    paths = [offered(county, active(county), to) for to in (NEAR, FAR, NEAR)]
    act_as(county, "clerk-1", paths[2], "withdraw")
    listed = [one["id"] for one in county.get("clerk-1", "/v1/transfers")["items"]]
    assert listed == [id_of(path) for path in paths]
    assert [one["id"] for one in county.get("outsider-clerk-1", "/v1/transfers")["items"]] == [
        id_of(paths[1])
    ]
    for query, found in (("state=offered", 2), (f"to={FAR}", 1), ("union=360722002", 0)):
        assert len(county.get("clerk-1", f"/v1/transfers?{query}")["items"]) == found
    page = county.get("clerk-1", "/v1/transfers?limit=2")
    assert (len(page["items"]), page["has_more"]) == (2, True)
    rest = county.get("clerk-1", f"/v1/transfers?after={page['next']}&limit=2")
    assert ([one["id"] for one in rest["items"]], rest["has_more"]) == ([id_of(paths[2])], False)


def test_each_side_is_told_what_it_may_do_and_why_not(county: County) -> None:
    transfer = offered(county, active(county))

    def may(who: str) -> set[str]:
        told = county.get(who, f"{transfer}/actions")["actions"]
        return {one["action"] for one in told if one["allowed"]}

    assert may("clerk-1") == {"withdraw"}
    assert may("clerk-2") == {"accept", "decline"}
    assert may("reviewer-2") == may("auditor-1") == set()
    accepted(county, transfer)
    assert may("clerk-1") == may("clerk-2") == set()


def test_what_stands_against_an_acceptance_is_told_before_it_is_tried(county: County) -> None:
    file = active(county)
    transfer = offered(county, file)
    county.act("clerk-1", file, "reverify")
    told = county.get("clerk-2", f"{transfer}/actions")["actions"]
    (accept,) = [one for one in told if one["action"] == "accept"]
    assert [one["code"] for one in accept["refusals"]] == ["wrong_state"]


# --- who decides ------------------------------------------------------------------------------------


def test_each_side_does_what_is_its_own(county: County) -> None:
    transfer = offered(county, active(county))
    for who, action in (("clerk-1", "accept"), ("clerk-1", "decline"), ("clerk-2", "withdraw")):
        told = act_as(county, who, transfer, action, {"opinion": "同意"})
        assert (told.status, told.codes) == (403, {"role_required"}), action
    for who in ("reviewer-2", "approver-1", "fund-1", "auditor-1"):
        assert act_as(county, who, transfer, "accept").status == 403
    assert county.get("auditor-1", transfer)["state"] == "offered"


def test_who_offered_a_file_does_not_take_it(county: County) -> None:
    transfer = offered(county, active(county))
    twin = second_account(county, "clerk-1-there", "clerk-1", "clerk", NEAR)
    told = act_as(county, twin, transfer, "accept")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    assert act_as(county, twin, transfer, "decline", {"opinion": "误报"})["state"] == "declined"


def test_a_clerk_of_both_unions_needs_a_second_one(county: County) -> None:
    appointed(county, "county-clerk-1", "clerk", "360722")
    made = offer(county, active(county), who="county-clerk-1")
    transfer = made.headers["Location"]
    told = act_as(county, "county-clerk-1", transfer, "accept")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    assert accepted(county, transfer)["state"] == "accepted"


def test_who_reviewed_the_file_neither_offers_nor_takes_it(county: County) -> None:
    file = active(county)
    second_account(county, "reviewer-1-clerk", "reviewer-1", "clerk", "360722001")
    told = offer(county, file, who="reviewer-1-clerk")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    second_account(county, "reviewer-1-there", "reviewer-1", "clerk", NEAR)
    transfer = offered(county, file)
    for action in ("accept", "decline"):
        told = act_as(county, "reviewer-1-there", transfer, action, {"opinion": "同意"})
        assert (told.status, told.codes) == (403, {"separation_of_duties"})
        assert refusals(told, "separation_of_duties")[0]["duties_held"] == ["review"]


def test_who_reviewed_an_application_does_not_take_it_with_its_file(county: County) -> None:
    file = active(county)
    case = county.draft_application(file=county.get("clerk-1", file)).headers["Location"]
    county.act("clerk-1", case, "submit")
    appointed(county, "reviewer-9", "reviewer", "360722001")
    county.act("reviewer-9", case, "review")
    second_account(county, "reviewer-9-there", "reviewer-9", "clerk", NEAR)
    transfer = offered(county, file)
    told = act_as(county, "reviewer-9-there", transfer, "accept")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})
    (found,) = refusals(told, "separation_of_duties")
    assert (found["application_id"], found["duties_held"]) == (id_of(case), ["review"])
    assert accepted(county, transfer)["state"] == "accepted"


def test_nobody_takes_the_file_of_their_own_household(county: County) -> None:
    number = identity_number()
    form = county.file_form()
    form["worker"]["identity_number"] = number
    transfer = offered(county, active(county, **form))
    appointed(county, "clerk-8", "clerk", NEAR, number)
    for action in ("accept", "decline"):
        told = act_as(county, "clerk-8", transfer, action, {"opinion": "同意"})
        assert (told.status, told.codes) == (403, {"recusal"})


def test_who_took_a_file_holds_its_intake(county: County) -> None:
    file = active(county)
    case = county.draft_application(file=county.get("clerk-1", file)).headers["Location"]
    county.act("clerk-1", case, "submit")
    moved(county, file)
    twin = second_account(county, "clerk-2-reviews", "clerk-2", "reviewer", NEAR)
    told = act_as(county, twin, case, "review")
    assert (told.status, told.codes) == (403, {"separation_of_duties"})


def test_who_only_offered_a_file_holds_its_intake_too(county: County) -> None:
    file = active(county)
    appointed(county, "clerk-8", "clerk", "360722001")
    assert offer(county, file, who="clerk-8").status == 201
    case = county.draft_application(file=county.get("clerk-1", file)).headers["Location"]
    county.act("clerk-1", case, "submit")
    twin = second_account(county, "clerk-8-reviews", "clerk-8", "reviewer", "360722001")
    assert county.act(twin, case, "review").codes == {"separation_of_duties"}


def test_a_refusal_says_why(county: County) -> None:
    transfer = offered(county, active(county))
    told = act_as(county, "clerk-2", transfer, "decline")
    assert (told.status, told.codes) == (422, {"opinion_required"})
    said = {"opinion": "职工未到本单位报到"}
    assert act_as(county, "clerk-2", transfer, "decline", said)["state"] == "declined"
    (line,) = county.get("clerk-1", f"{transfer}/trail")["items"][1:]
    assert (line["act"], line["said"]) == ("transfer.decline", said)


def test_an_action_needs_the_version_that_was_seen(county: County) -> None:
    transfer = offered(county, active(county))
    told = act_as(county, "clerk-2", transfer, "accept", etag=None)
    assert (told.status, told.codes) == (428, {"version_required"})
    told = act_as(county, "clerk-2", transfer, "accept", etag='"1"')
    assert (told.status, told.codes) == (412, {"stale_version"})
    assert told["values"]["etag"] == county.get("clerk-2", transfer)["audit_number"]


def test_a_transfer_is_decided_once_and_answered_again_under_its_key(county: County) -> None:
    file = active(county)
    transfer = offered(county, file)
    etag = county.get("clerk-2", transfer).etag
    first = act_as(county, "clerk-2", transfer, "accept", etag=etag, key="taken")
    again = act_as(county, "clerk-2", transfer, "accept", etag=etag, key="taken")
    assert (again.status, again.body) == (200, first.body)
    for who, action in (("clerk-2", "accept"), ("clerk-2", "decline"), ("clerk-1", "withdraw")):
        told = act_as(county, who, transfer, action, {"opinion": "同意"})
        assert (told.status, told.codes) == (409, {"wrong_state"})
    assert offer(county, file, who="clerk-2", to="360722001").status == 201


def test_an_action_that_no_transfer_has_is_not_found(county: County) -> None:
    transfer = offered(county, active(county))
    for action in ("approve", "offer", "transfer", "offered"):
        assert act_as(county, "clerk-2", transfer, action).status == 404


# --- what an acceptance looks at --------------------------------------------------------------------


@pytest.mark.parametrize("action", ["reverify", "propose_cancel"])
def test_a_file_that_has_moved_on_is_not_taken_and_the_offer_can_be_withdrawn(
    county: County, action: str
) -> None:
    file = active(county)
    transfer = offered(county, file)
    more = {"reason": "left"} if action == "propose_cancel" else {}
    assert county.act("clerk-1", file, action, {"opinion": "情况变化", **more}).status == 200
    told = act_as(county, "clerk-2", transfer, "accept")
    assert (told.status, told.codes) == (409, {"wrong_state"})
    assert told["values"]["hardship_file_id"] == id_of(file)
    assert act_as(county, "clerk-1", transfer, "withdraw")["state"] == "withdrawn"


def test_a_case_whose_path_cannot_be_walked_at_the_new_place_is_named(county: County) -> None:
    union_at(county, "360722100", "township", "360722")
    appointed(county, "clerk-8", "clerk", "360722100")
    file = active(county)
    case = county.draft_application(file=county.get("clerk-1", file)).headers["Location"]
    county.act("clerk-1", case, "submit")
    transfer = offered(county, file, "360722100")
    told = act_as(county, "clerk-8", transfer, "accept")
    assert (told.status, told.codes) == (422, {"level_missing"})
    assert refusals(told, "level_missing") == [
        {"levels": ["grassroots"], "application_id": id_of(case)}
    ]
    county.act("reviewer-1", case, "review")
    told = act_as(county, "clerk-8", transfer, "accept")
    assert [one["state"] for one in told["moved"]] == ["reviewed"]


def test_a_union_where_nobody_could_end_the_file_does_not_take_it(county: County) -> None:
    second_account(county, "city-system-1", "system-1", "system_admin", "360700")
    union_at(county, "360700001", "grassroots", "360700", who="city-system-1")
    second_account(county, "city-clerk-1", "system-1", "clerk", "360700001")
    file = active(county)
    told = act_as(county, "city-clerk-1", offered(county, file, "360700001"), "accept")
    assert (told.status, told.codes) == (422, {"level_missing"})
    assert refusals(told, "level_missing") == [
        {"levels": ["county"], "hardship_file_id": id_of(file)}
    ]


def test_a_union_that_no_edition_of_files_binds_does_not_take_one(county: County) -> None:
    there = another_tree(county)
    second_account(county, "far-clerk-1", "system-1", "clerk", there)
    told = act_as(county, "far-clerk-1", offered(county, active(county), there), "accept")
    assert (told.status, told.codes) == (422, {"edition_missing"})


TWO_VOTES = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "notice", "working_days": 5},
    {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}},
]


def test_a_case_in_the_midst_of_a_vote_moves_within_its_county_only(county: County) -> None:
    path_adopted(county, "warmth", TWO_VOTES)
    file, fund = active(county), county.fund()
    case = county.reviewed_application(file=county.get("clerk-1", file))
    county.passed_notice(case)
    assert county.approve(case, fund)["state"] == "notice_passed"
    far = offered(county, file, FAR)
    told = act_as(county, "outsider-clerk-1", far, "accept")
    assert (told.status, told.codes) == (409, {"vote_unfinished"})
    assert refusals(told, "vote_unfinished") == [{"votes": 1, "application_id": id_of(case)}]
    act_as(county, "clerk-1", far, "withdraw")
    moved(county, file)
    assert county.approve(case, fund, "approver-3")["state"] == "approved"


def test_nobody_leaves_a_re_check_by_moving(county: County) -> None:
    """Another union of the county takes the file all the same: the county still stands above it."""
    near, far = active(county), active(county)
    sample(county, rate="1")
    moved(county, near)
    transfer = offered(county, far, FAR)
    told = act_as(county, "outsider-clerk-1", transfer, "accept")
    assert (told.status, told.codes) == (422, {"recheck_open"})
    (found,) = refusals(told, "recheck_open")
    assert found == {"rechecks": ["another_union"], "hardship_file_id": id_of(far)}
    (one,) = rechecks(county, far)
    path = f"/v1/rechecks/{one['id']}"
    assert act_as(county, "county-reviewer-1", path, "find_consistent").status == 200
    assert accepted(county, transfer, "outsider-clerk-1")["state"] == "accepted"


PAID_BEFORE_NOTICE = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
    {"stage": "notice", "working_days": 5},
]


def test_a_case_that_comes_back_later_is_taken_up_where_its_household_is(county: County) -> None:
    """Its money was set aside when the file went, so it stayed; returned, it has none."""
    path_adopted(county, "warmth", PAID_BEFORE_NOTICE)
    file = active(county)
    case = county.reviewed_application(file=county.get("clerk-1", file))
    assert county.approve(case, county.fund())["state"] == "reviewed"
    assert moved(county, file)["stayed"][0]["state"] == "reviewed"
    assert county.get("clerk-1", case)["union"] == "360722001"
    county.act("reviewer-1", case, "return", {"opinion": "材料需更新"})
    assert county.get("clerk-1", case).status == 404
    assert county.get("clerk-2", case)["union"] == NEAR
    resubmitted = act_as(county, "clerk-2", case, "resubmit")
    assert (resubmitted["state"], resubmitted["stage"]["union"]) == ("submitted", NEAR)


def test_the_new_place_decides_by_its_own_edition_on_what_is_submitted_there(
    county: County,
) -> None:
    file = active(county)
    form = county.application_form("medical", county.get("clerk-1", file))
    draft = county.post("clerk-1", "/v1/applications", form).headers["Location"]
    moved(county, file)
    path_adopted(county, "medical", [*PAID_BEFORE_NOTICE[:1], *TWO_VOTES[1:]])
    told = act_as(county, "clerk-2", draft, "submit")
    assert told["path"] == TWO_VOTES
    assert told["stage"]["union"] == NEAR


def test_the_end_of_a_file_that_moved_is_decided_at_the_new_place(county: County) -> None:
    file = active(county)
    moved(county, file, FAR)
    said = {"opinion": "已就业", "told_on": "2026-03-02"}
    assert act_as(county, "outsider-clerk-1", file, "propose_exit", said)["state"] == "exiting"
    assert act_as(county, "approver-1", file, "exit", said, etag='"1"').status == 404
    assert act_as(county, "outsider-approver-1", file, "exit", said)["state"] == "exited"


def test_the_trails_tell_what_moved_and_from_where_to_where(county: County) -> None:
    file = active(county)
    case = county.draft_application(file=county.get("clerk-1", file)).headers["Location"]
    transfer = offered(county, file)
    accepted(county, transfer)
    told = county.get("clerk-2", f"{transfer}/trail")["items"]
    assert [(one["act"], one["duty"]) for one in told] == [
        ("transfer.offer", "intake"), ("transfer.accept", "intake"),
        ("hardship_file.transfer", "intake"), ("application.transfer", "intake"),
    ]  # fmt: skip
    assert told[0]["said"] == {"reason": "职工调入该单位"}
    (change,) = county.get("clerk-2", f"{file}/changes")["items"]
    assert change["changes"] == [{"field": "union", "from": "360722001", "to": NEAR}]
    acts = [one["act"] for one in county.get("clerk-2", f"{case}/trail")["items"]]
    assert acts[-2:] == ["hardship_file.transfer", "application.transfer"]


def statements_to_take(county: County, cases: int) -> int:
    file = county.active_file()
    for _ in range(cases):
        form = county.application_form("medical", file)
        assert county.post("clerk-1", "/v1/applications", form).status == 201
    transfer = offered(county, f"/v1/hardship-files/{file['id']}")
    told: list[Reply] = []
    heard = overhear(
        county.house.transactions.engine,
        lambda: told.append(act_as(county, "clerk-2", transfer, "accept")),
    )
    assert len(told[0]["moved"]) == cases
    return len(heard)


def test_many_cases_are_taken_with_no_more_statements_than_one(postgres_county: County) -> None:
    assert statements_to_take(postgres_county, 5) == statements_to_take(postgres_county, 1)


def test_of_what_was_refused_there_the_receiver_learns_nothing(county: County) -> None:
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    told = county.get("clerk-1", file)
    withdrawn = county.draft_application("warmth", file=told).headers["Location"]
    county.act("clerk-1", withdrawn, "withdraw")
    assert moved(county, file, FAR)["stayed"] == []


def test_who_comes_under_a_relative_by_moving_is_looked_at_from_above(county: County) -> None:
    """Verified where nobody of kin holds a post, and brought back: the union above looks now."""
    number = identity_number()
    file = f"/v1/hardship-files/{county.active_file(**family(number))['id']}"
    declare(county, engage(county, "idle-near", "clerk", NEAR), number)
    assert rechecks(county, file) == []
    moved(county, file)
    assert [(one["state"], one["reason"], one["union"]) for one in rechecks(county, file)] == [
        ("open", "kinship", "360722")
    ]
    assert on_list(county, "kin") == [id_of(file)]


def on_list(county: County, name: str) -> list[str]:
    return [one["id"] for one in county.get("auditor-1", f"/v1/work-lists/{name}")["items"]]
