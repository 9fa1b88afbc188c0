"""The means test: each boundary on both sides, exactly, with every step shown."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.means_test import Household, MeansRule, assess

RULE = MeansRule.of(75_000, {"severe": "1.0", "relative": "2.0"}, "0.80")
PER_YEAR_AND_HEAD = 12 * 75_000


def household(net_fen: int, size: int = 1, **more: object) -> Household:
    return replace(Household(net_fen, 0, size), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("net_fen", "size", "category"),
    [
        (PER_YEAR_AND_HEAD - 1, 1, "severe"),
        (PER_YEAR_AND_HEAD, 1, "relative"),
        (PER_YEAR_AND_HEAD * 3 - 1, 3, "severe"),
        (PER_YEAR_AND_HEAD * 3, 3, "relative"),
        (PER_YEAR_AND_HEAD * 2 - 1, 1, "relative"),
        (PER_YEAR_AND_HEAD * 2, 1, None),
        (PER_YEAR_AND_HEAD * 14 - 1, 7, "relative"),
        (PER_YEAR_AND_HEAD * 14, 7, None),
        (0, 4, "severe"),
        (-1, 4, "severe"),
    ],
)
def test_a_line_divides_at_the_very_fen(net_fen: int, size: int, category: str | None) -> None:
    assert assess(household(net_fen, size), RULE).category == category


def test_the_example_of_the_wire_is_relative_hardship() -> None:
    family = Household(3_600_000, 1_200_000, 2, main_cause="6")
    result = assess(family, RULE)
    assert result.net_pc_fen == 100_000
    assert result.category == "relative"


@pytest.mark.parametrize(
    ("cause", "cost_fen", "category"),
    [
        ("6", 4_000_001, "accidental"),
        ("7", 4_000_001, "accidental"),
        ("8", 4_000_001, "accidental"),
        ("6", 4_000_000, None),
        ("9", 4_000_001, None),
        (None, 4_000_001, None),
    ],
)
def test_an_event_counts_by_its_cause_and_above_its_ratio(
    cause: str | None, cost_fen: int, category: str | None
) -> None:
    family = household(5_000_000, main_cause=cause, event_cost_fen=cost_fen)
    assert assess(family, RULE).category == category


def test_a_poor_household_with_an_event_keeps_the_graver_category() -> None:
    family = household(800_000, main_cause="6", event_cost_fen=9_000_000)
    assert assess(family, RULE).category == "severe"


def test_a_local_multiple_moves_the_line() -> None:
    narrow = MeansRule.of(75_000, {"severe": "1.0", "relative": "1.5"}, "0.80")
    family = household(PER_YEAR_AND_HEAD * 3 // 2)
    assert assess(family, narrow).category is None
    assert assess(family, RULE).category == "relative"


def test_every_test_is_shown_with_its_figures_even_after_one_holds() -> None:
    steps = assess(Household(1_000_000, 0, 3), RULE).steps
    assert [step.code for step in steps] == [
        "net_per_head", "severe_line", "relative_line", "event_cost",
    ]  # fmt: skip
    assert steps[0].values["net_pc_fen"] == "250000/9"
    assert steps[0].zh == "家庭月人均纯收入 (¥10,000.00 − ¥0.00) ÷ 12 ÷ 3 = ¥277.77…"
    assert steps[1].values["holds"] is True
    assert steps[1].en == "severe hardship: ¥277.77… < ¥750.00 × 1 = ¥750.00, met"
    assert steps[3].values["holds"] is False


def test_an_event_is_shown_with_its_cause_and_its_limit() -> None:
    family = household(5_000_000, main_cause="6", event_cost_fen=4_000_000)
    step = assess(family, RULE).steps[3]
    assert step.zh == (
        "意外致困：主因 6，事件支出 ¥40,000.00 ≤ ¥50,000.00 × 80% = ¥40,000.00，不符合"
    )
    step = assess(household(5_000_000, event_cost_fen=4_000_001), RULE).steps[3]
    assert step.en == (
        "accidental hardship: main cause none, cost ¥40,000.01 > ¥50,000.00 × 80% = ¥40,000.00,"
        " not met"
    )
    poor = assess(household(0), RULE).steps[1]
    assert poor.zh == "深度困难：¥0.00 < ¥750.00 × 1 = ¥750.00，符合"


def test_a_household_of_nobody_is_no_household() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        assess(household(0, 0), RULE)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 20), st.integers(1, 10**6))
def test_the_category_agrees_with_whole_number_arithmetic(
    income: int, rigid: int, size: int, line: int
) -> None:
    rule = MeansRule.of(line, {"severe": "1.0", "relative": "2.0"}, "0.80")
    result = assess(Household(income, rigid, size), rule)
    net = income - rigid
    expected = "severe" if net < 12 * size * line else None
    expected = expected or ("relative" if net < 24 * size * line else None)
    assert result.category == expected
    assert result.net_pc_fen == Fraction(net, 12 * size)


# --- what an edition may set (domain.md §2.1) -------------------------------------------------------

LINE = 75_000
"""Of each place its shape; the figures of the line are made up."""
PINGDINGSHAN = MeansRule.of(LINE, {"severe": "1.0", "relative": "2.0"}, "0")
QINGDAO = MeansRule.of(LINE, {"severe": "1.0", "relative": "2.0"}, "0.80")
INCLUSIVE = {"severe": "inclusive", "relative": "inclusive"}
HANGZHOU = MeansRule.of(
    LINE, {"severe": "1", "relative": "1.5"}, "0", bounds=INCLUSIVE, accident_net_multiple="2"
)
BENGBU = MeansRule.of(LINE, {"severe": "1.0", "relative": "1.5"}, "0", accident_net_multiple="1.5")
BENGBU_BELOW = MeansRule.of(
    LINE,
    {"severe": "1.0", "relative": "1.5"},
    "0",
    accident_net_multiple="1.5",
    bounds={"accidental": "exclusive"},
)
BOTH = MeansRule.of(LINE, {"severe": "1.0", "relative": "1.5"}, "0.5", accident_net_multiple="2")
SEVERE_INCLUSIVE = MeansRule.of(
    LINE, {"severe": "1", "relative": "2"}, "0.80", bounds={"severe": "inclusive"}
)
RELATIVE_INCLUSIVE = MeansRule.of(
    LINE, {"severe": "1", "relative": "2"}, "0.80", bounds={"relative": "inclusive"}
)
PLACES = {
    "平顶山": PINGDINGSHAN,
    "青岛": QINGDAO,
    "杭州": HANGZHOU,
    "蚌埠": BENGBU,
    "蚌埠, below": BENGBU_BELOW,
    "ratio and multiple": BOTH,
    "severe inclusive": SEVERE_INCLUSIVE,
    "relative inclusive": RELATIVE_INCLUSIVE,
}


def lines(multiple: str, size: int, more_fen: int = 0) -> int:
    """A year's money of a household at this multiple of the line, and so many fen beside it."""
    whole = Fraction(multiple) * LINE * 12 * size
    assert whole.denominator == 1
    return int(whole) + more_fen


