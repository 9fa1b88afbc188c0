"""What a re-verification would change counts in every decision on it: who is asked about, published,
recused, compared, and what is paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.county import County, Reply, account_number, identity_number
from tests.file_steps import CHECKED_FIRST, FullFiling
from tests.notice_steps import appointed
from tests.payments import Payments

SPOUSE = {"name": "赵富", "relation": "10"}
NO_INCOME = {"annual_income_fen": 0, "annual_rigid_expenditure_fen": 0}


def spouse() -> dict[str, Any]:
    return {**SPOUSE, "identity_number": identity_number(date(1984, 2, 3))}


def worker(name: str = "赵新", **more: Any) -> dict[str, Any]:
    return {
        "name": name, "identity_number": identity_number(), "employment": "on_post",
        "union_member": True, **more,
    }  # fmt: skip


def patched(county: County, file: str, **parts: Any) -> Reply:
    return county.call("PATCH", "clerk-1", file, parts, etag=county.get("auditor-1", file).etag)


def reverifying(county: County, **proposal: Any) -> str:
    """An active file whose yearly re-verification proposes something."""
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    assert county.act("clerk-1", file, "reverify", {"reason": "due"}).status == 200
    if proposal:
        told = patched(county, file, **proposal)
        assert told.status == 200, told.body
    return file


def confirmed(county: County, file: str) -> Reply:
    for who, action in (("clerk-1", "submit"), ("reviewer-1", "review"), ("approver-1", "confirm")):
        told = county.act(who, file, action)
        assert told.status == 200, told.body
    return told


# --- who has left ---------------------------------------------------------------------------------


@pytest.fixture
def left(county: County) -> tuple[County, str]:
    """A student's tuition that was approved, and the student is on the file no more."""
    file = county.active_file()
    case = county.reviewed_application("tuition", file=file)
    county.passed_notice(case)
    agreed = {"opinion": "同意", "fund_id": Payments(county).fund_id}
    assert county.act("approver-2", case, "approve", agreed).status == 200
    path = f"/v1/hardship-files/{file['id']}"
    county.act("clerk-1", path, "reverify", {"reason": "changed"})
    patched(county, path, members=[], household=NO_INCOME)
    confirmed(county, path)
    return county, case


def test_the_application_of_somebody_who_left_is_read_like_any_other(
    left: tuple[County, str],
) -> None:
    county, case = left
    assert county.get("clerk-1", case)["beneficiary"]["name"] == "王小明"
    assert len(county.get("clerk-1", "/v1/applications")["items"]) == 1


def test_who_left_the_household_is_not_paid(left: tuple[County, str]) -> None:
    county, case = left
    told = county.get("auditor-1", case)
    form = {
        "fund_id": told["fund_id"], "application_ids": [told["id"]],
        "control": {"count": 1, "total_fen": told["award_fen"]},
    }  # fmt: skip
    refused = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
    assert refused.status == 422
    assert "beneficiary_left" in refused.codes


def test_an_application_waits_in_vain_for_somebody_who_left(county: County) -> None:
    file = county.active_file()
    draft = county.draft_application("tuition", file=file).headers["Location"]
    path = f"/v1/hardship-files/{file['id']}"
    county.act("clerk-1", path, "reverify", {"reason": "changed"})
    patched(county, path, members=[], household=NO_INCOME)
    confirmed(county, path)
    assert "beneficiary_left" in county.act("clerk-1", draft, "submit").codes
    submit = next(
        one
        for one in county.get("clerk-1", f"{draft}/actions")["actions"]
        if one["action"] == "submit"
    )
    assert "beneficiary_left" in {one["code"] for one in submit["refusals"]}


def test_a_new_worker_is_not_paid_what_the_old_one_applied_for(county: County) -> None:
    file = county.active_file()
    draft = county.draft_application("medical", file=file).headers["Location"]
    path = f"/v1/hardship-files/{file['id']}"
    county.act("clerk-1", path, "reverify", {"reason": "changed"})
    patched(county, path, worker=worker("赵新"))
    confirmed(county, path)
    payee = {"name": "赵新", "number": account_number(), "bank": "中国工商银行信丰支行"}
    told = county.call(
        "PATCH", "clerk-1", draft, {"payee": payee}, etag=county.get("auditor-1", draft).etag
    )
    assert (told.status, told.codes) == (422, {"beneficiary_left"})


