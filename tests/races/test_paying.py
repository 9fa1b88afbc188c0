"""One bank result, one batch, one release: eight times at one instant, once in effect."""

from __future__ import annotations

from tests.county import County
from tests.payments import Payments
from tests.races.conftest import Race
from tests.races.racers import Shot


def _result(payments: Payments, batch: str, key: str) -> Shot:
    (line,) = payments.lines(batch)
    form = {
        "batch_id": batch.rpartition("/")[2],
        "results": [payments.result(line["reference"])],
    }
    return Shot("bank", "POST", "/v1/bank-results", form, {"Idempotency-Key": key})


def test_one_bank_result_eight_times_is_applied_once_with_eight_same_answers(
    postgres_county: County, race: Race
) -> None:
    county, payments = postgres_county, Payments(postgres_county)
    (case,) = payments.approved(1)
    batch = payments.dispatched([case])
    answers = race([_result(payments, batch, "bank-1")] * 8)
    assert [answer.status for answer in answers] == [200] * 8
    assert len({str(answer["lines"]) for answer in answers}) == 1
    assert answers[0]["lines"][0]["result"] == "applied"
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 7
    award = payments.total_fen([case])
    assert payments.figures() == (20_000_000 - award, 0, award, 0)
    told = county.get("fund-1", f"/v1/funds/{payments.fund_id}/postings")["items"]
    kinds = [posting["kind"] for posting in told]
    assert kinds.count("disburse") == 1


def test_one_bank_result_under_eight_keys_is_applied_once_and_repeated_seven_times(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    (case,) = payments.approved(1)
    batch = payments.dispatched([case])
    answers = race([_result(payments, batch, f"bank-{n}") for n in range(8)])
    assert [answer.status for answer in answers] == [200] * 8
    said = sorted(answer["lines"][0]["result"] for answer in answers)
    assert said == ["applied"] + ["repeated"] * 7
    award = payments.total_fen([case])
    assert payments.figures() == (20_000_000 - award, 0, award, 0)


def test_one_application_in_eight_batches_at_once_is_in_one(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    (case,) = payments.approved(1)
    form = payments.form([case])
    answers = race(
        [
            Shot("maker-1", "POST", "/v1/payment-batches", form, {"Idempotency-Key": f"b-{n}"})
            for n in range(8)
        ]
    )
    assert [answer.status for answer in answers].count(201) == 1
    assert all(answer.status in (201, 409, 422) for answer in answers)


def test_a_batch_is_released_once_by_eight_checkers_at_once(
    postgres_county: County, race: Race
) -> None:
    county, payments = postgres_county, Payments(postgres_county)
    batch = payments.made(payments.approved(1))
    payments.act("maker-1", batch, "submit")
    etag = county.get("maker-1", batch).etag
    answers = race(
        [
            Shot(
                "checker-1", "POST", f"{batch}/release", {},
                {"If-Match": etag, "Idempotency-Key": f"r-{n}"},
            )
            for n in range(8)
        ]
    )  # fmt: skip
    assert sorted(answer.status for answer in answers) == [200] + [412] * 7
