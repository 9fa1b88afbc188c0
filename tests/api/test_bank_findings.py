"""What contradicts waits for a person: with its age and an advice, until somebody found out."""

from __future__ import annotations

from typing import Any

import pytest

from service.use_cases.verify_log import verify_log
from tests.api.test_closing_funds import BACK, close, holds
from tests.county import County, Reply
from tests.payments import Payments, second_account
from tests.recovery_steps import confirmed, propose, receive
from tests.snapshot import AUDIT, log_size, snapshot

QUEUE = "/v1/bank-results"
AWARD = 30_000
WHY = {"reason": "已书面向开户行核实"}


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def queued(payments: Payments) -> dict[str, Any]:
    (one,) = payments.county.get("checker-1", QUEUE)["items"]
    return dict(one)


def resolve(
    payments: Payments, path: str, finding: str, who: str = "checker-1", **more: Any
) -> Reply:
    return payments.act(who, path, "resolve", {**WHY, "finding": finding}, **more)


def contradicted(payments: Payments) -> tuple[str, str]:
    """A batch of one that failed, and the answer that says it was paid."""
    batch = payments.dispatched(payments.approved())
    assert payments.said(batch, "failed") == ["applied"]
    assert payments.said(batch) == ["queued"]
    return batch, f"{QUEUE}/{queued(payments)['id']}"


def test_paid_after_all_moves_the_payout_and_its_money_by_a_second_person(
    payments: Payments,
) -> None:
    county = payments.county
    batch, path = contradicted(payments)
    county.days_later(3)
    told = county.get("auditor-1", path)
    assert (told["state"], told["age_days"], told["advice"]) == ("failed", 3, "ask_if_paid")
    before, size = snapshot(county.house.transactions.engine, but=AUDIT), log_size(
        county.house.transactions.engine
    )  # fmt: skip
    assert resolve(payments, path, "paid", who="maker-1").status == 403
    assert resolve(payments, path, "dismissed").codes == {"finding_unfit"}
    assert resolve(payments, path, "paid", etag='"1"').status == 412
    assert resolve(payments, path, "paid", etag=None).status == 428
    assert snapshot(county.house.transactions.engine, but=AUDIT) == before
    assert log_size(county.house.transactions.engine) == size + 1
    award = payments.figures()[1]
    found = resolve(payments, path, "paid")
    assert (found.status, found["payout_state"], found["overpaid"]) == (200, "paid", False)
    assert payments.figures() == (20_000_000 - award, 0, award, 0)
    payout = county.get("finance", payments.payout(batch))
    assert (payout["state"], payout["failure_code"], payout["failure"]) == ("paid", None, None)
    assert county.get("checker-1", QUEUE)["items"] == []
    (past,) = county.get("checker-1", f"{QUEUE}?resolved=true")["items"]
    assert past["finding"]["finding"] == "paid"
    assert resolve(payments, path, "paid").codes == {"finding_exists"}
    assert verify_log(county.house.transactions).wrong is None


def test_who_made_the_batch_does_not_find_out_what_became_of_it(small: Payments) -> None:
    batch, path = contradicted(small)
    twin = second_account(small.county, "maker-twin", "maker-1", "payment_checker")
    for finding in ("paid", "not_paid"):  # whether the payout moves by it or not
        refused = resolve(small, path, finding, who=twin)
        assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    body = {**WHY, "finding": "paid"}
    refused = small.act(twin, small.payout(batch), "resolve", body)
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    assert small.county.get("finance", small.payout(batch))["state"] == "failed"


def test_not_paid_lifts_the_hold_and_only_then_may_it_be_sent_again(small: Payments) -> None:
    batch, path = contradicted(small)
    payout = small.payout(batch)
    again = {"reason": "账号无误重发", "payee": None}
    assert small.act("maker-1", payout, "reissue", again)["state"] == "pending"
    (case,) = {line["application_id"] for line in small.lines(batch)}
    assert "payout_contradicted" in small.make([case]).codes
    assert resolve(small, path, "not_paid").status == 200
    assert small.make([case]).status == 201


