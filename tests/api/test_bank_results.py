"""/v1/bank-results: applied once, repeated without harm, queued where they contradict."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from service.store.money import PaymentBatch
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.apply_bank_results import apply_bank_results
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County
from tests.payments import Payments
from tests.snapshot import AUDIT, snapshot
from workflows.actor import Actor, Appointment

RESULTS = "/v1/bank-results"
MONEY = AUDIT | {"bank_result", "receipt"}
"""What queueing may touch; everything else must stay as it was."""


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def became(reply: Any) -> list[tuple[str, str | None]]:
    return [(line["result"], line["state"]) for line in reply["lines"]]


def test_paid_disburses_once_and_settles_the_case(payments: Payments) -> None:
    (one,) = payments.approved()
    award = payments.total_fen([one])
    batch = payments.dispatched([one])
    reference = payments.lines(batch)[0]["reference"]
    before = log_size(payments.county)
    first = payments.bank(batch, payments.result(reference))
    assert became(first) == [("applied", "paid")]
    acts = [entry["act"] for entry in entries_since(payments.county, before)]
    assert acts == ["payout.paid", "application.settle", "payment_batch.settle"]
    after = snapshot(payments.county.house.transactions.engine, but=frozenset({"receipt"}))
    for _ in range(3):
        again = payments.bank(batch, payments.result(reference))
        assert became(again) == [("repeated", "paid")]
    assert snapshot(payments.county.house.transactions.engine, but=frozenset({"receipt"})) == after
    assert payments.figures() == (20_000_000 - award, 0, award, 0)
    payout = payments.county.get("finance", payments.payout(batch))
    assert payout["paid_at"] == "2026-03-20T02:00:00Z"


def test_the_same_call_under_one_key_gets_the_first_answer(payments: Payments) -> None:
    batch = payments.dispatched(payments.approved())
    result = payments.result(payments.lines(batch)[0]["reference"])
    first = payments.bank(batch, result, key="one-answer")
    again = payments.bank(batch, result, key="one-answer")
    assert (again.status, again.body) == (200, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert payments.bank(batch, result, key=None).status == 400


def test_failed_keeps_the_money_committed_and_the_code(payments: Payments) -> None:
    (one,) = payments.approved()
    figures = payments.figures()
    batch = payments.dispatched([one])
    assert payments.said(batch, "failed", failure_code="3") == ["applied"]
    payout = payments.county.get("finance", payments.payout(batch))
    assert (payout["state"], payout["failure_code"]) == ("failed", "3")
    assert payments.figures() == figures
    assert payments.state_of(one) == "paying"
    assert payments.county.get("maker-1", batch)["state"] == "settled"


def test_unknown_waits_and_is_answered_later(payments: Payments) -> None:
    batch = payments.dispatched(payments.approved())
    assert payments.said(batch, "unknown") == ["applied"]
    assert payments.said(batch, "unknown") == ["repeated"]
    assert payments.county.get("maker-1", batch)["state"] == "dispatched"
    refused = payments.county.act(
        "maker-1", payments.payout(batch), "reissue", {"reason": "未到账"}
    )
    assert refused.status == 409
    assert payments.said(batch) == ["applied"]
    assert payments.county.get("maker-1", batch)["state"] == "settled"


@pytest.mark.parametrize(
    ("first", "then"), [("paid", "failed"), ("failed", "paid"), ("paid", "unknown")]
)
def test_what_contradicts_a_final_state_is_queued_and_changes_nothing(
    payments: Payments, first: str, then: str
) -> None:
    county = payments.county
    batch = payments.dispatched(payments.approved())
    payments.said(batch, first)
    before = snapshot(county.house.transactions.engine, but=MONEY)
    assert payments.said(batch, then) == ["queued"]
    size = log_size(county)
    assert payments.said(batch, then) == ["queued"]
    assert log_size(county) == size
    assert snapshot(county.house.transactions.engine, but=MONEY) == before
    (queued,) = county.get("checker-1", RESULTS)["items"]
    assert (queued["outcome"], queued["batch_id"]) == (then, batch.rpartition("/")[2])
    entry = entries_since(county, queued["audit_number"])[0]
    assert entry["act"] == "bank_result.queue"
    assert verify_log(county.house.transactions).wrong is None


def test_a_second_payment_under_another_serial_is_queued(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    small.said(batch, bank_serial="S1")
    assert small.said(batch, bank_serial="S2") == ["queued"]
    assert small.said(batch, bank_serial="S1") == ["repeated"]
    assert small.said(batch, bank_serial=None) == ["repeated"]


def test_an_answer_before_dispatch_is_queued(small: Payments) -> None:
    path = small.released(small.approved())
    assert small.said(path) == ["queued"]
    assert small.county.get("maker-1", small.payout(path))["state"] == "pending"
    assert small.act("checker-1", path, "dispatch")["state"] == "dispatched"
    assert small.said(path) == ["applied"]


def test_a_reference_of_another_batch_or_of_nobody_is_queued(small: Payments) -> None:
    one, two = small.approved(2)
    first, second = small.dispatched([one]), small.dispatched([two])
    (line,) = small.lines(second)
    answer = small.bank(first, small.result(line["reference"]), small.result("NOBODY1"))
    assert became(answer) == [("queued", "sent"), ("queued", None)]
    assert small.county.get("maker-1", small.payout(second))["state"] == "sent"


def test_a_reference_of_another_union_is_as_unknown_as_nobodys(small: Payments) -> None:
    (line,) = small.lines(small.dispatched(small.approved()))
    path = "360000.360700.360722.360722002."
    gateway = Appointment("bank_gateway", "360722002", "grassroots", path)
    result = {**small.result(line["reference"]), "occurred_at": datetime(2026, 3, 20, tzinfo=UTC)}
    batches: list[str] = []

    def made(uow: UnitOfWork) -> Callable[[], Answer]:
        batch = uow.add(
            PaymentBatch(
                id=uow.new_id(), union="360722002", union_path=path, state="dispatched",
                fund_id=small.fund_id, count=1, total_fen=1,
            )
        )  # fmt: skip
        uow.record("payment_batch.make", batch, after="dispatched")
        batches.append(batch.id)
        return lambda: Answer(200, {})

    def said(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = Actor(subject="bank-2", kind="client", appointments=(gateway,))
        told = apply_bank_results(uow, {"batch_id": batches[0], "results": [result]})
        return lambda: Answer(200, {"lines": told})

    small.county.house.transactions.write(made)
    answer = small.county.house.transactions.write(said)
    assert became(answer.body) == [("queued", None)]
    assert last_entry(small.county)["obj"] == {"t": "payment_batch", "id": batches[0]}


def test_lines_of_one_call_are_taken_one_after_the_other(payments: Payments) -> None:
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    reference = payments.lines(batch)[0]["reference"]
    answer = payments.bank(
        batch,
        payments.result(reference, "unknown"),
        payments.result(reference),
        payments.result(reference),
        payments.result(reference, "failed"),
    )
    assert became(answer) == [
        ("applied", "unknown"), ("applied", "paid"), ("repeated", "paid"), ("queued", "paid"),
    ]  # fmt: skip
    assert payments.state_of(one) == "paid"
    assert verify_log(payments.county.house.transactions).wrong is None


def test_a_line_that_fails_leaves_the_others_paid(payments: Payments) -> None:
    ids = payments.approved(3)
    batch = payments.dispatched(ids)
    lines = payments.lines(batch)
    results = [
        payments.result(line["reference"], outcome)
        for line, outcome in zip(lines, ("paid", "failed", "paid"), strict=True)
    ]
    assert became(payments.bank(batch, *reversed(results))) == [
        ("applied", "paid"), ("applied", "failed"), ("applied", "paid"),
    ]  # fmt: skip
    assert [payments.state_of(one) for one in ids] == ["paid", "paying", "paid"]


@pytest.mark.parametrize("who", ["maker-1", "checker-1", "finance", "auditor-1", "clerk-1"])
def test_only_the_bank_says_what_the_bank_did(small: Payments, who: str) -> None:
    batch = small.dispatched(small.approved())
    refused = small.bank(batch, small.result(small.lines(batch)[0]["reference"]), who=who)
    assert refused.status == 403
    assert small.county.get("maker-1", small.payout(batch))["state"] == "sent"


def test_a_batch_that_is_not_there_is_refused(small: Payments) -> None:
    unknown = f"{RESULTS}/01a00000-0000-7000-8000-000000000000"
    refused = small.bank(unknown, small.result("NOBODY1"))
    assert refused.status == 422
    assert "batch_mismatch" in refused.codes


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"outcome": "maybe"}, "/results/0/outcome"),
        ({"outcome": "failed", "failure_code": None}, "/results/0/failure_code"),
        ({"outcome": "failed", "failure_code": "77"}, "/results/0/failure_code"),
        ({"occurred_at": "2026-03-20T10:00:00"}, "/results/0/occurred_at"),
        ({"reference": "a b"}, "/results/0/reference"),
        ({"amount": 1}, "/results/0/amount"),
    ],
)
def test_a_result_in_no_shape_is_refused(small: Payments, more: dict[str, Any], at: str) -> None:
    batch = small.dispatched(small.approved())
    refused = small.bank(batch, {**small.result("NOBODY1"), **more})
    assert refused.status == 422
    assert [error["at"] for error in refused["errors"]] == [at]


def test_the_database_disburses_one_reference_once(payments: Payments) -> None:
    batch = payments.dispatched(payments.approved())
    payments.said(batch)
    insert = text(
        'INSERT INTO posting (made_by, line, fund_id, "union", account, kind, amount_fen, reference)'
        ' SELECT made_by, line + 10, fund_id, "union", account, kind, amount_fen, reference'
        " FROM posting WHERE kind = 'disburse'"
    )
    engine = payments.county.house.transactions.engine
    with engine.connect() as connection, pytest.raises(Exception, match=r"(?i)unique"):
        connection.execute(insert)


@pytest.mark.parametrize("seed", range(3))
def test_however_answers_arrive_the_money_is_where_the_first_word_put_it(
    small: Payments, seed: int
) -> None:
    """Duplicated, shuffled, contradicting: a payment stands as the model says, to the fen."""
    dice = random.Random(seed)  # noqa: S311
    ids = small.approved(4)
    award = small.total_fen(ids[:1])
    batch = small.dispatched(ids)
    references = [line["reference"] for line in small.lines(batch)]
    words = [(one, dice.choice(("paid", "failed", "unknown"))) for one in references * 6]
    dice.shuffle(words)
    model: dict[str, str] = dict.fromkeys(references, "sent")
    for reference, outcome in words:
        state = model[reference]
        expected = "queued"
        if state == outcome:
            expected = "repeated"
        elif state in ("sent", "unknown"):
            model[reference], expected = outcome, "applied"
        answer = small.bank(batch, small.result(reference, outcome))
        assert became(answer) == [(expected, model[reference])]
    paid = list(model.values()).count("paid")
    assert small.figures() == (20_000_000 - 4 * award, (4 - paid) * award, paid * award, 0)
    assert verify_log(small.county.house.transactions).wrong is None
