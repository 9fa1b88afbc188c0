"""A simulation as a pure walk through the past: what counts, for whom, in which year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.test_policy import MEDICAL
from workflows.past_case import PastCase, PastGrant, unanswered
from workflows.policy import ProgrammeEdition, parse_programme, problems
from workflows.policy.asks import asks
from workflows.programme import registered
from workflows.received import Grant
from workflows.simulation import Simulated, simulate
from workflows.simulation_sums import OUTCOMES, summed

PROGRAMME = registered()["medical"]
INPUTS = {
    "total_cost_fen": 400_000, "insurance_paid_fen": 0, "other_relief_fen": 0,
    "settlement_number": "A1", "hospital_level": 2, "diagnosed_on": "2026-02-20",
    "self_paid_fen": 400_000, "living_line_fen": 75_000, "filed": True, "category": "relative",
    "student": False, "minor": False, "relation": "01", "employment": "on_post",
    "union_member": True, "main_cause": "6", "household_size": 2, "awards_before": 0,
    "today": "2026-03-02",
}  # fmt: skip


def edition(**more: Any) -> ProgrammeEdition:
    """Half of the bill without caps, unless said otherwise."""
    plain: dict[str, Any] = {
        "benefit": {"form": "share", "base": "self_paid_fen", "rate": "0.50"}, "caps": {},
        "thresholds": [], "evidence": [], "minimum_base_fen": 0,
    }  # fmt: skip
    document = {**MEDICAL, **plain, **more}
    assert problems(document, registered()) == ()
    return parse_programme(document)


HALF = edition()


def case(name: str, decided: int, **more: Any) -> PastCase:
    """A grant of ¥2,000 for a bill of ¥4,000 to person p on file f."""
    return replace(
        PastCase(
            id=name, decided=decided, union="360722001", person_id="p", file_id="f",
            households=frozenset({"f"}), award_fen=200_000, aid_year=2026,
            assessed_on=date(2026, 3, 2), inputs=INPUTS, sound=True, levels=2, edition=HALF,
        ),
        **more,
    )  # fmt: skip


def tried(
    draft: ProgrammeEdition, *cases: PastCase, others: tuple[PastGrant, ...] = ()
) -> dict[str, Simulated]:
    return {one.case.id: one for one in simulate(PROGRAMME, draft, cases, others)}


def awards(found: dict[str, Simulated]) -> dict[str, int]:
    return {name: one.new_fen for name, one in found.items()}


def warmth(decided: int, person: str, file: str, *households: str) -> PastGrant:
    grant = Grant("warmth", 2026, person, file, 30_000)
    return PastGrant(f"w{decided}", decided, grant, frozenset(households or {file}))


def test_cases_are_decided_in_the_order_of_then_whatever_the_order_they_come_in() -> None:
    capped = edition(caps={"person_year_fen": 300_000})
    late, early = case("late", 9), case("early", 3)
    found = tried(capped, late, early)
    assert list(found) == ["early", "late"]
    assert awards(found) == {"early": 200_000, "late": 100_000}


def test_a_year_begins_anew_and_a_decision_over_its_turn_keeps_the_caps_of_both() -> None:
    capped = edition(caps={"person_year_fen": 300_000})
    cases = (
        case("spring", 1),
        case("turn", 2, aid_year=2027, assessed_on=date(2026, 12, 28)),
        case("next", 3, aid_year=2027, assessed_on=date(2027, 1, 4)),
        case("last", 4, aid_year=2027, assessed_on=date(2027, 1, 5)),
    )
    assert awards(tried(capped, *cases)) == {
        "spring": 200_000, "turn": 100_000, "next": 200_000, "last": 0,
    }  # fmt: skip


def test_a_household_that_filed_anew_is_the_same_household() -> None:
    """What was granted on the file that ended counts on the one its people live on now."""
    capped = edition(caps={"household_year_fen": 300_000})
    before = case("before", 1, file_id="old", households=frozenset({"old", "f"}), person_id="q")
    assert awards(tried(capped, before, case("after", 2))) == {"before": 200_000, "after": 100_000}
    apart = replace(before, households=frozenset({"old"}))
    assert awards(tried(capped, apart, case("after", 2)))["after"] == 200_000


def test_other_grants_count_from_their_own_day_on_and_each_once() -> None:
    capped = edition(
        caps={"all_programmes": {"person_year_fen": 250_000, "household_year_fen": 260_000}}
    )
    earlier, later = warmth(1, "p", "f"), warmth(5, "p", "f")
    assert awards(tried(capped, case("a", 2), others=(earlier, later))) == {"a": 200_000}
    assert awards(tried(capped, case("a", 2), case("b", 6), others=(earlier, later))) == {
        "a": 200_000, "b": 0,
    }  # fmt: skip
    moved = (warmth(1, "p", "g"), warmth(2, "p", "g"))
    assert awards(tried(capped, case("a", 3), others=moved)) == {"a": 190_000}


def test_how_often_somebody_was_aided_is_counted_along_the_draft() -> None:
    """Whom the draft refuses in spring it finds unaided in autumn."""
    once = edition(
        exclusions=[
            {"code": "once", "zh": "一人一次", "when": {"ask": "awards_before", "at_least": 1}}
        ],
        conditions=[
            {"code": "in_march", "zh": "须三月以后确诊",
             "holds": {"ask": "diagnosed_on", "at_least": "2026-03-01"}},
        ],
    )  # fmt: skip
    spring = case("spring", 1)
    autumn = {**INPUTS, "diagnosed_on": "2026-09-01", "awards_before": 1}
    later = date(2026, 9, 10)
    second = case("autumn", 2, inputs=autumn, assessed_on=later)
    third = case("winter", 3, inputs={**autumn, "awards_before": 2}, assessed_on=later)
    found = tried(once, spring, second, third)
    assert awards(found) == {"spring": 0, "autumn": 200_000, "winter": 0}
    assert found["spring"].refused == ("in_march",)
    assert found["winter"].refused == ("once",)


def test_so_many_programmes_a_year_are_counted_as_at_the_vote() -> None:
    one = edition(programmes_per_year={"relative": 1})
    found = tried(one, case("a", 2), others=(warmth(1, "p", "f"),))
    assert (found["a"].outcome, found["a"].refused) == ("no_longer_eligible", ("programme_limit",))
    assert tried(one, case("a", 1), others=(warmth(2, "p", "f"),))["a"].outcome == "same"


def test_an_award_of_nothing_is_a_refusal_with_a_name() -> None:
    found = tried(edition(minimum_base_fen=400_001), case("a", 1))["a"]
    assert found.refused == ("minimum_base_reached", "award_zero")


@pytest.mark.parametrize(
    ("more", "silent"),
    [
        ({}, ()),
        ({"conditions": [{"code": "asked", "zh": "甲", "holds": {"ask": "disease", "is": "a"}}]}, ("disease",)),
        ({"conditions": [{"code": "asked", "zh": "甲", "holds": {"ask": "category", "is": "severe"}}]}, ()),
        ({"benefit": {"form": "multiple", "of": "living_line_fen", "months": {"relative": 2}}}, ()),
    ],
)  # fmt: skip
def test_a_draft_asks_what_was_not_asked_before(
    more: dict[str, Any], silent: tuple[str, ...]
) -> None:
    assert unanswered(PROGRAMME, edition(**more), case("a", 1)) == silent


def test_what_was_asked_then_and_left_open_is_decided_as_then() -> None:
    asking = edition(
        exclusions=[{"code": "asked", "zh": "甲", "when": {"ask": "disease", "is": "a"}}],
    )
    assert unanswered(PROGRAMME, asking, case("a", 1, edition=asking)) == ()
    assert unanswered(PROGRAMME, asking, case("a", 1)) == ("disease",)


def test_an_older_assessment_that_did_not_keep_a_fact_does_not_answer_it() -> None:
    older = {name: value for name, value in INPUTS.items() if name != "household_size"}
    large = edition(
        conditions=[
            {"code": "asked", "zh": "甲", "holds": {"ask": "household_size", "at_least": 3}}
        ]
    )
    assert unanswered(PROGRAMME, large, case("a", 1, inputs=older)) == ("household_size",)
    assert unanswered(PROGRAMME, HALF, case("a", 1, inputs=older)) == ()
    lost = {name: value for name, value in INPUTS.items() if name != "total_cost_fen"}
    assert "total_cost_fen" in unanswered(PROGRAMME, HALF, case("a", 1, inputs=lost))


def test_a_line_of_its_own_says_nothing_of_the_line_of_the_means_test() -> None:
    months = {"benefit": {"form": "multiple", "of": "living_line_fen", "months": {"relative": 2}}}
    own = edition(living_line_fen=90_000, **months)
    decided = case("a", 1, edition=own, inputs={**INPUTS, "living_line_fen": 90_000})
    assert unanswered(PROGRAMME, edition(**months), decided) == ("living_line_fen",)
    assert awards(tried(own, decided)) == {"a": 180_000}
    assert awards(tried(edition(**months), case("a", 1))) == {"a": 150_000}


def test_what_was_erased_cannot_be_decided_and_counts_as_it_was() -> None:
    capped = edition(caps={"person_year_fen": 300_000})
    found = tried(capped, case("gone", 1, inputs=None), case("next", 2))
    assert found["gone"].outcome == "undecidable"
    assert awards(found) == {"gone": 200_000, "next": 100_000}
    sums = summed(tuple(found.values()))
    assert (sums.total.count, sums.total.difference_fen) == (1, -100_000)
    assert sums.by_outcome["undecidable"].count == 1
    assert tuple(sums.by_outcome) == OUTCOMES


def test_who_was_rejected_is_granted_only_where_the_rules_stood_against_them() -> None:
    rejected = case("a", 2, aid_year=None)
    assert tried(edition(), rejected)["a"].outcome == "same"
    unsound = tried(edition(), replace(rejected, sound=False))["a"]
    assert (unsound.outcome, unsound.new_fen, unsound.levels) == ("newly_eligible", 200_000, None)
    full = edition(caps={"person_year_fen": 200_000})
    filled = replace(rejected, edition=full)
    assert tried(HALF, case("b", 1), filled)["a"].outcome == "newly_eligible"
    assert tried(full, case("b", 1), filled)["a"].outcome == "same"


def test_a_path_is_compared_by_its_stages_at_a_level() -> None:
    found = tried(HALF, case("a", 1, levels=1), case("b", 2, levels=2), case("c", 3, levels=3))
    here = sum(stage.level is not None for stage in HALF.path)
    assert [one.levels for one in found.values()] == [here - 1, here - 2, here - 3]


def test_what_a_benefit_asks_is_found_in_all_its_forms() -> None:
    share = {"form": "share", "base": "total_cost_fen", "rate": "0.1"}
    when = {"ask": "household_size", "at_least": 3}
    months = {"form": "multiple", "of": "living_line_fen", "months": {"relative": 2}}
    table = {
        "form": "flat", "by": ["filed"], "table": [{"filed": True, "amount_fen": 1}],
    }  # fmt: skip
    whole = edition(benefit={"form": "sum", "of": [{**share, "when": when}, months, table]})
    assert asks(whole) == {
        "total_cost_fen", "household_size", "living_line_fen", "category", "filed",
    }  # fmt: skip