def test_paid_after_it_was_to_be_sent_again_stands_by_the_attempt_that_was_paid(
    small: Payments,
) -> None:
    batch, path = contradicted(small)
    payout = small.payout(batch)
    reference = small.lines(batch)[0]["reference"]
    small.act("maker-1", payout, "reissue", {"reason": "重发", "payee": None})
    assert resolve(small, path, "paid")["payout_state"] == "paid"
    told = small.county.get("finance", payout)
    assert (told["state"], told["reference"]) == ("paid", reference)
    (case,) = {line["application_id"] for line in small.lines(batch)}
    assert small.state_of(case) == "paid"


def paid_twice(payments: Payments) -> tuple[str, str]:
    """A batch of one that was paid, and the answer that says it was paid once more."""
    batch = payments.dispatched(payments.approved())
    payments.said(batch, bank_serial="S1")
    assert payments.said(batch, bank_serial="S2") == ["queued"]
    return batch, f"{QUEUE}/{queued(payments)['id']}"


def test_what_the_bank_paid_twice_is_spent_and_recovered_into_its_fund(payments: Payments) -> None:
    county = payments.county
    batch, path = paid_twice(payments)
    before = payments.figures()
    available, committed, disbursed, returned = before
    found = resolve(payments, path, "paid")
    assert (found["overpaid"], found["payout_state"]) == (True, "paid")
    spent = (available - AWARD, committed, disbursed + AWARD, returned)
    assert payments.figures() == spent
    assert payments.said(batch, bank_serial="S3") == ["queued"]  # of the same payment, once more
    again = resolve(payments, f"{QUEUE}/{queued(payments)['id']}", "paid")
    assert (again.status, again["overpaid"]) == (200, False)
    assert payments.figures() == spent
    books = county.get("auditor-1", "/v1/reports/invariants")
    assert books["holds"] is True
    payout = payments.payout(batch)
    assert propose(county, payout, 2 * AWARD + 1).codes == {"recovery_too_much"}
    claimed = propose(county, payout, AWARD).headers["Location"]
    county.act("approver-3", claimed, "confirm")
    assert receive(county, claimed, AWARD)["state"] == "recovered"
    assert payments.figures() == before
    assert county.get("auditor-1", "/v1/reports/invariants")["holds"] is True
    assert verify_log(county.house.transactions).wrong is None
    assert payments.make(payments.approved()).status == 201  # the books agree, so the fund pays on


def came_back(payments: Payments, payout: str, amount_fen: int) -> dict[str, Any]:
    """So much recovered; the case as the aid record tells it, once the books agree."""
    county = payments.county
    receive(county, confirmed(county, payout, amount_fen), amount_fen)
    assert county.get("auditor-1", "/v1/reports/invariants")["holds"] is True
    case = county.get("auditor-1", payout)["application_id"]
    file = county.get("clerk-1", f"/v1/applications/{case}")["hardship_file_id"]
    aid = county.get("clerk-1", f"/v1/hardship-files/{file}/aid")
    return {**aid["items"][0], "granted_fen": aid["sums"][0]["granted_fen"], "file": file}


def test_what_the_bank_paid_twice_comes_back_first_and_is_no_part_of_the_award(
    small: Payments,
) -> None:
    """Else the household keeps one payment, and may ask for another as if it had kept none."""
    county = small.county
    batch, path = paid_twice(small)
    assert resolve(small, path, "paid")["overpaid"] is True
    payout = small.payout(batch)
    told = came_back(small, payout, AWARD)
    assert (told["state"], told["recovered_fen"], told["granted_fen"]) == ("paid", 0, AWARD)
    file = county.get("clerk-1", f"/v1/hardship-files/{told['file']}")
    assert county.draft_application(file=file).codes == {"duplicate_claim"}
    told = came_back(small, payout, AWARD)
    assert (told["state"], told["recovered_fen"], told["granted_fen"]) == ("recovered", AWARD, 0)
    assert county.get("finance", payout)["recovered_fen"] == 2 * AWARD
    (used,) = county.get("auditor-1", "/v1/reports/funds?year=2026")["tables"]
    assert (used["raised_fen"], used["used_fen"]) == (20_000_000, 0)


