"""医疗救助: the scene in which things go wrong, and are refused or put right.

The second account of the clerk who opened a case tries to approve it; another household hands in
the same bill; one account does not exist, so the bank's word is failed and the payment is sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from service.commands.demo import casework, payment, people
from service.commands.demo.casework import APPLICATIONS, Filed
from service.commands.demo.plan import FAILURE, Bill
from service.commands.demo.story import Refusal, Stage

__all__ = ["medical_aid"]

FORBIDDEN: Final = 403
CONFLICT: Final = 409
MEETING: Final = "信工会纪〔2026〕5号"


def medical_aid(stage: Stage, files: Sequence[Filed]) -> None:
    call, plan = stage.call, stage.plan
    call.on(date(2026, 4, 13))
    patients = [files[place] for place in plan.patients]
    ids = [
        stage.apply(filed, _form(filed, bill, place), "医疗救助 medical")
        for place, (filed, bill) in enumerate(zip(patients, plan.bills, strict=True))
    ]
    failing = next(n for n, filed in enumerate(patients) if filed.household.clerk == "clerk-1")
    stage.story.shown_case = ids[failing]
    _same_bill_again(stage, files, failing)
    fund = stage.fund("medical")
    stage.published(ids, date(2026, 4, 14), date(2026, 4, 22))
    _approval_of_ones_own(stage, ids[failing], fund)
    casework.approve(call, ids, fund, MEETING)
    _pay(stage, fund, ids, patients[failing], failing)


def _form(filed: Filed, bill: Bill, place: int) -> dict[str, Any]:
    answers = {
        "total_cost_fen": bill.total_fen,
        "insurance_paid_fen": bill.insurance_fen,
        "other_relief_fen": bill.relief_fen,
        "settlement_number": _settlement(place),
        "hospital_level": 2,
        "diagnosed_on": "2026-03-20",
    }
    return casework.form(filed, "medical", answers, filed.household.account)


def _settlement(place: int) -> str:
    return f"JS20260401{place:04d}"


def _same_bill_again(stage: Stage, files: Sequence[Filed], failing: int) -> None:
    """Written a little differently, at the other union, for another household."""
    other = next(filed for filed in files if filed.household.clerk == "clerk-2")
    wanted = _form(other, stage.plan.bills[failing], failing)
    wanted["answers"]["settlement_number"] = _settlement(failing).lower().replace("js", "js ")
    tried = "clerk-2 申请：以他人已用的结算单号再次申请 the same settlement once more"
    refused = stage.call.post("clerk-2", APPLICATIONS, wanted, status=CONFLICT)
    stage.story.refusals.append(Refusal(tried, refused))


def _approval_of_ones_own(stage: Stage, application: str, fund: str) -> None:
    """twin-1 is a second account of the person behind clerk-1."""
    path = f"{APPLICATIONS}/{application}"
    version = stage.call.get("auditor-1", path).etag
    body = {"opinion": "同意", "meeting_number": MEETING, "fund_id": fund}
    tried = "twin-1 审批：经办人以另一账号审批本人经办的申请 approving what one opened oneself"
    refused = stage.call.post("twin-1", f"{path}/approve", body, etag=version, status=FORBIDDEN)
    stage.story.refusals.append(Refusal(tried, refused))


def _pay(stage: Stage, fund: str, ids: Sequence[str], failing: Filed, place: int) -> None:
    bills = stage.plan.bills
    stage.call.on(date(2026, 4, 24))
    household = failing.household
    stage.bank.books.unknown[household.account["number"]] = FAILURE
    batch = stage.paid(fund, ids, sum(bill.award_fen for bill in bills))
    stage.call.on(date(2026, 4, 28))
    name = household.account["name"]
    mended = people.account(name, household.place, people.SECOND)
    payment.reissue(stage.call, batch, ids[place], mended)
    stage.paid(fund, [ids[place]], bills[place].award_fen)
