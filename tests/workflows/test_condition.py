"""Conditions as data: each comparison on both sides of its bound, in words, and what is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_policy import MEDICAL, changed, found, json_values
from workflows.condition import asked, holds
from workflows.condition_words import in_words
from workflows.programme import registered
from workflows.window import Window, windows_of

FACTS = {
    "self_paid_fen": 5_000_000, "total_cost_fen": 8_000_000, "category": "relative",
    "minor": False, "diagnosed_on": "2026-03-02", "disease": "急性心肌梗死", "household_size": 3,
    "today": "2026-03-12", "employment": None,
}  # fmt: skip
ASKED = registered()["medical"].asked
SHORT = {"ask": "self_paid_fen", "at_least": 5_000_000}


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        (SHORT, True),
        ({"ask": "self_paid_fen", "at_least": 5_000_001}, False),
        ({"ask": "self_paid_fen", "above": 5_000_000}, False),
        ({"ask": "self_paid_fen", "above": 4_999_999}, True),
        ({"ask": "self_paid_fen", "at_most": 5_000_000}, True),
        ({"ask": "self_paid_fen", "at_most": 4_999_999}, False),
        ({"ask": "self_paid_fen", "below": 5_000_000}, False),
        ({"ask": "self_paid_fen", "below": 5_000_001}, True),
        ({"ask": "self_paid_fen", "between": [5_000_000, 6_000_000]}, True),
        ({"ask": "self_paid_fen", "between": [4_000_000, 5_000_000]}, True),
        ({"ask": "self_paid_fen", "between": [5_000_001, 6_000_000]}, False),
        ({"ask": "self_paid_fen", "is": 5_000_000}, True),
        ({"ask": "category", "is": "severe"}, False),
        ({"ask": "category", "in": ["severe", "relative"]}, True),
        ({"ask": "minor", "is": False}, True),
        ({"ask": "disease", "in": ["急性心肌梗死", "恶性肿瘤"]}, True),
        ({"ask": "diagnosed_on", "between": ["2025-10-01", "2026-09-30"]}, True),
        ({"ask": "diagnosed_on", "at_least": {"days_from_today": -10}}, True),
        ({"ask": "diagnosed_on", "at_least": {"days_from_today": -9}}, False),
        ({"ask": "self_paid_fen", "at_least": {"ask": "total_cost_fen", "times": "0.625"}}, True),
        ({"ask": "self_paid_fen", "above": {"ask": "total_cost_fen", "times": "0.625"}}, False),
        ({"not": SHORT}, False),
        ({"all": [SHORT, {"ask": "minor", "is": True}]}, False),
        ({"any": [SHORT, {"ask": "minor", "is": True}]}, True),
        ({"ask": "employment", "is": "on_post"}, False),
        ({"not": {"ask": "employment", "is": "on_post"}}, True),
    ],
)
def test_a_condition_decides_at_its_bound(node: dict[str, Any], answer: bool) -> None:
    assert holds(node, FACTS) is answer
    assert found(conditioned(node)) == set()
    assert set(asked(node)) <= set(ASKED)


def conditioned(node: Any, **more: Any) -> dict[str, Any]:
    named = {"code": "own_rule", "zh": "须符合本会规定", "holds": node, **more}
    return {**MEDICAL, "conditions": [named]}


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (None, "unknown_code"),
        ({}, "unknown_code"),
        ({"ask": "salary_fen", "is": 1}, "unknown_code"),
        ({"ask": "category"}, "comparison"),
        ({"ask": "category", "at_least": "severe"}, "comparison"),
        ({"ask": "category", "is": "poor"}, "unknown_code"),
        ({"ask": "minor", "is": 1}, "flag"),
        ({"ask": "self_paid_fen", "is": 1, "above": 2}, "comparison"),
        ({"ask": "self_paid_fen", "is": 1.5}, "whole_number"),
        ({"ask": "self_paid_fen", "between": [2, 1]}, "bounds_crossed"),
        ({"ask": "self_paid_fen", "between": [1]}, "list"),
        ({"ask": "self_paid_fen", "above": {"ask": "category", "times": "1"}}, "unknown_code"),
        ({"ask": "self_paid_fen", "above": {"ask": "total_cost_fen", "times": 2}}, "decimal"),
        ({"ask": "diagnosed_on", "is": "2026-02-30"}, "date"),
        ({"ask": "diagnosed_on", "is": {"days_from_today": "1"}}, "whole_number"),
        ({"ask": "disease", "in": []}, "list"),
        ({"ask": "minor", "is": True, "because": "x"}, "unknown_field"),
        ({"all": []}, "list"),
        ({"all": [{"ask": "minor", "is": True}] * 21}, "list"),
        ({"eval": "1"}, "unknown_code"),
    ],
)
def test_what_is_no_condition_is_named(node: Any, code: str) -> None:
    ((where, what),) = found(conditioned(node))
    assert what == code
    assert where.startswith("/conditions/0/holds")


def test_a_condition_has_an_end() -> None:
    deep: Any = {"ask": "minor", "is": True}
    for _ in range(5):
        deep = {"not": deep}
    assert found(conditioned(deep)) == set()
    assert {code for _, code in found(conditioned({"not": deep}))} == {"condition_deep"}
    wide = {"all": [{"any": [{"ask": "minor", "is": True}] * 20}] * 5}
    assert {code for _, code in found(conditioned(wide))} == {"condition_large"}
    endless: Any = True
    for _ in range(900):
        endless = {"not": endless}
    assert {code for _, code in found(conditioned(endless))} == {"condition_large"}


def test_each_condition_has_a_code_of_its_own() -> None:
    one = {"code": "own_rule", "zh": "须未成年", "holds": {"ask": "minor", "is": True}}
    hospital = {**one, "code": "hospital_level_two"}
    assert found({**MEDICAL, "conditions": [one, one]}) == {("/conditions/1/code", "repeated")}
    assert found({**MEDICAL, "conditions": [hospital]}) == {("/conditions/0/code", "repeated")}
    excluded = {"code": "own_rule", "zh": "未成年除外", "when": {"ask": "minor", "is": True}}
    both = {**MEDICAL, "conditions": [one], "exclusions": [excluded]}
    assert found(both) == {("/exclusions/0/code", "repeated")}


def test_a_condition_is_said_in_both_languages() -> None:
    node = {
        "all": [
            {"any": [SHORT, {"ask": "category", "in": ["severe"]}]},
            {"not": {"ask": "minor", "is": True}},
            {"ask": "diagnosed_on", "at_least": {"days_from_today": -365}},
            {"ask": "self_paid_fen", "above": {"ask": "total_cost_fen", "times": "0.5"}},
            {"ask": "household_size", "between": [2, 4]},
        ]
    }
    assert in_words(node, ASKED, "zh") == (
        "（个人自付 ≥ ¥50,000.00 或 困难类别 ∈ {severe}） 且 非（是否未成年 = 是） 且 确诊日期 ≥ 今日-365天"
        " 且 个人自付 > 0.5 × 医疗总费用 且 家庭人口 在 2 与 4 之间（含）"
    )
    assert in_words(node, ASKED, "en").startswith("(self-paid cost ≥ ¥50,000.00 or category ∈")


@given(json_values)
def test_any_json_as_a_condition_is_judged_and_never_raises(value: Any) -> None:
    found(conditioned(value))
    found(changed(conditioned(SHORT), "/conditions/0/holds/at_least", value))


@given(st.dictionaries(st.sampled_from(sorted(ASKED)), st.none()))
def test_what_was_never_answered_meets_no_comparison(facts: dict[str, None]) -> None:
    assert not holds(SHORT, facts)
    assert holds({"not": SHORT}, facts)


@pytest.mark.parametrize(
    "facts", [{"self_paid_fen": 3}, {"self_paid_fen": 3, "total_cost_fen": None}]
)
def test_a_bound_that_rests_on_an_unanswered_question_holds_nothing(facts: dict[str, Any]) -> None:
    other = {"ask": "total_cost_fen", "times": "0.5"}
    for bounds in ([other, 5], [1, other]):
        node = {"ask": "self_paid_fen", "between": bounds}
        assert found(conditioned(node)) == set()
        assert not holds(node, facts)
        assert holds({"not": node}, facts)


@pytest.mark.parametrize(
    "code",
    [
        "cap_exceeded",
        "opinion_required",
        "reason_unfit",
        "quorum_reached",
        "not_eligible",
        "wrong_state",
    ],
)
def test_a_condition_is_not_called_as_the_house_calls_a_refusal(code: str) -> None:
    """A caller told «opinion_required» would send an opinion; `GET …/actions` would ask for one."""
    document = conditioned(SHORT, code=code)
    assert found(document) == {("/conditions/0/code", "repeated")}


def test_a_condition_is_not_called_as_a_rule_of_the_programmes_shape() -> None:
    node = {"ask": "minor", "is": True}
    document = {**conditioned(node, code="beneficiary_is_student"), "programme": "tuition"}
    document["benefit"] = {"form": "flat", "by": [], "table": [{"amount_fen": 1}]}
    assert found(document) == {("/conditions/0/code", "repeated")}


@pytest.mark.parametrize(
    "text",
    [
        "\x9b31m",
        "\u202e元万五",
        "须\u2028成年",
        "须\u200b成年",
        "\ufeff",
        "\u3164",
        " ",
        "",
        "\ue000",
        "须" * 101,
    ],
)
def test_a_sentence_shows_all_it_holds(text: str) -> None:
    for name in ("zh", "en"):
        assert found(conditioned(SHORT, **{name: text})) == {(f"/conditions/0/{name}", "text")}
    named = {**MEDICAL, "documents": {"own_paper": {"zh": text}}}
    assert found(named) == {("/documents/own_paper/zh", "text")}
    disease = {"ask": "disease", "is": text}
    assert found(conditioned(disease)) == {("/conditions/0/holds/is", "text")}


@pytest.mark.parametrize("text", ["{0} %s {name!r}", "<b>须</b> `成年` | #", "须\U00020000成年"])
def test_a_sentence_is_said_as_it_was_written(text: str) -> None:
    node = {"ask": "disease", "is": text}
    assert found(conditioned(node, zh=text, en=text)) == set()
    assert text in in_words(node, ASKED, "zh")
    assert text in in_words({"not": node}, ASKED, "en")


@pytest.mark.parametrize(
    ("window", "day", "answer"),
    [
        (("2026-07-01", "2026-09-05"), date(2026, 6, 30), False),
        (("2026-07-01", "2026-09-05"), date(2026, 7, 1), True),
        (("2026-07-01", "2026-09-05"), date(2026, 9, 5), True),
        (("2026-07-01", "2026-09-05"), date(2026, 9, 6), False),
        (("2026-07-01", "2026-09-05"), date(2027, 8, 1), False),
        (("07-01", "09-05"), date(2031, 9, 5), True),
        (("12-22", "02-12"), date(2026, 12, 22), True),
        (("12-22", "02-12"), date(2027, 2, 12), True),
        (("12-22", "02-12"), date(2027, 2, 13), False),
        (("12-22", "02-12"), date(2026, 12, 21), False),
        (("02-01", "02-29"), date(2026, 2, 28), True),
        (("02-01", "02-29"), date(2026, 3, 1), False),
    ],
)
def test_a_window_is_open_on_its_first_and_last_day(
    window: tuple[str, str], day: date, answer: bool
) -> None:
    assert Window(*window).holds(day) is answer
    assert windows_of([{"from": window[0], "to": window[1]}]) == (Window(*window),)
    assert windows_of(None) == ()
