"""The five forms and the caps: published tables to the fen, and what must hold for any table."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.benefit import FORMS, MADE_OF, award
from workflows.caps import Cap, CapRoom
from workflows.programme import registered
from workflows.received import Grant
from workflows.vocabulary import codes

NO_CAPS = CapRoom()
MEDICAL = registered()["medical"]


def room(**told: int | None) -> CapRoom:
    """A room by its caps, ``person_year=600``, with what counts there, ``person_year_had=550``."""
    caps = {name: fen for name, fen in told.items() if not name.endswith("_had")}
    return CapRoom(
        tuple(
            Cap(name, fen, granted_before(told.get(f"{name}_had") or 0))
            for name, fen in caps.items()
            if fen is not None
        )
    )


def granted_before(fen: int) -> tuple[Grant, ...]:
    return (Grant("warmth", 2026, "p", "f", fen, 1),) if fen else ()


WAN = 1_000_000  # ten thousand yuan in fen
SHANGHAI = {
    "form": "marginal",
    "base": "self_paid_fen",
    "bands": [{"up_to_fen": WAN, "rate": "0.90"}, {"rate": "0.70"}],
}
TIANJIN = {
    "form": "bands",
    "base": "self_paid_fen",
    "bands": [{"from_fen": (6 + n) * WAN, "amount_fen": (1 + n) * WAN} for n in range(5)],
}
TUITION = {
    "form": "flat",
    "by": ["filed", "stage"],
    "table": [
        {"filed": True, "stage": ["undergraduate", "postgraduate"], "amount_fen": 500_000},
        {"filed": True, "stage": "high_school", "amount_fen": 200_000},
        {"filed": False, "stage": "undergraduate", "amount_fen": 300_000},
        {"filed": True, "stage": "undergraduate", "amount_fen": 1},
    ],
}
LIVING = {
    "form": "multiple",
    "of": "living_line_fen",
    "months": {"severe": 12, "relative": 8},
}


def granted(benefit: dict[str, Any], caps: CapRoom = NO_CAPS, **facts: Any) -> int:
    return award(benefit, facts, caps).award_fen


def self_paid(benefit: dict[str, Any], fen: int, caps: CapRoom = NO_CAPS) -> int:
    return granted(benefit, caps, self_paid_fen=fen)


def test_the_forms_are_the_closed_set_of_the_vocabulary() -> None:
    assert (*FORMS, *MADE_OF) == codes("benefit_form")


# --- published tables (domain.md §3.3) ------------------------------------------------------------


@pytest.mark.parametrize(
    ("paid_yuan", "award_yuan"),
    [(8_000, 7_200), (10_000, 9_000), (25_000, 19_500), (40_000, 20_000)],
)
def test_the_table_of_shanghai_is_reproduced(paid_yuan: int, award_yuan: int) -> None:
    caps = room(per_time=2 * WAN)
    assert self_paid(SHANGHAI, paid_yuan * 100, caps) == award_yuan * 100


@pytest.mark.parametrize(
    ("paid_fen", "award_wan"),
    [
        (6 * WAN - 1, 0), (6 * WAN, 1), (7 * WAN - 1, 1), (7 * WAN, 2), (8 * WAN, 3),
        (9 * WAN, 4), (10 * WAN - 1, 4), (10 * WAN, 5), (99 * WAN, 5),
    ],
)  # fmt: skip
def test_the_tiers_of_tianjin_are_reproduced(paid_fen: int, award_wan: int) -> None:
    assert self_paid(TIANJIN, paid_fen) == award_wan * WAN


@pytest.mark.parametrize(("paid_fen", "award_wan"), [(6 * WAN, 0), (6 * WAN + 1, 1), (7 * WAN, 1)])
def test_a_lower_bound_may_stand_outside_its_band(paid_fen: int, award_wan: int) -> None:
    assert self_paid({**TIANJIN, "lower": "exclusive"}, paid_fen) == award_wan * WAN


def test_the_accident_share_is_fifteen_per_cent_up_to_ten_thousand() -> None:
    share = {"form": "share", "base": "self_paid_fen", "rate": "0.15"}
    caps = room(per_time=WAN)
    assert self_paid(share, 2_000_000, caps) == 300_000
    assert self_paid(share, 10 * WAN, caps) == WAN


@pytest.mark.parametrize(
    ("category", "award_fen"),
    [("severe", 12 * 106_200), ("relative", 8 * 106_200), ("accidental", 0), (None, 0)],
)
def test_the_living_line_is_multiplied_by_category(category: str | None, award_fen: int) -> None:
    assert granted(LIVING, living_line_fen=106_200, category=category) == award_fen


# --- flat -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filed", "stage", "award_fen"),
    [
        (True, "undergraduate", 500_000),
        (True, "postgraduate", 500_000),
        (True, "high_school", 200_000),
        (False, "undergraduate", 300_000),
        (False, "high_school", 0),
        (1, "undergraduate", 0),
        (None, "undergraduate", 0),
    ],
)
def test_the_first_row_that_fits_is_granted(filed: Any, stage: str, award_fen: int) -> None:
    assert granted(TUITION, filed=filed, stage=stage) == award_fen


def test_a_table_asked_by_nothing_has_one_amount() -> None:
    assert granted({"form": "flat", "by": [], "table": [{"amount_fen": 30_000}]}) == 30_000


def test_where_no_row_fits_the_step_says_what_was_looked_for() -> None:
    result = award(TUITION, {"filed": False, "stage": "high_school"}, NO_CAPS)
    assert result.award_fen == 0
    assert result.steps[0].code == "nothing_granted"
    assert result.steps[0].en == "No row fits (filed = False, stage = high_school)"


# --- rounding, minimum, ceiling, caps -------------------------------------------------------------


def test_the_award_is_rounded_down_once_at_the_end() -> None:
    thirds = {
        "form": "marginal",
        "base": "self_paid_fen",
        "bands": [{"up_to_fen": 1, "rate": "0.5"}, {"rate": "0.5"}],
    }
    assert self_paid(thirds, 2) == 1  # half a fen and half a fen, not nothing and nothing
    result = award(thirds, {"self_paid_fen": 3}, NO_CAPS)
    assert result.award_fen == 1
    assert result.steps[-1].values == {"exact_fen": "3/2", "award_fen": 1}


def test_below_the_minimum_base_nothing_is_granted_and_at_it_all_is() -> None:
    facts = {"self_paid_fen": 500_000}
    assert award(SHANGHAI, facts, NO_CAPS, minimum_base_fen=500_000).award_fen == 450_000
    below = award(SHANGHAI, facts, NO_CAPS, minimum_base_fen=500_001)
    assert below.award_fen == 0
    assert below.steps[0].values == {"base_fen": 500_000, "minimum_base_fen": 500_001}


def test_the_award_never_exceeds_what_was_paid() -> None:
    generous = {"form": "flat", "by": [], "table": [{"amount_fen": 500_000}]}
    result = award(generous, {}, NO_CAPS, ceiling_fen=120_000)
    assert result.award_fen == 120_000
    assert "cost_ceiling" in [step.code for step in result.steps]


def test_a_negative_cost_grants_nothing() -> None:
    assert self_paid(SHANGHAI, -100) == 0
    assert award(SHANGHAI, {"self_paid_fen": -100}, NO_CAPS, ceiling_fen=-100).award_fen == 0


@pytest.mark.parametrize(
    ("caps", "award_fen"),
    [
        (room(per_time=100), 100),
        (room(person_year=600, person_year_had=550), 50),
        (room(household_year=600, household_year_had=590), 10),
        (room(household_year=600, household_year_had=700), 0),
        (room(per_time=100, person_year=600, person_year_had=530, household_year=600), 70),
        (room(per_time=0), 0),
        (room(all_person_year=600, all_person_year_had=599), 1),
        (room(all_household_year=600, all_household_year_had=598), 2),
    ],
)
def test_each_cap_alone_limits_the_award(caps: CapRoom, award_fen: int) -> None:
    assert (
        self_paid({"form": "share", "base": "self_paid_fen", "rate": "1"}, 1_000, caps) == award_fen
    )
    assert caps.room_fen() == award_fen


def test_without_caps_there_is_no_limit_to_the_room() -> None:
    assert NO_CAPS.room_fen() is None


def test_a_cap_says_what_was_received_and_what_may_still_be_granted() -> None:
    warmth = {"form": "flat", "by": [], "table": [{"amount_fen": 500_000}]}
    caps = room(person_year=600_000, person_year_had=300_000)
    step = next(s for s in award(warmth, {}, caps).steps if s.code == "person_year_cap")
    assert (
        step.zh
        == "每人每年限额 ¥6,000.00，已领 ¥3,000.00（送温暖 2026-01），至多可给 ¥3,000.00：¥3,000.00"
    )
    assert (
        "already received ¥3,000.00 (festival and everyday warmth visits 2026-01); at most ¥3,000.00 may be granted"
        in step.en
    )


def test_a_cap_overdrawn_leaves_no_room_rather_than_less_than_none() -> None:
    caps = room(household_year=600, household_year_had=700)
    step = next(s for s in award(SHANGHAI, {}, caps).steps if s.code == "household_year_cap")
    assert step.values["room_fen"] == 0


def test_who_has_received_nothing_has_the_whole_cap() -> None:
    assert room(person_year=7).room_fen() == 7
    assert room(household_year=7).room_fen() == 7


def test_the_row_of_a_table_and_the_span_of_a_share_are_shown() -> None:
    first = award(TUITION, {"filed": True, "stage": "high_school"}, NO_CAPS).steps[0]
    assert first.en == "Row 2 of the table (filed = True, stage = high_school): ¥2,000.00"
    share = {"form": "share", "base": "self_paid_fen", "rate": "0.15"}
    step = award(share, {"self_paid_fen": 1_000}, NO_CAPS).steps[0]
    assert step.zh == "¥0.00 以上部分：¥10.00 × 15% = ¥1.50"


def test_the_bands_of_a_marginal_benefit_are_shown_one_by_one() -> None:
    steps = award(SHANGHAI, {"self_paid_fen": 2_500_000}, NO_CAPS).steps
    assert [step.code for step in steps] == [
        "marginal_band", "marginal_band", "marginal_sum", "whole_fen",
    ]  # fmt: skip
    assert [step.values["part_fen"] for step in steps[:2]] == [900_000, 1_050_000]
    assert steps[1].en == "above ¥10,000.00: ¥15,000.00 × 70% = ¥10,500.00"


# --- several together -----------------------------------------------------------------------------

HALF_OR_TEN_MONTHS = {
    "form": "minimum",
    "of": [
        {"form": "share", "base": "tuition_fen", "rate": "0.5"},
        {
            "form": "multiple", "of": "living_line_fen", "by": "stage",
            "months": {"undergraduate": 10, "high_school": 6},
        },
    ],
}  # fmt: skip
BY_CATEGORY = {
    "form": "sum",
    "of": [
        {**SHANGHAI, "when": {"ask": "category", "is": "severe"}},
        {
            "form": "minimum", "when": {"ask": "category", "is": "relative"},
            "of": [
                {"form": "share", "base": "self_paid_fen", "rate": "0.80"},
                {"form": "flat", "by": [], "table": [{"amount_fen": 1_600_000}]},
            ],
        },
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "tuition", "award_fen"),
    [
        ("undergraduate", 1_000_000, 500_000), ("undergraduate", 2_000_000, 750_000),
        ("undergraduate", 1_500_000, 750_000), ("undergraduate", 1_500_002, 750_000),
        ("high_school", 2_000_000, 450_000), ("postgraduate", 2_000_000, 0),
    ],
)  # fmt: skip
def test_the_least_of_several_is_granted(stage: str, tuition: int, award_fen: int) -> None:
    told: dict[str, int | str | bool | None] = {
        "stage": stage,
        "living_line_fen": 75_000,
        "tuition_fen": tuition,
    }
    assert award(HALF_OR_TEN_MONTHS, told, NO_CAPS).award_fen == award_fen


@pytest.mark.parametrize(
    ("category", "paid", "award_fen"),
    [
        ("severe", 2_500_000, 1_950_000), ("relative", 1_000_000, 800_000),
        ("relative", 2_000_000, 1_600_000), ("relative", 2_000_001, 1_600_000),
        ("accidental", 2_000_000, 0),
    ],
)  # fmt: skip
def test_a_part_applies_where_its_condition_holds(category: str, paid: int, award_fen: int) -> None:
    assert granted(BY_CATEGORY, category=category, self_paid_fen=paid) == award_fen


def test_a_sum_shows_its_parts_and_what_was_left_out() -> None:
    told: dict[str, int | str | bool | None] = {"category": "severe", "self_paid_fen": 800_000}
    steps = award(BY_CATEGORY, told, NO_CAPS, questions=MEDICAL.asked).steps
    assert [one.code for one in steps] == [
        "marginal_band", "marginal_sum", "part_left_out", "sum", "whole_fen",
    ]  # fmt: skip
    assert steps[2].zh == "第 2 项不适用，须：困难类别 = relative"
    assert steps[3].zh == "各项合计：¥7,200.00 → ¥7,200.00"


# --- what must hold for any table -----------------------------------------------------------------

rates = st.integers(0, 100).map(lambda n: f"{n // 100}.{n % 100:02d}")
fens = st.integers(0, 10**9)
optional_fens = st.none() | fens


@st.composite
def marginals(draw: st.DrawFn) -> dict[str, Any]:
    bounds = sorted(draw(st.sets(st.integers(1, 10**8), max_size=5)))
    bands: list[dict[str, Any]] = [{"up_to_fen": b, "rate": draw(rates)} for b in bounds]
    return {"form": "marginal", "base": "b", "bands": [*bands, {"rate": draw(rates)}]}


@st.composite
def shares(draw: st.DrawFn) -> dict[str, Any]:
    return {"form": "share", "base": "b", "rate": draw(rates)}


@st.composite
def rising_bands(draw: st.DrawFn) -> dict[str, Any]:
    bounds = sorted(draw(st.sets(fens, min_size=1, max_size=5)))
    amounts = sorted(draw(st.lists(fens, min_size=len(bounds), max_size=len(bounds))))
    pairs = zip(bounds, amounts, strict=True)
    bands = [{"from_fen": bound, "amount_fen": amount} for bound, amount in pairs]
    return {"form": "bands", "base": "b", "bands": bands, "lower": draw(_LOWER)}


_LOWER = st.sampled_from(["inclusive", "exclusive"])
simple_forms = st.one_of(marginals(), shares(), rising_bands())
monotone_forms = st.recursive(
    simple_forms,
    lambda inner: st.builds(
        lambda form, parts: {"form": form, "of": parts},
        st.sampled_from(["sum", "minimum"]), st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=5,
)  # fmt: skip
cap_rooms = st.builds(
    room, per_time=optional_fens, person_year=optional_fens, person_year_had=fens,
    household_year=optional_fens, household_year_had=fens, all_household_year=optional_fens,
    all_household_year_had=fens,
)  # fmt: skip


@given(monotone_forms, fens, cap_rooms, optional_fens)
def test_no_award_exceeds_any_cap_or_the_cost(
    benefit: dict[str, Any], base: int, caps: CapRoom, ceiling: int | None
) -> None:
    result = award(benefit, {"b": base}, caps, ceiling).award_fen
    limits = [caps.room_fen(), ceiling]
    assert result >= 0
    assert all(limit is None or result <= limit for limit in limits)


@given(monotone_forms, fens, cap_rooms)
def test_one_fen_more_of_cost_never_lowers_the_award(
    benefit: dict[str, Any], base: int, caps: CapRoom
) -> None:
    less = award(benefit, {"b": base}, caps, base).award_fen
    assert less <= award(benefit, {"b": base + 1}, caps, base + 1).award_fen


@given(marginals(), fens)
def test_marginal_agrees_with_an_integral_taken_another_way(
    benefit: dict[str, Any], base: int
) -> None:
    bands = benefit["bands"]
    following = [band["rate"] for band in bands[1:]]
    total = base * Fraction(bands[0]["rate"])
    for band, rate in zip(bands, following, strict=False):
        total += max(base - band["up_to_fen"], 0) * (Fraction(rate) - Fraction(band["rate"]))
    assert award(benefit, {"b": base}, NO_CAPS).award_fen == total.numerator // total.denominator


@given(monotone_forms, fens, cap_rooms)
def test_the_last_step_is_the_award_and_every_value_is_a_scalar(
    benefit: dict[str, Any], base: int, caps: CapRoom
) -> None:
    result = award(benefit, {"b": base}, caps)
    assert result.steps[-1].values["award_fen"] == result.award_fen
    for step in result.steps:
        assert all(isinstance(value, int | str | None) for value in step.values.values())