def test_nobody_decides_on_the_aid_of_a_household_they_have_left(county: County) -> None:
    number = identity_number(date(1984, 2, 3))
    member = {**SPOUSE, "identity_number": number}
    path = f"/v1/hardship-files/{county.active_file(members=[member])['id']}"
    file = county.get("auditor-1", path)
    form = county.application_form("medical", file)
    form["beneficiary"] = {"member_id": file["members"][0]["id"]}
    form["payee"]["name"] = "赵富"
    case = county.post("clerk-1", "/v1/applications", form).headers["Location"]
    county.act("clerk-1", case, "submit")
    county.act("reviewer-1", case, "review")
    county.passed_notice(case)
    county.act("clerk-1", path, "reverify", {"reason": "changed"})
    patched(county, path, members=[], household=NO_INCOME)
    confirmed(county, path)
    appointed(county, "approver-7", "approver", "360722", number)
    told = county.act("approver-7", case, "approve", {"opinion": "同意", "fund_id": county.fund()})
    assert "recusal" in told.codes


# --- contact ----------------------------------------------------------------------------------------


def test_an_account_changed_during_a_re_verification_is_told_as_a_change(county: County) -> None:
    file = reverifying(county)
    account = {"name": "李梅", "number": account_number(), "bank": "中国农业银行信丰支行"}
    assert patched(county, file, contact={"account": account, "phone": "13911112222"}).status == 200
    (entry,) = county.get("auditor-1", f"{file}/changes")["items"]
    assert {one["field"] for one in entry["changes"]} == {"worker.account", "worker.phone"}
    assert account["number"] not in str(entry)


def test_a_proposal_is_told_when_it_is_made_by_whoever_makes_it(county: County) -> None:
    file = reverifying(county, household=NO_INCOME)
    (entry,) = county.get("auditor-1", f"{file}/changes")["items"]
    assert entry["officer"] == "clerk-1"
    assert {one["field"] for one in entry["changes"]} == {
        "proposed.household.annual_income_fen", "proposed.household.annual_rigid_expenditure_fen",
    }  # fmt: skip


def test_whoever_is_proposed_is_told_masked(county: County) -> None:
    joining = spouse()
    file = reverifying(county, members=[joining])
    told = county.get("auditor-1", f"{file}/changes")
    assert joining["identity_number"] not in str(told.body)
    assert "proposed.members.0.identity_number" in str(told.body)


def test_a_telephone_changed_during_a_re_verification_is_compared_with_others(
    county: County,
) -> None:
    file = reverifying(county)
    patched(county, file, contact={"phone": "13911112222"})
    other = county.draft_file(worker=worker(phone="13911112222")).headers["Location"]
    grounds = [one["grounds"] for one in county.get("clerk-1", f"{other}/resemblances")["items"]]
    assert ["phone"] in grounds or ["name_and_birth_date", "phone"] in grounds


def test_the_contact_given_last_stands_when_the_file_is_confirmed(county: County) -> None:
    file = reverifying(county)
    number = county.get("auditor-1", file)["worker"]["identity_number"]
    assert "*" in number
    form = county.file_form()["worker"]
    county.days_later(1)
    fresh = county.active_file(worker=form)
    path = f"/v1/hardship-files/{fresh['id']}"
    county.act("clerk-1", path, "reverify", {"reason": "due"})
    patched(county, path, worker={**form, "employment": "laid_off"})
    account = {"name": "李梅", "number": account_number(), "bank": "中国农业银行信丰支行"}
    patched(county, path, contact={"account": account, "phone": "13911112222"})
    told = confirmed(county, path)
    assert told["worker"]["account"]["number"].endswith(account["number"][-4:])
    assert told["worker"]["phone"] == "139****2222"
    assert told["worker"]["employment"] == "laid_off"