def test_what_was_paid_anew_since_the_first_recovery_can_be_claimed_back(small: Payments) -> None:
    county = small.county
    batch, path = paid_twice(small)
    resolve(small, path, "paid")
    payout = small.payout(batch)
    back = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}
    assert county.act("checker-1", payout, "return", back)["state"] == "returned"
    assert propose(county, payout, AWARD).status == 201
    county.act("maker-1", payout, "reissue", {"reason": "重发", "payee": None})
    small.said(small.dispatched([county.get("auditor-1", payout)["application_id"]]))
    assert propose(county, payout, AWARD).status == 201
    assert propose(county, payout, 1).codes == {"recovery_too_much"}


def test_what_was_paid_twice_stays_in_the_books_of_the_fund_it_left(small: Payments) -> None:
    county = small.county
    batch, path = paid_twice(small)
    resolve(small, path, "paid")
    heir = county.fund(5_000, year=2027)
    closing = {"opinion": "年度结束", "carry_to": heir}
    fund = f"/v1/funds/{small.fund_id}"
    assert county.act("approver-1", fund, "close", closing)["state"] == "closed"
    back = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}
    payout = small.payout(batch)
    assert county.act("checker-1", payout, "return", back)["fund_id"] == heir
    assert county.get("auditor-1", "/v1/reports/invariants")["holds"] is True


def test_money_that_left_twice_is_booked_once_the_fund_has_it(sqlite_county: County) -> None:
    payments = Payments(sqlite_county, AWARD)
    _, path = paid_twice(payments)
    figures = payments.figures()
    refused = resolve(payments, path, "paid")
    assert (refused.status, refused.codes) == (422, {"fund_insufficient"})
    assert payments.figures() == figures == (0, 0, AWARD, 0)
    form = {"amount_fen": AWARD, "document_number": "信工发〔2026〕9号"}
    key = sqlite_county.new_key()
    sqlite_county.post("fund-1", f"/v1/funds/{payments.fund_id}/allocations", form, key=key)
    assert resolve(payments, path, "paid")["overpaid"] is True
    assert payments.figures() == (0, 0, 2 * AWARD, 0)


