"""Money goes down the tree under a document: double entry in both funds, each telling the other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.county import County, Reply
from tests.payments import Payments, second_account

BELOW = "360722001"
GIVEN = 300_000


def fund_below(county: County, union: str = BELOW, who: str = "", **more: Any) -> str:
    manager = who or f"fund-at-{union}"
    if county.get(manager, "/v1/funds").status == 401:
        second_account(county, manager, "security-1", "fund_manager", union)
    form = {
        "code": f"B-{county.new_key()}", "name": "基层", "source": "union", "year": 2026, **more
    }  # fmt: skip
    made = county.post(manager, "/v1/funds", form)
    assert made.status == 201, made.body
    return str(made["id"])


def give(county: County, taker: str, giver: str, who: str = "fund-1", **more: Any) -> Reply:
    key = more.pop("key", None) or county.new_key()
    form = {
        "amount_fen": GIVEN, "document_number": "信工发〔2026〕9号", "from_fund_id": giver, **more
    }  # fmt: skip
    return county.post(who, f"/v1/funds/{taker}/allocations", form, key=key)


def figures(county: County, fund: str) -> dict[str, int]:
    told = county.get("auditor-1", f"/v1/funds/{fund}").body
    names = ("allocated", "available", "committed", "disbursed", "passed_down")
    return {name: told[f"{name}_fen"] for name in names}


def test_what_is_passed_down_leaves_one_fund_and_arrives_in_the_other(county: County) -> None:
    giver, taker = county.fund(1_000_000), fund_below(county)
    key = county.new_key()
    given = give(county, taker, giver, key=key, issued_by="信丰县总工会", received_on="2026-03-01")
    assert given.status == 201, given.body
    assert given["allocations"][0]["from_fund_id"] == giver
    assert given["allocations"][0]["issued_by"] == "信丰县总工会"
    again = give(county, taker, giver, key=key, issued_by="信丰县总工会", received_on="2026-03-01")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert figures(county, giver) == {
        "allocated": 1_000_000, "available": 700_000, "committed": 0, "disbursed": 0,
        "passed_down": GIVEN,
    }  # fmt: skip
    assert figures(county, taker)["available"] == GIVEN
    out = county.get("auditor-1", f"/v1/funds/{giver}/postings")["items"][-1]
    into = county.get("auditor-1", f"/v1/funds/{taker}/postings")["items"][-1]
    assert (out["kind"], into["kind"]) == ("pass_down", "allocate")
    assert (out["other_fund_id"], into["other_fund_id"]) == (taker, giver)
    assert out["audit_number"] == into["audit_number"] == given["audit_number"]
    for movement in (out, into):
        assert sum(one["amount_fen"] for one in movement["postings"]) == 0
    assert county.get("auditor-1", "/v1/reports/invariants")["holds"]
    for number in ("信工发〔2026〕9号", "信工发[2026] 第９号"):  # as another hand would write it
        twice = give(county, taker, giver, document_number=number)
        assert (twice.status, "already_exists" in twice.codes) == (409, True), number
    assert figures(county, taker)["available"] == GIVEN


def test_no_fen_more_than_is_free_is_passed_down(county: County) -> None:
    giver, taker = county.fund(GIVEN - 1), fund_below(county)
    refused = give(county, taker, giver)
    assert (refused.status, refused["type"]) == (422, "/problems/fund-insufficient")
    assert refused["values"] == {"available_fen": GIVEN - 1, "amount_fen": GIVEN}
    assert figures(county, giver)["passed_down"] == figures(county, taker)["allocated"] == 0


def test_where_it_lies_unused_is_told_with_its_age(sqlite_county: County) -> None:
    county = sqlite_county
    payments = Payments(county, 1_000_000)
    giver, taker = payments.fund_id, fund_below(county)
    give(county, taker, giver)
    path = county.reviewed_application()
    county.passed_notice(path)
    second_account(county, "approver-b", "approver-2", "approver", "360722")
    assert county.approve(path, taker)["fund_id"] == taker
    told = county.get("auditor-1", f"/v1/funds/{giver}/allocations")
    (passed,) = told["passed_down"]
    assert (passed["fund_id"], passed["union"]) == (taker, BELOW)
    assert (passed["amount_fen"], passed["unused_fen"], passed["days"]) == (GIVEN, 270_000, 10)
    assert told["unused_fen"] == 270_000
    came = county.get("auditor-1", f"/v1/funds/{taker}/allocations")["came_from"]
    assert [(one["fund_id"], one["union"]) for one in came] == [(giver, "360722")]


def test_only_who_manages_the_giving_fund_passes_down(sqlite_county: County) -> None:
    county = sqlite_county
    giver, taker = county.fund(), fund_below(county)
    assert (
        give(county, taker, giver, who=f"fund-at-{BELOW}").status == 404
    )  # it is not theirs to see
    for who in ("approver-1", "auditor-1", "maker-1"):
        assert give(county, taker, giver, who=who).status == 403
    second_account(county, "fund-city", "security-1", "fund_manager", "360700")
    assert give(county, taker, giver, who="fund-city").status == 201


@pytest.mark.parametrize(
    "more", [{"source": "local"}, {"year": 2027}, {"purpose": {"programmes": ["tuition"]}}],
    ids=lambda more: next(iter(more)),
)  # fmt: skip
def test_source_year_and_purpose_go_along(sqlite_county: County, more: dict[str, Any]) -> None:
    county = sqlite_county
    giver, taker = county.fund(**more), fund_below(county)
    refused = give(county, taker, giver)
    assert (refused.status, refused["type"]) == (422, "/problems/giver-unfit")
    assert give(county, fund_below(county, **more), giver).status == 201


def test_money_goes_down_and_not_sideways_or_up(sqlite_county: County) -> None:
    county = sqlite_county
    giver = county.fund()
    assert "giver_unfit" in give(county, county.fund(), giver).codes
    assert "giver_unfit" in give(county, giver, giver).codes
    below = fund_below(county)
    give(county, below, giver)
    assert "giver_unfit" in give(county, giver, below, document_number="上缴").codes
