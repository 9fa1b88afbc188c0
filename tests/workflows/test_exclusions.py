"""Exclusions: each rule on both sides of its limit, exemptions, and what a refusal tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import ExclusionApplies, Refused
from workflows.exclusions import (
    Estate,
    ExclusionRule,
    Exemption,
    Finding,
    Vehicle,
    examine,
    verdicts,
)
from workflows.vocabulary import codes, label

LINE = 75_000
YEAR = 12 * LINE


def one(
    document: dict[str, Any], size: int = 1, exemptions: tuple[Exemption, ...] = (), **told: Any
) -> Finding:
    (finding,) = examine(
        [ExclusionRule.from_dict(document)],
        Estate(**told),
        size=size,
        living_line_fen=LINE,
        exemptions=exemptions,
    )
    return finding


COUNTED = {
    "dwellings": "dwellings",
    "vehicles": "vehicles",
    "business": "businesses",
    "non_residential": "non_residential",
    "high_fee_school": "high_fee_schools",
    "study_abroad": "studies_abroad",
}
"""Rule → what is declared for it."""
FLAGGED = ("refuses_check", "refuses_work", "not_union_member", "retired")


def limit(rule: str, at_most: int = 0) -> dict[str, Any]:
    return {"rule": rule, "at_most": at_most}


# --- each rule on both sides ------------------------------------------------------------------------


@pytest.mark.parametrize("at_most", [0, 1, 3])
@pytest.mark.parametrize("rule", COUNTED)
def test_as_many_as_allowed_pass_and_one_more_does_not(rule: str, at_most: int) -> None:
    told: dict[str, Any] = {COUNTED[rule]: at_most}
    within = one(limit(rule, at_most), **told)
    assert (within.ok, within.found, within.limit) == (True, at_most, at_most)
    told = {COUNTED[rule]: at_most + 1}
    beyond = one(limit(rule, at_most), **told)
    assert (beyond.ok, beyond.found, beyond.limit) == (False, at_most + 1, at_most)
    assert beyond.step.code == f"exclusion_{rule}"
    assert beyond.step.values["ok"] is False


EXEMPT = ["disability_mobility"]
CHEAP = 10_000_000


@pytest.mark.parametrize(
    ("vehicles", "found"),
    [
        ((), 0),
        ((Vehicle(),), 1),
        ((Vehicle("disability_mobility"),), 0),
        ((Vehicle("livelihood"),), 1),
        ((Vehicle("disability_mobility"), Vehicle()), 1),
        ((Vehicle("disability_mobility"), Vehicle("disability_mobility")), 0),
        ((Vehicle("ordinary", CHEAP - 1, price_proven=True),), 0),
        ((Vehicle("ordinary", CHEAP, price_proven=True),), 1),
        ((Vehicle("ordinary", CHEAP - 1, price_proven=False),), 1),
        ((Vehicle("ordinary", None, price_proven=True),), 1),
        ((Vehicle("ordinary", 0, price_proven=True), Vehicle("ordinary", 1)), 1),
        (2, 2),
        (0, 0),
    ],
)
def test_a_vehicle_of_an_exempt_kind_or_proven_cheap_is_not_counted(
    vehicles: tuple[Vehicle, ...] | int, found: int
) -> None:
    rule = {**limit("vehicles"), "exempt_kinds": EXEMPT, "price_below_fen": CHEAP}
    finding = one(rule, vehicles=vehicles)
    assert (finding.found, finding.ok) == (found, found == 0)


def test_without_an_exemption_in_the_rule_every_vehicle_counts() -> None:
    cheap = Vehicle("disability_mobility", 1, price_proven=True)
    assert one(limit("vehicles"), vehicles=(cheap,)).found == 1
    assert one({**limit("vehicles"), "price_below_fen": 1}, vehicles=(cheap,)).found == 1
    assert one({**limit("vehicles"), "price_below_fen": 2}, vehicles=(cheap,)).found == 0


@pytest.mark.parametrize("size", [1, 3, 7])
@pytest.mark.parametrize(
    ("multiple", "fen"), [("2", 2 * YEAR), ("3", 3 * YEAR), ("0.5", YEAR // 2)]
)
def test_financial_assets_are_counted_per_head_against_a_year_of_the_line(
    size: int, multiple: str, fen: int
) -> None:
    rule = {"rule": "financial_assets", "multiple": multiple}
    at_limit = one(rule, size, financial_assets_fen=fen * size)
    assert (at_limit.ok, at_limit.found, at_limit.limit) == (True, fen, fen)
    beyond = one(rule, size, financial_assets_fen=fen * size + 1)
    assert beyond.ok is False
    assert beyond.found == fen + 1
    exactly = beyond.step.values["per_head_fen"]
    assert exactly == (fen + 1 if size == 1 else f"{fen * size + 1}/{size}")


@pytest.mark.parametrize(
    ("rule", "told", "found"),
    [
        ("refuses_check", {"refuses_check": True}, True),
        ("refuses_check", {"refuses_check": False}, False),
        ("refuses_work", {"refuses_work": True, "health": "good"}, True),
        ("refuses_work", {"refuses_work": False, "health": "good"}, False),
        ("refuses_work", {"refuses_work": True}, True),
        ("refuses_work", {"refuses_work": True, "health": "disabled"}, False),
        ("refuses_work", {"refuses_work": None, "health": "common"}, False),
        ("not_union_member", {"union_member": False}, True),
        ("not_union_member", {"union_member": True}, False),
        ("retired", {"employment": "retired"}, True),
        ("retired", {"employment": "early_retired"}, False),
        ("retired", {"employment": "on_post"}, False),
    ],
)
def test_a_flag_applies_where_it_is_so(rule: str, told: dict[str, Any], found: bool) -> None:
    finding = one({"rule": rule}, **told)
    assert (finding.found, finding.limit) == (int(found), 0)
    assert finding.ok is not found


@pytest.mark.parametrize("health", [code for code in codes("health") if code != "good"])
def test_only_the_able_bodied_can_refuse_work(health: str) -> None:
    finding = one({"rule": "refuses_work"}, refuses_work=True, health=health)
    assert finding.ok
    assert finding.step.values["excused"] is True
    assert finding.step.zh == ("有劳动能力而拒绝就业：否（健康状况非良好，不作要求），不属排除情形")
    assert label("health", health, "zh") not in finding.step.zh.replace("健康状况非良好", "")


@pytest.mark.parametrize(
    "document",
    [
        *(limit(rule, 99) for rule in COUNTED),
        {"rule": "financial_assets", "multiple": "100"},
        *({"rule": rule} for rule in FLAGGED),
    ],
    ids=lambda document: document["rule"],
)
def test_what_a_rule_asks_for_and_nobody_stated_does_not_pass(document: dict[str, Any]) -> None:
    finding = one(document)
    assert (finding.ok, finding.found) == (False, None)
    assert "未申报" in finding.step.zh
    assert "not stated" in finding.step.en
    verdict = finding.verdict()
    assert verdict.title("zh").endswith("：未申报")
    assert verdict.title("en").endswith(": not stated")
    assert verdict.values["found"] is None


def test_every_exclusion_of_the_list_is_tried_here() -> None:
    assert {*COUNTED, *FLAGGED, "financial_assets"} == set(codes("exclusion"))


def test_a_household_of_nobody_and_a_rule_nobody_knows_are_not_examined() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        examine([], Estate(), size=0, living_line_fen=LINE)
    with pytest.raises(KeyError):
        one({"rule": "unlucky"})


# --- exemptions ---------------------------------------------------------------------------------------


def test_an_exemption_lifts_the_very_value_it_was_made_for() -> None:
    made = (Exemption("vehicles", 1, "一事一议-7"),)
    lifted = one(limit("vehicles"), exemptions=made, vehicles=1)
    assert (lifted.ok, lifted.found, lifted.exemption) == (True, 1, "一事一议-7")
    assert lifted.step.zh == (
        "机动车辆超过规定：认定 1，至多 0，属排除情形，已按一事一议豁免（一事一议-7）"
    )
    assert lifted.step.en == (
        "More motor vehicles than allowed: 1 found, at most 0: applies, lifted by exemption "
        "一事一议-7"
    )
    assert lifted.step.values["exemption"] == "一事一议-7"
    assert lifted.verdict().values["exemption"] == "一事一议-7"


def test_one_exempted_car_does_not_exempt_a_second() -> None:
    made = (Exemption("vehicles", 1, "E1"), Exemption("vehicles", 3, "E2"))
    second = one(limit("vehicles"), exemptions=made, vehicles=2)
    assert (second.ok, second.exemption, second.outgrown) == (False, None, ("E1", "E2"))
    assert second.step.zh.endswith("属排除情形，已有豁免（E1, E2）不针对现值")
    assert second.step.en.endswith("applies; exemption E1, E2 is of another value")
    assert second.step.values["outgrown"] == "E1, E2"
    assert second.verdict().values == {"found": 2, "limit": 0, "outgrown": ["E1", "E2"]}


def test_an_exemption_for_more_does_not_exempt_less() -> None:
    made = (Exemption("dwellings", 3, "E1"),)
    assert not one(limit("dwellings", 1), exemptions=made, dwellings=2).ok


def test_an_exemption_is_of_one_rule_alone() -> None:
    made = (Exemption("dwellings", 2, "E1"),)
    finding = one(limit("vehicles", 1), exemptions=made, vehicles=2)
    assert (finding.ok, finding.outgrown) == (False, ())


def test_of_two_exemptions_the_one_that_fits_is_named() -> None:
    made = (Exemption("vehicles", 1, "E1"), Exemption("vehicles", 2, "E2"))
    finding = one(limit("vehicles"), exemptions=made, vehicles=2)
    assert (finding.ok, finding.exemption, finding.outgrown) == (True, "E2", ())


def test_savings_that_moved_by_a_fen_per_head_are_another_value() -> None:
    rule = {"rule": "financial_assets", "multiple": "2"}
    before = one(rule, 7, financial_assets_fen=99_999_998)
    assert before.found == 14_285_714
    made = (Exemption("financial_assets", before.found, "E1"),)
    assert one(rule, 7, made, financial_assets_fen=99_999_998).ok
    assert not one(rule, 7, made, financial_assets_fen=99_999_999).ok
    assert not one(rule, 6, made, financial_assets_fen=99_999_998).ok


def test_a_flag_is_exempted_where_it_is_so_and_nothing_exempts_a_silence() -> None:
    retired = {"rule": "retired"}
    made = (Exemption("retired", 1, "E"),)
    assert one(retired, exemptions=made, employment="retired").exemption == "E"
    assert not one(retired, exemptions=made).ok
    assert not one(retired, exemptions=(Exemption("retired", None, "E"),)).ok
    assert not one(limit("vehicles"), exemptions=(Exemption("vehicles", None, "E"),)).ok


def test_where_a_rule_does_not_apply_an_exemption_is_not_used() -> None:
    made = (Exemption("vehicles", 0, "E1"), Exemption("vehicles", 1, "E2"))
    finding = one(limit("vehicles"), exemptions=made, vehicles=0)
    assert (finding.ok, finding.exemption, finding.outgrown) == (True, None, ())
    assert finding.step.zh.endswith("，不属排除情形")


# --- what is told -------------------------------------------------------------------------------------


def test_a_refusal_lists_every_exclusion_that_applies() -> None:
    rules = [
        ExclusionRule.from_dict(document)
        for document in (
            limit("dwellings", 1),
            limit("vehicles"),
            limit("business"),
            {"rule": "financial_assets", "multiple": "2"},
            {"rule": "retired"},
        )
    ]
    estate = Estate(dwellings=2, vehicles=0, financial_assets_fen=2 * YEAR + 1)
    findings = examine(rules, estate, size=1, living_line_fen=LINE)
    assert [finding.rule for finding in findings] == [rule.rule for rule in rules]
    told = verdicts(findings)
    refusal = Refused.of(told)
    assert type(refusal) is ExclusionApplies
    assert refusal.status == 422
    assert [(v.name, v.title("zh"), dict(v.values)) for v in refusal.refusals] == [
        ("exclusion_dwellings", "住房超过规定套数", {"found": 2, "limit": 1}),
        ("exclusion_business", "有商铺、雇工或工商登记：未申报", {"found": None, "limit": 0}),
        (
            "exclusion_financial_assets",
            "人均金融资产超过规定",
            {"found": 2 * YEAR + 1, "limit": 2 * YEAR},
        ),
        ("exclusion_retired", "已退休：未申报", {"found": None, "limit": 0}),
    ]
    assert [v.ok for v in told] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("document", "told", "zh", "en"),
    [
        (
            limit("dwellings", 1),
            {"dwellings": 2},
            "住房超过规定套数：认定 2，至多 1，属排除情形",
            "More dwellings than allowed: 2 found, at most 1: applies",
        ),
        (
            {**limit("vehicles"), "exempt_kinds": ["livelihood"]},
            {"vehicles": (Vehicle("livelihood"), Vehicle())},
            "机动车辆超过规定：申报 2，不计 1，认定 1，至多 0，属排除情形",
            "More motor vehicles than allowed: 2 stated, 1 not counted, 1 found, at most 0: applies",
        ),
        (
            {"rule": "financial_assets", "multiple": "2"},
            {"financial_assets_fen": 100},
            "人均金融资产超过规定：人均 ¥1.00，至多 ¥750.00 × 12 × 2 = ¥18,000.00，不属排除情形",
            "More financial assets per head than allowed: ¥1.00 per head, "
            "at most ¥750.00 × 12 × 2 = ¥18,000.00: does not apply",
        ),
        (
            {"rule": "refuses_check"},
            {"refuses_check": True},
            "拒绝核对、无有效证明或隐瞒：是，属排除情形",
            "Refuses the check, proves nothing or conceals: yes: applies",
        ),
        (
            limit("study_abroad"),
            {},
            "子女自费出国（境）留学：未申报，至多 0，未申报的按属排除情形处理",
            "A child studying abroad at own cost: not stated, at most 0: taken to apply",
        ),
    ],
)
def test_a_finding_is_read_at_the_counter(
    document: dict[str, Any], told: dict[str, Any], zh: str, en: str
) -> None:
    step = one(document, **told).step
    assert (step.zh, step.en) == (zh, en)


def test_the_values_of_a_finding_let_anybody_reckon_it_again() -> None:
    rule = {**limit("vehicles"), "price_below_fen": 5}
    assert one(rule, vehicles=(Vehicle(),)).step.values == {
        "found": 1, "limit": 0, "declared": 1, "not_counted": 0, "price_below_fen": 5,
        "exemption": None, "outgrown": None, "ok": False,
    }  # fmt: skip
    assets = one({"rule": "financial_assets", "multiple": "2"}, 2, financial_assets_fen=3)
    assert assets.step.values == {
        "found": 2, "limit": 1_800_000, "financial_assets_fen": 3, "size": 2,
        "per_head_fen": "3/2", "living_line_fen": LINE, "multiple": 2,
        "exemption": None, "outgrown": None, "ok": True,
    }  # fmt: skip


count = st.none() | st.integers(0, 9)
flag = st.none() | st.booleans()
vehicle = st.builds(
    Vehicle, st.sampled_from(codes("vehicle_kind")), st.none() | st.integers(0, 99), st.booleans()
)
estates = st.builds(
    Estate,
    dwellings=count,
    vehicles=count | st.lists(vehicle, max_size=4).map(tuple),
    businesses=count,
    non_residential=count,
    high_fee_schools=count,
    studies_abroad=count,
    financial_assets_fen=st.none() | st.integers(0, 10**9),
    refuses_check=flag,
    refuses_work=flag,
    health=st.none() | st.sampled_from(codes("health")),
    union_member=flag,
    employment=st.none() | st.sampled_from(codes("employment")),
)
rule = st.builds(
    ExclusionRule,
    st.sampled_from(codes("exclusion")),
    st.integers(0, 3),
    st.frozensets(st.sampled_from(codes("vehicle_kind"))),
    st.none() | st.integers(1, 99),
    st.fractions(0, 3),
)
values = st.none() | st.integers(0, 4)
exemptions = st.lists(
    st.builds(Exemption, st.sampled_from(codes("exclusion")), values, st.sampled_from("AB")),
    max_size=4,
)


@given(st.lists(rule, max_size=11), estates, st.integers(1, 9), exemptions)
def test_any_household_is_examined_and_every_finding_can_be_stored(
    rules: list[ExclusionRule], estate: Estate, size: int, made: list[Exemption]
) -> None:
    findings = examine(rules, estate, size=size, living_line_fen=LINE, exemptions=made)
    assert len(findings) == len(rules)
    for finding, told in zip(findings, verdicts(findings), strict=True):
        stored = finding.step.to_dict()
        assert json.loads(json.dumps(stored)) == stored
        assert json.dumps(told.values)
        assert told.ok is finding.ok is stored["values"]["ok"]
        assert told.error is ExclusionApplies
        if finding.found is None:
            assert not finding.ok
        if finding.exemption:
            assert any(
                (one.rule, one.found, one.id) == (finding.rule, finding.found, finding.exemption)
                for one in made
            )


@given(rule, estates, st.integers(1, 9), exemptions)
def test_an_exemption_never_makes_it_worse(
    one_rule: ExclusionRule, estate: Estate, size: int, made: list[Exemption]
) -> None:
    (bare,) = examine([one_rule], estate, size=size, living_line_fen=LINE)
    (told,) = examine([one_rule], estate, size=size, living_line_fen=LINE, exemptions=made)
    assert told.ok or not bare.ok
    assert (told.found, told.limit) == (bare.found, bare.limit)
