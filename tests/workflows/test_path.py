"""From a pinned path of stages to the application's table: which state waits, who may move it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflows.tables import PATHS, TODAY, WELL, actor_for, well
from workflows import edition_guards, errors, guards
from workflows.caps import Caps
from workflows.engine import fire
from workflows.errors import DomainError
from workflows.facts import Facts, FundFacts, VoteFacts
from workflows.path import (
    inner,
    levels_of,
    plain,
    position_of,
    table_of,
    waiting_at,
)
from workflows.policy import ProgrammeEdition, Threshold, ladder
from workflows.stage import APPROVAL, NOTICE, REVIEW, Quorum, Stage
from workflows.table import Row, Table

REVIEWED = Stage(REVIEW, "grassroots")
SHOWN = Stage(NOTICE, working_days=5)
ALL_PATHS = pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())


def approval(level: str = "county", kind: str = "any", n: int | None = None) -> Stage:
    return Stage(APPROVAL, level, quorum=Quorum(kind, n))


def walked(path: tuple[Stage, ...]) -> list[str]:
    """The states callers see when every stage says yes."""
    table = table_of(path)
    (first,) = table.rows_for("draft", "submit")
    state, seen = first.target, [plain(first.target)]
    while state != "approved":
        row = next(r for r in table.rows if r.source == state and r.action in FORWARD)
        state = row.target
        seen.append(plain(state))
    return seen


FORWARD = ("review", "open_notice", "pass_notice", "approve")


def test_the_ordinary_path_reads_as_the_procedure_does() -> None:
    assert walked((REVIEWED, SHOWN, approval())) == [
        "submitted", "reviewed", "on_notice", "notice_passed", "approved",
    ]  # fmt: skip


def test_a_notice_after_the_approval_is_the_last_step() -> None:
    assert walked((REVIEWED, approval(), SHOWN)) == [
        "submitted", "reviewed", "reviewed", "on_notice", "approved",
    ]  # fmt: skip


def test_two_reviews_are_both_done_before_it_is_reviewed() -> None:
    county = Stage(REVIEW, "county")
    assert walked((REVIEWED, county, SHOWN, approval())) == [
        "submitted", "submitted", "reviewed", "on_notice", "notice_passed", "approved",
    ]  # fmt: skip


def test_between_two_notices_it_is_reviewed_and_waits_for_the_next() -> None:
    assert walked((REVIEWED, SHOWN, approval(), SHOWN, approval("city"))) == [
        "submitted", "reviewed", "on_notice", "reviewed", "reviewed", "on_notice",
        "notice_passed", "approved",
    ]  # fmt: skip


@ALL_PATHS
def test_every_path_passes_each_of_its_stages_in_its_order(path: tuple[Stage, ...]) -> None:
    table = table_of(path)
    for position, stage in enumerate(path):
        here, beyond = waiting_at(path, position), waiting_at(path, position + 1)
        shown = f"on_notice.{position}"
        steps = {
            REVIEW: [(here, "review", beyond)],
            NOTICE: [(here, "open_notice", shown), (shown, "pass_notice", beyond)],
            APPROVAL: [(here, "approve", beyond), (here, "approve", here)],
        }[stage.kind]
        for source, action, target in steps:
            matching = [r for r in table.rows_for(source, action) if r.target == target]
            assert [row.level for row in matching] == [stage.level]
    states = [waiting_at(path, position) for position in range(len(path) + 1)]
    assert len(set(states)) == len(states)
    assert states[-1] == "approved"
    assert [position_of(state) for state in states[:-1]] == list(range(len(path)))


@ALL_PATHS
def test_only_the_last_approval_commits_money(path: tuple[Stage, ...]) -> None:
    money = [r for r in table_of(path).rows if r.action == "approve" and r.money]
    last = max(place for place, stage in enumerate(path) if stage.kind == APPROVAL)
    assert [row.source for row in money] == [waiting_at(path, last)]
    assert guards.fund_insufficient in money[0].guards
    others = [r for r in table_of(path).rows if r.action == "approve" and not r.money]
    assert all(guards.fund_insufficient not in row.guards for row in others)


@ALL_PATHS
def test_every_stage_can_be_left_by_return_refusal_and_withdrawal(path: tuple[Stage, ...]) -> None:
    table = table_of(path)
    for position in range(len(path)):
        here = waiting_at(path, position)
        assert {"return", "reject", "withdraw"} <= set(table.allowed(here))


@ALL_PATHS
def test_what_comes_back_starts_at_the_first_stage(path: tuple[Stage, ...]) -> None:
    again, *straight = table_of(path).rows_for("returned", "resubmit")
    (first,) = table_of(path).rows_for("draft", "submit")
    assert again.target == first.target == waiting_at(path, 0)
    for row in (again, *straight):
        assert {*first.guards} - {*row.guards} == {edition_guards.window_closed}
        (chosen,) = {*row.guards} - {*first.guards}
        assert chosen.__name__ == "goes_on_there"
    facts = well(again)
    assert facts.sent_back is not None
    assert facts.sent_back.back_to is None
    assert fire(table_of(path), "returned", "resubmit", facts) is again


@ALL_PATHS
def test_a_state_within_the_path_carries_its_position_and_comes_back(
    path: tuple[Stage, ...],
) -> None:
    for state in table_of(path).states:
        position = position_of(state)
        assert inner(plain(state), position or 0, path) == state
    assert inner("submitted", 0, ()) == "submitted"
    assert position_of("approved") is None


def test_the_same_path_is_the_same_table() -> None:
    path = (REVIEWED, SHOWN, approval())
    again = tuple(Stage.from_dict(stage.to_dict()) for stage in path)
    assert table_of(path) is table_of(again)


def test_the_levels_of_a_path_are_named_once_in_their_order() -> None:
    path = (REVIEWED, SHOWN, approval("county"), approval("city"), approval("county"))
    assert levels_of(path) == ("grassroots", "county", "city")


def test_a_threshold_lengthens_the_path_from_its_amount_on() -> None:
    city = approval("city")
    edition = ProgrammeEdition(
        programme="medical", union="360722", in_force_from=date(2026, 1, 1), benefit={},
        caps=Caps(), minimum_base_fen=0, fund_sources=("union",), path=(REVIEWED, SHOWN, approval()),
        thresholds=(Threshold(2_000_000, (city,)),), evidence=(), living_line_fen=None,
    )  # fmt: skip
    below, above = ladder(edition, 1_999_999), ladder(edition, 2_000_000)
    assert walked(below)[-2:] == ["notice_passed", "approved"]
    assert walked(above)[-3:] == ["notice_passed", "notice_passed", "approved"]
    (money,) = [row for row in table_of(above).rows if row.money and row.action == "approve"]
    assert money.level == "city"


# --- quorum ---------------------------------------------------------------------------------------

COUNTERSIGNED = (REVIEWED, SHOWN, approval(kind="n_of_m", n=2))
VOTING = "notice_passed.2"


def vote(table: Table, *before: str, needed: int, person: str, **more: object) -> Row:
    """One vote by ``person`` after those of ``before``, in the stage that asks for ``needed``."""
    cast = frozenset(before)
    told = {**WELL, "votes": VoteFacts(cast, cast, needed, content_same=True), **more}
    facts = Facts(actor=actor_for("approver", person=person), **told)
    return fire(table, VOTING, "approve", facts)


@pytest.mark.parametrize(
    ("quorum", "approvers", "votes_it_takes"),
    [
        (Quorum("any"), 3, 1),
        (Quorum("all"), 3, 3),
        (Quorum("all"), 1, 1),
        (Quorum("n_of_m", 2), 3, 2),
    ],
)
def test_the_stage_is_done_by_the_last_vote_of_its_quorum_and_no_earlier(
    quorum: Quorum, approvers: int, votes_it_takes: int
) -> None:
    table = table_of((REVIEWED, SHOWN, Stage(APPROVAL, "county", quorum=quorum)))
    persons = [f"person-{place}" for place in range(votes_it_takes)]
    for place, person in enumerate(persons):
        row = vote(table, *persons[:place], needed=quorum.needed(approvers), person=person)
        assert (row.target == "approved") is (place == votes_it_takes - 1)
        assert row.money is (place == votes_it_takes - 1)


def test_a_quorum_nobody_can_fill_is_never_reached() -> None:
    table = table_of((REVIEWED, SHOWN, approval(kind="n_of_m", n=4)))
    for voted in range(3):
        persons = [f"person-{place}" for place in range(voted)]
        row = vote(table, *persons, needed=Quorum("n_of_m", 4).needed(3), person="another")
        assert row.target == VOTING


def test_no_two_votes_of_one_person_fill_a_quorum() -> None:
    with pytest.raises(errors.AlreadyVoted):
        vote(table_of(COUNTERSIGNED), "person-1", needed=2, person="person-1")


def test_a_vote_in_another_stage_of_the_round_is_a_vote() -> None:
    elsewhere = VoteFacts(frozenset({"person-1"}), frozenset(), 1, content_same=True)
    with pytest.raises(errors.AlreadyVoted):
        vote(table_of(COUNTERSIGNED), needed=1, person="person-1", votes=elsewhere)


def test_exactly_one_of_two_rows_is_meant_however_many_votes_there_are() -> None:
    reached, waiting = table_of(COUNTERSIGNED).rows_for(VOTING, "approve")
    for cast, needed in ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (0, 100)):
        persons = [f"person-{place}" for place in range(cast)]
        row = vote(table_of(COUNTERSIGNED), *persons, needed=needed, person="another")
        assert row is (reached if cast + 1 >= needed else waiting)


@pytest.mark.parametrize(
    ("fund", "refusal"),
    [
        (FundFacts("f-1", 0, fit=False), errors.FundUnfit),
        (FundFacts("f-1", 29_999, fit=True), errors.FundInsufficient),
        (FundFacts(None, 30_000, fit=True, candidates=2), errors.FundAmbiguous),
        (None, errors.FundInsufficient),
    ],
)
def test_a_vote_the_fund_stops_is_refused_for_the_fund_and_not_for_the_quorum(
    fund: FundFacts | None, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal) as refused:
        vote(table_of(COUNTERSIGNED), "person-1", needed=2, person="person-2", fund=fund)
    assert [verdict.error for verdict in refused.value.refusals] == [refusal]


def test_a_vote_that_is_not_the_last_asks_for_no_fund() -> None:
    assert vote(table_of(COUNTERSIGNED), needed=2, person="person-1", fund=None).target == VOTING


def test_a_row_says_where_it_is_fired() -> None:
    table = table_of((REVIEWED, SHOWN, approval("city")))
    review, *_ = table.rows_for("submitted.0", "review")
    with pytest.raises(errors.RoleRequired):
        fire(table, "submitted.0", "review", replace(well(review), actor=actor_for("reviewer")))
    assert Facts(actor=actor_for("reviewer"), today=TODAY).on(review).row is review