@pytest.mark.parametrize(
    ("place", "multiple", "more_fen", "size", "category"),
    [
        # strictly below: at the very line the household is in the next category
        *[
            (place, *row)
            for place in ("平顶山", "青岛")
            for row in (
                ("1", -1, 1, "severe"),
                ("1", 0, 1, "relative"),
                ("1", 1, 1, "relative"),
                ("1", -1, 9, "severe"),  # one 108th of a fen per head and month
                ("1", 0, 9, "relative"),
                ("2", -1, 1, "relative"),
                ("2", 0, 1, None),
                ("2", -1, 9, "relative"),
                ("2", 0, 9, None),
                ("2", 1, 9, None),
            )
        ],
        # at most: the very line belongs to the category
        ("杭州", "1", -1, 1, "severe"),
        ("杭州", "1", 0, 1, "severe"),
        ("杭州", "1", 1, 1, "relative"),
        ("杭州", "1", 0, 7, "severe"),
        ("杭州", "1", 1, 7, "relative"),
        ("杭州", "1.5", 0, 1, "relative"),
        ("杭州", "1.5", 1, 1, None),
        ("杭州", "1.5", 0, 7, "relative"),
        ("杭州", "1.5", 1, 7, None),
        ("蚌埠", "1", -1, 2, "severe"),
        ("蚌埠", "1", 0, 2, "relative"),
        ("蚌埠", "1.5", -1, 2, "relative"),
        ("蚌埠", "1.5", 0, 2, None),
        # one bound does not move the other
        ("severe inclusive", "1", 0, 3, "severe"),
        ("severe inclusive", "1", 1, 3, "relative"),
        ("severe inclusive", "2", -1, 3, "relative"),
        ("severe inclusive", "2", 0, 3, None),
        ("relative inclusive", "1", -1, 3, "severe"),
        ("relative inclusive", "1", 0, 3, "relative"),
        ("relative inclusive", "2", 0, 3, "relative"),
        ("relative inclusive", "2", 1, 3, None),
    ],
)
def test_each_place_draws_its_line_where_it_says(
    place: str, multiple: str, more_fen: int, size: int, category: str | None
) -> None:
    income = lines(multiple, size, more_fen)
    assert assess(Household(income, 0, size), PLACES[place]).category == category
    assert assess(Household(income + 7, 7, size), PLACES[place]).category == category


