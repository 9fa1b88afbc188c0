"""A programme brings its questions; their schema is made of them."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from marshmallow import ValidationError

from schemas.answers import answers_schema
from schemas.messages import faults_of


@dataclass(frozen=True, slots=True)
class Asked:
    name: str
    kind: str
    required: bool = True
    choices: tuple[Any, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None


QUESTIONS = (
    Asked("total_cost_fen", "fen", minimum=1),
    Asked("hospital_level", "integer", choices=(1, 2, 3)),
    Asked("months", "integer", minimum=1, maximum=12, required=False),
    Asked("settlement_number", "text", max_length=16),
    Asked("stage", "code", choices=("high_school", "undergraduate")),
    Asked("diagnosed_on", "date"),
    Asked("year", "year"),
    Asked("academic_year", "academic_year"),
    Asked("orphan", "flag", required=False),
)
GOOD: dict[str, Any] = {
    "total_cost_fen": 6_800_000,
    "hospital_level": 2,
    "settlement_number": "JS202603020017",
    "stage": "undergraduate",
    "diagnosed_on": "2026-03-02",
    "year": 2026,
    "academic_year": "2026-2027",
}


def refused(changes: dict[str, Any]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        answers_schema(QUESTIONS)().load({**GOOD, **changes})
    return {fault.at[1:]: [fault.code] for fault in faults_of(caught.value)}


def test_good_answers_are_taken() -> None:
    loaded = answers_schema(QUESTIONS)().load(GOOD)
    assert {**loaded, "diagnosed_on": "2026-03-02"} == GOOD
    assert answers_schema(QUESTIONS)().load({**GOOD, "months": 12, "orphan": True})["months"] == 12


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("total_cost_fen", 0, "too_small"),
        ("total_cost_fen", 1.0, "not_fen"),
        ("hospital_level", 4, "not_choice"),
        ("hospital_level", "2", "not_integer"),
        ("hospital_level", True, "not_integer"),
        ("months", 13, "too_large"),
        ("settlement_number", "x" * 17, "too_long"),
        ("stage", "kindergarten", "not_choice"),
        ("diagnosed_on", "2026-02-30", "not_date"),
        ("year", 26, "too_small"),
        ("academic_year", "2026-2028", "not_academic_year"),
        ("orphan", "yes", "not_flag"),
        ("orphan", None, "null"),
        ("award_fen", 1, "unknown_field"),
    ],
)
def test_a_wrong_answer_is_refused(name: str, value: Any, code: str) -> None:
    assert refused({name: value}) == {name: [code]}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_what_must_be_answered_must_be_answered(question: Asked) -> None:
    without = {name: value for name, value in GOOD.items() if name != question.name}
    schema = answers_schema(QUESTIONS)()
    if question.required:
        with pytest.raises(ValidationError, match="required"):
            schema.load(without)
    else:
        assert question.name not in schema.load(without)


def test_the_same_questions_make_one_schema_and_others_another() -> None:
    again = tuple(replace(question) for question in QUESTIONS)
    assert answers_schema(QUESTIONS) is answers_schema(again)
    assert answers_schema(QUESTIONS) is not answers_schema(QUESTIONS[:2])
    assert answers_schema(QUESTIONS, "MedicalAnswers").__name__ == "MedicalAnswers"


def test_a_kind_nobody_knows_and_a_name_given_twice_are_faults_of_the_programme() -> None:
    with pytest.raises(KeyError):
        answers_schema((Asked("a", "colour"),))
    with pytest.raises(ValueError, match="one name"):
        answers_schema((Asked("a", "flag"), Asked("a", "fen")))
