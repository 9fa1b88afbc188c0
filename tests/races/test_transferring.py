"""A file between two unions, and everybody at one instant."""

from __future__ import annotations

from typing import Any

from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.notice_steps import id_of
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot
from tests.transfer_steps import FAR, NEAR, act_as, offered


def _shot(county: County, who: str, path: str, action: str, body: Any = None) -> Shot:
    headers = {"If-Match": county.get(who, path).etag, "Idempotency-Key": county.new_key()}
    return Shot(who, "POST", f"{path}/{action}", body or {}, headers)


def test_eight_who_take_one_file_at_once_are_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    file = county.active_file()
    case = county.draft_application(file=file).headers["Location"]
    transfer = offered(county, f"/v1/hardship-files/{file['id']}")
    answers = race([_shot(county, "clerk-2", transfer, "accept") for _ in range(RACERS)])
    assert sorted(answer.status for answer in answers) == [200] + [412] * (RACERS - 1)
    acts = [one["act"] for one in county.get("clerk-2", f"{case}/trail")["items"]]
    assert acts.count("application.transfer") == 1
    assert verify_log(county.house.transactions).wrong is None


def test_eight_offers_of_one_file_at_once_are_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    file = county.active_file()["id"]
    forms = [
        {"hardship_file_id": file, "to": (NEAR, FAR)[place % 2], "reason": "调动"}
        for place in range(RACERS)
    ]
    answers = race([Shot("clerk-1", "POST", "/v1/transfers", form) for form in forms])
    assert sorted(answer.status for answer in answers) == [201] + [409] * (RACERS - 1)
    assert set.union(*(a.codes for a in answers if a.status == 409)) == {"transfer_open"}
    assert len(county.get("auditor-1", "/v1/transfers")["items"]) == 1


def test_taking_and_withdrawing_at_once_are_never_both(postgres_county: County, race: Race) -> None:
    county = postgres_county
    for _ in range(4):
        file = f"/v1/hardship-files/{county.active_file()['id']}"
        transfer = offered(county, file)
        shots = [
            _shot(county, "clerk-2", transfer, "accept"),
            _shot(county, "clerk-1", transfer, "withdraw"),
        ]
        answers = race(shots)
        assert sorted(answer.status for answer in answers) == [200, 412]
        taken = answers[0].status == 200
        assert county.get("auditor-1", file)["union"] == (NEAR if taken else "360722001")


def test_an_application_submitted_while_its_file_is_taken_is_at_one_place_and_whole(
    postgres_county: County, race: Race
) -> None:
    """Either it was submitted first and went along, or it went and is not the old clerk's any more."""
    county = postgres_county
    seen = set()
    for _ in range(6):
        file = county.active_file()
        transfer = offered(county, f"/v1/hardship-files/{file['id']}", FAR)
        case = county.draft_application(file=file).headers["Location"]
        answers = race(
            [
                _shot(county, "outsider-clerk-1", transfer, "accept"),
                _shot(county, "clerk-1", case, "submit"),
            ]
        )
        assert answers[0].status == 200, answers[0].body
        assert answers[1].status in (200, 404)
        (moved,) = answers[0]["moved"]
        submitted = answers[1].status == 200
        assert (moved["application_id"], moved["state"]) == (
            id_of(case), "submitted" if submitted else "draft",
        )  # fmt: skip
        told = county.get("outsider-clerk-1", case)
        assert (told["union"], told["state"]) == (FAR, moved["state"])
        seen.add(submitted)
        if not submitted:
            assert act_as(county, "outsider-clerk-1", case, "submit").status == 200
    assert verify_log(county.house.transactions).wrong is None


def test_an_application_opened_while_its_file_is_taken_goes_along_or_is_not_opened(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    for _ in range(6):
        file = county.active_file()
        transfer = offered(county, f"/v1/hardship-files/{file['id']}", FAR)
        form = county.application_form("warmth", file)
        answers = race(
            [
                _shot(county, "outsider-clerk-1", transfer, "accept"),
                Shot("clerk-1", "POST", "/v1/applications", form),
            ]
        )
        assert answers[0].status == 200
        assert answers[1].status in (201, 404)
        assert len(answers[0]["moved"]) == (answers[1].status == 201)
        assert county.get("auditor-1", "/v1/applications")["items"] == []


def test_an_approval_and_a_transfer_at_once_leave_money_and_case_at_one_place(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    fund = county.fund()
    for _ in range(4):
        file = county.active_file()
        case = county.reviewed_application(file=file)
        county.passed_notice(case)
        transfer = offered(county, f"/v1/hardship-files/{file['id']}", FAR)
        approval = {"opinion": "同意", "fund_id": fund}
        answers = race(
            [
                _shot(county, "outsider-clerk-1", transfer, "accept"),
                _shot(county, "approver-2", case, "approve", approval),
            ]
        )
        assert answers[0].status == 200
        approved = answers[1].status == 200
        assert approved or answers[1].status == 404
        assert (len(answers[0]["moved"]), len(answers[0]["stayed"])) == (not approved, approved)
        holder = "auditor-1" if approved else "outsider-clerk-1"
        assert county.get(holder, case)["state"] == ("approved" if approved else "notice_passed")
