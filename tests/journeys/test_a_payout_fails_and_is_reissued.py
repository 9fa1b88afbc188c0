"""From approval to money on the account: the bank refuses once, the account is corrected, it pays."""

from __future__ import annotations

import csv
import hashlib
import io

from tests.county import County, account_number
from tests.payments import Payments


def test_a_payment_reaches_the_account_in_two_attempts(county: County) -> None:
    payments = Payments(county)
    first, second = payments.approved(2)
    award = payments.total_fen([first])
    assert payments.figures() == (20_000_000 - 2 * award, 2 * award, 0, 0)

    batch = payments.dispatched([first, second])
    failing, paying = payments.lines(batch)
    answer = payments.bank(
        batch, payments.result(failing["reference"], "failed"), payments.result(paying["reference"])
    )
    assert answer.status == 200
    assert answer["lines"] == [
        {"reference": failing["reference"], "result": "applied", "state": "failed"},
        {"reference": paying["reference"], "result": "applied", "state": "paid"},
    ]
    assert county.get("maker-1", batch)["state"] == "settled"
    assert payments.state_of(second) == "paid"
    assert payments.state_of(first) == "paying"
    assert payments.figures() == (20_000_000 - 2 * award, award, award, 0)

    payout = f"/v1/payouts/{failing['payout_id']}"
    failed = county.get("maker-1", payout)
    assert (failed["state"], failed["failure_code"]) == ("failed", "1")
    corrected = {"name": "李梅", "number": account_number(), "bank": "中国工商银行信丰支行"}
    reissued = county.act(
        "maker-1", payout, "reissue", {"reason": "账号已更正", "payee": corrected}
    )
    assert (reissued["state"], reissued["payee_confirmed"]) == ("pending", False)
    too_soon = payments.make([first])
    assert too_soon.status == 422
    assert "payee_unconfirmed" in too_soon.codes

    confirmed = county.act("approver-3", payout, "confirm-payee")
    assert confirmed.status == 200, confirmed.body
    again = payments.dispatched([first])
    (line,) = payments.lines(again)
    assert line["payout_id"] == failing["payout_id"]
    assert line["reference"] != failing["reference"]
    rows = list(csv.reader(io.StringIO(county.get("checker-1", f"{again}/instruction-file").body)))
    assert rows[1][2] == corrected["number"]

    late = payments.bank(batch, payments.result(failing["reference"]))
    assert late["lines"][0]["result"] == "queued"
    assert county.get("maker-1", payout)["state"] == "sent"
    assert payments.said(again) == ["applied"]
    assert payments.state_of(first) == "paid"
    assert payments.figures() == (20_000_000 - 2 * award, 0, 2 * award, 0)


def test_the_file_is_the_one_the_manifest_describes_before_and_after_a_reissue(
    county: County,
) -> None:
    payments = Payments(county)
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    before = county.get("bank", f"{batch}/instruction-file").body
    manifest = county.get("maker-1", batch)["manifest"]
    assert manifest["sha256"] == hashlib.sha256(before.encode()).hexdigest()
    assert (manifest["count"], manifest["total_fen"]) == (1, payments.total_fen([one]))
    payments.said(batch, "failed")
    payee = {"name": "李梅", "number": account_number(), "bank": "中国银行信丰支行"}
    form = {"reason": "更正", "payee": payee}
    assert county.act("maker-1", payments.payout(batch), "reissue", form).status == 200
    assert county.get("bank", f"{batch}/instruction-file").body == before
