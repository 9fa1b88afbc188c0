"""/v1/bank-answers: a file is a plan; a second person applies exactly that; twice is once."""

from __future__ import annotations

from typing import Any

import pytest

from service.use_cases.verify_log import verify_log
from tests.bank_steps import answer_csv, said_of, uploaded
from tests.counted import counted
from tests.county import County
from tests.payments import Payments, second_account
from tests.snapshot import AUDIT, snapshot

MOST = 60
ONLY_THE_PLAN = AUDIT | {"bank_answer", "bank_answer_line", "receipt"}


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def applied(payments: Payments, answer: Any, who: str = "checker-1", **more: Any) -> Any:
    return payments.act(who, f"/v1/bank-answers/{answer['id']}", "apply", **more)


def tallied(answer: Any) -> dict[str, tuple[int, int]]:
    return {
        sort: (told["count"], told["total_fen"])
        for sort, told in answer["tally"].items()
        if told["count"]
    }


def test_a_file_is_checked_into_a_plan_and_applied_by_a_second_person(payments: Payments) -> None:
    county, ids = payments.county, payments.approved(5)
    award = payments.total_fen(ids[:1])
    batch = payments.dispatched(ids)
    one, two, three, four, five = payments.lines(batch)
    content = answer_csv(
        said_of(five),
        said_of(one),
        said_of(two, "失败", "户名与账号不符"),
        said_of(three, "处理中"),
        said_of(four, amount="0.01"),
        said_of(one),
        said_of(one, reference="NOBODY1"),
        said_of(one, outcome="？"),
    )
    before = snapshot(county.house.transactions.engine, but=ONLY_THE_PLAN)
    plan = uploaded(payments, batch, content)
    assert (plan.status, plan["state"]) == (201, "planned")
    assert tallied(plan) == {
        "paid": (2, 2 * award), "failed": (1, award), "unknown": (1, award),
        "repeated": (1, award), "conflicting": (1, 1), "unmatched": (1, award),
        "unreadable": (1, award),
    }  # fmt: skip
    assert snapshot(county.house.transactions.engine, but=ONLY_THE_PLAN) == before
    assert "李梅" not in str(plan.body)

    told = applied(payments, plan)
    assert (told.status, told["state"]) == (200, "applied"), told.body
    states = [line["state"] for line in payments.lines(batch)]
    assert states == ["paid", "failed", "unknown", "sent", "paid"]
    assert payments.figures() == (20_000_000 - 5 * award, 3 * award, 2 * award, 0)
    failed = county.get("finance", payments.payout(batch, 1))
    assert failed["failure"] == {
        "code": "1", "text": "户名与账号不符", "actor": "unit", "again_unchanged": False,
        "correct_account": True, "next": "由单位与本人核对后更正账户，经复核再重发。",
    }  # fmt: skip
    queued = county.get("checker-1", "/v1/bank-results")["items"]
    assert [(row["reason"], row["amount_fen"], row["advice"]) for row in queued] == [
        ("amount_differs", 1, "ask_amount"), ("reference_unknown", award, "dismiss"),
    ]  # fmt: skip
    waiting = county.get("checker-1", "/v1/unanswered-payouts")["items"]
    assert sorted(row["state"] for row in waiting) == ["sent", "unknown"]
    entry = county.get("auditor-1", payments.payout(batch) + "/trail")["items"][-1]
    assert (entry["act"], entry["duty"]) == ("payout.paid", "release")
    assert verify_log(county.house.transactions).wrong is None


def test_the_last_answer_settles_the_batch_and_the_interface_may_repeat_it(
    small: Payments,
) -> None:
    batch = small.dispatched(small.approved(2))
    content = answer_csv(*(said_of(line) for line in small.lines(batch)))
    plan = uploaded(small, batch, content)
    assert applied(small, plan)["state"] == "applied"
    assert small.county.get("maker-1", batch)["state"] == "settled"
    assert small.said(batch, bank_serial=None) == ["repeated", "repeated"]
    again = applied(small, plan)
    assert (again.status, again.codes) == (409, {"wrong_state"})