def test_a_worker_who_stays_keeps_the_contact_that_a_proposal_leaves_out(county: County) -> None:
    form = county.file_form()["worker"]
    path = f"/v1/hardship-files/{county.active_file(worker=form)['id']}"
    county.act("clerk-1", path, "reverify", {"reason": "due"})
    short = {name: value for name, value in form.items() if name not in ("phone", "account")}
    patched(county, path, worker=short)
    told = confirmed(county, path)["worker"]
    assert told["phone"]
    assert told["account"]


def test_the_account_of_another_worker_waits_for_the_confirmation(county: County) -> None:
    file = reverifying(county, worker=worker("赵新"))
    before = county.get("auditor-1", file)["worker"]
    account = {"name": "赵新", "number": account_number(), "bank": "中国农业银行信丰支行"}
    assert patched(county, file, contact={"account": account}).status == 200
    assert county.get("auditor-1", file)["worker"] == before
    told = confirmed(county, file)["worker"]["account"]
    assert (told["name"], told["number"][-4:]) == ("赵新", account["number"][-4:])


def test_an_account_of_somebody_else_is_refused_with_the_proposal(county: County) -> None:
    taken = county.file_form()
    county.post("clerk-1", "/v1/hardship-files", taken)
    file = reverifying(county)
    account = {**taken["worker"]["account"], "name": "赵新"}
    told = patched(county, file, worker=worker("赵新", account=account))
    assert (told.status, told.codes) == (409, {"account_shared"})


def test_the_account_of_a_file_is_the_worker_s_own(county: County) -> None:
    account = {"name": "不相干", "number": account_number(), "bank": "中国农业银行信丰支行"}
    told = county.draft_file(worker=worker("赵新", account=account))
    assert told.status == 422
    assert told["errors"][0]["at"] == "/worker/account/name"
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    told = patched(county, file, contact={"account": account})
    assert (told.status, told.codes) == (422, {"holder_unfit"})


def test_contact_is_corrected_at_once_also_while_a_re_verification_is_decided(
    county: County,
) -> None:
    file = reverifying(county)
    county.act("clerk-1", file, "submit")
    assert patched(county, file, contact={"phone": "13911112222"}).status == 200
    refused = patched(county, file, household=NO_INCOME)
    assert (refused.status, refused.codes) == (409, {"wrong_state"})


def test_a_form_in_its_first_round_is_corrected_after_a_return(county: County) -> None:
    file = county.draft_file().headers["Location"]
    county.act("clerk-1", file, "submit")
    told = patched(county, file, contact={"phone": "13911112222"})
    assert (told.status, told["values"]["allowed"]) == (409, ["return"])


# --- who would join -----------------------------------------------------------------------------------


@pytest.fixture
def filing(county: County) -> FullFiling:
    return FullFiling(county, CHECKED_FIRST)


def again(filing: FullFiling, **proposal: Any) -> str:
    """A file with every stage that is verified again, up to its committee."""
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    filing.checked(file)
    filing.passed_notice(file)
    county.act("county-reviewer-1", file, "review")
    assert county.act("approver-1", file, "confirm").status == 200
    county.act("clerk-1", file, "reverify", {"reason": "due"})
    if proposal:
        told = patched(county, file, **proposal)
        assert told.status == 200, told.body
    return file


def proposed_signed(filing: FullFiling, file: str, numbers: list[str]) -> None:
    for kind in ("application_form", "commitment"):
        assert filing.document(file, kind).status == 201
    assert filing.document(file, "authorisation").status == 201
    for number in numbers:
        signed = filing.document(file, "authorisation", identity_number=number)
        assert signed.status == 201, signed.body


def to_the_check(filing: FullFiling, file: str) -> None:
    county = filing.county
    assert county.act("clerk-1", file, "submit").status == 200
    filing.visited(file)
    assert filing.deliberate(file).status == 200


def test_the_centre_is_asked_about_who_would_join_and_not_about_who_leaves(
    filing: FullFiling,
) -> None:
    joining = spouse()
    file = again(filing, members=[joining])
    leaving = filing.county.get("auditor-1", file)["members"][0]["name"]
    proposed_signed(filing, file, [joining["identity_number"]])
    to_the_check(filing, file)
    check = filing.asked(file)
    sent = str(
        filing.county.get(
            "county-reviewer-1", f"/v1/economic-checks/{check['id']}/request-file"
        ).body
    )
    assert joining["identity_number"] in sent
    assert leaving not in sent


