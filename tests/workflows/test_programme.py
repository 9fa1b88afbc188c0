"""The registry, the contract every programme keeps, and a fourth one that nobody had to wire."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workflows import programme, programmes
from workflows.errors import BeneficiaryUnfit, NotEligible
from workflows.programme import CASE_QUESTIONS, Beneficiary, CaseFacts, HouseholdFacts, Programme

KINDS = {"fen", "integer", "text", "code", "date", "year", "academic_year", "flag"}
FOURTH = '''"""就业救助: a programme made by a test."""
from workflows.programme import MAX_FEN, Programme, Question, Rule
PROGRAMME = Programme(
    code="employment", zh="就业救助", en="employment aid",
    questions=(
        Question("unemployed_months", "integer", "失业月数", "months", minimum=0, maximum=600),
        Question("training_fee_fen", "fen", "培训费", "training fee", minimum=0, maximum=MAX_FEN),
    ),
    rules=(
        Rule("unemployed_three_months", "失业满三个月", "Three months without work",
             lambda facts: facts.answers["unemployed_months"] >= 3),
    ),
    claim_key=lambda answers, person: f"employment:{person}",
)
'''


@pytest.fixture
def fourth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "employment_made_by_a_test.py").write_text(FOURTH, encoding="utf-8")
    monkeypatch.setattr(programmes, "__path__", [*programmes.__path__, str(tmp_path)])
    programme.forget()
    yield
    monkeypatch.undo()
    programme.forget()


def every() -> list[Programme]:
    return list(programme.registered().values())


def test_the_three_programmes_are_found_by_their_files() -> None:
    assert set(programme.registered()) == {"warmth", "tuition", "medical"}


@pytest.mark.usefixtures("fourth")
def test_a_fourth_programme_is_one_file_and_nothing_else() -> None:
    found = programme.registered()["employment"]
    assert found.bases == ("training_fee_fen",)
    facts = CaseFacts({"unemployed_months": 2, "training_fee_fen": 1}, date(2026, 3, 2))
    assert [verdict.code for verdict in programme.refusals(found, facts)] == [
        "unemployed_three_months"
    ]


def test_a_programme_is_gone_once_its_file_is() -> None:
    assert "employment" not in programme.registered()


def test_two_programmes_of_one_name_are_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first_twin_of_a_test", "second_twin_of_a_test"):
        (tmp_path / f"{name}.py").write_text(FOURTH, encoding="utf-8")
    monkeypatch.setattr(programmes, "__path__", [str(tmp_path)])
    programme.forget()
    try:
        with pytest.raises(ValueError, match="two programmes are called employment"):
            programme.registered()
    finally:
        monkeypatch.undo()
        programme.forget()


@pytest.mark.parametrize("one", every(), ids=lambda one: one.code)
def test_every_programme_keeps_its_contract(one: Programme) -> None:
    names = [question.name for question in one.questions]
    assert len(names) == len(set(names))
    assert not set(names) & {question.name for question in CASE_QUESTIONS}
    for question in one.questions:
        assert question.kind in KINDS
        assert re.search(r"[一-鿿]", question.zh)
        assert (question.kind == "code") == bool(question.choices)
        assert (question.kind == "fen") == question.name.endswith("_fen")
        if question.kind in {"fen", "integer", "year"}:
            assert question.minimum is not None
            assert question.maximum is not None
        if question.kind == "text":
            assert question.max_length
    rules = [rule.code for rule in one.rules]
    assert rules
    assert len(rules) == len(set(rules))
    assert one.payees <= {"worker", "beneficiary", "guardian"}
    assert one.title("zh") == one.zh
    assert one.title("en") == one.en


@pytest.mark.parametrize("one", every(), ids=lambda one: one.code)
def test_no_programme_pays_without_an_active_file(one: Programme) -> None:
    assert one.needs_active_file


def test_who_may_benefit_is_told_apart_from_what_is_eligible() -> None:
    tuition = programme.registered()["tuition"]
    answers: dict[str, int | str | bool | None] = {
        "school_type": "military", "tuition_fen": 100, "other_aid_fen": 0,
        "academic_year": "2026-2027",
    }  # fmt: skip
    found = programme.refusals(tuition, CaseFacts(answers, date(2026, 8, 20)))
    assert {verdict.code: verdict.error for verdict in found} == {
        "beneficiary_is_member": BeneficiaryUnfit,
        "beneficiary_is_student": BeneficiaryUnfit,
        "school_type_admitted": NotEligible,
    }


@pytest.mark.parametrize(("relation", "ok"), [(None, True), ("20", False)])
def test_a_programme_for_the_worker_refuses_a_member(relation: str | None, ok: bool) -> None:
    one = Programme(
        code="own", zh="本人", en="own", questions=(), rules=(), beneficiary="worker",
        claim_key=lambda _answers, person: person,
    )  # fmt: skip
    facts = CaseFacts({}, date(2026, 3, 2), beneficiary=Beneficiary(relation))
    assert (programme.refusals(one, facts) == ()) is ok
    assert one.derive({}) == {}
    assert one.ceiling({}) is None


def test_a_benefit_sees_answers_derived_amounts_and_the_case() -> None:
    facts = CaseFacts(
        {"a": 1}, date(2026, 3, 2), {"b_fen": 2}, "severe", True, Beneficiary("20", True, True, 3),
        household=HouseholdFacts("on_post", True, "6", 4),
    )  # fmt: skip
    assert facts.told(75_000) == {
        "a": 1, "b_fen": 2, "living_line_fen": 75_000, "filed": True, "category": "severe",
        "student": True, "minor": True, "relation": "20", "employment": "on_post",
        "union_member": True, "main_cause": "6", "household_size": 4, "awards_before": 3,
        "today": "2026-03-02",
    }  # fmt: skip
    assert CaseFacts({}, date(2026, 3, 2)).told(1)["relation"] == "01"