def test_who_brought_the_file_or_made_the_batch_does_not_apply_it(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    content = answer_csv(said_of(small.lines(batch)[0]))
    plan = uploaded(small, batch, content, who="checker-1")
    refused = applied(small, plan)
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    twin = second_account(small.county, "maker-twin", "maker-1", "payment_checker")
    refused = applied(small, plan, who=twin)
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    assert applied(small, plan, who="maker-1").status == 403
    assert small.lines(batch)[0]["state"] == "sent"
    other = second_account(small.county, "checker-2", "security-1", "payment_checker")
    assert applied(small, plan, who=other)["state"] == "applied"


def test_a_line_that_came_out_otherwise_meanwhile_stops_the_whole_plan(small: Payments) -> None:
    batch = small.dispatched(small.approved(2))
    first, second = small.lines(batch)
    plan = uploaded(small, batch, answer_csv(said_of(first), said_of(second)))
    small.bank(batch, small.result(second["reference"], "failed"))
    refused = applied(small, plan)
    assert (refused.status, refused.codes) == (409, {"plan_differs"})
    assert refused["values"]["lines"] == [{"line": 4, "planned": "paid", "now": "conflicting"}]
    assert [line["state"] for line in small.lines(batch)] == ["sent", "failed"]
    path = f"/v1/bank-answers/{plan['id']}"
    assert small.act("maker-1", path, "discard", {"opinion": "重新上传"})["state"] == "discarded"
    again = uploaded(small, batch, answer_csv(said_of(first), said_of(second)))
    assert (again.status, tallied(again)["paid"][0]) == (201, 1)


def test_the_same_file_again_is_pointed_to_the_first_plan(payments: Payments) -> None:
    batch = payments.dispatched(payments.approved())
    content = answer_csv(said_of(payments.lines(batch)[0]))
    plan = uploaded(payments, batch, content, key="one-file")
    again = uploaded(payments, batch, content)
    assert (again.status, again.codes) == (409, {"answer_exists"})
    assert again["values"]["bank_answer_id"] == plan["id"]
    replayed = uploaded(payments, batch, content, key="one-file")
    assert (replayed.status, replayed["id"]) == (201, plan["id"])
    assert applied(payments, plan, etag='"1"').status == 412
    assert applied(payments, plan, etag=None).status == 428
    assert applied(payments, plan, key=None).status == 400


def test_the_short_reference_of_a_bank_names_the_same_payout(small: Payments) -> None:
    county, ids = small.county, small.approved(2)
    batch = small.dispatched(ids)
    serial = county.get("maker-1", batch)["number"].removeprefix("B")
    second = small.lines(batch)[1]
    headings = ("TRSDSP", "CLTNAM", "TRSAMT", "STSCOD", "ERRDSP", "REQNBR", "OPRDAT")
    row = said_of(second, "F", "账户已销户", reference=f"{serial}-0002", at="20260320")
    path = f"/v1/bank-answers?batch_id={batch.rpartition('/')[2]}&layout=cmb_agent_detail"
    content = answer_csv(row, headings=headings)
    plan = county.upload(
        "maker-1", path, content, "text/csv; charset=gb18030", key=county.new_key()
    )
    (line,) = plan["lines"]
    assert (line["sort"], line["failure_code"]) == ("failed", "3")
    assert line["reference"] == second["reference"]
    assert line["occurred_at"] == "2026-03-19T16:00:00Z"
    assert applied(small, plan)["state"] == "applied"
    assert [one["state"] for one in small.lines(batch)] == ["sent", "failed"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (answer_csv(headings=("户名", "金额")), 422),
        (answer_csv(), 422),
        (answer_csv(headings=("业务参考号", "参考号", "金额", "处理结果")), 422),
    ],
)
def test_a_file_that_is_no_answer_is_refused_whole(
    small: Payments, content: bytes, status: int
) -> None:
    batch = small.made(small.approved())
    refused = uploaded(small, batch, content)
    assert (refused.status, refused.codes) == (status, {"table_refused"})


def test_an_answer_speaks_of_its_own_batch_only(small: Payments) -> None:
    one, two = small.approved(2)
    first, second = small.dispatched([one]), small.dispatched([two])
    plan = uploaded(small, first, answer_csv(said_of(small.lines(second)[0])))
    assert tallied(plan).keys() == {"unmatched"}
    assert uploaded(small, first, b"x", who="approver-1").status == 403
    refused = small.county.upload("maker-1", "/v1/bank-answers", b"x", "text/csv", key="k")
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/batch_id")


def test_however_many_lines_a_file_has_the_database_is_asked_as_often(small: Payments) -> None:
    asked = []
    for count in (2, 6):
        batch = small.dispatched(small.approved(count))
        content = answer_csv(*(said_of(line) for line in small.lines(batch)))
        with counted(small.county) as seen:
            plan = uploaded(small, batch, content)
        planned = len(seen)
        etag, path = plan.etag, f"/v1/bank-answers/{plan['id']}/apply"
        with counted(small.county) as seen:
            told = small.county.post("checker-1", path, {}, etag=etag, key=small.county.new_key())
        assert told["state"] == "applied"
        asked.append((planned, len(seen)))
    assert asked[0] == asked[1]
    assert max(asked[1]) < MOST
