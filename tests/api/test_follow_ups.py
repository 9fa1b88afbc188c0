"""回访: who may ask a household what it received, what is held against it, and who reads it."""

from __future__ import annotations

from typing import Any

import pytest

from service.store.hardship_file import HardshipFile
from service.store.people import Person
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply
from tests.notice_steps import appointed
from tests.payments import Payments, second_account
from tests.supervision_steps import waiting

WHO = "county-reviewer-1"


def paid(county: County) -> str:
    """The path of an application that was paid, on the twelfth of March."""
    payments = Payments(county)
    (case,) = payments.approved()
    batch = payments.dispatched([case])
    said = payments.said(batch, occurred_at="2026-03-12T10:00:00+08:00")
    assert said == ["applied"]
    return f"/v1/applications/{case}"


def form(county: County, **more: Any) -> dict[str, Any]:
    return {
        "visited_on": county.today().isoformat(), "method": "visit", "received_fen": 30_000,
        "satisfaction": "satisfied", "with": "李梅", **more,
    }  # fmt: skip


def asked(county: County, path: str, who: str = WHO, **more: Any) -> Reply:
    return county.post(who, f"{path}/follow-ups", form(county, **more))


def listed(county: County, state: str, who: str = "auditor-1", more: str = "") -> list[Any]:
    items: list[Any] = county.get(who, f"/v1/follow-ups?state={state}{more}")["items"]
    return items


def test_what_was_paid_is_followed_up_by_another_hand_within_its_term(county: County) -> None:
    path = paid(county)
    told = waiting(county, path)
    assert (told["for"], told["since"], told["within"]) == ("follow_up", "2026-03-12", "60d")
    (due,) = listed(county, "due")
    assert (due["application_id"], due["due_on"], due["id"]) == (
        path.rpartition("/")[2], told["due_on"], None,
    )  # fmt: skip
    assert [one["what"] for one in county.get(WHO, "/v1/todo")["items"]] == [["follow_up"]]
    county.days_later(3)
    size = log_size(county)
    made = asked(county, path, new_need="孩子开学需助学")
    assert (made.status, made["state"], made["paid_fen"]) == (201, "done", 30_000)
    entries = entries_since(county, size)
    assert [(one["act"], one["dec"].get("duty")) for one in entries] == [
        ("follow_up.record", "follow_up"), ("application.follow_up", None),
    ]  # fmt: skip
    assert "孩子" not in str(entries)
    assert "李梅" not in str(entries)
    assert county.get("auditor-1", made.headers["Location"]).body.items() <= made.body.items()
    assert waiting(county, path) is None
    assert listed(county, "due") == []
    assert [one["id"] for one in listed(county, "done")] == [made["id"]]
    assert listed(county, "different") == []
    assert verify_log(county.house.transactions).wrong is None


def test_a_household_that_received_less_stands_on_the_auditors_list(sqlite_county: County) -> None:
    county = sqlite_county
    path = paid(county)
    made = asked(county, path, received_fen=9_000, satisfaction="dissatisfied")
    assert (made["state"], made["received_fen"], made["paid_fen"]) == ("different", 9_000, 30_000)
    assert [one["id"] for one in listed(county, "different")] == [made["id"]]
    assert listed(county, "different", more="&programme=medical") == []
    assert listed(county, "different", "outsider-approver-1") == []
    again = asked(county, path, who="approver-3")  # a second visit hides nothing
    assert again.status == 201
    assert len(listed(county, "different")) == 1


@pytest.mark.parametrize("who", ["reviewer-1", "approver-1", "approver-2", "twin-1"])
def test_whoever_did_anything_in_the_case_does_not_ask(sqlite_county: County, who: str) -> None:
    county = sqlite_county
    refused = asked(county, paid(county), who)
    assert (refused.status, refused.codes) == (403, {"separation_of_duties"})


@pytest.mark.parametrize("of", ["maker-1", "checker-1", "clerk-1"])
def test_a_second_account_of_the_maker_the_checker_or_the_clerk_does_not_ask(
    sqlite_county: County, of: str
) -> None:
    county = sqlite_county
    path = paid(county)
    second_account(county, "double-1", of, "reviewer")
    assert asked(county, path, "double-1").codes == {"separation_of_duties"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk-2", 404), ("outsider-approver-1", 404), ("clerk-1", 403), ("maker-1", 403),
        ("auditor-1", 403), ("security-1", 403), ("bank", 403), ("reviewer-2", 404),
    ],
)  # fmt: skip
def test_only_reviewers_and_approvers_over_the_case_ask(
    sqlite_county: County, who: str, status: int
) -> None:
    assert asked(sqlite_county, paid(sqlite_county), who).status == status


