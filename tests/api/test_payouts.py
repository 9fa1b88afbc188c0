"""/v1/payouts: the feed, the reissue, the second person, the returned payment, the giving up."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service.use_cases.verify_log import verify_log
from tests.county import County, Reply, account_number
from tests.payments import Payments, second_account
from tests.transfer_steps import FAR, moved

PAYOUTS = "/v1/payouts"
BACK = {"reason": "退汇", "bank_serial": "R1", "occurred_at": "2026-03-25T09:00:00+08:00"}


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def account(name: str = "李梅", number: str | None = None) -> dict[str, str]:
    return {"name": name, "number": number or account_number(), "bank": "中国银行信丰支行"}


def failed(payments: Payments) -> tuple[str, str]:
    """An application whose payment failed, and its payout."""
    (one,) = payments.approved()
    batch = payments.dispatched([one])
    payments.said(batch, "failed")
    return one, payments.payout(batch)


def reissue(payments: Payments, payout: str, who: str = "maker-1", **more: Any) -> Reply:
    form = {"reason": "账号更正", "payee": None, **more}
    return payments.county.act(who, payout, "reissue", form)


# --- the feed -------------------------------------------------------------------------------


def test_the_feed_tells_each_payout_once_at_its_last_number(payments: Payments) -> None:
    county = payments.county
    one, two = payments.approved(2)
    first = payments.dispatched([one])
    payments.made([two])
    page = county.get("finance", f"{PAYOUTS}?after=0&limit=1")
    assert page["has_more"] is True
    assert f"after={page['next']}" in page.headers["Link"]
    rest = county.get("finance", f"{PAYOUTS}?after={page['next']}")
    assert rest["has_more"] is False
    items = [*page["items"], *rest["items"]]
    assert [item["state"] for item in items] == ["sent", "pending"] or [
        item["state"] for item in items
    ] == ["pending", "sent"]
    numbers = [item["audit_number"] for item in items]
    assert numbers == sorted(set(numbers))
    cursor = rest["next"]
    payments.said(first)
    (moved,) = county.get("finance", f"{PAYOUTS}?after={cursor}")["items"]
    assert (moved["application_id"], moved["state"]) == (one, "paid")
    assert moved["audit_number"] > cursor
    quiet = county.get("finance", f"{PAYOUTS}?after={moved['audit_number']}")
    assert (quiet["items"], quiet["next"]) == ([], moved["audit_number"])
    assert len(county.get("finance", PAYOUTS)["items"]) == 2


def test_the_feed_carries_what_a_ledger_needs_and_no_account(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    small.said(batch)
    (item,) = small.county.get("finance", PAYOUTS)["items"]
    assert item["reference"] == small.lines(batch)[0]["reference"]
    assert item["batch_id"] == batch.rpartition("/")[2]
    assert (item["fund_id"], item["programme"], item["union"]) == (
        small.fund_id, "warmth", "360722001",
    )  # fmt: skip
    assert "payee" not in item
    one = small.county.get("finance", small.payout(batch))
    assert one["payee"]["number"].startswith("***************")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=sent", 1), ("state=paid", 0), ("programme=warmth", 1), ("programme=medical", 0),
        ("union=360722001", 1), ("union=360722002", 0), ("reference=NOBODY", 0),
    ],
)  # fmt: skip
def test_the_feed_is_filtered(small: Payments, query: str, count: int) -> None:
    small.dispatched(small.approved())
    assert len(small.county.get("finance", f"{PAYOUTS}?{query}")["items"]) == count


@pytest.mark.parametrize("who", ["clerk-1", "reviewer-1", "bank", "security-1", "system-1"])
def test_the_feed_is_for_finance_and_those_who_pay_or_check(small: Payments, who: str) -> None:
    assert small.county.get(who, PAYOUTS).status == 403


def test_a_payout_is_not_seen_from_a_neighbouring_county(small: Payments) -> None:
    payout = small.payout(small.made(small.approved()))
    assert small.county.get("outsider-approver-1", payout).status == 404
    assert small.county.get("outsider-approver-1", PAYOUTS)["items"] == []


# --- reissue --------------------------------------------------------------------------------


def test_the_same_account_is_paid_again_under_a_new_reference(payments: Payments) -> None:
    one, payout = failed(payments)
    old = payments.county.get("maker-1", payout)
    again = reissue(payments, payout)
    assert (again["state"], again["reference"], again["batch_id"]) == ("pending", None, None)
    assert again["payee_confirmed"] is True
    batch = payments.dispatched([one])
    payments.said(batch)
    told = payments.county.get("maker-1", payout)
    assert [attempt["state"] for attempt in told["attempts"]] == ["failed", "paid"]
    assert told["reference"] != old["reference"]
    assert told["attempts"][0]["reference"] == old["reference"]
    assert payments.state_of(one) == "paid"
    assert verify_log(payments.county.house.transactions).wrong is None


def test_a_word_about_an_older_attempt_moves_nothing(payments: Payments) -> None:
    one, payout = failed(payments)
    first = payments.county.get("maker-1", payout)["batch_id"]
    old = payments.county.get("maker-1", payout)["reference"]
    reissue(payments, payout)
    path = f"/v1/payment-batches/{first}"
    payments.dispatched([one])
    for outcome, became in (("paid", "queued"), ("unknown", "queued"), ("failed", "repeated")):
        line = payments.bank(path, payments.result(old, outcome))["lines"][0]
        assert (line["result"], line["state"]) == (became, "failed")
    assert payments.county.get("maker-1", payout)["state"] == "sent"


def test_what_the_bank_also_calls_paid_is_not_paid_once_more(payments: Payments) -> None:
    one, payout = failed(payments)
    told = payments.county.get("maker-1", payout)
    reissue(payments, payout)
    batch = payments.made([one])
    late = payments.bank(
        f"/v1/payment-batches/{told['batch_id']}", payments.result(told["reference"])
    )
    assert late["lines"][0]["result"] == "queued"
    refused = payments.act("maker-1", batch, "submit")
    assert refused.status == 422
    assert "payout_contradicted" in refused.codes
    assert payments.county.get("maker-1", batch)["state"] == "draft"


def test_nor_by_another_payout_after_its_batch_was_taken_apart(payments: Payments) -> None:
    """The attempt that may have been paid stands in a payout that is given up; the doubt stays."""
    one, payout = failed(payments)
    told = payments.county.get("maker-1", payout)
    reissue(payments, payout)
    batch = payments.made([one])
    late = payments.bank(
        f"/v1/payment-batches/{told['batch_id']}", payments.result(told["reference"])
    )
    assert late["lines"][0]["result"] == "queued"
    cancelled = payments.act("maker-1", batch, "cancel", {"opinion": "重新制单"})
    assert (cancelled.status, payments.state_of(one)) == (200, "approved")
    figures = payments.figures()
    assert "payout_contradicted" in payments.make([one]).codes
    lapse = {"opinion": "不再发放"}
    refused = payments.act("approver-1", f"/v1/applications/{one}", "lapse", lapse)
    assert (refused.status, refused.codes) == (422, {"payout_contradicted"})
    assert payments.figures() == figures


def test_what_the_bank_also_calls_paid_is_not_given_up(payments: Payments) -> None:
    """Given up, its money and its claim would be free, and the same aid could be paid again."""
    _, payout = failed(payments)
    told = payments.county.get("maker-1", payout)
    late = payments.bank(
        f"/v1/payment-batches/{told['batch_id']}", payments.result(told["reference"])
    )
    assert late["lines"][0]["result"] == "queued"
    figures = payments.figures()
    refused = payments.act("approver-2", payout, "cancel", {"opinion": "无法发放"})
    assert (refused.status, refused.codes) == (422, {"payout_contradicted"})
    assert payments.county.get("maker-1", payout)["state"] == "failed"
    assert payments.figures() == figures


@pytest.mark.parametrize("state", ["pending", "sent", "paid"])
def test_what_has_not_failed_is_not_reissued(small: Payments, state: str) -> None:
    ids = small.approved()
    batch = small.made(ids) if state == "pending" else small.dispatched(ids)
    if state == "paid":
        small.said(batch)
    refused = reissue(small, small.payout(batch))
    assert refused.status == 409
    assert refused.codes & {"wrong_state", "payout_in_batch"}


def test_a_reissue_says_why(small: Payments) -> None:
    _, payout = failed(small)
    assert reissue(small, payout, reason="").status == 422
    assert reissue(small, payout, reason="   ").status == 422


@pytest.mark.parametrize("who", ["checker-1", "approver-2", "fund-1", "auditor-1", "finance"])
def test_only_a_maker_reissues(small: Payments, who: str) -> None:
    _, payout = failed(small)
    assert reissue(small, payout, who).status == 403


def test_a_new_account_belongs_to_the_beneficiary(small: Payments) -> None:
    _, payout = failed(small)
    refused = reissue(small, payout, payee=account("王小明"))
    assert refused.status == 422
    assert "payee_unfit" in refused.codes
    assert small.county.get("maker-1", payout)["state"] == "failed"


def test_a_new_account_is_nobody_elses(small: Payments) -> None:
    _, payout = failed(small)
    number = account_number()
    small.county.draft_application(payee=account(number=number))
    refused = reissue(small, payout, payee=account(number=number))
    assert refused.status == 409
    assert "account_shared" in refused.codes


def test_an_account_that_waits_to_be_confirmed_is_nobody_elses(small: Payments) -> None:
    _, payout = failed(small)
    waiting = account()
    reissue(small, payout, payee=waiting)
    refused = small.county.draft_application(payee=waiting)
    assert refused.status == 409
    assert "account_shared" in refused.codes
    reissue(small, payout, payee=None)
    assert small.county.draft_application(payee=waiting).status == 201


def test_a_wrong_correction_is_corrected_before_it_is_confirmed(small: Payments) -> None:
    one, payout = failed(small)
    reissue(small, payout, payee=account())
    second = account()
    assert reissue(small, payout, payee=second)["payee_confirmed"] is False
    assert reissue(small, payout, payee=None)["payee_confirmed"] is True
    assert small.make([one]).status == 201


# --- the second person ----------------------------------------------------------------------


def test_a_changed_account_waits_for_a_second_person(payments: Payments) -> None:
    one, payout = failed(payments)
    new = account()
    reissue(payments, payout, payee=new)
    refused = payments.make([one])
    assert (refused.status, "payee_unconfirmed" in refused.codes) == (422, True)
    confirmed = payments.county.act("approver-3", payout, "confirm-payee", {"opinion": "已核对"})
    assert confirmed["payee_confirmed"] is True
    application = payments.county.get("clerk-1", f"/v1/applications/{one}")
    assert application["payee"]["number"][-4:] == new["number"][-4:]
    assert payments.make([one]).status == 201
    assert verify_log(payments.county.house.transactions).wrong is None


@pytest.mark.parametrize("who", ["approver-2", "approver-1"])
def test_who_confirmed_the_file_or_approved_does_not_confirm_the_account(
    small: Payments, who: str
) -> None:
    _, payout = failed(small)
    reissue(small, payout, payee=account())
    refused = small.county.act(who, payout, "confirm-payee")
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes


def test_who_asked_for_the_change_does_not_confirm_it_by_a_second_account(small: Payments) -> None:
    _, payout = failed(small)
    reissue(small, payout, payee=account())
    second_account(small.county, "maker-as-approver", "maker-1", "approver")
    refused = small.county.act("maker-as-approver", payout, "confirm-payee")
    assert refused.status == 403


def test_there_is_nothing_to_confirm_where_nothing_changed(small: Payments) -> None:
    _, payout = failed(small)
    reissue(small, payout)
    assert small.county.act("approver-3", payout, "confirm-payee").status == 409


def test_the_second_person_confirms_what_was_seen(small: Payments) -> None:
    _, payout = failed(small)
    seen = reissue(small, payout, payee=account()).etag
    reissue(small, payout, payee=account())
    stale = small.county.act("approver-3", payout, "confirm-payee", etag=seen)
    assert stale.status == 412


# --- returned, given up ---------------------------------------------------------------------


def test_a_returned_payment_is_back_with_its_fund_and_can_be_paid_again(
    payments: Payments,
) -> None:
    (one,) = payments.approved()
    award = payments.total_fen([one])
    batch = payments.dispatched([one])
    payments.said(batch)
    payout = payments.payout(batch)
    returned = payments.county.act("checker-1", payout, "return", BACK)
    assert (returned["state"], returned["paid_at"]) == ("returned", None)
    assert payments.figures() == (20_000_000, 0, 0, award)
    assert payments.state_of(one) == "paying"
    assert payments.said(batch) == ["repeated"]
    reissue(payments, payout)
    assert payments.figures() == (20_000_000 - award, award, 0, award)
    payments.said(payments.dispatched([one]))
    assert payments.figures() == (20_000_000 - award, 0, award, award)
    assert payments.state_of(one) == "paid"
    assert verify_log(payments.county.house.transactions).wrong is None


def test_a_returned_payment_is_not_paid_again_without_money(small: Payments) -> None:
    county = small.county
    tight = Payments(county, 30_000)
    (one,) = tight.approved()
    batch = tight.dispatched([one])
    tight.said(batch)
    payout = tight.payout(batch)
    county.act("checker-1", payout, "return", BACK)
    tight.approved()
    refused = reissue(tight, payout)
    assert refused.status == 422
    assert "fund_insufficient" in refused.codes
    assert tight.state_of(one) == "paying"


def test_one_coming_back_is_recorded_once(payments: Payments) -> None:
    """The serial of the bank belongs to one payment: two come back under two."""
    county = payments.county
    paths = []
    for one in payments.approved(2):
        batch = payments.dispatched([one])
        payments.said(batch)
        paths.append(payments.payout(batch))
    returned = county.act("checker-1", paths[0], "return", BACK)
    assert returned["attempts"][0]["return_serial"] == BACK["bank_serial"]
    figures = payments.figures()
    for serial in (BACK["bank_serial"], f" {BACK['bank_serial'].lower()} "):
        refused = county.act("checker-1", paths[1], "return", {**BACK, "bank_serial": serial})
        assert (refused.status, refused.codes) == (409, {"return_twice"}), serial
    assert payments.figures() == figures
    again = {**BACK, "bank_serial": "R2"}
    assert county.act("checker-1", paths[1], "return", again)["state"] == "returned"
    with (
        county.house.transactions.engine.begin() as connection,
        pytest.raises(IntegrityError),
    ):
        connection.execute(text("UPDATE attempt SET return_serial = 'R1'"))


def test_one_account_is_not_that_of_two_households_whatever_their_unions(small: Payments) -> None:
    """Neither in another union, nor once the file has gone to one; the same person's own stays theirs."""
    county = small.county
    form = county.file_form()
    first = county.post("clerk-1", "/v1/hardship-files", form).headers["Location"]
    for who, action in (
        ("clerk-1", "submit"), ("reviewer-1", "review"), ("approver-1", "confirm"),
    ):  # fmt: skip
        assert county.act(who, first, action).status == 200

    def tried(who: str) -> set[str]:
        other = county.file_form()
        other["worker"]["account"] = form["worker"]["account"]
        return county.post(who, "/v1/hardship-files", other).codes

    everywhere = ("clerk-1", "clerk-2", "outsider-clerk-1")
    assert [tried(who) for who in everywhere] == [{"account_shared"}] * 3
    moved(county, first, FAR)
    assert [tried(who) for who in everywhere] == [{"account_shared"}] * 3


