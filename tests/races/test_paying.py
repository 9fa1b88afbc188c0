"""One payment among eight processes: made once, sent once, settled once, whoever calls."""

from __future__ import annotations

from typing import Any

from service.use_cases.verify_log import verify_log
from tests.county import County, account_number
from tests.payments import Payments
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot


def _shots(
    payments: Payments, who: str, path: str, bodies: list[Any], **headers: str
) -> list[Shot]:
    return [
        Shot(who, "POST", path, body, {"Idempotency-Key": payments.county.new_key(), **headers})
        for body in bodies
    ]


def _results(batch: str, *results: dict[str, Any]) -> dict[str, Any]:
    return {"batch_id": batch.rpartition("/")[2], "results": list(results)}


def test_the_same_application_in_eight_batches_is_paid_by_one(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    (one,) = payments.approved()
    forms = [payments.form([one])] * RACERS
    answers = race(_shots(payments, "maker-1", "/v1/payment-batches", forms))
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert {"payout_exists"} <= set.union(*(a.codes for a in answers if a.status == 409))
    assert len(postgres_county.get("finance", "/v1/payouts")["items"]) == 1


def test_one_bank_result_eight_times_is_applied_once(postgres_county: County, race: Race) -> None:
    payments = Payments(postgres_county)
    (one,) = payments.approved()
    award = payments.total_fen([one])
    batch = payments.dispatched([one])
    body = _results(batch, payments.result(payments.lines(batch)[0]["reference"]))
    answers = race(_shots(payments, "bank", "/v1/bank-results", [body] * RACERS))
    results = [answer["lines"][0]["result"] for answer in answers]
    assert sorted(results) == ["applied"] + ["repeated"] * 7
    assert {answer["lines"][0]["state"] for answer in answers} == {"paid"}
    assert payments.figures() == (20_000_000 - award, 0, award, 0)
    assert verify_log(postgres_county.house.transactions).wrong is None


def test_one_bank_result_eight_times_under_one_key_has_eight_same_answers(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    batch = payments.dispatched(payments.approved())
    body = _results(batch, payments.result(payments.lines(batch)[0]["reference"]))
    headers = {"Idempotency-Key": "one-answer"}
    answers = race([Shot("bank", "POST", "/v1/bank-results", body, headers)] * RACERS)
    assert [answer.status for answer in answers] == [200] * RACERS
    assert all(answer.body == answers[0].body for answer in answers)
    replayed = [answer.headers.get("Idempotent-Replayed") for answer in answers]
    assert sorted(map(str, replayed)) == ["None"] + ["true"] * 7


def test_of_paid_and_failed_at_one_instant_one_is_applied(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    batch = payments.dispatched(payments.approved())
    reference = payments.lines(batch)[0]["reference"]
    bodies = [_results(batch, payments.result(reference, one)) for one in ("paid", "failed")]
    answers = race(_shots(payments, "bank", "/v1/bank-results", bodies * 4))
    told = [answer["lines"][0] for answer in answers]
    assert [line["result"] for line in told].count("applied") == 1
    assert len({line["state"] for line in told}) == 1
    assert [line["result"] for line in told].count("repeated") == 3
    assert [line["result"] for line in told].count("queued") == 4
    assert len(postgres_county.get("checker-1", "/v1/bank-results")["items"]) == 1


def test_eight_answers_to_eight_lines_settle_the_batch(postgres_county: County, race: Race) -> None:
    payments = Payments(postgres_county)
    ids = payments.approved(RACERS)
    total = payments.total_fen(ids)
    batch = payments.dispatched(ids)
    bodies = [_results(batch, payments.result(line["reference"])) for line in payments.lines(batch)]
    answers = race(_shots(payments, "bank", "/v1/bank-results", bodies))
    assert [answer["lines"][0]["result"] for answer in answers] == ["applied"] * RACERS
    assert postgres_county.get("maker-1", batch)["state"] == "settled"
    assert payments.figures() == (20_000_000 - total, 0, total, 0)
    assert verify_log(postgres_county.house.transactions).wrong is None


def test_batches_dispatched_at_once_have_files_with_numbers_of_their_own(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    paths = [payments.released([one]) for one in payments.approved(4)]
    shots = [
        Shot(
            "checker-1", "POST", f"{path}/dispatch", {},
            {
                "If-Match": postgres_county.get("checker-1", path).etag,
                "Idempotency-Key": postgres_county.new_key(),
            },
        )
        for path in paths
    ]  # fmt: skip
    assert [answer.status for answer in race(shots)] == [200] * 4
    manifests = [postgres_county.get("maker-1", path)["manifest"] for path in paths]
    assert sorted(manifest["sequence"] for manifest in manifests) == [1, 2, 3, 4]


def test_eight_releases_of_one_version_are_one(postgres_county: County, race: Race) -> None:
    payments = Payments(postgres_county)
    path = payments.made(payments.approved())
    submitted = payments.act("maker-1", path, "submit")
    shots = _shots(
        payments, "checker-1", f"{path}/release", [{}] * RACERS, **{"If-Match": submitted.etag}
    )
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [200] + [412] * 7


def test_an_account_change_and_a_new_batch_at_one_instant_are_never_both(
    postgres_county: County, race: Race
) -> None:
    payments = Payments(postgres_county)
    for _ in range(4):
        (one,) = payments.approved()
        batch = payments.dispatched([one])
        payments.said(batch, "failed")
        payout = payments.payout(batch)
        again = payments.act("maker-1", payout, "reissue", {"reason": "再发", "payee": None})
        account = {"name": "李梅", "number": account_number(), "bank": "中国银行"}
        change = _shots(
            payments, "maker-1", f"{payout}/reissue", [{"reason": "改", "payee": account}],
            **{"If-Match": again.etag},
        )  # fmt: skip
        batches = _shots(payments, "maker-1", "/v1/payment-batches", [payments.form([one])])
        changed, made = race([*change, *batches])
        assert (changed.status, made.status) in ((200, 422), (412, 201))
