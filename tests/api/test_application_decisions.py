"""One decision on many applications: every rule on every line, tried before, carried out to the letter."""

from __future__ import annotations

from typing import Any

from service.use_cases.verify_log import verify_log
from tests.api.test_rules_at_the_vote import ONCE, two_parts
from tests.api.test_statements_of_a_batch import statements
from tests.api.test_union_rules import bill, laddered, opened, rules, to_the_vote
from tests.batch_steps import decide, outcomes, tried, voted_on
from tests.county import County
from tests.notice_steps import id_of, object_to, open_notice, reviewed_elsewhere, state_of
from tests.payments import Payments, second_account
from tests.stand_in_steps import deputy, edition, given

WARMTH_FEN = 30_000


def test_a_meeting_approves_many_in_one_call(county: County) -> None:
    paths, payments = voted_on(county, 3), Payments(county)
    decided = decide(county, "approver-2", *paths, fund_id=payments.fund_id)
    assert decided.status == 200, decided.body
    assert outcomes(decided) == ["approved"] * 3
    assert (decided["count"], decided["total_fen"]) == (3, 3 * WARMTH_FEN)
    numbers = [line["audit_number"] for line in decided["lines"]]
    assert [county.get("auditor-1", path)["audit_number"] for path in paths] == numbers
    assert payments.figures() == (20_000_000 - 3 * WARMTH_FEN, 3 * WARMTH_FEN, 0, 0)
    told = county.get("auditor-1", f"{paths[1]}/trail")["items"][-1]
    assert (told["act"], told["duty"]) == ("application.approve", "approve")
    assert told["said"] == {"opinion": "会议研究同意", "meeting_number": "2026-3"}
    assert verify_log(county.house.transactions).wrong is None


def test_a_trial_says_of_each_what_would_happen_and_writes_nothing(county: County) -> None:
    good, bad = voted_on(county, 2)
    draft = str(county.draft_application().headers["Location"])
    payments = Payments(county)
    size = county.house.transactions.read(lambda uow: uow.size)
    said = tried(county, "approver-2", good, draft, bad, fund_id=payments.fund_id, mode="good_ones")
    assert outcomes(said) == ["approved", "wrong_state", "approved"]
    assert (said["count"], said["total_fen"]) == (2, 2 * WARMTH_FEN)
    assert county.house.transactions.read(lambda uow: uow.size) == size
    assert [state_of(county, path) for path in (good, draft, bad)] == [
        "notice_passed", "draft", "notice_passed",
    ]  # fmt: skip
    assert payments.figures() == (20_000_000, 0, 0, 0)
    again = tried(
        county, "approver-2", good, draft, bad, fund_id=payments.fund_id, mode="good_ones"
    )
    assert again["plan"] == said["plan"]


def test_a_plan_is_carried_out_to_the_letter_or_names_the_lines_that_differ(
    county: County,
) -> None:
    paths, fund = voted_on(county, 3), county.fund()
    form: dict[str, Any] = {"fund_id": fund, "mode": "good_ones"}
    plan = tried(county, "approver-2", *paths, **form)["plan"]
    assert county.approve(paths[1], fund, "approver-1")["state"] == "approved"
    refused = decide(county, "approver-2", *paths, plan=plan, **form)
    assert (refused.status, refused.codes) == (409, {"world_changed"})
    assert refused["values"]["application_ids"] == [id_of(paths[1])]
    assert state_of(county, paths[0]) == "notice_passed"
    plan = tried(county, "approver-2", *paths, **form)["plan"]
    done = decide(county, "approver-2", *paths, plan=plan, **form)
    assert outcomes(done) == ["approved", "wrong_state", "approved"]
    assert done["plan"] == plan


def test_a_plan_is_one_of_the_words_it_was_asked_in(county: County) -> None:
    paths, fund = voted_on(county, 2), county.fund()
    plan = tried(county, "approver-2", *paths, fund_id=fund)["plan"]
    another = decide(county, "approver-2", *paths, fund_id=fund, plan=plan, meeting_number="2026-4")
    assert (another.status, another["values"]["application_ids"]) == (409, [])
    unshaped = decide(county, "approver-2", *paths, fund_id=fund, plan="yes")
    assert (unshaped.status, unshaped.codes) == (422, {"invalid_input"})
    assert decide(county, "approver-2", *paths, fund_id=fund, plan=plan).status == 200


