"""帮扶记录 through HTTP: sums worked out by hand, wherever the aid was granted, and the room left."""

from __future__ import annotations

from typing import Any

import pytest

from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.received import received_by
from tests.county import County, Reply
from tests.notice_steps import id_of
from tests.payments import Payments
from tests.performance.overheard import overhear
from tests.transfer_steps import FAR, accepted, act_as, fund_at, moved, offered, staffed

HANDED_OUT = 300_000
WIDE = 20_000_000


def aid(county: County, file: str, who: str = "clerk-1", **more: Any) -> Reply:
    told = county.get(who, f"/v1/hardship-files/{id_of(file)}/aid", **more)
    assert told.status == 200, told.body
    return told


def bill(county: County, fen: int) -> dict[str, Any]:
    """Answers for a treatment of which the household paid so much itself."""
    costs = {"total_cost_fen": fen, "insurance_paid_fen": 0, "other_relief_fen": 0}
    return {**county.answers("medical"), **costs}


def granted(
    county: County, file: Reply, fund: str, programme: str = "warmth", *, member: bool = False,
    **answers: Any,
) -> Reply:  # fmt: skip
    """An approved application of clerk-1's, for the worker or the first member."""
    one = file["members"][0] if member else None
    form = county.application_form(programme, file, beneficiary={"member_id": one and one["id"]})
    form["payee"]["name"] = one["name"] if one else file["worker"]["name"]
    form["answers"] = {**form["answers"], **answers}
    path = county.post("clerk-1", "/v1/applications", form).headers["Location"]
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    approved = county.approve(path, fund)
    assert approved["state"] == "approved", approved.body
    return approved


def rooms(told: Reply, programme: str) -> dict[str, Any]:
    (found,) = [one for one in told["rooms"] if one["programme"] == programme]
    return found  # type: ignore[no-any-return]