@pytest.mark.parametrize(
    ("place", "multiple", "left", "more_fen", "size", "category"),
    [
        # by its cause alone, whatever it cost
        ("平顶山", "5", "4", 0, 1, "accidental"),
        ("平顶山", "5", "5", -1, 1, "accidental"),
        ("平顶山", "5", "5", 0, 1, None),
        # by cost, above 80 % of a year's income
        ("青岛", "5", "1", 0, 1, None),
        ("青岛", "5", "1", -1, 1, "accidental"),
        ("青岛", "5", "1", 1, 1, None),
        ("青岛", "5", "1", -1, 7, "accidental"),
        ("青岛", "5", "1", 0, 7, None),
        # by what is left after the event: at most the multiple
        ("蚌埠", "5", "1.5", -1, 1, "accidental"),
        ("蚌埠", "5", "1.5", 0, 1, "accidental"),
        ("蚌埠", "5", "1.5", 1, 1, None),
        ("蚌埠", "5", "1.5", 0, 7, "accidental"),
        ("蚌埠", "5", "1.5", 1, 7, None),
        ("蚌埠", "5", "-1", 0, 1, "accidental"),
        ("蚌埠, below", "5", "1.5", -1, 7, "accidental"),
        ("蚌埠, below", "5", "1.5", 0, 7, None),
        ("杭州", "1.75", "1.5", 0, 1, "accidental"),
        ("杭州", "5", "2", 0, 3, "accidental"),
        ("杭州", "5", "2", 1, 3, None),
        # both: costly, and poor after it; half the income at 4 lines leaves exactly 2
        ("ratio and multiple", "4", "2", 0, 1, None),
        ("ratio and multiple", "4", "2", -1, 1, "accidental"),
        ("ratio and multiple", "3", "2", 0, 1, None),  # poor after it, but not costly
        ("ratio and multiple", "3", "1.5", -1, 1, "accidental"),
        ("ratio and multiple", "6", "3", -1, 1, None),  # costly, but not poor after it
        ("ratio and multiple", "6", "2", 0, 2, "accidental"),
        ("ratio and multiple", "6", "2", 1, 2, None),
    ],
)
def test_an_event_makes_a_category_by_what_it_costs_and_by_what_it_leaves(
    place: str, multiple: str, left: str, more_fen: int, size: int, category: str | None
) -> None:
    """``left`` is the multiple of the line that the event leaves, and so many fen beside it."""
    income = lines(multiple, size)
    family = Household(income, 0, size, "8", event_cost_fen=income - lines(left, size, more_fen))
    assert assess(family, PLACES[place]).category == category
    assert assess(replace(family, main_cause="9"), PLACES[place]).category is None


def test_what_is_left_after_an_event_is_shown_with_its_line() -> None:
    income = lines("5", 3)
    family = Household(income, 0, 3, "7", event_cost_fen=income - lines("1.5", 3))
    result = assess(family, BENGBU)
    assert [step.code for step in result.steps] == [
        "net_per_head", "severe_line", "relative_line", "event_cost", "event_net",
        "accidental_line",
    ]  # fmt: skip
    left, line = result.steps[4:]
    assert left.zh == (
        "再扣除尚未扣除的事件支出后，月人均 ¥3,750.00 − ¥94,500.00 ÷ 12 ÷ 3 = ¥1,125.00"
    )
    assert left.values == {
        "net_pc_fen": 375_000,
        "event_cost_fen": 9_450_000,
        "already_deducted_fen": 0,
        "size": 3,
        "net_after_event_pc_fen": 112_500,
    }
    assert line.zh == "意外致困：¥1,125.00 ≤ ¥750.00 × 3/2 = ¥1,125.00，符合"
    assert line.values["bound"] == "inclusive"
    beyond = assess(replace(family, event_cost_fen=9_449_999), BENGBU).steps[5]
    assert beyond.en == "accidental hardship: ¥1,125.00… > ¥750.00 × 3/2 = ¥1,125.00, not met"
    assert beyond.values["holds"] is False


def test_a_line_that_belongs_to_its_category_shows_its_sign() -> None:
    at_line = assess(Household(lines("1", 1), 0, 1), HANGZHOU).steps[1]
    assert at_line.zh == "深度困难：¥750.00 ≤ ¥750.00 × 1 = ¥750.00，符合"
    above = assess(Household(lines("1", 1, 12), 0, 1), HANGZHOU).steps[1]
    assert above.zh == "深度困难：¥750.01 > ¥750.00 × 1 = ¥750.00，不符合"