def test_all_or_nothing_names_every_line_that_refuses(county: County) -> None:
    good, objected, draft = (
        *voted_on(county, 1), county.reviewed_application(),
        str(county.draft_application().headers["Location"]),
    )  # fmt: skip
    notice = open_notice(county, "reviewer-1", objected).headers["Location"]
    object_to(county, notice)
    county.days_later(10)
    county.act("reviewer-1", notice, "close")
    refused = decide(county, "approver-2", good, objected, draft, fund_id=county.fund())
    assert refused.status == 409
    lines = {one["values"]["application_id"] for one in refused["refusals"]}
    assert lines == {id_of(objected), id_of(draft)}
    assert state_of(county, good) == "notice_passed"


def test_two_of_one_household_break_a_cap_together_and_the_second_is_refused(
    county: County,
) -> None:
    rules(county, "medical", caps={"household_year_fen": 1_000_000})
    paths = two_parts(county)
    award = county.get("auditor-1", paths[0])["award_fen"]
    assert award < 1_000_000 < 2 * award
    fund = county.fund()
    said = tried(county, "approver-2", *paths, fund_id=fund, mode="good_ones")
    assert outcomes(said) == ["approved", "cap_exceeded"]
    figures = said["lines"][1]["refusals"][0]["values"]
    assert (figures["award_fen"], figures["room_fen"]) == (award, 1_000_000 - award)
    assert decide(county, "approver-2", *paths, fund_id=fund).codes == {"cap_exceeded"}
    done = decide(county, "approver-2", *paths, fund_id=fund, mode="good_ones")
    assert outcomes(done) == ["approved", "cap_exceeded"]
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == award


def test_the_number_of_programmes_and_once_only_rules_count_the_lines_before(
    county: County,
) -> None:
    for programme in ("medical", "warmth"):
        rules(county, programme, programmes_per_year={"relative": 1})
    file, fund = county.active_file(), county.fund()
    cases = [
        to_the_vote(county, opened(county, file, **bill(county, 1_000_000))),
        to_the_vote(county, opened(county, file, "warmth")),
    ]
    done = decide(county, "approver-2", *cases, fund_id=fund, mode="good_ones")
    assert outcomes(done) == ["approved", "programme_limit"]
    rules(county, "medical", caps={}, **ONCE)
    done = decide(county, "approver-2", *two_parts(county), fund_id=fund, mode="good_ones")
    assert outcomes(done) == ["approved", "aided_already"]


def test_the_ladder_counts_the_lines_before_and_a_refused_line_keeps_its_path(
    county: County,
) -> None:
    laddered(county)
    file, fund = county.active_file(), county.fund()
    parts = [to_the_vote(county, opened(county, file, **bill(county, 600_000))) for _ in range(2)]
    done = decide(county, "approver-2", *parts, fund_id=fund)
    assert outcomes(done) == ["approved", "notice_passed"]
    short = county.fund(610_000)
    file = county.active_file()
    parts = [to_the_vote(county, opened(county, file, **bill(county, 600_000))) for _ in range(2)]
    other = to_the_vote(county, opened(county, county.active_file(), **bill(county, 600_000)))
    before = county.get("auditor-1", other)
    done = decide(county, "approver-2", parts[0], other, fund_id=short, mode="good_ones")
    assert outcomes(done) == ["approved", "fund_insufficient"]
    after = county.get("auditor-1", other)
    assert (after["path"], after["audit_number"]) == (before["path"], before["audit_number"])


def test_a_fund_that_is_enough_for_some_pays_for_those_first(county: County) -> None:
    paths, fund = voted_on(county, 3), county.fund(2 * WARMTH_FEN + 1)
    done = decide(county, "approver-2", *paths, fund_id=fund, mode="good_ones")
    assert outcomes(done) == ["approved", "approved", "fund_insufficient"]
    figures = done["lines"][2]["refusals"][0]["values"]
    assert (figures["available_fen"], figures["award_fen"]) == (1, WARMTH_FEN)

    assert verify_log(county.house.transactions).wrong is None


def test_reviews_returns_and_rejections_go_by_their_own_rows(county: County) -> None:
    paths = [str(county.draft_application().headers["Location"]) for _ in range(3)]
    for path in paths:
        county.act("clerk-1", path, "submit")
    done = decide(county, "reviewer-1", *paths, action="review", opinion="情况属实")
    assert outcomes(done) == ["reviewed"] * 3
    mute = decide(county, "reviewer-1", paths[0], action="return", opinion="", mode="good_ones")
    assert outcomes(mute) == ["opinion_required"]
    county.passed_notice(*paths)
    back = decide(county, "approver-2", *paths[:2], action="return", opinion="请补充")
    assert outcomes(back) == ["returned", "returned"]
    no = decide(county, "approver-2", paths[2], action="reject", opinion="不符合条件")
    assert outcomes(no) == ["rejected"]
    assert verify_log(county.house.transactions).wrong is None