@pytest.mark.parametrize("state", ["pending", "sent", "failed"])
def test_only_what_was_paid_is_returned(small: Payments, state: str) -> None:
    ids = small.approved()
    batch = small.made(ids) if state == "pending" else small.dispatched(ids)
    if state == "failed":
        small.said(batch, "failed")
    assert small.county.act("checker-1", small.payout(batch), "return", BACK).status == 409


def test_only_a_checker_records_a_returned_payment(small: Payments) -> None:
    batch = small.dispatched(small.approved())
    small.said(batch)
    for who in ("maker-1", "approver-2", "bank", "finance", "auditor-1"):
        assert small.county.act(who, small.payout(batch), "return", BACK).status in (403, 404)
    assert small.county.get("maker-1", small.payout(batch))["state"] == "paid"


def test_a_payout_given_up_frees_its_money_and_its_claim(payments: Payments) -> None:
    one, payout = failed(payments)
    assert payments.county.act("approver-3", payout, "cancel").status == 422
    given_up = payments.county.act("approver-3", payout, "cancel", {"opinion": "本人放弃"})
    assert given_up["state"] == "cancelled"
    assert payments.figures() == (20_000_000, 0, 0, 0)
    assert payments.state_of(one) == "lapsed"
    refused = payments.make([one])
    assert "not_payable" in refused.codes
    assert verify_log(payments.county.house.transactions).wrong is None


