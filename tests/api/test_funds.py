"""/v1/funds: ledger lines, allocations, the five figures and the postings behind them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.audit_trail import last_entry
from tests.county import County, Reply
from tests.payments import Payments

FORM = {"code": "F-2026-01", "name": "本级帮扶经费", "source": "union", "year": 2026}
GIVEN = {"amount_fen": 1_000, "document_number": "信工发〔2026〕1号"}


def open_fund(county: County, who: str = "fund-1", **more: Any) -> Reply:
    return county.post(who, "/v1/funds", {**FORM, **more}, key=county.new_key())


def allocate(county: County, path: str, who: str = "fund-1", **more: Any) -> Reply:
    more.setdefault("key", county.new_key())
    return county.post(who, f"{path}/allocations", {**GIVEN, **more.pop("form", {})}, **more)


def test_a_fund_opens_empty_and_is_filled_by_documents(county: County) -> None:
    opened = open_fund(county)
    assert opened.status == 201
    assert (opened["union"], opened["available_fen"], opened["allocations"]) == ("360722", 0, [])
    path = opened.headers["Location"]
    assert allocate(county, path).status == 201
    filled = allocate(county, path, form={"amount_fen": 500})
    assert filled.status == 201
    assert (filled["allocated_fen"], filled["available_fen"]) == (1_500, 1_500)
    read = county.get("fund-1", path)
    assert read.etag == filled.etag == f'"{filled["audit_number"]}"'
    assert [one["amount_fen"] for one in read["allocations"]] == [1_000, 500]
    entry = last_entry(county)
    assert (entry["act"], entry["amt"]["fen"]) == ("fund.allocate", "500")


def test_the_same_allocation_under_one_key_arrives_once(county: County) -> None:
    path = open_fund(county).headers["Location"]
    first = allocate(county, path, key="one-document")
    again = allocate(county, path, key="one-document")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.body == first.body
    assert county.get("fund-1", path)["allocated_fen"] == 1_000
    other = allocate(county, path, key="one-document", form={"amount_fen": 1_001})
    assert other.status == 422
    assert "key_reused" in other.codes


def test_an_allocation_without_a_key_is_not_read(county: County) -> None:
    path = open_fund(county).headers["Location"]
    refused = allocate(county, path, key=None)
    assert refused.status == 400
    assert county.get("fund-1", path)["allocated_fen"] == 0


def test_a_code_names_one_fund(county: County) -> None:
    assert open_fund(county).status == 201
    refused = open_fund(county, name="另一笔")
    assert refused.status == 409
    assert "already_exists" in refused.codes


@pytest.mark.parametrize(
    "who", ["clerk-1", "approver-1", "maker-1", "checker-1", "auditor-1", "finance", "bank"]
)
def test_only_a_fund_manager_opens_and_fills_funds(sqlite_county: County, who: str) -> None:
    county = sqlite_county
    assert open_fund(county, who).status == 403
    path = open_fund(county).headers["Location"]
    unseen = who == "clerk-1"
    assert allocate(county, path, who).status == (404 if unseen else 403)


def test_a_fund_is_opened_at_a_union_where_one_manages_funds(sqlite_county: County) -> None:
    assert open_fund(sqlite_county, union="360722").status == 201
    for union in ("360723", "360000", "360722001"):
        refused = open_fund(sqlite_county, union=union, code=f"F-{union}")
        assert refused.status == 403


def test_a_fund_is_not_seen_from_a_neighbouring_county(sqlite_county: County) -> None:
    path = open_fund(sqlite_county).headers["Location"]
    assert sqlite_county.get("outsider-approver-1", path).status == 404
    seen = sqlite_county.get("outsider-approver-1", "/v1/funds")
    assert seen["items"] == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"source": "lottery"}, "source"),
        ({"year": 1999}, "year"),
        ({"year": "2026"}, "year"),
        ({"code": ""}, "code"),
        ({"amount_fen": 5}, "amount_fen"),
    ],
)
def test_a_fund_in_no_shape_is_refused(
    sqlite_county: County, form: dict[str, Any], field: str
) -> None:
    refused = open_fund(sqlite_county, **form)
    assert refused.status == 422
    assert [error["at"] for error in refused["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("amount", [0, -1, 1.5, "100", 10**15 + 1, True])
def test_only_whole_fen_above_zero_are_allocated(sqlite_county: County, amount: object) -> None:
    path = open_fund(sqlite_county).headers["Location"]
    assert allocate(sqlite_county, path, form={"amount_fen": amount}).status == 422


def test_the_list_tells_figures_and_pages_by_audit_number(county: County) -> None:
    paths = [open_fund(county, code=f"F-{n}").headers["Location"] for n in range(3)]
    allocate(county, paths[0])
    numbers: list[int] = []
    after = 0
    while True:
        page = county.get("fund-1", f"/v1/funds?after={after}&limit=2")
        numbers += [item["audit_number"] for item in page["items"]]
        after = page["next"]
        if not page["has_more"]:
            break
    assert len(numbers) == 4  # the seeded one too
    assert numbers == sorted(numbers)
    assert page["items"][-1]["allocated_fen"] == 1_000


def test_every_movement_of_a_payment_is_in_the_ledger_and_sums_to_zero(county: County) -> None:
    payments = Payments(county, 100_000)
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    payments.said(batch)
    path = f"/v1/funds/{payments.fund_id}/postings"
    movements = county.get("auditor-1", path)["items"]
    assert [movement["kind"] for movement in movements] == ["allocate", "commit", "disburse"]
    for movement in movements:
        assert sum(posting["amount_fen"] for posting in movement["postings"]) == 0
    numbers = [movement["audit_number"] for movement in movements]
    assert numbers == sorted(numbers)
    assert movements[2]["application_id"] == one
    assert movements[2]["reference"] == payments.lines(batch)[0]["reference"]
    first = county.get("auditor-1", f"{path}?limit=1")
    assert (first["items"], first["has_more"]) == (movements[:1], True)
    rest = county.get("auditor-1", f"{path}?after={first['next']}")
    assert (rest["items"], rest["has_more"]) == (movements[1:], False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posting SET amount_fen = amount_fen + 1",
        "DELETE FROM posting",
    ],
)
def test_the_database_changes_no_posting(county: County, statement: str) -> None:
    county.fund()
    with (
        county.house.transactions.engine.connect() as connection,
        pytest.raises(DBAPIError, match="only ever inserted"),
    ):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("account", ["available", "committed", "disbursed"])
def test_the_database_holds_no_account_below_zero(county: County, account: str) -> None:
    county.fund()
    statement = f"UPDATE balance SET amount_fen = -1 WHERE account = '{account}'"  # noqa: S608
    with (
        county.house.transactions.engine.connect() as connection,
        pytest.raises(IntegrityError, match="not_below_zero"),
    ):
        connection.exec_driver_sql(statement)
