"""A past decision made again: it comes out as it was, and whatever was touched since is named."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_programmes import SOUND, STUDENT
from workflows.benefit import forms
from workflows.benefit.worked import Facts, Worked
from workflows.case import Beneficiary, CaseFacts, HouseholdFacts
from workflows.decide_case import decide_case
from workflows.decision_record import Before, grants_of, record_of
from workflows.policy import parse_programme
from workflows.programme import registered
from workflows.received import Grant, Received
from workflows.replay import KeptCase, replay_case
from workflows.replayed import Replayed

TODAY = date(2026, 3, 2)
CITY = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}
DOCUMENT: dict[str, Any] = {
    "programme": "medical",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "benefit": {
        "form": "sum",
        "of": [
            {"form": "share", "base": "self_paid_fen", "rate": "1/3"},
            {"form": "flat", "by": ["category"], "table": [{"category": "severe", "amount_fen": 7}],
             "when": {"ask": "category", "is": "severe"}},
        ],
    },
    "caps": {
        "per_time_fen": 900_000,
        "person_year_fen": 1_000_000,
        "household_year_fen": 2_000_000,
        "all_programmes": {"person_year_fen": 1_500_000, "household_year_fen": 2_500_000},
    },
    "fund_sources": ["union"],
    "path": [
        {"stage": "review", "level": "grassroots"},
        {"stage": "notice", "working_days": 5},
        {"stage": "approval", "level": "county", "quorum": {"kind": "n_of_m", "n": 2}},
    ],
    "thresholds": [{"from_fen": 1_000_000, "append": [CITY]}],
    "conditions": [
        {"code": "large_bill", "zh": "自付须达一万元",
         "holds": {"ask": "self_paid_fen", "at_least": 1_000_000}},
    ],
    "exclusions": [
        {"code": "thrice", "zh": "至多两次", "when": {"ask": "awards_before", "at_least": 2}},
    ],
}  # fmt: skip
GRANTS = (
    Grant("medical", 2026, "p", "f", 200_000, 1),
    Grant("medical", 2025, "p", "f", 900_000, 7),
    Grant("medical", 2026, "q", "f", 300_000, 2),
    Grant("warmth", 2026, "p", "f", 30_000, None),
    Grant("warmth", 2026, "r", "elsewhere", 30_000, 2),
)
FROM_THE_FILE = {
    f"inputs.{name}"
    for name in (
        "category filed student minor relation employment union_member main_cause household_size"
        " living_line_fen"
    ).split()
}
"""What the file said that day is kept with the decision and nowhere else; the log guards it."""
OF_ANOTHER_YEAR = {f"received.grants[1].{name}" for name in ("month", "award_fen", "household")}
"""An earlier year's grant counts as one award, whatever its amount."""


def kept(
    code: str = "medical",
    answers: dict[str, Any] | None = None,
    document: dict[str, Any] = DOCUMENT,
    grants: tuple[Grant, ...] = GRANTS,
    who: Beneficiary = STUDENT,
) -> KeptCase:
    """A decision as it is stored: through JSON, as the database gives it back."""
    programme, edition, received = registered()[code], parse_programme(document), Received(grants)
    told = SOUND[code] if answers is None else answers
    before = Before.of(edition.caps, received, code, TODAY.year, "p", "f")
    facts = CaseFacts(
        answers=told, today=TODAY, derived=programme.derive(told), category="relative", filed=True,
        beneficiary=replace(who, awards_before=received.awards_before("p", code)),
        minimum_base_fen=edition.minimum_base_fen,
        household=HouseholdFacts("on_post", True, "6", 3),
    )  # fmt: skip
    decided = decide_case(programme, edition, facts, 75_000, before.room, before.household_fen)
    record = record_of(
        "e-1", facts, 75_000, before, grants_of(received, code, TODAY.year, "p", "f"), decided
    )
    return KeptCase(
        programme, document, "e-1", dict(told), json.loads(json.dumps(record)),
        decided.award.award_fen, [stage.to_dict() for stage in decided.path],
    )  # fmt: skip


