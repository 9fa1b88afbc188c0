"""追回 through the calls: opened by one and confirmed by another, paid back into the fund it came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service.store.recovery import Recovery
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.open_recovery import claim
from service.use_cases.run_jobs import run_due_jobs
from service.use_cases.verify_log import verify_log
from tests.counted import counted
from tests.county import County, Reply, account_number
from tests.emergency_steps import delegate, granted, owed
from tests.payments import Payments, second_account
from tests.recovery_steps import OPINION, confirmed, paid, propose, receipt, receive
from workflows.actor import SYSTEM

AWARD = 30_000
RECOVERIES = "/v1/recoveries"


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def decide(county: County, place: str, action: str, who: str, **more: Any) -> Reply:
    """A receipt, by its path, with the present version of its recovery."""
    etag = county.get("auditor-1", place.partition("/receipts")[0]).etag
    body = more.pop("body", OPINION)
    return county.post(who, f"{place}/{action}", body, etag=etag, key=county.new_key(), **more)


def day(county: County, days: int) -> str:
    return (county.today() + timedelta(days=days)).isoformat()


def test_what_was_overpaid_comes_back_into_its_fund_by_instalments(payments: Payments) -> None:
    county = payments.county
    one, payout = paid(payments)
    available, committed, disbursed, returned = payments.figures()
    cursor = county.get("finance", "/v1/payouts")["next"]
    made = propose(county, payout, 20_000)
    assert (made["state"], made["owed_fen"], made["union"]) == ("proposed", 20_000, "360722")
    assert county.get("finance", f"/v1/payouts?after={cursor}")["items"] == []
    path = made.headers["Location"]
    assert county.act("approver-3", path, "confirm")["state"] == "confirmed"
    (told,) = county.get("finance", f"/v1/payouts?after={cursor}")["items"]
    assert (told["state"], told["recovery_fen"], told["recovered_fen"]) == ("paid", 20_000, 0)
    plan = [
        {"due_on": day(county, 10), "amount_fen": 5_000},
        {"due_on": day(county, 40), "amount_fen": 15_000},
    ]
    agreed = county.act("fund-1", path, "agree", {"instalments": plan})
    assert (agreed["due_on"], agreed["instalments"]) == (plan[0]["due_on"], plan)
    after = receive(county, path, 5_000)
    assert (after["state"], after["owed_fen"]) == ("confirmed", 15_000)
    assert (after["due_on"], after["recovered_fen"]) == (plan[1]["due_on"], 5_000)
    done = receive(county, path, 15_000)
    assert (done["state"], done["recovered_fen"], done["due_on"]) == ("recovered", 20_000, None)
    assert payments.figures() == (available + 20_000, committed, disbursed - 20_000, returned)
    (told,) = county.get("finance", f"/v1/payouts?after={told['audit_number']}")["items"]
    assert (told["state"], told["recovered_fen"]) == ("paid", 20_000)
    assert county.get("clerk-1", f"/v1/applications/{one}")["recovered_fen"] == 20_000
    case = county.get("clerk-1", f"/v1/applications/{one}/recoveries")
    assert [item["state"] for item in case["items"]] == ["recovered"]
    letters = county.get("auditor-1", f"{path}/letters")["items"]
    assert [letter["kind"] for letter in letters] == ["notice", "settled"]
    assert "应退回 ¥200.00" in letters[0]["text"]
    assert "12351" in letters[0]["text"]
    assert verify_log(county.house.transactions).wrong is None


def test_never_more_is_claimed_than_was_paid(payments: Payments) -> None:
    county = payments.county
    _, payout = paid(payments)
    first = propose(county, payout, 20_000)
    refused = propose(county, payout, AWARD - 20_000 + 1)
    assert (refused.status, refused.codes) == (422, {"recovery_too_much"})
    assert refused["values"] == {"amount_fen": 10_001, "room_fen": 10_000}
    rest = propose(county, payout, AWARD - 20_000)
    assert rest.status == 201
    assert "recovery_too_much" in propose(county, payout, 1).codes
    county.act("approver-3", first.headers["Location"], "refuse", {"opinion": "不属多发"})
    assert propose(county, payout, 20_000).status == 201


def test_the_database_keeps_claims_below_what_was_paid_by_itself(payments: Payments) -> None:
    """The second guard: whoever got past the first is stopped by the table."""
    county = payments.county
    one, payout = paid(payments)
    path = confirmed(county, payout, AWARD)
    place = receipt(county, path, 100).headers["Location"]
    engine = county.house.transactions.engine
    for change in (
        "UPDATE recoverable SET claimed_fen = claimed_fen + 1",
        "UPDATE recoverable SET recovered_fen = claimed_fen + 1",
        "UPDATE recovery SET recovered_fen = amount_fen + 1",
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(change))

    def too_much(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        recovery = uow.session.get_one(Recovery, path.rpartition("/")[2])
        recovery.reminded_on = uow.today
        claim(uow, uow.record("recovery.remind", recovery), one, 1)
        return lambda: Answer(200, {})

    with pytest.raises(IntegrityError):
        county.house.transactions.write(too_much)
    assert decide(county, place, "confirm", "approver-3").status == 200


@pytest.mark.parametrize("state", ["approved", "sent", "failed"])
def test_what_was_not_paid_is_not_recovered(small: Payments, state: str) -> None:
    (one,) = small.approved()
    if state != "approved":
        batch = small.dispatched([one])
        if state == "failed":
            small.said(batch, "failed")
    form = {
        "application_id": one, "amount_fen": 1, "reason": "overpaid", "grounds": "多发",
    }  # fmt: skip
    refused = small.county.post("fund-1", RECOVERIES, form, key=small.county.new_key())
    assert (refused.status, refused.codes) == (409, {"nothing_paid"})


def test_a_second_person_confirms_and_nobody_with_a_part_in_the_case(small: Payments) -> None:
    """The approver of the award, its maker and its releaser look at their own work by no other duty."""
    county = small.county
    _, payout = paid(small)
    assert "separation_of_duties" in propose(county, payout, 1, "maker-1").codes
    path = propose(county, payout, AWARD).headers["Location"]
    also_fund = second_account(county, "fund-approves", "fund-1", "approver")
    for who in ("approver-2", also_fund):
        refused = county.act(who, path, "confirm")
        assert (refused.status, refused.codes) == (403, {"separation_of_duties"}), who
    assert county.act("approver-3", path, "confirm").status == 200
    place = receipt(county, path, AWARD).headers["Location"]
    for who in ("checker-1", also_fund):
        refused = decide(county, place, "confirm", who)
        assert (refused.status, refused.codes) == (403, {"separation_of_duties"}), who
    assert decide(county, place, "confirm", "fund-1").codes == {"role_required"}
    assert county.get("auditor-1", path)["recovered_fen"] == 0


def test_one_serial_of_the_bank_is_one_receipt(payments: Payments) -> None:
    county = payments.county
    _, payout = paid(payments)
    _, other = paid(payments)
    one, two = confirmed(county, payout, AWARD), confirmed(county, other, AWARD)
    payer = {"name": "李梅", "number": account_number(), "bank": "中国银行"}
    same: dict[str, Any] = {"bank_serial": "S-1", "payer": payer}
    first = receipt(county, one, 100, **same)
    assert first.status == 201
    for path, serial in ((one, "S-1"), (two, "S-1"), (one, " s-1"), (two, "Ｓ－1 "), (one, "S‐ 1")):
        refused = receipt(county, path, 200, bank_serial=serial, payer=payer)
        assert (refused.status, refused.codes) == (409, {"receipt_twice"}), serial
    assert decide(county, first.headers["Location"], "strike", "approver-3").status == 200
    assert receipt(county, two, 200, **same).status == 201
    assert decide(county, first.headers["Location"], "confirm", "approver-3").status == 409


def test_a_receipt_is_confirmed_once_and_never_beyond_what_is_owed(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    path = confirmed(county, payout, 10_000)
    assert receipt(county, path, 10_001).codes == {"receipt_too_much"}
    place = receipt(county, path, 6_000).headers["Location"]
    assert receipt(county, path, 4_001).codes == {"receipt_too_much"}
    for unfit in (day(county, 1), "2026-03-01"):
        assert receipt(county, path, 1, received_on=unfit).codes == {"date_unfit"}, unfit
    assert decide(county, place, "confirm", "approver-3")["state"] == "confirmed"
    figures = small.figures()
    again = decide(county, place, "confirm", "approver-3")
    assert (again.status, again.codes) == (409, {"wrong_state"})
    assert small.figures() == figures
    stale = county.post("approver-3", f"{place}/confirm", OPINION, etag='"1"', key=county.new_key())
    assert stale.status == 412
    unversioned = county.post("approver-3", f"{place}/confirm", OPINION, key=county.new_key())
    assert unversioned.status == 428


def test_what_is_struck_out_is_due_again(small: Payments) -> None:
    county = small.county
    path = confirmed(county, paid(small)[1], AWARD)
    plan = [{"due_on": day(county, days), "amount_fen": AWARD // 3} for days in (5, 35, 65)]
    county.act("fund-1", path, "agree", {"instalments": plan})
    true, bogus = (receipt(county, path, AWARD // 3).headers["Location"] for _ in range(2))
    assert decide(county, true, "confirm", "approver-3").status == 200
    assert decide(county, bogus, "strike", "approver-3").status == 200
    assert county.get("auditor-1", path)["due_on"] == plan[1]["due_on"]


@pytest.mark.parametrize("first", ["false_data", "overpaid"])
def test_what_was_got_by_false_data_is_not_asked_for_again(small: Payments, first: str) -> None:
    """In whichever order the recoveries of one payment come in."""
    county = small.county
    one, payout = paid(small)
    fen = {"false_data": 20_000, "overpaid": 10_000}
    paths = {reason: confirmed(county, payout, fen[reason], reason=reason) for reason in fen}
    for reason in sorted(fen, key=lambda reason: reason != first):
        assert receive(county, paths[reason], fen[reason])["state"] == "recovered"
    case = county.get("clerk-1", f"/v1/applications/{one}")
    file = county.get("clerk-1", f"/v1/hardship-files/{case['hardship_file_id']}")
    refused = county.draft_application(file=file)
    assert (refused.status, refused.codes) == (409, {"duplicate_claim"})


def test_what_is_overdue_is_listed_and_reminded_of(small: Payments) -> None:
    county = small.county
    terms = {
        "programme": "supervision", "union": "360722", "in_force_from": "2020-01-01",
        "within": {"recovery": {"days": 15}},
    }  # fmt: skip
    assert county.adopt(terms).status == 200
    _, payout = paid(small)
    path = confirmed(county, payout, AWARD)
    late = f"{RECOVERIES}?overdue=true"
    due_on = county.get("auditor-1", path)["due_on"]
    assert due_on == day(county, 15) or due_on > day(county, 15)
    assert county.act("fund-1", path, "remind").codes == {"nothing_overdue"}
    assert county.get("auditor-1", late)["items"] == []
    county.days_later(30)
    (item,) = county.get("auditor-1", late)["items"]
    assert (item["overdue"], item["due_on"]) == (True, due_on)
    assert county.act("fund-1", path, "remind", OPINION)["reminded_on"] == day(county, 0)
    plan = [{"due_on": day(county, 5), "amount_fen": AWARD}]
    assert county.act("fund-1", path, "agree", {"instalments": plan})["overdue"] is False
    assert county.get("auditor-1", late)["items"] == []
    county.days_later(7)
    assert len(county.get("auditor-1", late)["items"]) == 1
    short = [{"due_on": day(county, 5), "amount_fen": AWARD - 1}]
    refused = county.act("fund-1", path, "agree", {"instalments": short})
    assert refused.codes == {"instalments_unfit"}
    letters = county.get("auditor-1", f"{path}/letters")["items"]
    assert [one["kind"] for one in letters] == ["notice", "reminder"]


def test_what_has_no_term_is_not_overdue_and_is_not_lost(payments: Payments) -> None:
    """One confirmed before the union had set a term, one after it; one whose last money waits."""
    county = payments.county
    batch = payments.dispatched(payments.approved(3))
    payments.said(batch)
    payouts = [payments.payout(batch, line) for line in range(3)]
    confirmed(county, payouts[0], AWARD)
    waiting = confirmed(county, payouts[1], AWARD)
    plan = [{"due_on": day(county, 40), "amount_fen": AWARD}]
    county.act("fund-1", waiting, "agree", {"instalments": plan})
    first = receipt(county, waiting, 1).headers["Location"]
    assert receipt(county, waiting, AWARD - 1).status == 201
    assert decide(county, first, "confirm", "approver-3").status == 200
    county.days_later(20)
    terms = {"programme": "supervision", "union": "360722", "in_force_from": "2020-01-01"}
    assert county.adopt({**terms, "within": {"recovery": {"days": 15}}}).status == 200
    confirmed(county, payouts[2], AWARD)

    def listed(overdue: str) -> int:
        return len(county.get("auditor-1", f"{RECOVERIES}?overdue={overdue}")["items"])

    assert (listed("true"), listed("false")) == (0, 3)
    county.days_later(30)
    assert (listed("true"), listed("false")) == (1, 2)


def test_what_is_not_paid_back_is_referred_and_written_off_from_above(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    path = confirmed(county, payout, AWARD)
    form = {"to": "court", "document_number": "信工发〔2026〕12号", "opinion": "多次催缴未还"}
    told = county.act("approver-3", path, "refer", form)
    assert (told["state"], told["referred_to"]) == ("referred", "court")
    assert receive(county, path, 10_000)["state"] == "referred"
    waiting = receipt(county, path, 1_000).headers["Location"]
    give_up = {"document_number": "赣市工发〔2026〕3号", "opinion": "无可供执行财产"}
    refused = county.act("approver-3", path, "write-off", give_up)
    assert (refused.status, refused.codes) == (403, {"written_off_above", "receipt_waiting"})
    assert decide(county, waiting, "strike", "approver-3").status == 200
    done = county.act("city-approver-1", path, "write-off", give_up)
    assert (done["state"], done["recovered_fen"]) == ("written_off", 10_000)
    assert county.get("finance", payout)["recovery_fen"] == 10_000
    assert propose(county, payout, 1).codes == {"recovery_too_much"}


def test_money_that_is_being_recovered_is_not_returned_as_well(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    back = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}
    path = confirmed(county, payout, AWARD)
    refused = county.act("checker-1", payout, "return", back)
    assert (refused.status, refused.codes) == (409, {"recovery_open"})
    assert county.act("approver-3", path, "lift", OPINION)["state"] == "withdrawn"
    assert county.get("finance", payout)["recovery_fen"] == 0
    assert county.act("checker-1", payout, "return", back)["state"] == "returned"


def test_what_has_come_in_is_not_called_off(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    path = confirmed(county, payout, AWARD)
    receive(county, path, 1)
    refused = county.act("approver-3", path, "lift", OPINION)
    assert (refused.status, refused.codes) == (409, {"recovery_received"})


def test_emergency_aid_that_was_not_regularised_ends_with_its_recovery(small: Payments) -> None:
    county = small.county
    delegate(county)
    path = granted(county, small.fund_id)
    one = path.rpartition("/")[2]
    owing = owed(county, path)
    small.said(small.dispatched([one]))
    payout = county.get("auditor-1", f"/v1/payouts?application_id={one}")["items"][0]
    reason = {"reason": "unregularised"}
    refused = propose(county, f"/v1/payouts/{payout['id']}", 1, **reason)
    assert refused.codes == {"recovery_reason_unfit"}
    county.days_later(30)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owing)["state"] == "unregularised"
    due = county.get("auditor-1", owing)["recovery_due"]["amount_fen"]
    recovery = confirmed(county, f"/v1/payouts/{payout['id']}", due, **reason)
    assert receive(county, recovery, 60_000)["state"] == "confirmed"
    assert county.get("auditor-1", owing)["recovery_due"]["amount_fen"] == due - 60_000
    assert receive(county, recovery, due - 60_000)["state"] == "recovered"
    told = county.get("auditor-1", owing)
    assert (told["state"], told["recovery_due"]) == ("recovered", None)
    aid = county.get("clerk-1", f"/v1/hardship-files/{told['hardship_file_id']}/aid")
    (item,) = aid["items"]
    assert (item["state"], item["recovered_fen"]) == ("recovered", due)
    assert aid["sums"][0]["granted_fen"] == 0


def test_what_waits_for_a_second_look_is_on_the_list_of_whoever_gives_it(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    path = propose(county, payout, AWARD).headers["Location"]

    def waiting(who: str) -> list[tuple[Any, ...]]:
        items = county.get(who, "/v1/todo")["items"]
        return [
            (one["state"], tuple(one["what"]), tuple(one["refusals"]))
            for one in items if one["kind"] == "recovery"
        ]  # fmt: skip

    assert waiting("approver-3") == [("proposed", ("confirm", "refuse"), ())]
    assert waiting("approver-2")[0][2] == ("separation_of_duties",)
    assert waiting("fund-1") == waiting("checker-1") == []
    county.act("approver-3", path, "confirm")
    assert waiting("approver-3") == []
    place = receipt(county, path, 1).headers["Location"]
    looked_at = ("confirm_receipt", "strike_receipt")
    assert waiting("approver-3") == [("confirmed", looked_at, ())]
    assert waiting("checker-1") == [("confirmed", looked_at, ("separation_of_duties",))]
    decide(county, place, "confirm", "approver-3")
    assert waiting("approver-3") == []


def test_emergency_aid_that_came_back_in_full_has_no_papers_to_bring(small: Payments) -> None:
    county = small.county
    delegate(county)
    path = granted(county, small.fund_id)
    small.said(small.dispatched([path.rpartition("/")[2]]))
    (payout,) = county.get("auditor-1", "/v1/payouts")["items"]
    recovery = confirmed(county, f"/v1/payouts/{payout['id']}", payout["amount_fen"])
    assert receive(county, recovery, payout["amount_fen"])["state"] == "recovered"
    assert county.get("auditor-1", owed(county, path))["state"] == "cancelled"
    county.days_later(30)
    run_due_jobs(county.house.transactions)
    assert county.get("auditor-1", owed(county, path))["state"] == "cancelled"


def test_a_recovery_is_not_seen_from_a_neighbouring_county(small: Payments) -> None:
    county = small.county
    _, payout = paid(small)
    path = propose(county, payout, 1).headers["Location"]
    assert county.get("outsider-approver-1", path).status == 404
    assert county.get("outsider-approver-1", RECOVERIES)["items"] == []
    assert county.get("clerk-1", RECOVERIES).status == 403


def test_a_list_of_recoveries_takes_few_statements(small: Payments) -> None:
    county = small.county
    for _ in range(3):
        propose(county, paid(small)[1], 1)
    with counted(county) as statements:
        assert len(county.get("auditor-1", RECOVERIES)["items"]) == 3
    assert len(statements) <= 12


@pytest.mark.parametrize("reason", ["overpaid", "false_data"])
def test_what_came_back_in_full_counts_nowhere_and_is_asked_for_anew_unless_it_was_fraud(
    small: Payments, reason: str
) -> None:
    county = small.county
    editions = county.get("auditor-1", "/v1/editions")["items"]
    for programme in ("warmth", "medical"):
        seeded = next(
            one["document"] for one in editions if one["document"]["programme"] == programme
        )
        only_one = {"severe": 1, "relative": 1, "accidental": 1}
        caps = {**seeded["caps"], "household_year_fen": AWARD}
        bounded = {"union": "360722", "programmes_per_year": only_one}
        bounded |= {"caps": caps} if programme == "warmth" else {}
        assert county.adopt({**seeded, **bounded}).status == 200
    one, payout = paid(small)
    told = county.get("clerk-1", f"/v1/applications/{one}")
    file = county.get("clerk-1", f"/v1/hardship-files/{told['hardship_file_id']}")
    again = {"answers": told["answers"], "payee": file["worker"]["account"]}
    again["payee"] = {**again["payee"], "number": account_number()}
    assert "duplicate_claim" in county.draft_application(file=file, **again).codes
    assert "programme_limit" in county.draft_application("medical", file=file).codes
    path = confirmed(county, payout, AWARD, reason=reason)
    receive(county, path, AWARD - 1)
    assert "programme_limit" in county.draft_application("medical", file=file).codes
    assert receive(county, path, 1)["state"] == "recovered"
    assert county.draft_application("medical", file=file).status == 201
    anew = county.draft_application(file=file, **again)
    if reason == "false_data":
        assert anew.codes == {"duplicate_claim"}
    else:
        assert (anew.status, anew["award_fen"]) == (201, AWARD)