def generous(county: County) -> None:
    """The county hands out ¥3,000 at a time, ¥6,000 a year and person, and to a household."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    document = next(one["document"] for one in editions if one["programme"] == "warmth")
    benefit = {"form": "flat", "by": [], "table": [{"amount_fen": HANDED_OUT}]}
    adopted = county.adopt({**document, "union": "360722", "benefit": benefit})
    assert adopted.status == 200


def test_a_household_that_was_given_nothing_has_all_the_room_there_is(
    sqlite_county: County,
) -> None:
    told = aid(sqlite_county, sqlite_county.active_file()["id"])
    assert (told["items"], told["sums"], told["more"], told["year"]) == ([], [], False, 2026)
    assert [one["programme"] for one in told["rooms"]] == ["medical", "tuition", "warmth"]
    warmth = rooms(told, "warmth")
    assert (warmth["per_time"]["cap_fen"], warmth["household_year"]["room_fen"]) == (
        300_000, 600_000,
    )  # fmt: skip
    assert [one["most_fen"] for one in warmth["persons"]] == [300_000, 300_000]
    assert [one["name"] for one in warmth["persons"]] == ["李梅", "王小明"]
    assert warmth["persons"][0]["member_id"] is None


def test_the_room_is_said_in_a_sentence_that_a_person_can_read(sqlite_county: County) -> None:
    county = sqlite_county
    generous(county)
    file = county.active_file()
    granted(county, file, county.fund())
    warmth = rooms(aid(county, file["id"]), "warmth")
    assert warmth["persons"][0]["person_year"] == {
        "cap_fen": 600_000, "received_fen": 300_000, "room_fen": 300_000,
        "sentence": "已获 ¥3,000（送温暖，2026）；上限 ¥6,000；最多可再获 ¥3,000",
    }  # fmt: skip
    assert warmth["per_time"]["sentence"] == "每次上限 ¥3,000（送温暖）"
    assert warmth["persons"][0]["sentence"] == "下次最多可获 ¥3,000"
    english = aid(county, file["id"], headers={"Accept-Language": "en"})
    words = rooms(english, "warmth")["household_year"]["sentence"]
    assert words.startswith("Received ¥3,000 (")
    assert words.endswith("ceiling ¥6,000; at most ¥3,000 more")


def test_the_room_told_is_exactly_what_the_next_award_gets(county: County) -> None:
    file, fund = county.active_file(), county.fund()
    granted(county, file, fund, "medical", **bill(county, 1_000_000))  # 90 % is ¥9,000
    told = rooms(aid(county, file["id"]), "medical")
    worker, child = told["persons"]
    assert (worker["most_fen"], child["most_fen"]) == (1_100_000, 1_100_000)
    assert (worker["person_year"]["room_fen"], child["person_year"]["room_fen"]) == (
        1_100_000, 2_000_000,
    )  # fmt: skip
    assert told["household_year"]["room_fen"] == 1_100_000
    most = granted(county, file, fund, "medical", member=True, **bill(county, WIDE))
    assert most["award_fen"] == child["most_fen"]
    left = rooms(aid(county, file["id"]), "medical")
    assert [one["most_fen"] for one in left["persons"]] == [0, 0]
    form = county.application_form("medical", file, answers=bill(county, WIDE))
    refused = county.post("clerk-1", "/v1/applications", form)
    assert (refused.status, "award_zero" in refused.codes) == (422, True)


def test_a_year_that_is_over_takes_no_room_from_the_next(sqlite_county: County) -> None:
    county = sqlite_county
    file = county.active_file()
    granted(county, file, county.fund(), "medical", **bill(county, WIDE))
    county.days_later(300)
    told = aid(county, file["id"])
    assert told["year"] == 2027
    assert rooms(told, "medical")["persons"][0]["most_fen"] == 2_000_000
    assert [(one["year"], one["granted_fen"]) for one in told["sums"]] == [(2026, 2_000_000)]


def received(county: County, file_id: str, programme: str) -> list[tuple[int, int]]:
    """What an award is computed with: of each person, and of the household."""

    def counted(uow: UnitOfWork, person: str) -> tuple[int, int]:
        file = uow.session.get_one(HardshipFile, file_id)
        received, year = received_by(uow, file, person, ""), uow.today.year
        of = (
            received.of_person(person, year, programme),
            received.of_household(file_id, year, programme),
        )
        return sum(one.award_fen for one in of[0]), sum(one.award_fen for one in of[1])

    def asked(uow: UnitOfWork) -> list[tuple[int, int]]:
        people = uow.session.get_one(HardshipFile, file_id).people
        return [counted(uow, one.person_id) for one in people]

    told: list[tuple[int, int]] = county.house.transactions.read(asked)
    return told


def cancelled(county: County, file: Reply) -> None:
    """Its people are free to stand on another."""
    place = f"/v1/hardship-files/{file['id']}"
    county.act("clerk-1", place, "propose_cancel", {"opinion": "迁出", "reason": "left"})
    assert county.act("approver-1", place, "cancel", {"opinion": "同意"})["state"] == "cancelled"


def test_what_a_child_was_given_on_the_other_parents_file_counts_for_the_child(
    county: County,
) -> None:
    son = county.file_form()["members"][0]
    payments = Payments(county)
    father = county.active_file(members=[son])
    on_fathers = granted(
        county, father, payments.fund_id, "medical", member=True, **bill(county, 1_000_000)
    )
    cancelled(county, father)
    mother = county.active_file(members=[son])
    granted(county, mother, payments.fund_id, "medical", **bill(county, 500_000))
    told = aid(county, mother["id"])
    assert [(one["award_fen"], one["hardship_file_id"]) for one in told["items"]] == [
        (450_000, mother["id"]), (900_000, father["id"]),
    ]  # fmt: skip
    assert told["items"][1]["beneficiary"]["name"] == "王小明"
    assert told["items"][1]["application_id"] == on_fathers["id"]
    fund = {"id": payments.fund_id, "source": "union"}
    assert told["sums"] == [
        {
            "programme": "medical", "year": 2026, "fund": fund, "count": 2,
            "granted_fen": 1_350_000, "paid_fen": 0,
        }
    ]  # fmt: skip
    worker, child = rooms(told, "medical")["persons"]
    # The father's file has ended: what the child had there counts in the household it lives in now.
    assert (worker["most_fen"], child["most_fen"]) == (650_000, 650_000)
    assert worker["person_year"]["room_fen"] == 2_000_000 - 450_000
    assert child["person_year"]["room_fen"] == 2_000_000 - 900_000
    assert rooms(told, "medical")["household_year"]["received_fen"] == 1_350_000
    for programme in ("medical", "tuition", "warmth"):
        assert received(county, mother["id"], programme) == [
            (one["person_year"]["received_fen"],
             rooms(told, programme)["household_year"]["received_fen"])
            for one in rooms(told, programme)["persons"]
        ]  # fmt: skip
    next_one = granted(
        county, mother, payments.fund_id, "medical", member=True, **bill(county, WIDE)
    )
    assert next_one["award_fen"] == child["most_fen"]


def test_what_was_granted_out_of_scope_is_told_by_programme_year_and_amount_alone(
    county: County,
) -> None:
    file, fund = county.active_file(), county.fund()
    granted(county, file, fund, "medical", **bill(county, 1_000_000))
    moved(county, f"/v1/hardship-files/{file['id']}", FAR)
    told = aid(county, file["id"], "outsider-clerk-1")
    (item,) = told["items"]
    assert item == {
        "application_id": None, "number": None, "hardship_file_id": None, "union": None,
        "place": "another_union_of_this_city", "programme": "medical", "year": 2026,
        "beneficiary": {"member_id": None, "name": "李梅"}, "award_fen": 900_000,
        "recovered_fen": 0, "state": None, "fund": None, "paid_on": None,
    }  # fmt: skip
    assert told["sums"] == [
        {
            "programme": "medical", "year": 2026, "fund": None, "count": 1,
            "granted_fen": 900_000, "paid_fen": None,
        }
    ]  # fmt: skip
    assert rooms(told, "medical")["persons"][0]["most_fen"] == 1_100_000
    assert fund not in str(told.body)
    assert county.get("clerk-1", f"/v1/hardship-files/{file['id']}/aid").status == 404


def test_what_another_union_has_only_been_asked_for_is_not_told(county: County) -> None:
    """A person's application elsewhere that has no money yet is that union's matter."""
    staffed(county)
    son = county.file_form()["members"][0]
    there = f"/v1/hardship-files/{county.active_file(members=[son])['id']}"
    moved(county, there, FAR)
    form = county.application_form("medical", county.get("outsider-clerk-1", there))
    form["beneficiary"] = {"member_id": county.get("outsider-clerk-1", there)["members"][0]["id"]}
    form["payee"]["name"] = "王小明"
    case = county.post("outsider-clerk-1", "/v1/applications", form)
    assert case.status == 201, case.body
    act_as(
        county, "outsider-clerk-1", there, "propose_cancel", {"opinion": "迁出", "reason": "left"}
    )
    act_as(county, "outsider-approver-1", there, "cancel", {"opinion": "同意"})
    here = county.active_file(members=[son])
    assert aid(county, here["id"])["items"] == []
    own = county.draft_application("medical", file=here)
    (item,) = aid(county, here["id"])["items"]
    assert (item["application_id"], item["state"], item["year"]) == (own["id"], "in_progress", None)


def test_every_state_of_an_aid_has_its_word_and_paid_has_its_day(county: County) -> None:
    payments, file = Payments(county), county.active_file()
    one = granted(county, file, payments.fund_id)
    path = f"/v1/applications/{one['id']}"

    def state() -> tuple[str, str | None]:
        (item,) = aid(county, file["id"])["items"]
        return item["state"], item["paid_on"]

    assert state() == ("committed", None)
    batch = payments.made([one["id"]])
    assert state() == ("paying", None)
    county.act("maker-1", batch, "submit")
    county.act("checker-1", batch, "release")
    county.act("checker-1", batch, "dispatch")
    payments.said(batch, "unknown")
    assert state() == ("paying", None)
    payments.said(batch)
    assert state() == ("paid", "2026-03-20")
    assert aid(county, file["id"])["sums"][0]["paid_fen"] == 30_000
    back = {"reason": "销户", "bank_serial": "R-1", "occurred_at": "2026-03-21T10:00:00+08:00"}
    county.act("checker-1", payments.payout(batch), "return", back)
    assert state() == ("returned", None)
    county.act("approver-3", payments.payout(batch), "cancel", {"opinion": "本人放弃"})
    assert county.get("clerk-1", path)["state"] == "lapsed"
    assert state() == ("ended", None)
    told = aid(county, file["id"])
    assert told["sums"] == []
    assert rooms(told, "warmth")["persons"][0]["person_year"]["received_fen"] == 0


def test_a_failed_payment_is_told_as_such(sqlite_county: County) -> None:
    county = sqlite_county
    payments, file = Payments(county), county.active_file()
    one = granted(county, file, payments.fund_id)
    payments.said(payments.dispatched([one["id"]]), "failed")
    (item,) = aid(county, file["id"])["items"]
    assert (item["state"], item["paid_on"]) == ("failed", None)


def test_a_year_of_funds_is_summed_fund_by_fund(sqlite_county: County) -> None:
    county = sqlite_county
    file, funds = county.active_file(), [county.fund(), county.fund(source="local")]
    granted(county, file, funds[0], occasion="spring_festival")
    granted(county, file, funds[0], occasion="new_year")
    granted(county, file, funds[1], occasion="daily")
    sums = {one["fund"]["id"]: one for one in aid(county, file["id"])["sums"]}
    assert {key: (one["count"], one["granted_fen"]) for key, one in sums.items()} == {
        funds[0]: (2, 60_000), funds[1]: (1, 30_000),
    }  # fmt: skip
    assert sums[funds[1]]["fund"]["source"] == "local"


def test_a_caller_above_both_places_reads_everything(sqlite_county: County) -> None:
    county = sqlite_county
    file = county.active_file()
    case = granted(county, file, county.fund())
    accepted(county, offered(county, f"/v1/hardship-files/{file['id']}"))
    (item,) = aid(county, file["id"], "auditor-1")["items"]
    assert (item["application_id"], item["union"]) == (case["id"], "360722001")
    (item,) = aid(county, file["id"], "clerk-2")["items"]
    assert (item["application_id"], item["place"]) == (None, "another_union_of_this_county")


@pytest.mark.parametrize("who", ["outsider-clerk-1", "outsider-approver-1", "clerk-2"])
def test_the_record_of_another_unions_household_is_not_found(
    sqlite_county: County, who: str
) -> None:
    file = sqlite_county.active_file()
    assert sqlite_county.get(who, f"/v1/hardship-files/{file['id']}/aid").status == 404


def test_a_long_record_asks_no_more_of_the_database_than_a_short_one(
    postgres_county: County,
) -> None:
    county = postgres_county
    file, fund = county.active_file(), county.fund()
    engine = county.house.transactions.engine
    place = f"/v1/hardship-files/{file['id']}/aid"
    granted(county, file, fund)
    counted = [len(overhear(engine, lambda: county.get("clerk-1", place)))]
    for occasion in ("new_year", "daily"):
        granted(county, file, fund, occasion=occasion)
    granted(county, file, fund, "medical", member=True)
    moved(county, f"/v1/hardship-files/{file['id']}", FAR)
    assert len(aid(county, file["id"], "outsider-clerk-1")["items"]) == 4
    counted.append(len(overhear(engine, lambda: county.get("outsider-clerk-1", place))))
    assert counted[1] <= counted[0] + 1, counted  # where the other union stands
    assert counted[0] <= 16


def test_what_the_new_place_pays_itself_is_told_there_with_its_fund(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    staffed(county)
    file = county.active_file()
    case = county.reviewed_application(file=file)
    moved(county, f"/v1/hardship-files/{file['id']}", FAR)
    form = {"application_ids": [id_of(case)], "place": "公示栏"}
    notice = county.post("outsider-reviewer-1", "/v1/notices", form, key=county.new_key())
    county.days_later(10)
    act_as(county, "outsider-reviewer-1", notice.headers["Location"], "close")
    fund = fund_at(county, "360723")
    said = {"opinion": "同意", "fund_id": fund}
    assert act_as(county, "outsider-approver-1", case, "approve", said)["state"] == "approved"
    (item,) = aid(county, file["id"], "outsider-clerk-1")["items"]
    assert (item["fund"], item["place"]) == ({"id": fund, "source": "union"}, "this_union")


def test_a_household_that_is_filed_anew_has_no_cap_anew(county: County) -> None:
    """Cancelled and filed once more within the year: it is the same household (domain.md §8)."""
    son = county.file_form()["members"][0]
    first = county.active_file(members=[son])
    fund = county.fund()
    granted(county, first, fund, "medical", member=True, **bill(county, WIDE))
    cancelled(county, first)
    again = county.active_file(members=[son])
    form = county.application_form("medical", again, answers=bill(county, WIDE))
    refused = county.post("clerk-1", "/v1/applications", form)
    assert (refused.status, "award_zero" in refused.codes) == (422, True)