def fields(replayed: Replayed) -> set[str]:
    return {one.field for one in replayed.differences}


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in inner:
        if isinstance(one, dict | list) and one:
            yield from leaves(one, (*at, name))
        else:
            yield (*at, name)


def named(at: tuple[Any, ...]) -> str:
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in at)[1:]


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return "2026-03-03" if value == "2026-03-02" else f"{value or ''}x"


def altered(document: Any, at: tuple[Any, ...]) -> Any:
    made = copy.deepcopy(document)
    inner = made
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = other(inner[at[-1]])
    return made


def test_a_decision_comes_out_as_it_was_kept() -> None:
    case = kept()
    assert replay_case(case) == Replayed()
    assert case.award_fen == 800_000  # the person's year leaves no more
    assert [stage.get("level") for stage in case.path][-1] == "city"  # 800 000 and 500 000 before
    assert any("（医疗救助 2026-01）" in step["zh"] for step in case.record["steps"])


@pytest.mark.parametrize("at", list(leaves(kept().record)), ids=named)
def test_every_figure_of_the_record_that_can_be_worked_out_again_is_compared(
    at: tuple[Any, ...],
) -> None:
    """What can not is what the file said that day; whose value a rule asks is found as well."""
    found = replay_case(replace(kept(), record=altered(kept().record, at)))
    if named(at) in FROM_THE_FILE | OF_ANOTHER_YEAR:
        assert found == Replayed()
    else:
        assert found.differences


@pytest.mark.parametrize("question", SOUND["medical"])
def test_an_answer_that_is_another_now_is_named(question: str) -> None:
    answers = altered(SOUND["medical"], (question,))
    assert f"inputs.{question}" in fields(replay_case(replace(kept(), answers=answers)))


@pytest.mark.parametrize("question", SOUND["medical"])
def test_an_answer_that_is_gone_is_named_or_makes_the_case_unmakeable(question: str) -> None:
    answers = {name: value for name, value in SOUND["medical"].items() if name != question}
    found = fields(replay_case(replace(kept(), answers=answers)))
    assert found & {f"inputs.{question}", "assessment"}


@pytest.mark.parametrize("at", list(leaves(kept().path)), ids=str)
def test_a_stage_that_is_another_now_is_named(at: tuple[Any, ...]) -> None:
    case = kept()
    found = replay_case(replace(case, path=altered(case.path, at)))
    assert fields(found) == {named(("path", *at))}


def test_a_stage_that_joined_with_the_years_sum_is_no_difference_and_one_taken_away_is() -> None:
    case = kept()
    joined = {"stage": "approval", "level": "province", "because": "household_year"}
    assert replay_case(replace(case, path=[*case.path, joined])) == Replayed()
    (gone,) = replay_case(replace(case, path=case.path[:-1])).differences
    assert str(gone) == "path[3]: kept nothing, again approval"


def test_another_amount_or_edition_on_the_application_itself_is_named() -> None:
    case = kept()
    found = replay_case(replace(case, award_fen=900_000, edition_id="e-2")).differences
    assert [str(one) for one in found] == [
        "edition_id: kept e-1, again e-2",
        "award_fen: kept 900000, again 800000",
    ]


def test_an_edition_that_says_something_else_now_is_found_in_all_that_follows_from_it() -> None:
    rate = {"form": "share", "base": "self_paid_fen", "rate": "0.2"}
    found = replay_case(replace(kept(), document={**DOCUMENT, "benefit": rate}))
    assert {"award_fen", "assessment.award_fen", "steps[0].values.rate"} <= fields(found)


def test_a_form_that_counts_a_fen_more_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    case = kept(grants=())

    def more(benefit: Any, facts: Facts) -> Worked:
        amount, steps = true_form(benefit, facts)
        return amount + 1, steps

    true_form = forms.FORMS["share"]
    assert replay_case(case) == Replayed()
    monkeypatch.setitem(forms.FORMS, "share", more)
    assert fields(replay_case(case))