def test_what_was_paid_is_undone_by_a_return_only(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    small.said(batch)
    assert small.said(batch, "failed") == ["queued"]
    path = f"{QUEUE}/{queued(small)['id']}"
    assert queued(small)["advice"] == "ask_if_returned"
    assert resolve(small, path, "not_paid").codes == {"finding_unfit"}
    assert resolve(small, path, "paid").status == 200
    assert small.county.get("maker-1", small.payout(batch))["state"] == "paid"


def test_what_names_nothing_here_is_dismissed(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    small.bank(batch, small.result("NOBODY1"))
    path = f"{QUEUE}/{queued(small)['id']}"
    assert resolve(small, path, "paid").codes == {"finding_unfit"}
    assert resolve(small, path, "dismissed").status == 200


@pytest.mark.parametrize(("finding", "state"), [("paid", "paid"), ("not_paid", "failed")])
def test_a_payout_without_an_answer_is_resolved_by_asking_the_bank(
    payments: Payments, finding: str, state: str
) -> None:
    batch = payments.dispatched(payments.approved())
    payments.said(batch, "unknown")
    payments.county.days_later(5)
    (waiting,) = payments.county.get("auditor-1", "/v1/unanswered-payouts")["items"]
    assert (waiting["state"], waiting["age_days"]) == ("unknown", 5)
    payout = payments.payout(batch)
    body = {**WHY, "finding": finding, "bank_serial": "S-9"}
    assert payments.act("maker-1", payout, "resolve", body).status == 403
    found = payments.act("checker-1", payout, "resolve", body)
    assert (found.status, found["payout_state"]) == (200, state)
    assert payments.county.get("maker-1", batch)["state"] == "settled"
    assert payments.county.get("auditor-1", "/v1/unanswered-payouts")["items"] == []
    assert payments.said(batch, "paid", bank_serial="S-9") == [
        "repeated" if finding == "paid" else "queued"
    ]
    assert verify_log(payments.county.house.transactions).wrong is None


def test_a_finding_says_how_it_is_known(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    refused = small.act("checker-1", small.payout(batch), "resolve", {"finding": "paid"})
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/reason")


def test_of_a_year_that_was_closed_meanwhile_it_is_spent_from_the_next_one(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    payments = Payments(county)
    _, path = paid_twice(payments)
    heir = county.fund(year=2027)
    assert close(county, payments.fund_id, carry_to=heir).status == 200
    available = county.get("auditor-1", f"/v1/funds/{heir}")["available_fen"]
    assert resolve(payments, path, "paid")["overpaid"] is True
    told = county.get("auditor-1", f"/v1/funds/{heir}")
    assert (told["available_fen"], told["disbursed_fen"]) == (available - AWARD, AWARD)
    assert holds(county)


def test_what_comes_back_late_leaves_what_was_paid_twice_where_it_was_spent(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    payments = Payments(county)
    batch, path = paid_twice(payments)
    assert resolve(payments, path, "paid")["overpaid"] is True
    assert close(county, payments.fund_id, carry_to=county.fund(year=2027)).status == 200
    payout = payments.payout(batch)
    assert payments.act("checker-1", payout, "return", BACK).status == 200
    assert holds(county)
    payments.act("maker-1", payout, "reissue", {"reason": "重发", "payee": None})
    (case,) = {line["application_id"] for line in payments.lines(batch)}
    payments.fund_id = county.get("auditor-1", payout)["fund_id"]
    payments.said(payments.dispatched([case]))
    assert propose(county, payout, AWARD + 1).codes == {"recovery_too_much"}
    for _ in range(2):  # into each year what was spent in it
        claimed = propose(county, payout, AWARD).headers["Location"]
        county.act("approver-3", claimed, "confirm")
        assert receive(county, claimed, AWARD)["state"] == "recovered"
        assert holds(county)


def test_what_was_paid_twice_comes_back_and_the_household_keeps_its_award(
    sqlite_county: County,
) -> None:
    """The award counts as ever, and the one payment that is left may still come back by the bank."""
    county = sqlite_county
    payments = Payments(county)
    batch, path = paid_twice(payments)
    assert resolve(payments, path, "paid")["overpaid"] is True
    payout = payments.payout(batch)
    claimed = propose(county, payout, AWARD).headers["Location"]
    county.act("approver-3", claimed, "confirm")
    assert receive(county, claimed, AWARD)["state"] == "recovered"
    (case,) = {line["application_id"] for line in payments.lines(batch)}
    told = county.get("auditor-1", f"/v1/applications/{case}")
    assert (told["award_fen"], told["recovered_fen"]) == (AWARD, 0)
    file = county.get("auditor-1", f"/v1/hardship-files/{told['hardship_file_id']}")
    again = county.draft_application(file=file)
    assert again.status == 409, again.body
    assert payments.act("checker-1", payout, "return", BACK).status == 200
    assert holds(county)


def test_an_earlier_attempt_is_paid_from_where_the_money_is_and_comes_back_as_itself(
    sqlite_county: County,
) -> None:
    """The first try failed, the second was paid and came back after the year was closed; then the bank
    says that it had paid the first."""
    county = sqlite_county
    payments = Payments(county)
    again = {"reason": "重发", "payee": None}
    first = payments.dispatched(payments.approved())
    (case,) = {line["application_id"] for line in payments.lines(first)}
    payout = payments.payout(first)
    payments.said(first, "failed")
    payments.act("maker-1", payout, "reissue", again)
    payments.said(payments.dispatched([case]))
    heir = county.fund(year=2027)
    assert close(county, payments.fund_id, carry_to=heir).status == 200
    assert payments.act("checker-1", payout, "return", BACK).status == 200
    assert payments.act("maker-1", payout, "reissue", again).status == 200
    assert payments.said(first) == ["queued"]
    found = resolve(payments, f"{QUEUE}/{queued(payments)['id']}", "paid")
    assert (found.status, found["payout_state"]) == (200, "paid"), found.body
    assert county.get("auditor-1", f"/v1/funds/{heir}")["disbursed_fen"] == AWARD
    assert holds(county)
    once_more = {**BACK, "bank_serial": "R-2"}
    returned = payments.act("checker-1", payout, "return", once_more)
    serials = [one["return_serial"] for one in returned["attempts"]]
    assert serials == ["R-2", "R-1"]
    assert holds(county)
