"""The three programmes: every rule on both sides, what is derived, and the once-only key."""

from datetime import date
from typing import Any

import pytest

from workflows import programme
from workflows.programme import Beneficiary, CaseFacts

TODAY = date(2026, 3, 2)
STUDENT = Beneficiary("20", student=True)
SOUND: dict[str, dict[str, Any]] = {
    "warmth": {
        "occasion": "spring_festival",
        "year": 2026,
        "object": "filed_worker",
        "kind": "cash",
    },
    "tuition": {
        "stage": "undergraduate",
        "admission": "freshman",
        "school_name": "江西师范大学",
        "school_type": "public",
        "academic_year": "2026-2027",
        "tuition_fen": 500_000,
        "other_aid_fen": 0,
    },
    "medical": {
        "total_cost_fen": 6_800_000,
        "insurance_paid_fen": 3_100_000,
        "other_relief_fen": 500_000,
        "settlement_number": "JS202603020017",
        "hospital_level": 2,
        "diagnosed_on": "2026-03-02",
        "disease": "急性心肌梗死",
    },
}


def refused(code: str, minimum: int = 0, **changes: Any) -> set[str]:
    facts = CaseFacts(
        {**SOUND[code], **changes}, TODAY, beneficiary=STUDENT, minimum_base_fen=minimum
    )
    return {verdict.code for verdict in programme.refusals(programme.registered()[code], facts)}


def key(code: str, person: str = "p", **changes: Any) -> str:
    return programme.registered()[code].claim_key({**SOUND[code], **changes}, person)


@pytest.mark.parametrize("code", SOUND)
def test_a_sound_case_meets_every_rule(code: str) -> None:
    assert refused(code) == set()


@pytest.mark.parametrize("code", SOUND)
def test_the_sample_answers_every_question_of_the_programme(code: str) -> None:
    questions = programme.registered()[code].questions
    assert [question.name for question in questions] == list(SOUND[code])


@pytest.mark.parametrize(
    ("code", "name", "limits"),
    [
        ("warmth", "year", (2000, 2100, None)),
        ("tuition", "school_name", (None, None, 100)),
        ("tuition", "academic_year", (None, None, 9)),
        ("tuition", "tuition_fen", (0, 100_000_000_000, None)),
        ("tuition", "other_aid_fen", (0, 100_000_000_000, None)),
        ("medical", "total_cost_fen", (0, 100_000_000_000, None)),
        ("medical", "insurance_paid_fen", (0, 100_000_000_000, None)),
        ("medical", "other_relief_fen", (0, 100_000_000_000, None)),
        ("medical", "settlement_number", (None, None, 64)),
        ("medical", "hospital_level", (1, 3, None)),
    ],
)
def test_every_answer_has_its_limits(
    code: str, name: str, limits: tuple[int | None, int | None, int | None]
) -> None:
    questions = {question.name: question for question in programme.registered()[code].questions}
    asked = questions[name]
    assert (asked.minimum, asked.maximum, asked.max_length) == limits
    assert asked.required


def test_a_case_of_which_nothing_is_known_is_neither_filed_nor_a_student() -> None:
    facts = CaseFacts({}, TODAY)
    assert facts.filed is False
    assert facts.beneficiary == Beneficiary(None, False, False)
    assert facts.minimum_base_fen == 0