def test_a_returned_payment_given_up_is_freed_once(small: Payments) -> None:
    (one,) = small.approved()
    batch = small.dispatched([one])
    small.said(batch)
    small.county.act("checker-1", small.payout(batch), "return", BACK)
    given_up = small.county.act("approver-3", small.payout(batch), "cancel", {"opinion": "放弃"})
    assert given_up["state"] == "cancelled"
    available, committed, disbursed, _ = small.figures()
    assert (available, committed, disbursed) == (20_000_000, 0, 0)
    assert small.state_of(one) == "lapsed"


def test_only_an_approver_gives_a_payout_up(small: Payments) -> None:
    _, payout = failed(small)
    for who in ("maker-1", "checker-1", "fund-1", "auditor-1"):
        assert small.county.act(who, payout, "cancel", {"opinion": "放弃"}).status == 403


def test_the_trail_of_a_payout_is_its_story(small: Payments) -> None:
    _, payout = failed(small)
    reissue(small, payout)
    told = small.county.get("auditor-1", f"{payout}/trail")["items"]
    assert [line["act"] for line in told] == [
        "payout.make", "payout.dispatch", "payout.failed", "payout.reissue",
    ]  # fmt: skip
    assert told[-1]["said"] == {"reason": "账号更正"}


@pytest.mark.parametrize("sent", [False, True])
def test_a_case_that_is_being_paid_is_not_lapsed_by_naming_it(small: Payments, sent: bool) -> None:
    """Only a payout given up lets it lapse: else its money were free while the bank pays it."""
    ids = small.approved()
    batch = small.dispatched(ids) if sent else small.made(ids)
    case, before = f"/v1/applications/{ids[0]}", small.figures()
    refused = small.act("approver-3", case, "lapse", {"opinion": "家庭已迁出"})
    assert (refused.status, refused.codes) == (409, {"wrong_state"})
    told = small.county.get("approver-3", f"{case}/actions")["actions"]
    assert next(one for one in told if one["action"] == "lapse")["allowed"] is False
    assert small.figures() == before
    if sent:
        assert small.said(batch) == ["applied"]
