"""医疗救助, from the form to money on the account, with the names of the wire and every hand apart."""

from __future__ import annotations

import csv
import io

from tests.county import County
from tests.payments import Payments


def test_a_medical_case_is_assessed_published_approved_and_paid(  # noqa: PLR0915 - one journey
    county: County,
) -> None:
    draft = county.draft_application("medical")
    assert draft.status == 201, draft.body
    assert draft["award_fen"] == draft["assessment"]["award_fen"] == 2_000_000
    assert [stage["stage"] for stage in draft["path"]] == ["review", "notice", "approval"]
    path = draft.headers["Location"]

    submitted = county.post("clerk-1", f"{path}/submit", etag=draft.etag)
    assert submitted["state"] == "submitted"
    assert submitted["stage"] == {
        "position": 0, "kind": "review", "level": "grassroots", "union": "360722001",
    }  # fmt: skip
    reviewed = county.post("reviewer-1", f"{path}/review", etag=submitted.etag)
    assert reviewed["state"] == "reviewed"

    notice = county.on_notice(path)
    assert notice.status == 201, notice.body
    assert (notice["starts_on"], notice["ends_on"]) == ("2026-03-02", "2026-03-09")
    assert county.get("auditor-1", path)["state"] == "on_notice"
    early = county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert early.status == 422
    assert "notice_running" in early.codes
    county.days_later(8)
    assert county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")["state"] == "closed"
    assert county.get("auditor-1", path)["state"] == "notice_passed"

    fund = county.fund()
    approved = county.approve(path, fund)
    assert approved.status == 200, approved.body
    assert (approved["state"], approved["fund_id"]) == ("approved", fund)
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000

    form = {
        "fund_id": fund,
        "application_ids": [draft["id"]],
        "control": {"count": 1, "total_fen": 2_000_000},
    }
    batch = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert batch.status == 201, batch.body
    place = batch.headers["Location"]
    county.act("maker-1", place, "submit")
    assert county.act("maker-1", place, "release").status == 403
    assert county.act("checker-1", place, "release")["state"] == "released"
    assert county.act("checker-1", place, "dispatch")["state"] == "dispatched"
    rows = list(csv.reader(io.StringIO(county.get("checker-1", f"{place}/instruction-file").body)))
    assert "20000.00" in rows[1]

    (payout,) = county.get("finance", "/v1/payouts?after=0&limit=100")["items"]
    assert (payout["state"], payout["amount_fen"]) == ("sent", 2_000_000)
    result = {
        "reference": payout["reference"], "outcome": "paid", "bank_serial": "B-1",
        "occurred_at": "2026-03-12T10:00:00+08:00",
    }  # fmt: skip
    told = county.post(
        "bank", "/v1/bank-results", {"batch_id": batch["id"], "results": [result]},
        key=county.new_key(),
    )  # fmt: skip
    assert told["lines"] == [
        {"reference": payout["reference"], "result": "applied", "state": "paid"}
    ]
    assert county.get("auditor-1", path)["state"] == "paid"
    figures = county.get("fund-1", f"/v1/funds/{fund}")
    assert (figures["committed_fen"], figures["disbursed_fen"]) == (0, 2_000_000)
    (payout,) = county.get("finance", f"/v1/payouts?after={payout['audit_number']}")["items"]
    assert payout["state"] == "paid"


def test_the_trail_of_a_paid_case_names_a_different_person_for_every_duty(county: County) -> None:
    payments = Payments(county)
    (case,) = payments.approved(1, "medical")
    payments.said(payments.dispatched([case]))
    items = county.get("auditor-1", f"/v1/applications/{case}/trail")["items"]
    holders: dict[str, set[str]] = {}
    for item in items:
        if item["duty"]:
            holders.setdefault(item["duty"], set()).add(item["officer"])
    assert set(holders) == {"intake", "review", "approve", "make", "release"}
    everyone = [officer for officers in holders.values() for officer in officers]
    assert len(everyone) == len(set(everyone))
    assert items[-1]["act"] in {"application.settle", "payment_batch.settle"}