def test_a_role_is_held_at_the_level_of_each_line(county: County) -> None:
    """The county's approver for a vote; the unit's reviewer for a review, and for no other unit's."""
    (path,), fund = voted_on(county, 1), county.fund()
    for who in ("city-approver-1", "reviewer-1", "county-reviewer-1"):
        done = decide(county, who, path, fund_id=fund, mode="good_ones")
        assert outcomes(done) == ["role_required"], who
        assert done["lines"][0]["state"] == "notice_passed"
    assert decide(county, "clerk-1", path, fund_id=fund).status == 403
    assert decide(county, "reviewer-1", path, fund_id=fund).status == 403
    assert decide(county, "outsider-approver-1", path, fund_id=fund).status == 404
    elsewhere = reviewed_elsewhere(county)
    assert decide(county, "reviewer-1", path, elsewhere, action="reject").status == 404


def test_separation_is_asked_on_every_line_and_who_was_refused_is_noted(county: County) -> None:
    (own,), fund = voted_on(county, 1), county.fund()
    other = reviewed_elsewhere(county)
    notice = open_notice(county, "reviewer-2", other).headers["Location"]
    county.days_later(10)
    county.act("reviewer-2", notice, "close")
    done = decide(county, "twin-1", own, other, fund_id=fund, mode="good_ones")
    assert outcomes(done) == ["separation_of_duties", "approved"]
    log = county.get("auditor-1", "/v1/audit/entries?limit=1000")["items"]
    denied = [one for one in log if one["entry"]["act"] == "authz.deny"]
    assert denied[-1]["entry"]["obj"]["id"] == id_of(own)
    second = second_account(county, "second-1", "reviewer-1", "approver")
    assert decide(county, second, own, fund_id=fund).codes >= {"separation_of_duties"}


def test_a_call_is_answered_once_under_its_key(county: County) -> None:
    paths, fund, key = voted_on(county, 2), county.fund(), county.new_key()
    first = decide(county, "approver-2", *paths, fund_id=fund, key=key)
    again = decide(county, "approver-2", *paths, fund_id=fund, key=key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.body == first.body
    assert decide(county, "approver-2", paths[0], fund_id=fund, key=key).codes == {"key_reused"}
    form = {"action": "approve", "application_ids": [id_of(paths[0])]}
    assert county.post("approver-2", "/v1/application-decisions", form).codes == {"key_required"}
    twice = {**form, "application_ids": [id_of(paths[0])] * 2}
    key = county.new_key()
    assert county.post("approver-2", "/v1/application-decisions", twice, key=key).status == 422


def test_the_number_of_statements_does_not_grow_with_the_lines(county: County) -> None:
    paths, fund = voted_on(county, 12), county.fund()
    counted = []
    for some in (paths[:2], paths[2:]):
        with statements(county) as seen:
            done = decide(county, "approver-2", *some, fund_id=fund)
        assert outcomes(done) == ["approved"] * len(some)
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 40, counted


def test_who_decides_for_another_counts_as_both_on_every_line(county: County) -> None:
    deputy_of = deputy(county)
    given(county, "approver-2", deputy_of)
    paths, fund = voted_on(county, 2), county.fund()
    decided = decide(county, deputy_of, *paths, fund_id=fund)
    assert outcomes(decided) == ["approved"] * 2, decided.body
    for path in paths:
        told = county.get("auditor-1", f"{path}/trail")["items"][-1]
        assert (told["officer"], told["acting_for"]) == (deputy_of, "approver-2")
    assert verify_log(county.house.transactions).wrong is None


def test_a_meeting_that_decides_on_many_says_who_was_there(county: County) -> None:
    edition(county, {"meeting": True})
    paths, fund = voted_on(county, 2), county.fund()
    refused = tried(county, "approver-2", *paths, fund_id=fund)
    assert outcomes(refused) == ["meeting_missing"] * 2
    meeting = {
        "number": "2026-3", "held_on": county.today().isoformat(),
        "present": ["approver-2", "approver-3"],
    }  # fmt: skip
    plan = tried(county, "approver-2", *paths, fund_id=fund, meeting=meeting)["plan"]
    others = {**meeting, "present": ["approver-2", "approver-1"]}
    changed = decide(county, "approver-2", *paths, fund_id=fund, meeting=others, plan=plan)
    assert (changed.status, changed.codes) == (409, {"world_changed"})
    decided = decide(county, "approver-2", *paths, fund_id=fund, meeting=meeting, plan=plan)
    assert outcomes(decided) == ["approved"] * 2, decided.body
    for path in paths:
        assert county.get("auditor-1", path)["votes"][0]["meeting"] == meeting
