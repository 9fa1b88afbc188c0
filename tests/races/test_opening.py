"""Eight callers at once, one of whom may win."""

from __future__ import annotations

from tests.county import County
from tests.races.conftest import Race
from tests.races.racers import Shot


def test_the_same_application_eight_times_is_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    form = county.application_form("medical", county.active_file())
    answers = race([Shot("clerk-1", "POST", "/v1/applications", form)] * 8)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert all("duplicate_claim" in a.codes for a in answers if a.status == 409)
    assert len(county.get("auditor-1", "/v1/applications")["items"]) == 1


def test_the_same_person_on_eight_forms_is_on_one_file(postgres_county: County, race: Race) -> None:
    form = postgres_county.file_form()
    answers = race([Shot("clerk-1", "POST", "/v1/hardship-files", form)] * 8)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(postgres_county.get("auditor-1", "/v1/hardship-files")["items"]) == 1


def test_the_same_key_eight_times_is_one_file_and_eight_same_answers(
    postgres_county: County, race: Race
) -> None:
    form, key = postgres_county.file_form(), {"Idempotency-Key": "k-1"}
    answers = race([Shot("clerk-1", "POST", "/v1/hardship-files", form, key)] * 8)
    assert [answer.status for answer in answers] == [201] * 8
    assert len({answer["id"] for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 7


def test_one_account_number_on_eight_files_at_once_has_one_holder(
    postgres_county: County, race: Race
) -> None:
    forms = [postgres_county.file_form() for _ in range(8)]
    for form in forms:
        form["worker"]["account"]["number"] = "6217000000000000004"
    answers = race([Shot("clerk-1", "POST", "/v1/hardship-files", form) for form in forms])
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
