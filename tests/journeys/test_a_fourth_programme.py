"""就业救助: a programme nobody has heard of is one new file, and takes the whole road to the account.

The file is written to a folder of the test's own. Nothing else is touched: no list of programmes, no
schema, no endpoint, no migration, no page of the contract.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.county import County, Reply, account_number
from tests.payments import Payments
from workflows import programme, programmes

EMPLOYMENT = '''
"""就业救助: a training fee, for whoever has been without work for three months."""

from workflows.programme import MAX_FEN, Answers, CaseFacts, Programme, Question, Rule


def _months(facts: CaseFacts) -> int:
    return int(facts.answers["unemployed_months"] or 0)


def _fee(answers: Answers) -> int:
    return int(answers["training_fee_fen"] or 0)


PROGRAMME = Programme(
    code="employment",
    zh="就业救助",
    en="employment aid",
    beneficiary="worker",
    questions=(
        Question("unemployed_months", "integer", "失业月数", "months without work", minimum=0, maximum=600),
        Question("training_fee_fen", "fen", "培训费用", "training fee", minimum=1, maximum=MAX_FEN),
        Question("course", "text", "培训课程", "course", max_length=100),
    ),
    rules=(
        Rule(
            "unemployed_three_months",
            "失业须满三个月",
            "At least three months without work",
            lambda facts: _months(facts) >= 3,
            lambda facts: {"unemployed_months": _months(facts)},
        ),
    ),
    ceiling=_fee,
    claim_key=lambda answers, person: f"employment:{person}:{answers['course']}",
)
'''
EDITION = {
    "programme": "employment",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "benefit": {"form": "share", "base": "training_fee_fen", "rate": "0.80"},
    "caps": {"per_time_fen": 200_000, "person_year_fen": 300_000, "household_year_fen": 300_000},
    "minimum_base_fen": 0,
    "window": None,
    "fund_sources": ["union"],
    "path": [
        {"stage": "review", "level": "grassroots"},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
        {"stage": "notice", "working_days": 5},
    ],
    "thresholds": [],
    "evidence": ["training_receipt"],
    "documents": {"training_receipt": {"zh": "培训收据"}},
}
ANSWERS = {"unemployed_months": 4, "training_fee_fen": 187_501, "course": "叉车操作"}
AWARD_FEN = 150_000  # four fifths of the fee, rounded down to whole fen


@pytest.fixture
def employment(tmp_path: Path) -> Iterator[None]:
    """The new file in its place; afterwards nobody remembers it."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "employment.py").write_text(EMPLOYMENT, "utf-8")
    programmes.__path__.append(str(folder))
    programme.forget()
    yield
    programmes.__path__.remove(str(folder))
    sys.modules.pop(f"{programmes.__name__}.employment", None)
    if hasattr(programmes, "employment"):
        del programmes.employment
    programme.forget()


def _edition(**more: Any) -> dict[str, Any]:
    return {**EDITION, **more}


def _form(file: Reply, **answers: Any) -> dict[str, Any]:
    return {
        "programme": "employment",
        "hardship_file_id": file["id"],
        "beneficiary": {"member_id": None},
        "answers": {**ANSWERS, **answers},
        "payee": {
            "name": file["worker"]["name"],
            "number": account_number(),
            "bank": "工行信丰支行",
        },
    }


def _opened(county: County, file: Reply, **answers: Any) -> Reply:
    return county.post("clerk-1", "/v1/applications", _form(file, **answers))


def test_nobody_knows_the_programme_before_its_file_is_there(county: County) -> None:
    assert "employment" not in _offered(county)
    assert county.get("clerk-1", "/v1/programmes/employment").status == 404
    refused = county.post("fund-1", "/v1/editions", _edition())
    assert refused.status == 422
    opened = _opened(county, county.active_file())
    assert opened.status == 422
    assert opened["values"]["offered"] == ["medical", "tuition", "warmth"]


def _offered(county: County) -> list[str]:
    return [one["code"] for one in county.get("clerk-1", "/v1/programmes")["items"]]


