"""The means test: each boundary on both sides, exactly, with every step shown."""

from dataclasses import replace
from fractions import Fraction

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