def test_a_list_that_was_answered_shows_nobody_s_number_any_more(filing: FullFiling) -> None:
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    check = filing.asked(file)
    path = f"/v1/economic-checks/{check['id']}/request-file"
    assert len(str(county.get("county-reviewer-1", path).body).strip().splitlines()) > 1
    filing.answered(check)
    assert len(str(county.get("county-reviewer-1", path).body).strip().splitlines()) == 1


def test_the_worker_who_would_be_is_published(filing: FullFiling) -> None:
    joining = worker("赵新")
    file = again(filing, worker=joining)
    for kind in ("application_form", "commitment"):
        filing.document(file, kind)
    filing.document(file, "authorisation", identity_number=joining["identity_number"])
    (member,) = filing.county.get("auditor-1", file)["members"]
    filing.document(file, "authorisation", member_id=member["id"])
    to_the_check(filing, file)
    filing.checked(file)
    notice = filing.shown(file)
    shown = filing.county.get(None, f"/public/notices/{notice['id']}")["lines"]
    assert [line["name"] for line in shown] == ["赵*"]


def test_whoever_would_join_neither_asks_nor_answers_nor_publishes(filing: FullFiling) -> None:
    county, joining = filing.county, spouse()
    appointed(county, "joining-1", "reviewer", "360722", joining["identity_number"])
    file = again(filing, members=[joining])
    proposed_signed(filing, file, [joining["identity_number"]])
    to_the_check(filing, file)
    assert "recusal" in filing.asked(file, who="joining-1").codes
    check = filing.asked(file)
    assert "recusal" in filing.answered(check, who="joining-1").codes
    filing.answered(check)
    county.act("county-reviewer-1", file, "pass_check", {"opinion": "属实"})
    assert "recusal" in filing.shown(file, who="joining-1").codes


def test_a_file_is_compared_as_it_would_become(county: County) -> None:
    other = county.draft_file(worker=worker("钱多", phone="13911112222")).headers["Location"]
    file = reverifying(county, worker=worker("赵新", phone="13911112222"))
    told = county.get("clerk-1", f"{file}/resemblances")["items"]
    alike = {one["hardship_file_id"]: one["grounds"] for one in told}
    assert "phone" in alike[other.rpartition("/")[2]]


def test_who_comes_of_age_meanwhile_signs_for_themselves(filing: FullFiling) -> None:
    born = date(2008, 5, 1)
    child = {"name": "王小明", "identity_number": identity_number(born), "relation": "20"}
    county = filing.county
    file = filing.opened(members=[child])
    filing.gathered(file)
    county.act("clerk-1", file, "submit")
    filing.visited(file)
    filing.deliberate(file)
    filing.checked(file)
    filing.passed_notice(file)
    county.act("county-reviewer-1", file, "review")
    county.act("approver-1", file, "confirm")
    county.days_later(100)
    county.act("clerk-1", file, "reverify", {"reason": "due"})
    (member,) = county.get("clerk-1", file)["members"]
    assert member["minor"] is False
    for kind in ("application_form", "commitment", "authorisation"):
        filing.document(file, kind)
    told = county.act("clerk-1", file, "submit")
    assert (told.status, told["refusals"][0]["values"]) == (422, {"members": [member["id"]]})


def test_a_large_proposal_is_kept_whole(county: County) -> None:
    note = "𠮷" * 100
    items = [{"item": "medical", "amount_fen": 1, "note": note}] * 60
    file = reverifying(
        county, household={"income": [{"item": "wages", "amount_fen": 1, "note": note}] * 60,
                           "expenditure": items},
    )  # fmt: skip
    members = [
        {"name": "𠮷" * 20, "identity_number": identity_number(), "relation": "10",
         "unit_name": note}
        for _ in range(30)
    ]  # fmt: skip
    assert patched(county, file, members=members).status == 200
    assert len(county.get("clerk-1", file)["proposed"]["members"]) == 30