@pytest.mark.parametrize(
    ("code", "changes", "rules"),
    [
        ("warmth", {"kind": "goods"}, {"cash_only"}),
        ("warmth", {"year": 2025}, set()),
        ("warmth", {"year": 2027}, set()),
        ("warmth", {"year": 2024}, {"year_near"}),
        ("warmth", {"year": 2028}, {"year_near"}),
        ("warmth", {"year": 2028, "kind": "goods"}, {"year_near", "cash_only"}),
        ("tuition", {"school_type": "military"}, {"school_type_admitted"}),
        ("tuition", {"school_type": "tuition_free_normal"}, {"school_type_admitted"}),
        ("tuition", {"school_type": "joint"}, {"school_type_admitted"}),
        ("tuition", {"school_type": "overseas"}, {"school_type_admitted"}),
        ("tuition", {"school_type": "private_high_fee"}, {"school_type_admitted"}),
        ("tuition", {"other_aid_fen": 499_999}, set()),
        ("tuition", {"other_aid_fen": 500_000}, {"not_already_funded"}),
        ("tuition", {"tuition_fen": 0}, set()),
        ("tuition", {"tuition_fen": 0, "other_aid_fen": 1}, {"not_already_funded"}),
        ("tuition", {"academic_year": "2026-2028"}, {"academic_year_consecutive"}),
        ("tuition", {"academic_year": "2027-2026"}, {"academic_year_consecutive"}),
        ("tuition", {"academic_year": "2025-2026"}, set()),
        ("tuition", {"academic_year": "2027-2028"}, set()),
        ("tuition", {"academic_year": "2024-2025"}, {"academic_year_near"}),
        ("tuition", {"academic_year": "2028-2029"}, {"academic_year_near"}),
        ("medical", {"insurance_paid_fen": 6_299_999}, set()),
        ("medical", {"insurance_paid_fen": 6_300_000}, {"self_paid_positive"}),
        (
            "medical",
            {"insurance_paid_fen": 6_300_001},
            {"self_paid_positive", "not_more_reimbursed_than_cost", "minimum_base_reached"},
        ),
        ("medical", {"hospital_level": 1}, {"hospital_level_two"}),
        ("medical", {"hospital_level": 3}, set()),
        ("medical", {"diagnosed_on": "2026-03-03"}, {"diagnosed_not_in_future"}),
        ("medical", {"settlement_number": " -\u3000"}, {"settlement_number_given"}),
        ("medical", {"settlement_number": "赣医保2026第0302号ａ"}, set()),
        ("medical", {"settlement_number": "J\u0405202603020017"}, {"settlement_number_plain"}),
        ("medical", {"settlement_number": "JS2026\u06f03020017"}, {"settlement_number_plain"}),
    ],
)
def test_each_rule_refuses_on_its_side_and_no_other(
    code: str, changes: dict[str, Any], rules: set[str]
) -> None:
    assert refused(code, **changes) == rules


def test_the_minimum_of_the_edition_is_reached_at_the_very_fen() -> None:
    assert refused("medical", 3_200_000) == set()
    assert refused("medical", 3_200_001) == {"minimum_base_reached"}


def test_a_failed_rule_shows_the_values_it_compared() -> None:
    facts = CaseFacts({**SOUND["medical"], "hospital_level": 1}, TODAY)
    (verdict,) = programme.refusals(programme.registered()["medical"], facts)
    assert verdict.values == {"hospital_level": 1}
    assert verdict.title("zh") == "须在二级及以上医院诊治"


def test_self_paid_is_what_neither_insurance_nor_relief_met() -> None:
    medical = programme.registered()["medical"]
    assert medical.derive(SOUND["medical"]) == {"self_paid_fen": 3_200_000}
    assert medical.ceiling(SOUND["medical"]) == 3_200_000
    assert medical.bases[-1] == "self_paid_fen"


def test_only_medical_aid_is_limited_by_a_cost() -> None:
    registered = programme.registered()
    assert registered["tuition"].ceiling(SOUND["tuition"]) is None
    assert registered["warmth"].ceiling(SOUND["warmth"]) is None


def test_a_student_is_a_member_of_the_household_on_file_as_one() -> None:
    tuition = programme.registered()["tuition"]
    worker = CaseFacts(SOUND["tuition"], TODAY)
    pupil = CaseFacts(SOUND["tuition"], TODAY, beneficiary=Beneficiary("20", student=False))
    assert {v.code for v in programme.refusals(tuition, worker)} == {
        "beneficiary_is_member", "beneficiary_is_student",
    }  # fmt: skip
    assert {v.code for v in programme.refusals(tuition, pupil)} == {"beneficiary_is_student"}


# --- paid once ------------------------------------------------------------------------------------


def test_the_keys_say_what_is_paid_once() -> None:
    assert key("warmth") == "warmth:p:spring_festival:2026"
    assert key("tuition") == "tuition:p:2026-2027"
    assert key("medical") == "medical:settlement:JS202603020017"


@pytest.mark.parametrize(
    "typed",
    [
        "js202603020017",
        " JS202603020017 ",
        "ＪＳ２０２６０３０２００１７",
        "JS-2026-0302 0017",
        "JS2026\u200b03020017",
    ],
)
def test_one_settlement_is_one_however_it_is_typed(typed: str) -> None:
    assert key("medical", settlement_number=typed) == key("medical")


def test_a_settlement_is_paid_once_whoever_asks() -> None:
    assert key("medical", "another person") == key("medical")
    assert key("medical", settlement_number="JS202603020018") != key("medical")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("warmth", {"occasion": "new_year"}),
        ("warmth", {"year": 2027}),
        ("tuition", {"academic_year": "2027-2028"}),
    ],
)
def test_another_occasion_or_year_is_another_claim(code: str, changes: dict[str, Any]) -> None:
    assert key(code, **changes) != key(code)
    assert key(code, "another person") != key(code)


def test_the_same_occasion_is_one_claim_whatever_else_is_answered() -> None:
    assert key("warmth", object="migrant") == key("warmth")
    assert key("tuition", stage="postgraduate", school_name="别校") == key("tuition")
