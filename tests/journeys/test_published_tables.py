"""Tables that unions have published (domain.md §3.3), written as editions and posted through HTTP.

Each is drafted, adopted and applied for: the sums are those of the source, to the fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.county import County, Reply

YUAN = 100
WAN = 10_000 * YUAN
SEVERE = {"annual_income_fen": 1_200_000, "annual_rigid_expenditure_fen": 0}
RELATIVE = {"annual_income_fen": 3_000_000, "annual_rigid_expenditure_fen": 0}
ACCIDENT = {
    "annual_income_fen": 9_000_000, "annual_rigid_expenditure_fen": 0, "event_cost_fen": 9_000_000,
}  # fmt: skip
FOUR_DISEASES = ["恶性肿瘤", "急性心肌梗死", "脑中风后遗症", "终末期肾病"]


@dataclass(frozen=True)
class Case:
    """One application: what it answers, for whom, and the award in yuan, or the code that refuses."""

    award: int | str
    answers: Mapping[str, Any] = field(default_factory=dict)
    household: Mapping[str, Any] | None = None
    child: bool = False


@dataclass(frozen=True)
class Published:
    """A table with its source, as lines of an edition, and the cases it was published with."""

    source: str
    programme: str
    lines: Mapping[str, Any]
    cases: tuple[Case, ...]


def paid(yuan: int, award: int | str, **more: Any) -> Case:
    """A treatment of which so many yuan were left to the household."""
    answers = {"total_cost_fen": yuan * YUAN, "insurance_paid_fen": 0, "other_relief_fen": 0}
    return Case(award, {**answers, **more.pop("answers", {})}, **more)


def study(stage: str, yuan: int, award: int | str, **more: Any) -> Case:
    return Case(award, {"stage": stage, "tuition_fen": yuan * YUAN}, child=True, **more)


def flat(yuan: int) -> dict[str, Any]:
    return {"form": "flat", "by": [], "table": [{"amount_fen": yuan * YUAN}]}


def disease(name: str, award: int | str) -> Case:
    return paid(60_000, award, answers={"disease": name})


def once_for(*names: str) -> dict[str, Any]:
    return {
        "conditions": [
            {
                "code": "listed_disease",
                "zh": "须为所列病种",
                "holds": {"ask": "disease", "in": list(names)},
            }
        ],
        "exclusions": [
            {
                "code": "granted_before",
                "zh": "一人一次",
                "when": {"ask": "awards_before", "at_least": 1},
            }
        ],
    }


NO_CAPS: dict[str, Any] = {"caps": {}}
PUBLISHED = (
    Published(
        "上海 大病 [S41]", "medical",
        {
            "benefit": {
                "form": "marginal", "base": "self_paid_fen",
                "bands": [{"up_to_fen": WAN, "rate": "0.90"}, {"rate": "0.70"}],
            },
            "caps": {"household_year_fen": 2 * WAN},
        },
        (paid(8_000, 7_200), paid(10_000, 9_000), paid(25_000, 19_500), paid(40_000, 20_000)),
    ),
    Published(
        "天津 大病 [S42]", "medical",
        {
            **NO_CAPS,
            "benefit": {
                "form": "bands", "base": "self_paid_fen",
                "bands": [{"from_fen": (6 + n) * WAN, "amount_fen": (1 + n) * WAN} for n in range(5)],
            },
        },
        (
            paid(59_999, "award_zero"), paid(60_000, 10_000), paid(69_999, 10_000),
            paid(70_000, 20_000), paid(80_000, 30_000), paid(90_000, 40_000), paid(100_000, 50_000),
        ),
    ),
    Published(
        "北京昌平 [S44]", "medical",
        {
            **NO_CAPS, "benefit": flat(5_000),
            "conditions": [
                {
                    "code": "fifty_thousand", "zh": "个人自付须达五万元",
                    "holds": {"ask": "self_paid_fen", "at_least": 5 * WAN},
                },
                {
                    "code": "near_family", "zh": "须为本人、配偶、未成年子女或父母",
                    "holds": {
                        "any": [
                            {"ask": "relation", "in": ["01", "10", "51", "52"]},
                            {"all": [{"ask": "relation", "is": "20"}, {"ask": "minor", "is": True}]},
                        ]
                    },
                },
            ],
        },
        (paid(50_000, 5_000), paid(49_999, "fifty_thousand"), paid(50_000, "near_family", child=True)),
    ),
    Published(
        "武汉 四种疾病 [S45]", "medical",
        {**NO_CAPS, "benefit": flat(5_000), **once_for(*FOUR_DISEASES)},
        (disease("恶性肿瘤", 5_000), disease("感冒", "listed_disease"), paid(60_000, "listed_disease")),
    ),
    Published(
        "苏州相城 十种疾病 [S46]", "medical",
        {**NO_CAPS, "benefit": flat(10_000), **once_for(*FOUR_DISEASES, *map(str, range(6)))},
        (disease("终末期肾病", 10_000), disease("5", 10_000), disease("6", "listed_disease")),
    ),
    Published(
        "湖北 医疗：深度全额，相对八成 [S17][S18]", "medical",
        {
            "benefit": {
                "form": "sum",
                "of": [
                    {
                        "form": "share", "base": "self_paid_fen", "rate": "1",
                        "when": {"ask": "category", "is": "severe"},
                    },
                    {
                        "form": "minimum", "when": {"ask": "category", "is": "relative"},
                        "of": [
                            {"form": "share", "base": "self_paid_fen", "rate": "0.80"}, flat(16_000),
                        ],
                    },
                    {
                        "form": "minimum", "when": {"ask": "category", "is": "accidental"},
                        "of": [
                            {"form": "share", "base": "total_cost_fen", "rate": "0.15"}, flat(10_000),
                        ],
                    },
                ],
            },
            "caps": {"household_year_fen": 2 * WAN},
        },
        (
            paid(15_000, 15_000, household=SEVERE), paid(25_000, 20_000, household=SEVERE),
            paid(15_000, 12_000, household=RELATIVE), paid(20_000, 16_000, household=RELATIVE),
            paid(30_000, 16_000, household=RELATIVE), paid(40_000, 6_000, household=ACCIDENT),
            paid(90_000, 10_000, household=ACCIDENT),
        ),
    ),
    Published(
        "送温暖：汪清 500 与 1,000 元 [S61][S63]", "warmth",
        {
            "benefit": {
                "form": "flat", "by": ["category"],
                "table": [
                    {"category": "severe", "amount_fen": 1_000 * YUAN},
                    {"category": ["relative", "accidental"], "amount_fen": 500 * YUAN},
                ],
            },
            "caps": {"per_time_fen": 3_000 * YUAN, "person_year_fen": 6_000 * YUAN},
        },
        (Case(1_000, household=SEVERE), Case(500, household=RELATIVE), Case(500, household=ACCIDENT)),
    ),
    Published(
        "送温暖：云南 600 元", "warmth", {"benefit": flat(600)}, (Case(600),),
    ),
    Published(
        "金秋助学：竹山 3,000–5,000 元 [S34]", "tuition",
        {
            **NO_CAPS,
            "benefit": {
                "form": "flat", "by": ["stage"],
                "table": [
                    {"stage": ["undergraduate", "postgraduate"], "amount_fen": 5_000 * YUAN},
                    {"stage": "junior_college", "amount_fen": 4_000 * YUAN},
                    {"stage": ["high_school", "vocational"], "amount_fen": 3_000 * YUAN},
                ],
            },
        },
        (
            study("undergraduate", 4_800, 5_000), study("junior_college", 4_800, 4_000),
            study("vocational", 4_800, 3_000),
        ),
    ),
    Published(
        "金秋助学：湖北 大学 10 × 低保、高中 6 × 低保 [S18]", "tuition",
        {
            **NO_CAPS, "living_line_fen": 94_000,
            "benefit": {
                "form": "multiple", "of": "living_line_fen", "by": "stage",
                "months": {"undergraduate": 10, "postgraduate": 10, "high_school": 6, "vocational": 6},
            },
        },
        (
            study("undergraduate", 4_800, 9_400), study("high_school", 4_800, 5_640),
            study("junior_college", 4_800, "award_zero"),
        ),
    ),
    Published(
        "金秋助学：上海 10 × 低保与学费一半取小 [S16][S19]", "tuition",
        {
            **NO_CAPS, "living_line_fen": 94_000,
            "benefit": {
                "form": "minimum",
                "of": [
                    {"form": "share", "base": "tuition_fen", "rate": "0.5"},
                    {
                        "form": "multiple", "of": "living_line_fen", "by": "stage",
                        "months": {"undergraduate": 10},
                    },
                ],
            },
        },
        (study("undergraduate", 10_000, 5_000), study("undergraduate", 30_000, 9_400)),
    ),
    Published(
        "生活救助：12 × 与 8 × 低保（乳山 1,062 元）[S16]", "warmth",
        {
            **NO_CAPS, "living_line_fen": 1_062 * YUAN,
            "benefit": {
                "form": "multiple", "of": "living_line_fen", "months": {"severe": 12, "relative": 8},
            },
        },
        (
            Case(12_744, household=SEVERE), Case(8_496, household=RELATIVE),
            Case("award_zero", household=ACCIDENT),
        ),
    ),
    Published("生活救助：上海 5,000 元", "warmth", {**NO_CAPS, "benefit": flat(5_000)}, (Case(5_000),)),
)  # fmt: skip


def applied(county: County, programme: str, case: Case) -> Reply:
    more = {"household": dict(case.household)} if case.household else {}
    file = county.active_file(**more)
    assert file["state"] == "active", file.body
    form = county.application_form(programme, file)
    form["answers"] = {**form["answers"], **case.answers}
    if case.child:
        (member,) = file["members"]
        form["beneficiary"] = {"member_id": member["id"]}
        form["payee"]["name"] = member["name"]
    return county.post("clerk-1", "/v1/applications", form)


@pytest.mark.parametrize("table", PUBLISHED, ids=[one.source for one in PUBLISHED])
def test_a_published_table_grants_what_was_published(county: County, table: Published) -> None:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == table.programme)
    adopted = county.adopt({**seeded, "union": "360722", **table.lines})
    assert adopted.status == 200, adopted.body
    for case in table.cases:
        told = applied(county, table.programme, case)
        if isinstance(case.award, str):
            assert (told.status, case.award in told.codes) == (422, True), (case, told.body)
        else:
            assert told.status == 201, (case, told.body)
            assert told["award_fen"] == case.award * YUAN, (case, told["assessment"])
