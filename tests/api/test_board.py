"""事事有人管，件件有回音: whatever waits stands on one board, with who owes it, by when, and why nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from service.store.metadata import metadata
from service.use_cases import find_overdue
from service.use_cases.matters import MATTERS
from tests.counted import counted
from tests.county import County
from tests.emergency_steps import bring, delegate, granted, owed
from tests.kin_steps import declare, family
from tests.matter_steps import appeal, refused_below
from tests.notice_steps import id_of, object_to
from tests.payments import Payments
from tests.stand_in_steps import THREE_VOTE, appointed, deputy, edition, given, voting
from tests.supervision_steps import submitted_application, submitted_file
from workflows.vocabulary import codes

Asked = tuple[str, tuple[str, ...], list[str]]
"""The id of a matter, what is to be done, and what stands against the caller."""
TIMED = {kind for kind, matter in MATTERS.items() if matter.timed}
SAID = {"opinion": "已核实情况"}
CALL = {"union": "360722", "channel": "phone", "kind": "inquiry", "subject": "咨询申请材料"}


def board(county: County, name: str, who: str = "auditor-1", more: str = "") -> list[Any]:
    told = county.get(who, f"/v1/supervision/{name}{more}")
    assert told.status == 200, told.body
    items: list[Any] = told["items"]
    return items


def of(items: list[Any], kind: str) -> Any:
    (found,) = [one for one in items if one["kind"] == kind]
    return found


def why(county: County) -> dict[str, list[str]]:
    return {one["id"]: one["why"] for one in board(county, "unowned")}


def todo(county: County, who: str, kind: str) -> list[Asked]:
    told = county.get(who, "/v1/todo")
    assert told.status == 200, told.body
    return [
        (one["id"], tuple(one["what"]), one["refusals"])
        for one in told["items"]
        if one["kind"] == kind
    ]


def one_of_each(county: County) -> dict[str, str]:
    """The path of one matter of every kind that has a clock, begun today or a few days ago."""
    payments = Payments(county)
    batch = payments.made(payments.approved())
    delegate(county)
    shown = county.reviewed_application()
    notice = county.on_notice(shown)
    made = {
        "payment_batch": batch,
        "regularisation": owed(county, granted(county, payments.fund_id)),
        "objection": object_to(county, f"/v1/notices/{notice['id']}").headers["Location"],
        "appeal": appeal(county, refused_below(county)).headers["Location"],
        "petition": county.post("county-reviewer-1", "/v1/petitions", CALL).headers["Location"],
        "application": submitted_application(county),
        "hardship_file": submitted_file(county),
    }
    assert made.keys() == TIMED
    return made


# --- every kind is on it ----------------------------------------------------------------------------


def test_every_table_that_counts_since_a_day_is_a_kind_with_a_clock() -> None:
    counting = {name for name, table in metadata.tables.items() if "since" in table.columns}
    assert len(counting) >= 6
    assert counting <= {MATTERS[kind].model.__tablename__ for kind in TIMED}
    assert MATTERS.keys() == set(codes("matter"))


def test_one_call_tells_of_every_kind_what_is_late_and_who_owes_it(county: County) -> None:
    made = one_of_each(county)
    county.days_later(60)
    items = board(county, "overdue")
    told = {id_of(made[kind]): kind for kind in TIMED}
    assert told.items() <= {one["id"]: one["kind"] for one in items}.items()
    mine = {one["kind"]: one for one in items if one["id"] in told}
    assert {kind: (one["for"], one["at"], one["roles"]) for kind, one in mine.items()} == {
        "application": ("review", "360722001", ["reviewer"]),
        "hardship_file": ("review", "360722001", ["reviewer"]),
        "objection": ("triage", "360722", ["reviewer"]),
        "petition": ("petition", "360722", ["clerk", "reviewer"]),
        "appeal": ("appeal", "360722", ["approver", "reviewer"]),
        "regularisation": ("papers", "360722001", ["clerk"]),
        "payment_batch": ("payment", "360722", ["payment_maker"]),
    }
    assert all(one["overdue"] and one["due_on"] and one["days_late"] for one in mine.values())
    assert board(county, "overdue", "outsider-approver-1") == []
    assert {one["kind"] for one in board(county, "overdue", more="?kind=papers")} == {
        "regularisation"
    }


def test_one_call_tells_of_every_kind_what_nobody_answers_for(county: County) -> None:
    made = one_of_each(county)
    begun = why(county)
    for kind in ("objection", "petition", "appeal"):
        assert begun[id_of(made[kind])] == ["no_owner"]
    for kind in ("application", "hardship_file", "regularisation", "payment_batch"):
        assert id_of(made[kind]) not in begun
    for who in ("clerk-1", "twin-1", "reviewer-1", "maker-1"):
        for post in county.get("security-1", f"/v1/officers/{who}")["appointments"]:
            ended = {"appointment_id": post["id"], "to": county.today().isoformat()}
            county.act("security-1", f"/v1/officers/{who}", "end-appointment", ended)
    county.days_later(40)
    told = why(county)
    assert {kind: told.get(id_of(made[kind])) for kind in TIMED} == {
        "application": ["no_post"],
        "hardship_file": ["no_post"],
        "regularisation": ["no_post"],
        "payment_batch": ["no_post"],
        "objection": ["no_owner", "no_reply"],
        "petition": ["no_owner", "no_reply"],
        "appeal": ["no_owner", "no_reply"],
    }


# --- the hands of each ------------------------------------------------------------------------------


def test_an_objection_waits_for_the_union_above_then_for_who_is_in_charge(county: County) -> None:
    notice = county.on_notice(county.reviewed_application())
    place = object_to(county, f"/v1/notices/{notice['id']}").headers["Location"]
    asked: Asked = (id_of(place), ("triage", "dismiss", "uphold"), [])
    assert todo(county, "county-reviewer-1", "objection") == [asked]
    for who in ("reviewer-1", "clerk-1", "reviewer-2", "approver-1", "outsider-approver-1"):
        assert todo(county, who, "objection") == [], who
    (item,) = county.get("county-reviewer-1", "/v1/todo")["items"]
    assert (item["for"], item["due_on"], item["programme"]) == ("triage", "2026-03-04", "warmth")
    county.act("county-reviewer-1", place, "triage", SAID)
    (item,) = county.get("county-reviewer-1", "/v1/todo")["items"]
    assert (item["for"], item["due_on"], item["owner"], item["what"]) == (
        "objection", "2026-03-17", "county-reviewer-1", ["dismiss", "uphold"],
    )  # fmt: skip
    assert why(county) == {}
    county.days_later(16)
    assert why(county) == {id_of(place): ["no_reply"]}
    answer = {"opinion": "查无此事", "findings": "无门面"}
    assert county.act("county-reviewer-1", place, "dismiss", answer).status == 200
    assert (todo(county, "county-reviewer-1", "objection"), why(county)) == ([], {})


def test_who_has_a_post_where_it_was_decided_too_is_not_asked(county: County) -> None:
    who = "county-reviewer-1"
    notice = county.on_notice(county.reviewed_application())
    object_to(county, f"/v1/notices/{notice['id']}")
    appeal(county, refused_below(county))
    assert len(todo(county, who, "objection")) == len(todo(county, who, "appeal")) == 1
    assert appointed(county, who, "clerk", "360722001").status == 201
    assert todo(county, who, "objection") == todo(county, who, "appeal") == []


def test_a_petition_waits_for_each_step_and_without_a_clock_to_be_closed(county: County) -> None:
    place = county.post("county-reviewer-1", "/v1/petitions", CALL).headers["Location"]
    who, met = "county-reviewer-1", []
    for action, body in (("check", SAID), ("handle", SAID), ("reply", {"reply": "已告知"})):
        met.append(todo(county, who, "petition"))
        county.act(who, place, action, body)
    assert met == [[(id_of(place), (one,), [])] for one in ("check", "handle", "reply")]
    assert todo(county, "reviewer-1", "petition") == []
    county.days_later(60)
    (item,) = county.get(who, "/v1/todo")["items"]
    assert (item["what"], item["due_on"], item["overdue"]) == (["close"], None, False)
    assert board(county, "overdue") == []
    assert why(county) == {}


def test_an_appeal_waits_for_those_who_had_no_part_in_the_refusal(county: County) -> None:
    place = appeal(county, refused_below(county)).headers["Location"]
    asked: Asked = (id_of(place), ("uphold", "dismiss", "assign"), [])
    assert todo(county, "county-reviewer-1", "appeal") == [asked]
    assert todo(county, "approver-2", "appeal") == [asked]
    ((_, _, refusals),) = todo(county, "approver-1", "appeal")
    assert refusals == ["decided_before"]  # who confirmed the file holds a duty in the case
    for who in ("reviewer-1", "clerk-1", "outsider-approver-1"):
        assert todo(county, who, "appeal") == [], who
    form = {"opinion": "专人", "owner": "approver-2"}
    assert county.act("county-reviewer-1", place, "assign", form).status == 200
    assert todo(county, "county-reviewer-1", "appeal") == []
    assert todo(county, "approver-2", "appeal") == [asked]


def test_a_complaint_tells_who_may_not_deal_with_it(county: County) -> None:
    case = id_of(county.reviewed_application())
    about = {"union": "360722001", "application_id": case}
    for kind in ("complaint", "inquiry"):
        county.post("reviewer-1", "/v1/petitions", {**CALL, **about, "kind": kind})
    assert [refusals for *_, refusals in todo(county, "reviewer-1", "petition")] == [
        ["decided_before"], [],
    ]  # fmt: skip
    assert [refusals for *_, refusals in todo(county, "county-reviewer-1", "petition")] == [[], []]


def test_what_is_made_up_for_waits_for_its_clerk_and_then_for_every_stage(county: County) -> None:
    delegate(county)
    path = granted(county)
    owing = owed(county, path)
    clock = []

    def look(who: str, *what: str) -> None:
        assert todo(county, who, "regularisation") == [(id_of(owing), what, [])]
        item = of(county.get(who, "/v1/todo")["items"], "regularisation")
        clock.append((item["for"], item["at"], item["since"], item["within"]))

    look("clerk-1", "submit")
    county.days_later(1)
    bring(county, owing)
    assert todo(county, "clerk-1", "regularisation") == []
    look("reviewer-1", "review")
    county.act("reviewer-1", owing, "review")
    look("reviewer-1", "open_notice")
    county.passed_notice(path)
    look("approver-1", "confirm")
    assert clock == [
        ("papers", "360722001", "2026-03-02", "10w"),
        ("review", "360722001", "2026-03-03", "5w"),
        ("notice", "360722001", "2026-03-03", "5w"),
        ("approval", "360722", "2026-03-13", "10w"),
    ]
    county.act("approver-1", owing, "return", {"opinion": "材料不清"})
    assert county.get("clerk-1", "/v1/todo")["items"][-1]["for"] == "papers"
    bring(county, owing)
    assert of(county.get("reviewer-1", "/v1/todo")["items"], "regularisation")["for"] == "review"


# --- everybody who holds the post is barred ----------------------------------------------------------


def barred_case(county: County) -> str:
    household = family()
    path, _ = voting(county, file=county.active_file(**household))
    for who in ("approver-1", "approver-2", "approver-3"):
        declare(county, who, household["members"][0]["identity_number"])
    return path


def test_a_case_that_no_holder_of_the_post_may_do_is_found_at_once(county: County) -> None:
    free = voting(county)[0]
    path = barred_case(county)
    assert why(county) == {id_of(path): ["nobody_free"]}
    deputy(county, "deputy-1")
    given(county, "approver-2", "deputy-1")
    assert why(county) == {id_of(path): ["nobody_free"]}  # the giver's kin bars the delegate too
    county.act("approver-1", free, "reassign", {"officer": "approver-3", "opinion": "出差"})
    assert why(county) == {id_of(path): ["nobody_free"]}
    (post,) = county.get("security-1", "/v1/officers/approver-3")["appointments"]
    ended = {"appointment_id": post["id"]}
    county.act("security-1", "/v1/officers/approver-3", "end-appointment", ended)
    assert why(county).keys() == {id_of(path), id_of(free)}  # its owner has left


def test_a_page_looks_at_so_many_cases_and_the_next_goes_on(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_overdue, "LOOKED_AT", 2)
    for _ in range(3):
        submitted_application(county)
    county.days_later(1)
    path = barred_case(county)
    first = county.get("auditor-1", "/v1/supervision/unowned")
    assert (first["items"], first["has_more"]) == ([], True)
    found: list[str] = []
    while first["has_more"]:
        more = f"/v1/supervision/unowned?after={first['next']}"
        first = county.get("auditor-1", more)
        found += [one["id"] for one in first["items"]]
    assert found == [id_of(path)]


def test_more_cases_ask_no_more_statements(sqlite_county: County) -> None:
    county = sqlite_county
    submitted_application(county)
    with counted(county) as first:
        board(county, "unowned")
    for _ in range(5):
        submitted_application(county)
    with counted(county) as then:
        assert board(county, "unowned") == []
    assert len(then) <= len(first) + 2


# --- who stands in ----------------------------------------------------------------------------------


def test_a_delegate_sees_and_may_do_what_the_giver_could(county: County) -> None:
    path, _ = voting(county)
    asked: list[Asked] = [(id_of(path), ("approve",), [])]
    who = deputy(county)
    assert county.get(who, "/v1/todo").status == 403
    given(county, "approver-2", who)
    assert todo(county, who, "application") == asked
    actions = county.get(who, f"{path}/actions")["actions"]
    theirs = county.get("approver-2", f"{path}/actions")["actions"]
    assert {one["action"] for one in actions if one["allowed"]} == {
        one["action"] for one in theirs if one["allowed"]
    }
    hands = county.get("clerk-1", f"{path}/next")["stages"][0]["officers"]
    assert {one["officer"]: one["may"] for one in hands} == {
        "approver-1": True, "approver-2": True, "approver-3": True, "twin-1": False, who: True,
    }  # fmt: skip
    county.act("approver-1", path, "reassign", {"officer": "approver-2", "opinion": "出差"})
    assert todo(county, "approver-3", "application") == []
    assert todo(county, who, "application") == asked


def test_what_bars_the_giver_is_told_to_the_delegate(county: County) -> None:
    path, _ = voting(county)
    who = "county-reviewer-1"  # who has a post of their own as well
    given(county, "twin-1", who)  # the clerk's second account
    ((case, _, refusals),) = todo(county, who, "application")
    assert (case, refusals) == (id_of(path), ["separation_of_duties"])


def test_a_delegate_takes_back_what_they_did_and_nobody_for_them(county: County) -> None:
    edition(county, THREE_VOTE)
    path, fund = voting(county)
    who = deputy(county)
    given(county, "approver-2", who)
    assert county.approve(path, fund, who).status == 200
    assert todo(county, who, "application") == todo(county, "approver-2", "application") == []
    oops = {"opinion": "点错了"}
    assert "acted_since" in county.act("approver-2", path, "take_back", oops).codes
    assert county.act(who, path, "take_back", oops).status == 200
    asked: list[Asked] = [(id_of(path), ("approve",), [])]
    assert todo(county, who, "application") == todo(county, "approver-2", "application") == asked
    assert county.approve(path, fund, "approver-2").status == 200


def test_what_was_raised_waits_for_the_level_it_was_raised_to(county: County) -> None:
    path, _ = voting(county)
    for who in ("approver-1", "approver-2", "approver-3", "twin-1"):
        (post,) = county.get("security-1", f"/v1/officers/{who}")["appointments"]
        ended = {"appointment_id": post["id"]}
        county.act("security-1", f"/v1/officers/{who}", "end-appointment", ended)
    county.act("system-1", path, "raise", {"opinion": "本级无人可办"})
    stage = county.get("clerk-1", f"{path}/next")["stages"][0]
    assert (stage["level"], stage["union"]) == ("city", "360700")
    assert [one["officer"] for one in stage["officers"]] == ["city-approver-1"]
