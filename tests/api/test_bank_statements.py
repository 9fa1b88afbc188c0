"""/v1/bank-statements: what the bank's account says is held against the books and changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bank_steps import statement_csv
from tests.county import County, Reply
from tests.household_tables import CSV_GB18030
from tests.payments import Payments
from tests.snapshot import AUDIT, snapshot
from workflows.bank_statement import SORTS, Booked, StatementLine, matched
from workflows.vocabulary import codes

DAY = "2026-03-20"


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


def held(county: County, *rows: tuple[str, ...], who: str = "checker-1") -> Reply:
    return county.upload(who, "/v1/bank-statements", statement_csv(*rows), CSV_GB18030)


def test_every_difference_between_bank_and_books_is_told_and_nothing_changes(
    payments: Payments,
) -> None:
    county = payments.county
    batch = payments.dispatched(payments.approved(6))
    lines = payments.lines(batch)
    serial = county.get("maker-1", batch)["number"].removeprefix("B")
    for line in lines[:5]:
        payments.bank(
            batch, payments.result(line["reference"], occurred_at=f"{DAY}T10:00:00+08:00")
        )
    yuan = f"{lines[0]['amount_fen'] // 100}.00"
    refs = [line["reference"] for line in lines]
    rows = (
        (DAY, "S1", yuan, "", "李梅", f"送温暖 {refs[0]}"),
        (DAY, "S2", yuan, "", "李梅", f"{serial}-0002"),
        (DAY, "S3", yuan, "", "李梅", f"{serial}-0002"),
        (DAY, "S4", "0.01", "", "李梅", refs[2]),
        (DAY, "S5", "", yuan, "李梅", f"退汇 {refs[3]}"),
        (DAY, "S6", yuan, "", "李梅", f"送温暖 {refs[5]}"),
        (DAY, "S7", "9.99", "", "某人", "不明付款"),
        ("某日", "S8", "9.99", "", "某人", "不明付款"),
    )
    before = snapshot(county.house.transactions.engine, but=AUDIT)
    told = held(county, *rows)
    assert told.status == 201, told.body
    after = snapshot(county.house.transactions.engine, but=AUDIT)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"bank_statement", "bank_statement_line"}
    page = county.get("auditor-1", f"/v1/bank-statements/{told['id']}/lines")["items"]
    assert [(one["row"], one["sort"], one["suggestion"]) for one in page if one["row"]] == [
        (2, "matched", None), (3, "reference_twice", "alarm"), (4, "reference_twice", "alarm"),
        (5, "amount_differs", "ask_bank"), (6, "bank_only_credit", "record_return"),
        (7, "bank_only_debit", "apply_answer"), (8, "bank_only_debit", "alarm"),
        (9, "unreadable", None),
    ]  # fmt: skip
    missing = [one["reference"] for one in page if one["row"] is None]
    assert sorted(missing) == sorted(refs[3:5])
    assert {one["sort"] for one in page if one["row"] is None} == {"books_only"}
    assert "李梅" not in str(page)
    path = f"/v1/bank-statements/{told['id']}/lines?sort=reference_twice&limit=1"
    (one,) = county.get("auditor-1", path)["items"]
    (two,) = county.get("auditor-1", f"{path}&after={one['line']}")["items"]
    assert (one["row"], two["row"]) == (3, 4)
    again = held(county, *rows)
    assert (again.status, again.codes) == (409, {"statement_exists"})
    assert again["values"]["bank_statement_id"] == told["id"]


def test_who_may_bring_a_statement(sqlite_county: County) -> None:
    assert held(sqlite_county, who="auditor-1").status == 403
    assert held(sqlite_county, who="finance").status == 201
    empty = held(sqlite_county, ("某日", "S8", "9.99", "", "某人", ""))
    assert (empty.status, empty.codes) == (422, {"statement_empty"})


def test_a_returned_payment_agrees_with_its_credit_and_two_names_are_none() -> None:
    booked = Booked("A" * 28, "p1", "returned", 300)
    other = Booked("B" * 28, "p2", "paid", 300)
    known = {one.reference: one for one in (booked, other)}
    credit = StatementLine(2, "credit", None, 300, (booked.reference,))
    (unread,) = matched([credit], known, [])
    assert unread.sort == "unreadable"
    day = date(2026, 3, 20)
    lines = [
        StatementLine(2, "credit", day, 300, (booked.reference,)),
        StatementLine(3, "credit", day, 299, (other.reference,)),
        StatementLine(4, "debit", day, 300, (booked.reference, other.reference)),
        StatementLine(5, "credit", day, 5),
    ]
    assert [one.sort for one in matched(lines, known, [])] == [
        "matched", "amount_differs", "bank_only_debit", "bank_only_credit",
    ]  # fmt: skip
    assert set(SORTS) == set(codes("statement_sort"))