def test_a_relative_does_not_ask(sqlite_county: County) -> None:
    county = sqlite_county
    appointed(county, "asking-1", "reviewer", "360722")
    path = paid(county)
    file = county.get("clerk-1", path)["hardship_file_id"]
    assert file
    kin = {"name": "李梅", "identity_number": _worker(county, file), "relation": "50"}
    assert county.post("asking-1", "/v1/officers/asking-1/kin", kin).status == 201
    assert asked(county, path, "asking-1").codes == {"recusal"}


def _worker(county: County, file: str) -> str:
    def look(uow: Any) -> str:
        worker = uow.session.get_one(HardshipFile, file).worker
        return str(uow.session.get_one(Person, worker.person_id).identity.value)

    return str(county.house.transactions.read(look))


def test_nobody_is_asked_before_the_money_was_there_nor_tomorrow(sqlite_county: County) -> None:
    county = sqlite_county
    path = paid(county)
    for day in ("2026-03-11", "2026-03-13", "2027-01-01"):
        assert asked(county, path, visited_on=day).codes == {"date_unfit"}
    assert asked(county, path, visited_on="2026-03-12").status == 201


def test_only_what_was_paid_is_followed_up(sqlite_county: County) -> None:
    county = sqlite_county
    path = county.approved_application()
    refused = asked(county, path)
    assert (refused.status, refused.codes) == (409, {"wrong_state"})


def test_the_same_key_asks_once_and_another_body_under_it_is_refused(sqlite_county: County) -> None:
    county = sqlite_county
    path, key = paid(county), county.new_key()
    told = form(county)
    first = county.post(WHO, f"{path}/follow-ups", told, key=key)
    again = county.post(WHO, f"{path}/follow-ups", told, key=key)
    assert (again.status, again["id"]) == (201, first["id"])
    other = {**told, "received_fen": 1}
    assert county.post(WHO, f"{path}/follow-ups", other, key=key).status == 422
    assert len(listed(county, "done")) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"received_fen": -1}, {"received_fen": "300"}, {"received_fen": 2**50}, {"method": "fax"},
        {"satisfaction": "great"}, {"with": ""}, {"with": None}, {"new_need": "x" * 1_001},
        {"visited_on": "2026-02-30"}, {"paid_fen": 9_000}, {"differs": False},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(sqlite_county: County, more: dict[str, Any]) -> None:
    county = sqlite_county
    assert asked(county, paid(county), **more).status == 422
    assert listed(county, "done") == []


def test_a_follow_up_that_nobody_makes_is_late_and_told_above(sqlite_county: County) -> None:
    county = sqlite_county
    path = paid(county)
    county.days_later(70)
    (late,) = county.get("auditor-1", "/v1/supervision/overdue?kind=follow_up")["items"]
    assert (late["id"], late["roles"]) == (path.rpartition("/")[2], ["approver", "reviewer"])
    (due,) = listed(county, "due")
    assert due["overdue"] is True


def test_a_payment_that_comes_back_is_owed_again_and_nobody_is_asked(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    county = payments.county
    (case,) = payments.approved()
    batch = payments.dispatched([case])
    payments.said(batch, occurred_at="2026-03-12T10:00:00+08:00")
    path = f"/v1/applications/{case}"
    back = {"reason": "退汇", "bank_serial": "R-1", "occurred_at": "2026-03-12T11:00:00+08:00"}
    assert county.act("checker-1", payments.payout(batch), "return", back).status == 200
    assert waiting(county, path)["for"] == "payment"
    assert asked(county, path).codes == {"wrong_state"}


@pytest.mark.parametrize("who", ["clerk-1", "maker-1", "security-1"])
def test_the_lists_are_not_for_those_who_were_asked_about(sqlite_county: County, who: str) -> None:
    assert sqlite_county.get(who, "/v1/follow-ups").status == 403
