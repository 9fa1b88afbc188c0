"""The edition of a means test: what it may set, each wrong line by name, and what it then means."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from tests.workflows.test_policy import KINDS, LEAVE_OUT, MEANS, changed, found, json_values
from workflows import programme
from workflows.exclusions import ExclusionRule
from workflows.means_rule import MeansRule
from workflows.policy import parse_means, problems
from workflows.vocabulary import codes

EXCLUSIONS: list[dict[str, Any]] = [
    {"rule": "dwellings", "at_most": 1},
    {
        "rule": "vehicles",
        "at_most": 0,
        "exempt_kinds": ["disability_mobility"],
        "price_below_fen": 10_000_000,
    },
    {"rule": "business", "at_most": 0},
    {"rule": "non_residential", "at_most": 0},
    {"rule": "high_fee_school", "at_most": 0},
    {"rule": "study_abroad", "at_most": 0},
    {"rule": "financial_assets", "multiple": "2"},
    {"rule": "refuses_check"},
    {"rule": "refuses_work"},
    {"rule": "not_union_member"},
    {"rule": "retired"},
]
OPTIONAL: dict[str, Any] = {
    "bounds": {"severe": "inclusive", "relative": "exclusive", "accidental": "exclusive"},
    "accident_net_multiple": "1.5",
    "income_months": 6,
    "income_counted": ["wages", "union_aid"],
    "expenditure_recognised": ["medical", "employment_cost"],
    "exclusions": EXCLUSIONS,
    "evidence": ["identity_card", "income"],
    "evidence_by_cause": {"6": ["diagnosis", "invoice"], "9": ["admission_letter"]},
    "reverification_months": 6,
    "exit_months": 12,
    "archive_years": 30,
    "sample_rate": "0.50",
    "resemblances_decided": True,
}
FULL = {**MEANS, **OPTIONAL}


def test_an_edition_that_sets_everything_is_sound() -> None:
    assert found(FULL) == set()
    assert {one["rule"] for one in EXCLUSIONS} == set(codes("exclusion"))


@pytest.mark.parametrize("name", OPTIONAL)
def test_each_of_it_may_be_left_out_and_may_stand_alone(name: str) -> None:
    alone = {**MEANS, name: OPTIONAL[name]}
    if name == "bounds":
        alone["accident_net_multiple"] = "1.5"
    assert found(alone) == set()
    without = changed(FULL, name, LEAVE_OUT)
    if name == "accident_net_multiple":
        without = changed(without, "/bounds/accidental", LEAVE_OUT)
    assert found(without) == set()


# --- refused, each at its line ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/bounds", [], "object"),
        ("/bounds", None, "object"),
        ("/bounds/severe", "open", "unknown_code"),
        ("/bounds/severe", True, "unknown_code"),
        ("/bounds/marginal", "inclusive", "unknown_field"),
        ("/accident_net_multiple", 1.5, "decimal"),
        ("/accident_net_multiple", None, "decimal"),
        ("/accident_net_multiple", "0", "out_of_range"),
        ("/accident_net_multiple", "100.1", "out_of_range"),
        ("/income_months", 0, "whole_number"),
        ("/income_months", 13, "whole_number"),
        ("/income_months", "6", "whole_number"),
        ("/income_months", True, "whole_number"),
        ("/income_counted", [], "list"),
        ("/income_counted", "wages", "list"),
        ("/income_counted/0", "salary", "unknown_code"),
        ("/income_counted/1", "wages", "repeated"),
        ("/income_counted/1", "medical", "unknown_code"),
        ("/expenditure_recognised", None, "list"),
        ("/expenditure_recognised/0", "food", "unknown_code"),
        ("/expenditure_recognised/1", "medical", "repeated"),
        ("/evidence", "income", "list"),
        ("/evidence/0", "Identity card", "text"),
        ("/evidence/1", "identity_card", "repeated"),
        ("/evidence/1", "a_document", "document_unknown"),
        ("/evidence_by_cause/6/1", "a_document", "document_unknown"),
        ("/evidence_by_cause", [], "object"),
        ("/evidence_by_cause/11", ["income"], "unknown_field"),
        ("/evidence_by_cause/6", "income", "list"),
        ("/evidence_by_cause/6/1", "diagnosis", "repeated"),
        ("/evidence_by_cause/6/1", 7, "text"),
        ("/reverification_months", 0, "whole_number"),
        ("/reverification_months", 13, "whole_number"),
        ("/exit_months", 0, "whole_number"),
        ("/exit_months", 25, "whole_number"),
        ("/archive_years", 9, "whole_number"),
        ("/archive_years", 101, "whole_number"),
        ("/sample_rate", "0.299999", "out_of_range"),
        ("/sample_rate", "1.000001", "out_of_range"),
        ("/sample_rate", 0.3, "decimal"),
        ("/sample_rate", "30%", "decimal"),
        ("/resemblances_decided", "yes", "flag"),
        ("/resemblances_decided", 1, "flag"),
        ("/resemblances_decided", None, "flag"),
        ("/thresholds", ["income"], "list"),
        ("/exclusions", {}, "list"),
        ("/exclusions", None, "list"),
        ("/exclusions/0", "dwellings", "object"),
        ("/exclusions/0/rule", "castles", "unknown_code"),
        ("/exclusions/0/rule", LEAVE_OUT, "unknown_code"),
        ("/exclusions/0/rule", ["dwellings"], "unknown_code"),
        ("/exclusions/0/at_most", LEAVE_OUT, "missing"),
        ("/exclusions/0/at_most", -1, "whole_number"),
        ("/exclusions/0/at_most", 100, "whole_number"),
        ("/exclusions/0/at_most", "1", "whole_number"),
        ("/exclusions/0/at_least", 1, "unknown_field"),
        ("/exclusions/0/exempt_kinds", ["livelihood"], "unknown_field"),
        ("/exclusions/1/at_most", LEAVE_OUT, "missing"),
        ("/exclusions/1/exempt_kinds", "livelihood", "list"),
        ("/exclusions/1/exempt_kinds/0", "bicycle", "unknown_code"),
        ("/exclusions/1/exempt_kinds/0", "ordinary", "unknown_code"),
        ("/exclusions/1/exempt_kinds", ["livelihood", "livelihood"], "repeated"),
        ("/exclusions/1/price_below_fen", 0, "whole_number"),
        ("/exclusions/1/price_below_fen", None, "whole_number"),
        ("/exclusions/1/multiple", "2", "unknown_field"),
        ("/exclusions/6/multiple", LEAVE_OUT, "missing"),
        ("/exclusions/6/multiple", 2, "decimal"),
        ("/exclusions/6/multiple", "101", "out_of_range"),
        ("/exclusions/6/at_most", 2, "unknown_field"),
        ("/exclusions/7/at_most", 0, "unknown_field"),
        ("/exclusions/10/rule", "dwellings", "missing"),
        ("/exclusions/10/rule", "refuses_work", "repeated"),
        ("/surprise", 1, "unknown_field"),
    ],
)
def test_a_wrong_line_of_a_means_edition_is_named(pointer: str, value: Any, code: str) -> None:
    ((line, what),) = found(changed(FULL, pointer, value))
    assert what == code
    if code == "missing":
        assert line.rpartition("/")[0] == pointer.rpartition("/")[0]
    else:
        assert line.startswith(pointer)


def test_one_thing_is_ruled_on_once() -> None:
    document = changed(FULL, "/exclusions", [*EXCLUSIONS[:2], {"rule": "dwellings", "at_most": 2}])
    assert found(document) == {("/exclusions/2/rule", "repeated")}
    (one,) = problems(document, programme.registered())
    assert one.title("zh") == "dwellings 已有一行，请合并或删去"
    assert one.title("en") == "dwellings has a line already: keep one"


def test_an_unknown_parameter_is_answered_with_those_there_are() -> None:
    document = changed(FULL, "/exclusions/1/exempt", [])
    (one,) = problems(document, programme.registered())
    assert one.pointer == "/exclusions/1/exempt"
    assert one.title("en") == (
        "No such field; there are: rule, at_most, exempt_kinds, price_below_fen"
    )
    (other,) = problems(changed(FULL, "/exclusions/0/rule", "castles"), programme.registered())
    assert other.title("zh").startswith("须为其中之一：dwellings, vehicles, business")


def test_a_bound_of_a_line_that_is_not_drawn_is_refused() -> None:
    document = changed(FULL, "accident_net_multiple", LEAVE_OUT)
    assert found(document) == {("/bounds/accidental", "bound_of_no_line")}


def test_the_limits_of_a_decimal_are_told_as_decimals() -> None:
    (one,) = problems(changed(FULL, "/sample_rate", "0.1"), programme.registered())
    assert one.title("en") == "Write a decimal from 0.3 to 1"
    assert one.title("zh") == "须在 0.3 与 1 之间"


@pytest.mark.parametrize(
    ("pointer", "within", "beyond"),
    [
        ("/accident_net_multiple", "0.01", "0.009999"),
        ("/accident_net_multiple", "100", "100.1"),
        ("/income_months", 1, 0),
        ("/income_months", 12, 13),
        ("/income_counted", list(codes("income_item")), "wages"),
        ("/income_counted", ["wages"], []),
        ("/expenditure_recognised", [], ["wages"]),
        ("/exclusions", [], [{}]),
        ("/exclusions/0/at_most", 0, -1),
        ("/exclusions/0/at_most", 99, 100),
        ("/exclusions/1/exempt_kinds", list(codes("vehicle_kind")[1:]), list(codes("vehicle_kind"))),
        ("/exclusions/1/exempt_kinds", [], None),
        ("/exclusions/1/price_below_fen", 1, 0),
        ("/exclusions/1/price_below_fen", 10**11, 10**11 + 1),
        ("/exclusions/6/multiple", "0", "-1"),
        ("/exclusions/6/multiple", "100", "100.1"),
        ("/evidence", KINDS, [*KINDS, "a_document"]),
        ("/evidence_by_cause/6", KINDS, [*KINDS, "a_document"]),
        ("/evidence_by_cause", {cause: [] for cause in codes("cause")}, {"0": []}),
        ("/reverification_months", 1, 0),
        ("/reverification_months", 12, 13),
        ("/exit_months", 1, 0),
        ("/exit_months", 24, 25),
        ("/archive_years", 10, 9),
        ("/archive_years", 100, 101),
        ("/sample_rate", "0.30", "0.29"),
        ("/sample_rate", "1", "1.1"),
        ("/thresholds", [], [{"from_fen": 0, "append": []}]),
    ],
)  # fmt: skip
def test_a_limit_is_kept_at_itself_and_refused_beyond(
    pointer: str, within: Any, beyond: Any
) -> None:
    assert found(changed(FULL, pointer, within)) == set()
    assert found(changed(FULL, pointer, beyond))


@pytest.mark.parametrize(
    "pointer", [*OPTIONAL, *(f"exclusions/{n}" for n in range(11)), "exclusions/1/exempt_kinds"]
)
@given(value=json_values)
def test_any_json_on_any_line_is_judged_and_never_raises(pointer: str, value: Any) -> None:
    document = changed(FULL, f"/{pointer}", value)
    if not found(document):
        parse_means(document).rule()


# --- what a sound edition means -----------------------------------------------------------------------


def test_an_edition_that_says_nothing_has_the_safe_terms() -> None:
    edition = parse_means(MEANS)
    assert edition.reverification_months == 12
    assert edition.exit_months == 6
    assert edition.archive_years == 10
    assert edition.sample_rate == "0.30"
    assert edition.resemblances_decided is False
    assert edition.exclusions == ()
    assert edition.evidence == ()
    assert edition.evidence_by_cause == {}
    assert edition.rule() == MeansRule.of(75_000, {"severe": "1.0", "relative": "2.0"}, "0.80")


def test_an_edition_that_says_everything_becomes_values() -> None:
    edition = parse_means(FULL)
    assert edition.evidence == ("identity_card", "income")
    assert edition.evidence_by_cause == {
        "6": ("diagnosis", "invoice"),
        "9": ("admission_letter",),
    }
    assert (edition.reverification_months, edition.exit_months) == (6, 12)
    assert (edition.archive_years, edition.sample_rate) == (30, "0.50")
    assert edition.resemblances_decided is True
    assert [rule.rule for rule in edition.exclusions] == [one["rule"] for one in EXCLUSIONS]
    assert edition.exclusions[0] == ExclusionRule("dwellings", at_most=1)
    assert edition.exclusions[1] == ExclusionRule(
        "vehicles",
        exempt_kinds=frozenset({"disability_mobility"}),
        price_below_fen=10_000_000,
    )
    assert edition.exclusions[6] == ExclusionRule("financial_assets", multiple=Fraction(2))


def test_the_rule_of_an_edition_has_every_figure_it_sets() -> None:
    rule = parse_means(FULL).rule()
    assert rule == MeansRule(
        living_line_fen=75_000,
        severe_multiple=Fraction(1),
        relative_multiple=Fraction(2),
        accident_cost_ratio=Fraction(4, 5),
        inclusive=frozenset({"severe"}),
        accident_net_multiple=Fraction(3, 2),
        income_months=6,
        income_counted=frozenset({"wages", "union_aid"}),
        expenditure_recognised=frozenset({"medical", "employment_cost"}),
    )
    plain = parse_means(MEANS).rule()
    same = [one.name for one in fields(rule) if getattr(rule, one.name) == getattr(plain, one.name)]
    assert same == [
        "living_line_fen", "severe_multiple", "relative_multiple", "accident_cost_ratio",
    ]  # fmt: skip


@pytest.mark.parametrize("name", OPTIONAL)
def test_no_line_of_an_edition_is_read_over(name: str) -> None:
    """What is accepted and then forgotten would be a control that nobody keeps."""
    with_it = parse_means({**MEANS, name: OPTIONAL[name]})
    assert with_it != parse_means(MEANS)
