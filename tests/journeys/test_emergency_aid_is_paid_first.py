"""应急救助: a flood on Friday, money on Monday; papers, notice and a second look come after it."""

from __future__ import annotations

from datetime import date

from service.use_cases.run_jobs import run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.emergency_steps import PAPERS, REASON, bring, delegate, emergency, owed
from tests.payments import Payments

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)
LAST_DAY = "2026-03-20"
"""Ten working days after Friday 6 March, which itself is not counted."""
AWARD = 30_000


FLOOD = {"occasion": "daily", "year": 2026, "object": "major_hardship", "kind": "cash"}


def _flooded(county: County) -> tuple[str, Payments]:
    """Applied for, reviewed and approved on the day of the flood."""
    payments = Payments(county)
    delegate(county, "warmth")
    file = county.active_file()
    county.days_later((FRIDAY - county.today()).days)
    path = emergency(county, file, "warmth", answers=FLOOD)
    approved = county.approve(path, payments.fund_id)
    assert (approved["state"], approved["award_fen"]) == ("approved", AWARD)
    return path, payments


def _paid(county: County, path: str, payments: Payments) -> None:
    county.days_later((MONDAY - county.today()).days)
    payments.said(payments.dispatched([path.rpartition("/")[2]]), "paid")
    assert county.get("auditor-1", path)["state"] == "paid"


def test_what_was_paid_first_is_made_regular_afterwards(county: County) -> None:
    path, payments = _flooded(county)
    case = county.get("auditor-1", path)
    assert [stage["stage"] for stage in case["path"]] == ["review", "approval"]
    assert case["emergency"]["reason"] == REASON["reason"]
    told = case["emergency"]["regularisation"]
    assert (told["state"], told["due_on"]) == ("due", LAST_DAY)
    assert told["missing"] == list(PAPERS)

    _paid(county, path, payments)
    assert payments.figures() == (20_000_000 - AWARD, 0, AWARD, 0)

    owing = owed(county, path)
    assert bring(county, owing)["state"] == "submitted"
    assert county.act("reviewer-1", owing, "review")["state"] == "reviewed"
    notice = county.on_notice(path)
    assert notice.status == 201, notice.body
    public = county.get(None, f"/public/notices/{notice['id']}")["lines"][0]
    assert (public["programme"], public["amount_fen"]) == ("送温暖", AWARD)
    assert county.get("auditor-1", owing)["state"] == "on_notice"
    assert county.get("auditor-1", path)["state"] == "paid"
    county.days_later(10)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing)["state"] == "notice_passed"

    again = county.act("approver-2", owing, "confirm", {"opinion": "同意"})
    assert (again.status, "approved_in_haste" in again.codes) == (403, True)
    confirmed = county.act("approver-3", owing, "confirm", {"opinion": "材料齐全，情况属实"})
    assert (confirmed["state"], confirmed["recovery_due"]) == ("regularised", None)
    assert county.get("auditor-1", path)["state"] == "paid"
    acts = [line["act"] for line in county.get("auditor-1", f"{path}/trail")["items"]]
    assert acts.index("regularisation.begin") < acts.index("regularisation.confirm")
    assert verify_log(county.house.transactions).wrong is None


def test_papers_that_never_come_leave_the_award_owed_back(county: County) -> None:
    path, payments = _flooded(county)
    _paid(county, path, payments)
    owing = owed(county, path)
    county.days_later((date.fromisoformat(LAST_DAY) - county.today()).days)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing)["state"] == "due"
    assert not county.get("auditor-1", "/v1/regularisations?overdue=true")["items"]

    county.days_later(1)
    late = county.get("auditor-1", "/v1/regularisations?overdue=true")["items"]
    assert [f"/v1/regularisations/{one['id']}" for one in late] == [owing]
    paper = {"kind": "disaster_proof", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
    assert "papers_overdue" in county.post("clerk-1", f"{owing}/evidence", paper).codes
    run_due_jobs(county.house.transactions)
    (one,) = county.get("auditor-1", "/v1/regularisations?state=unregularised")["items"]
    assert one["recovery_due"] == {
        "amount_fen": AWARD, "since": "2026-03-21", "reason": "overdue",
    }  # fmt: skip
    expired = county.get("auditor-1", f"{owing}/trail")["items"][-1]
    assert (expired["act"], expired["officer"]) == ("regularisation.expire", "system")

    before = county.get("auditor-1", owing).etag
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing).etag == before
    file = county.get("clerk-1", f"/v1/hardship-files/{one['hardship_file_id']}")
    refused = county.draft_application("warmth", file=file, emergency=REASON)
    assert (refused.status, "emergency_open" in refused.codes) == (409, True)
    assert county.draft_application("warmth", file=file).status == 201
    assert verify_log(county.house.transactions).wrong is None
