"""金秋助学: the student is the beneficiary and the payee, once in an academic year."""

from __future__ import annotations

import csv
import io

from tests.county import County
from tests.payments import Payments


def test_a_student_is_aided_on_their_own_account_once_a_year(county: County) -> None:
    payments = Payments(county)
    file = county.active_file()
    (case,) = payments.approved(1, "tuition", file=file)
    told = county.get("clerk-1", f"/v1/applications/{case}")
    assert told["award_fen"] == 500_000
    assert told["beneficiary"]["name"] == file["members"][0]["name"] == told["payee"]["name"]
    batch = payments.dispatched([case])
    rows = list(csv.reader(io.StringIO(county.get("checker-1", f"{batch}/instruction-file").body)))
    assert file["members"][0]["name"] in rows[1]
    assert payments.said(batch) == ["applied"]
    assert payments.state_of(case) == "paid"
    again = county.draft_application("tuition", file=file)
    assert again.status == 409
    assert "duplicate_claim" in again.codes