@pytest.mark.usefixtures("employment")
def test_a_new_programme_goes_from_its_edition_to_the_account(county: County) -> None:
    assert _offered(county) == ["employment", "medical", "tuition", "warmth"]
    told = county.get("clerk-1", "/v1/programmes/employment")
    assert told["label"] == "就业救助"
    assert [one["name"] for one in told["questions"]] == list(ANSWERS)
    file = county.active_file()
    assert "edition_missing" in _opened(county, file).codes
    adopted = county.adopt(_edition(evidence=[]))
    assert (adopted.status, adopted["state"]) == (200, "adopted")

    draft = _opened(county, file)
    assert draft.status == 201, draft.body
    assert draft["award_fen"] == AWARD_FEN
    assert [one["stage"] for one in draft["path"]] == ["review", "approval", "notice"]
    path = draft.headers["Location"]
    county.act("clerk-1", path, "submit")
    assert county.act("reviewer-1", path, "review")["state"] == "reviewed"
    payments = Payments(county)
    assert county.approve(path, payments.fund_id)["state"] == "reviewed"
    county.passed_notice(path)
    assert county.get("auditor-1", path)["state"] == "approved"
    assert payments.figures() == (20_000_000 - AWARD_FEN, AWARD_FEN, 0, 0)

    batch = payments.dispatched([draft["id"]])
    assert payments.said(batch) == ["applied"]
    assert county.get("auditor-1", path)["state"] == "paid"
    assert payments.figures() == (20_000_000 - AWARD_FEN, 0, AWARD_FEN, 0)
    feed = county.get("finance", "/v1/payouts")["items"]
    assert [(one["programme"], one["amount_fen"]) for one in feed] == [("employment", AWARD_FEN)]
    assert (
        county.get("clerk-1", "/v1/applications?programme=employment")["items"][0]["id"]
        == (draft["id"])
    )


@pytest.mark.usefixtures("employment")
def test_its_rules_questions_caps_and_claims_hold_at_once(sqlite_county: County) -> None:
    county = sqlite_county
    county.adopt(_edition())
    file = county.active_file()
    refused = _opened(county, file, unemployed_months=2)
    assert refused.status == 422
    assert refused["refusals"][0] == {
        "code": "unemployed_three_months",
        "title": "失业须满三个月",
        "values": {"unemployed_months": 2},
    }
    for wrong in (
        {"training_fee_fen": 12.5},
        {"training_fee_fen": "12"},
        {"course": None},
        {"x": 1},
    ):
        unread = _opened(county, file, **wrong)
        assert (unread.status, unread.codes) == (422, {"invalid_input"})
    capped = _opened(county, file, training_fee_fen=10_000_000)
    assert capped["award_fen"] == EDITION["caps"]["per_time_fen"]  # type: ignore[index]
    assert "duplicate_claim" in _opened(county, file).codes
    missing = county.act("clerk-1", capped.headers["Location"], "submit")
    assert missing.status == 422
    assert missing["refusals"][0]["values"] == {"missing": ["training_receipt"]}
    receipt = {"kind": "training_receipt", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
    path = capped.headers["Location"]
    assert county.post("clerk-1", f"{path}/evidence", receipt).status == 201
    assert county.act("clerk-1", path, "submit")["state"] == "submitted"


@pytest.mark.usefixtures("employment")
def test_an_edition_that_speaks_of_other_questions_is_refused(sqlite_county: County) -> None:
    benefit = {"form": "share", "base": "self_paid_fen", "rate": "0.80"}
    refused = sqlite_county.post("fund-1", "/v1/editions", _edition(benefit=benefit))
    assert refused.status == 422
    assert refused["errors"][0]["at"] == "/benefit/base"


def test_a_test_that_adds_a_programme_takes_it_away_again(sqlite_county: County) -> None:
    assert set(programme.registered()) == {"medical", "tuition", "warmth"}
    assert _offered(sqlite_county) == ["medical", "tuition", "warmth"]
