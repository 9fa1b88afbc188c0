"""Money that was given for something pays for that and for nothing else, and only when named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County
from tests.payments import Payments

FORM = {"code": "D-1", "name": "某某助学金", "source": "donation", "year": 2026}


@pytest.fixture
def county(sqlite_county: County) -> County:
    return sqlite_county


def waiting(county: County) -> str:
    path = county.reviewed_application()
    county.passed_notice(path)
    return path


def test_a_purpose_binds_or_says_that_it_does_not(county: County) -> None:
    for purpose in ({}, {"donor": "李先生"}, {"unrestricted": False}):
        refused = county.post("fund-1", "/v1/funds", {**FORM, "purpose": purpose})
        assert (refused.status, refused["type"]) == (422, "/problems/purpose-missing")
    both = {"unrestricted": True, "programmes": ["tuition"]}
    assert county.post("fund-1", "/v1/funds", {**FORM, "purpose": both}).status == 422
    unknown = {"programmes": ["dinner"]}
    assert county.post("fund-1", "/v1/funds", {**FORM, "purpose": unknown}).status == 404
    bound = {"donor": "李先生", "programmes": ["tuition"], "causes": ["9"]}
    made = county.post("fund-1", "/v1/funds", {**FORM, "purpose": bound})
    assert made["purpose"] == {**bound, "unrestricted": False, "unions": [], "categories": []}
    free = {**FORM, "code": "D-2", "purpose": {"unrestricted": True}}
    assert county.post("fund-1", "/v1/funds", free)["purpose"]["unrestricted"] is True
    assert (
        county.post("fund-1", "/v1/funds", {**FORM, "code": "U", "source": "union"})["purpose"]
        is None
    )


@pytest.mark.parametrize(
    "purpose",
    [
        {"programmes": ["tuition"]},
        {"unions": ["360722002"]},
        {"categories": ["severe"]},
        {"causes": ["1", "2"]},
    ],
    ids=lambda purpose: next(iter(purpose)),
)
def test_an_award_outside_the_purpose_is_not_set_aside(
    county: County, purpose: dict[str, Any]
) -> None:
    path, fund = waiting(county), county.fund(source="donation", purpose=purpose)
    refused = county.approve(path, fund)
    assert (refused.status, refused["type"]) == (422, "/problems/purpose-unfit")
    assert refused["refusals"][0]["values"] == {"fund_id": fund, "purpose": purpose}


def test_bound_money_pays_its_purpose_and_only_when_it_is_named(county: County) -> None:
    purpose = {
        "programmes": ["warmth"], "unions": ["360722001"], "categories": ["relative"],
        "causes": ["9"],
    }  # fmt: skip
    path, fund = waiting(county), county.fund(source="donation", purpose=purpose)
    unnamed = county.approve(path)
    assert "fund_insufficient" in unnamed.codes  # it would do, and nobody said so
    assert county.approve(path, fund)["fund_id"] == fund


def test_a_household_that_is_no_longer_what_the_money_is_for_is_not_paid(county: County) -> None:
    """The purpose is asked again: the file says another category by then."""
    payments = Payments(county)
    payments.fund_id = county.fund(purpose={"categories": ["relative"]})
    (one,) = payments.approved()
    file = county.get("clerk-1", f"/v1/applications/{one}")["hardship_file_id"]
    with county.house.transactions.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE hardship_file SET category = 'severe' WHERE id = '{file}'"  # noqa: S608
        )
    assert "purpose_unfit" in payments.make([one]).codes
