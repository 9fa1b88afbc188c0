"""Income and expenditure item by item: what counts, what does not, and the window they cover."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.means_test import Household, Item, MeansResult, MeansRule, assess
from workflows.vocabulary import codes
from workflows.vocabulary.household import COUNTED_INCOME, RECOGNISED_EXPENDITURE

LINE = 75_000
MULTIPLES = {"severe": "1.0", "relative": "2.0"}
RULE = MeansRule.of(LINE, MULTIPLES, "0.80")
INCOME, EXPENDITURE = codes("income_item"), codes("expenditure_item")


def earning(*income: tuple[str, int], size: int = 1) -> Household:
    return Household(0, 0, size, income=tuple(Item(*one) for one in income))


def spending(income_fen: int, *expenditure: tuple[str, int], size: int = 1) -> Household:
    items = tuple(Item(*one) for one in expenditure)
    return Household(income_fen, 0, size, expenditure=items)


def with_lists(
    counted: list[str] | None = None, recognised: list[str] | None = None, months: int = 12
) -> MeansRule:
    return MeansRule.of(
        LINE,
        MULTIPLES,
        "0.80",
        income_months=months,
        income_counted=counted,
        expenditure_recognised=recognised,
    )


# --- what counts ------------------------------------------------------------------------------------


def test_the_standard_list_is_the_one_of_the_minimum_living_allowance() -> None:
    assert set(INCOME) - COUNTED_INCOME == {
        "preferential_payment", "honour_award", "scholarship", "work_injury_payment",
        "funeral_consolation", "relief", "union_aid", "earmarked_donation",
    }  # fmt: skip
    assert set(INCOME) > COUNTED_INCOME
    assert set(EXPENDITURE) == RECOGNISED_EXPENDITURE


@pytest.mark.parametrize("item", INCOME)
def test_one_more_fen_of_income_lifts_over_the_line_where_it_counts(item: str) -> None:
    family = earning(("wages", 12 * LINE - 1), (item, 1))
    counted = item in COUNTED_INCOME
    assert assess(family, RULE).category == ("relative" if counted else "severe")
    assert assess(family, with_lists(["wages", item])).category == "relative"
    others = [code for code in INCOME if code != item]
    if item != "wages":
        assert assess(family, with_lists(others)).category == "severe"


@pytest.mark.parametrize("item", EXPENDITURE)
def test_one_fen_of_expenditure_falls_below_the_line_where_it_is_recognised(item: str) -> None:
    family = spending(12 * LINE, (item, 1))
    assert assess(family, RULE).category == "severe"
    assert assess(family, with_lists(recognised=[item])).category == "severe"
    others = [code for code in EXPENDITURE if code != item]
    assert assess(family, with_lists(recognised=others)).category == "relative"
    assert assess(family, with_lists(recognised=[])).category == "relative"


def test_earlier_aid_of_the_union_counts_where_a_place_says_so() -> None:
    """S17: aid of the year is added as income before a second aid."""
    family = earning(("wages", 12 * LINE - 1), ("union_aid", 300_000), ("relief", 500_000))
    assert assess(family, RULE).category == "severe"
    local = with_lists([*COUNTED_INCOME, "union_aid"])
    told = assess(family, local)
    assert told.category == "relative"
    assert [step.values["counted"] for step in told.steps[:3]] == [True, True, False]


@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("months", range(1, 13))
def test_items_cover_the_months_the_edition_names(months: int, size: int) -> None:
    rule = with_lists(months=months)
    at_line = months * LINE * size
    assert assess(earning(("wages", at_line), size=size), rule).category == "relative"
    below = assess(earning(("wages", at_line - 1), size=size), rule)
    assert below.category == "severe"
    assert below.net_pc_fen == LINE - Fraction(1, months * size)


def test_totals_stay_those_of_a_year_whatever_the_window() -> None:
    rule = with_lists(months=6)
    assert assess(Household(12 * LINE, 0, 1), rule).category == "relative"
    assert assess(Household(12 * LINE - 1, 0, 1), rule).category == "severe"
    mixed = Household(0, 1, 1, income=(Item("wages", 6 * LINE),))
    assert assess(mixed, rule).category == "severe"
    assert assess(replace(mixed, annual_rigid_expenditure_fen=0), rule).category == "relative"


def test_a_shorter_window_makes_a_year_of_expenditure_too_but_not_of_an_event() -> None:
    rule = with_lists(months=6)
    monthly = spending(1_000_000, ("medical", 60_000), ("employment_cost", 30_000))
    assert assess(monthly, rule).net_pc_fen == Fraction(1_000_000 - 180_000, 12)
    once = spending(1_000_000, ("event_loss", 60_000))
    assert assess(once, rule).net_pc_fen == Fraction(1_000_000 - 60_000, 12)


# --- events -----------------------------------------------------------------------------------------

AFTER = MeansRule.of(LINE, MULTIPLES, "0.5", accident_net_multiple="2")


@pytest.mark.parametrize(("loss_fen", "category"), [(1_800_000, None), (1_800_001, "accidental")])
@pytest.mark.parametrize("recognised", [[], ["event_loss"]], ids=["beside", "deducted"])
def test_a_loss_that_is_itemised_is_the_cost_of_the_event(
    loss_fen: int, category: str | None, recognised: list[str]
) -> None:
    """Half of four lines is spent: what is left is two, by the net or after it, and never less."""
    rule = replace(AFTER, expenditure_recognised=frozenset(recognised))
    rule = replace(rule, relative_multiple=Fraction(1))
    family = replace(spending(48 * LINE, ("event_loss", loss_fen)), main_cause="7")
    told = assess(family, rule)
    assert told.category == category
    left = told.steps[-2].values
    assert left["net_after_event_pc_fen"] == (150_000 if category is None else "1799999/12")
    assert left["already_deducted_fen"] == (loss_fen if recognised else 0)


def test_of_an_event_only_what_is_not_deducted_yet_is_deducted_after_it() -> None:
    family = Household(
        4_800_000, 0, 1, "8", event_cost_fen=2_500_000, expenditure=(Item("event_loss", 1_000_000),)
    )
    left = assess(family, AFTER).steps[-2].values
    assert left["net_pc_fen"] == str(Fraction(3_800_000, 12))
    assert left["net_after_event_pc_fen"] == str(Fraction(2_300_000, 12))
    less = replace(family, event_cost_fen=900_000)
    assert assess(less, AFTER).steps[-2].values["event_cost_fen"] == 1_000_000


# --- what is shown ----------------------------------------------------------------------------------


def test_every_item_is_shown_with_its_amount_and_why_it_counts() -> None:
    family = Household(
        3_600_000,
        1_200_000,
        3,
        income=(Item("wages", 1_500_001), Item("relief", 50_000)),
        expenditure=(Item("medical", 300_000), Item("employment_cost", 60_000)),
    )
    steps = assess(family, RULE).steps
    assert [step.code for step in steps] == [
        "income_item", "income_item", "income", "expenditure_item", "expenditure_item",
        "rigid_expenditure", "employment_cost", "net_per_head", "severe_line", "relative_line",
        "event_cost",
    ]  # fmt: skip
    assert [step.zh for step in steps[:8]] == [
        "收入·工资性收入 ¥15,000.01：按通行口径计入",
        "收入·临时救助金与慰问金 ¥500.00：按通行口径不计入",
        "全年计入收入 ¥15,000.01",
        "支出·自付医疗费用 ¥3,000.00：按通行口径认定",
        "支出·必要就业成本 ¥600.00：按通行口径认定",
        "全年认定刚性支出 ¥3,000.00",
        "全年必要就业成本 ¥600.00",
        "家庭月人均纯收入 (¥15,000.01 − ¥3,000.00 − ¥600.00) ÷ 12 ÷ 3 = ¥316.66…",
    ]
    assert steps[1].en == (
        "Income, temporary relief and consolation gifts, ¥500.00: not counted by the standard list"
    )
    assert steps[1].values == {
        "item": "relief", "amount_fen": 50_000, "counted": False, "by": "standard",
    }  # fmt: skip
    assert steps[2].values == {
        "counted_fen": 1_500_001,
        "not_counted_fen": 50_000,
        "months": 12,
        "annual_income_fen": 1_500_001,
        "stated_fen": 3_600_000,
    }
    assert steps[7].values == {
        "annual_income_fen": 1_500_001,
        "annual_rigid_expenditure_fen": 300_000,
        "annual_employment_cost_fen": 60_000,
        "size": 3,
        "net_pc_fen": "1140001/36",
    }


def test_a_window_and_a_local_list_are_shown() -> None:
    rule = with_lists(["wages"], ["event_loss"], months=7)
    family = Household(
        0,
        0,
        1,
        income=(Item("wages", 100), Item("land", 7)),
        expenditure=(Item("event_loss", 5), Item("employment_cost", 9)),
    )
    steps = {step.code: step for step in assess(family, rule).steps}
    assert steps["income_item"].zh == "收入·土地承包与流转收入 ¥0.07：按本地政策不计入"
    assert steps["income_item"].en == (
        "Income, income of land, ¥0.07: not counted by the edition's list"
    )
    assert steps["income_item"].values["by"] == "edition"
    assert steps["income"].zh == "全年计入收入 近 7 个月 ¥1.00 ÷ 7 × 12 = ¥1.71…"
    assert steps["income"].en.endswith("¥1.00 ÷ 7 × 12 = ¥1.71…, of 7 months")
    assert steps["income"].values["annual_income_fen"] == "1200/7"
    assert steps["rigid_expenditure"].zh == (
        "全年认定刚性支出 近 7 个月 ¥0.00 ÷ 7 × 12 = ¥0.00，加突发事件损失 ¥0.05，共 ¥0.05"
    )
    assert steps["rigid_expenditure"].values["event_loss_fen"] == 5
    assert steps["employment_cost"].values["recognised_fen"] == 0


@pytest.mark.parametrize(
    "items",
    [
        {"income": (Item("salary", 1),)},
        {"income": (Item("medical", 1),)},
        {"income": (Item("wages", -1),)},
        {"expenditure": (Item("wages", 1),)},
        {"expenditure": (Item("medical", 1), Item("medical", -1))},
    ],
)
def test_an_item_no_list_knows_or_below_nothing_is_no_item(
    items: dict[str, tuple[Item, ...]],
) -> None:
    with pytest.raises(ValueError, match=r"no such (income|expenditure)_item"):
        assess(replace(Household(0, 0, 1), **items), RULE)  # type: ignore[arg-type]


# --- what must hold for any household -----------------------------------------------------------------

fen = st.integers(0, 5_000_000)
incomes = st.lists(st.builds(Item, st.sampled_from(INCOME), fen), max_size=6).map(tuple)
expenses = st.lists(st.builds(Item, st.sampled_from(EXPENDITURE), fen), max_size=6).map(tuple)
families = st.builds(
    Household,
    fen,
    fen,
    st.integers(1, 9),
    st.sampled_from([None, "6", "9"]),
    st.just(0) | fen,
    incomes,
    expenses,
)
chosen = st.none() | st.lists(st.sampled_from(INCOME), min_size=1, unique=True)
recognised = st.none() | st.lists(st.sampled_from(EXPENDITURE), unique=True)
rules = st.builds(
    lambda severe, more, ratio, bound, net, months, counted, known: MeansRule.of(
        LINE,
        {"severe": severe, "relative": str(Fraction(severe) + more)},
        ratio,
        bounds={"severe": bound, "relative": bound},
        accident_net_multiple=net,
        income_months=months,
        income_counted=counted,
        expenditure_recognised=known,
    ),
    st.sampled_from(["0.5", "1", "2"]),
    st.integers(0, 2),
    st.sampled_from(["0", "0.80"]),
    st.sampled_from(["exclusive", "inclusive"]),
    st.none() | st.sampled_from(["1.5", "2"]),
    st.integers(1, 12),
    chosen,
    recognised,
)
GRAVITY = {"severe": 3, "relative": 2, "accidental": 1, None: 0}


def decided(result: MeansResult) -> tuple[object, ...]:
    """The category and every step after the items and their sums."""
    first = next(n for n, step in enumerate(result.steps) if step.code == "net_per_head")
    return result.category, result.net_pc_fen, result.steps[first:]


def counting(rule: MeansRule) -> frozenset[str]:
    return COUNTED_INCOME if rule.income_counted is None else rule.income_counted


@given(families, rules, st.data())
def test_more_counted_income_never_makes_the_category_graver(
    family: Household, rule: MeansRule, data: st.DataObject
) -> None:
    item = Item(data.draw(st.sampled_from(sorted(counting(rule)))), data.draw(fen))
    family = replace(family, income=family.income or (Item("wages", 0),))
    richer = replace(family, income=(*family.income, item))
    before, after = assess(family, rule), assess(richer, rule)
    assert GRAVITY[after.category] <= GRAVITY[before.category]
    assert after.net_pc_fen >= before.net_pc_fen


@given(families, rules, st.data())
def test_an_item_that_does_not_count_changes_nothing(
    family: Household, rule: MeansRule, data: st.DataObject
) -> None:
    item = Item(data.draw(st.sampled_from(INCOME)), data.draw(fen))
    known = counting(rule) - {item.item}
    rule = replace(rule, income_counted=known)
    family = replace(family, income=family.income or (Item("wages", 1),))
    with_it = assess(replace(family, income=(*family.income, item)), rule)
    assert decided(with_it) == decided(assess(family, rule))
    assert with_it.steps[len(family.income)].values["counted"] is False


plain = ("medical", "education", "disability")


@given(
    families,
    st.lists(st.builds(Item, st.sampled_from(sorted(COUNTED_INCOME)), fen), min_size=1),
    st.lists(st.builds(Item, st.sampled_from(plain), fen), min_size=1),
    rules,
)
def test_items_that_sum_to_the_totals_decide_as_the_totals_do(
    family: Household, income: list[Item], expenditure: list[Item], rule: MeansRule
) -> None:
    """Of the twelve months that totals cover, by the standard lists; an event is no total."""
    rule = replace(rule, income_months=12, income_counted=None, expenditure_recognised=None)
    totals = replace(
        family,
        annual_income_fen=sum(item.amount_fen for item in income),
        annual_rigid_expenditure_fen=sum(item.amount_fen for item in expenditure),
        income=(),
        expenditure=(),
    )
    listed = replace(totals, income=tuple(income), expenditure=tuple(expenditure))
    assert decided(assess(listed, rule)) == decided(assess(totals, rule))
    apart = replace(listed, expenditure=(*listed.expenditure, Item("employment_cost", 0)))
    assert decided(assess(apart, rule))[:2] == decided(assess(totals, rule))[:2]


@given(families, rules)
def test_any_sound_household_is_judged_and_every_step_can_be_stored(
    family: Household, rule: MeansRule
) -> None:
    result = assess(family, rule)
    stored = [step.to_dict() for step in result.steps]
    assert json.loads(json.dumps(stored)) == stored
    assert all(step.zh and step.en and step.values for step in result.steps)
    shown = [step for step in result.steps if step.code in {"income_item", "expenditure_item"}]
    assert len(shown) == len(family.income) + len(family.expenditure)


@given(families, rules)
def test_the_net_is_what_a_person_would_reckon(family: Household, rule: MeansRule) -> None:
    """Once more, item by item: what counts, a year of it, and an event once."""
    year = Fraction(12, rule.income_months)
    net = Fraction(0 if family.income else family.annual_income_fen)
    net -= 0 if family.expenditure else family.annual_rigid_expenditure_fen
    for item in family.income:
        net += item.amount_fen * year if item.item in counting(rule) else 0
    known = rule.expenditure_recognised
    for item in family.expenditure:
        if known is None or item.item in known:
            net -= item.amount_fen * (1 if item.item == "event_loss" else year)
    assert assess(family, rule).net_pc_fen == net / 12 / family.size