def test_what_a_household_answered_is_not_printed() -> None:
    answers = {**SOUND["medical"], "settlement_number": "SECRET", "insurance_paid_fen": 3_100_001}
    said = [str(one) for one in replay_case(replace(kept(), answers=answers)).differences]
    assert "inputs.settlement_number: kept and again differ" in said
    assert "inputs.insurance_paid_fen: kept 3100000, again 3100001" in said
    assert not any("SECRET" in line or "JS2026" in line for line in said)


# --- records that say less ------------------------------------------------------------------------

FIRST = frozenset({"award_fen", "edition_id", "inputs", "steps", "assessed_on"})
NOT_IN_FIRST = frozenset(
    "relation employment union_member main_cause household_size awards_before today".split()
)


def first_version(case: KeptCase) -> KeptCase:
    """As 0.1.0 kept it: no conditions, no grants, no parts of a sum in words, the award's own path."""
    record = {name: value for name, value in case.record.items() if name in FIRST}
    inputs = {n: v for n, v in case.record["inputs"].items() if n not in NOT_IN_FIRST}
    steps = [
        {**one, "zh": one["zh"].replace("（医疗救助 2026-01）", "")} for one in record["steps"]
    ]
    return replace(case, record={**record, "inputs": inputs, "steps": steps}, path=case.path[:3])


def of_first_version() -> KeptCase:
    caps = {"per_time_fen": 900_000, "person_year_fen": 1_000_000}
    plain = {**DOCUMENT, "caps": caps, "conditions": [], "exclusions": []}
    return first_version(kept(document=plain))


def test_a_record_of_the_first_version_is_replayed_as_far_as_it_says() -> None:
    assert replay_case(of_first_version()) == Replayed((), ("conditions", "grants"))


def test_a_record_without_single_grants_is_replayed_by_its_sums() -> None:
    case = kept()
    record = copy.deepcopy(dict(case.record))
    del record["received"]["grants"]
    assert replay_case(replace(case, record=record)) == Replayed((), ("grants",))
    record["received"]["caps"]["person_year"] += 1
    assert "award_fen" in fields(replay_case(replace(case, record=record)))


@pytest.mark.parametrize("name", ["award_fen", "steps", "inputs", "edition_id", "assessed_on"])
def test_whatever_a_record_lacks_it_is_told_and_nothing_falls_over(name: str) -> None:
    for case in (kept(), of_first_version()):
        record = {key: value for key, value in case.record.items() if key != name}
        assert fields(replay_case(replace(case, record=record))) == {"assessment"}


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIRST, "received", "caps", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(NONSENSE, st.sampled_from(list(leaves(kept().record))))
def test_no_record_makes_a_replay_fall_over(nonsense: Any, at: tuple[Any, ...]) -> None:
    case = kept()
    record = copy.deepcopy(case.record)
    inner: Any = record
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = nonsense
    for one in (record, nonsense):
        for line in map(str, replay_case(replace(case, record=one)).differences):
            assert ": kept" in line


FEN = st.integers(0, 3_000_000)


@given(
    st.lists(
        st.builds(
            Grant, st.sampled_from(["medical", "warmth", "tuition"]), st.sampled_from([2025, 2026]),
            st.sampled_from("pq"), st.sampled_from("fg"), FEN, st.none() | st.integers(1, 12),
        ),
        max_size=12,
    ),
    FEN, FEN, st.sampled_from([None, "20"]),
)  # fmt: skip
def test_whatever_was_granted_before_a_decision_comes_out_again_to_the_word(
    grants: list[Grant], cost: int, paid: int, relation: str | None
) -> None:
    answers = {**SOUND["medical"], "total_cost_fen": cost, "insurance_paid_fen": paid}
    case = kept(answers=answers, grants=tuple(grants), who=Beneficiary(relation))
    assert replay_case(case) == Replayed()


@pytest.mark.parametrize("code", SOUND)
def test_every_programme_is_replayed(code: str) -> None:
    flat = {
        "form": "flat",
        "by": ["category"],
        "table": [{"category": "relative", "amount_fen": 9}],
    }
    document = {**DOCUMENT, "programme": code, "benefit": flat, "conditions": []}
    assert replay_case(kept(code, document=document)) == Replayed()