def test_totals_alone_are_told_as_they_always_were() -> None:
    """An assessment that is stored can be run again: not one word or value may differ."""
    told = assess(Household(5_000_000, 1_000_001, 3, "6", 4_000_001), RULE)
    assert told.category == "relative"
    assert [step.to_dict() for step in told.steps] == [
        {
            "code": "net_per_head",
            "zh": "家庭月人均纯收入 (¥50,000.00 − ¥10,000.01) ÷ 12 ÷ 3 = ¥1,111.11…",
            "en": "Net per head and month: (¥50,000.00 − ¥10,000.01) ÷ 12 ÷ 3 = ¥1,111.11…",
            "values": {
                "annual_income_fen": 5_000_000,
                "annual_rigid_expenditure_fen": 1_000_001,
                "size": 3,
                "net_pc_fen": "1333333/12",
            },
        },
        {
            "code": "severe_line",
            "zh": "深度困难：¥1,111.11… ≥ ¥750.00 × 1 = ¥750.00，不符合",
            "en": "severe hardship: ¥1,111.11… ≥ ¥750.00 × 1 = ¥750.00, not met",
            "values": {
                "net_pc_fen": "1333333/12",
                "living_line_fen": 75_000,
                "multiple": 1,
                "limit_fen": 75_000,
                "holds": False,
            },
        },
        {
            "code": "relative_line",
            "zh": "相对困难：¥1,111.11… < ¥750.00 × 2 = ¥1,500.00，符合",
            "en": "relative hardship: ¥1,111.11… < ¥750.00 × 2 = ¥1,500.00, met",
            "values": {
                "net_pc_fen": "1333333/12",
                "living_line_fen": 75_000,
                "multiple": 2,
                "limit_fen": 150_000,
                "holds": True,
            },
        },
        {
            "code": "event_cost",
            "zh": "意外致困：主因 6，事件支出 ¥40,000.01 > ¥50,000.00 × 80% = ¥40,000.00，符合",
            "en": "accidental hardship: main cause 6, cost ¥40,000.01 > ¥50,000.00 × 80%"
            " = ¥40,000.00, met",
            "values": {
                "main_cause": "6",
                "by_event": True,
                "event_cost_fen": 4_000_001,
                "limit_fen": 4_000_000,
                "holds": True,
            },
        },
    ]


fen = st.integers(0, 10**9)
multiples = st.sampled_from(["0.5", "1", "1.0", "1.5", "2", "3.000001"])
bounds = st.dictionaries(
    st.sampled_from(["severe", "relative", "accidental"]),
    st.sampled_from(["exclusive", "inclusive"]),
)
rules = st.builds(
    lambda line, severe, more, ratio, bound, net: MeansRule.of(
        line,
        {"severe": severe, "relative": str(Fraction(severe) + more)},
        ratio,
        bounds=bound,
        accident_net_multiple=net,
    ),
    st.integers(1, 10**6),
    multiples,
    st.integers(0, 3),
    st.sampled_from(["0", "0.5", "0.80", "2"]),
    bounds,
    st.none() | multiples,
)
households = st.builds(
    Household,
    fen,
    fen,
    st.integers(1, 20),
    st.sampled_from([None, "6", "7", "8", "9"]),
    st.just(0) | fen,
)


@given(households, rules)
def test_the_category_follows_from_the_figures_whatever_an_edition_sets(
    family: Household, rule: MeansRule
) -> None:
    """Reckoned once more without a division: both sides times twelve and the heads."""

    def within(money: int, name: str, multiple: Fraction) -> bool:
        limit = multiple * rule.living_line_fen * 12 * family.size
        return money < limit or (money == limit and name in rule.inclusive)

    net = family.annual_income_fen - family.annual_rigid_expenditure_fen
    costly = family.event_cost_fen > rule.accident_cost_ratio * family.annual_income_fen
    left = rule.accident_net_multiple
    poor = left is None or within(net - family.event_cost_fen, "accidental", left)
    expected = None
    if family.main_cause in {"6", "7", "8"} and costly and poor:
        expected = "accidental"
    if within(net, "relative", rule.relative_multiple):
        expected = "relative"
    if within(net, "severe", rule.severe_multiple):
        expected = "severe"
    assert assess(family, rule).category == expected


@given(households, rules)
def test_every_step_can_be_stored_and_read_in_both_languages(
    family: Household, rule: MeansRule
) -> None:
    for step in assess(family, rule).steps:
        stored: dict[str, Any] = json.loads(json.dumps(step.to_dict()))
        assert stored == step.to_dict()
        assert step.zh
        assert step.en
        assert step.values
