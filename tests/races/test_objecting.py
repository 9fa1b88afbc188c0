"""Objections at one instant: each is kept, each is counted, and none slips past the limit."""

from __future__ import annotations

from collections import Counter

from service.use_cases.object_to_line import PER_ADDRESS
from tests.county import County
from tests.notice_steps import object_to
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot


def _objection(notice: str, line: int = 1) -> Shot:
    form = {"line": line, "reason": "收入不实", "name": None}
    return Shot(None, "POST", f"/public/notices/{notice}/objections", form)


def test_the_limit_of_an_address_holds_against_eight_at_once(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    notice = county.on_notice(county.reviewed_application())["id"]
    before = PER_ADDRESS.calls - RACERS // 2
    assert {object_to(county, notice).status for _ in range(before)} == {201}
    answers = race([_objection(notice)] * RACERS)
    assert Counter(answer.status for answer in answers) == {201: RACERS // 2, 429: RACERS // 2}
    kept = county.get("auditor-1", "/v1/objections")["items"]
    assert len(kept) == PER_ADDRESS.calls


def test_eight_objections_at_once_are_eight_entries(postgres_county: County, race: Race) -> None:
    county = postgres_county
    paths = [county.reviewed_application() for _ in range(2)]
    notice = county.on_notice(*paths)["id"]
    answers = race([_objection(notice, 1 + n % 2) for n in range(RACERS)])
    assert [answer.status for answer in answers] == [201] * RACERS
    assert len({answer["audit_number"] for answer in answers}) == RACERS
    lines = county.get("auditor-1", f"/v1/notices/{notice}")["lines"]
    assert [line["open_objections"] for line in lines] == [RACERS // 2] * 2


def test_two_notices_at_once_list_an_application_once(postgres_county: County, race: Race) -> None:
    county = postgres_county
    path = county.reviewed_application()
    form = {"application_ids": [path.rpartition("/")[2]], "place": "厂门公示栏"}
    shots = [
        Shot("reviewer-1", "POST", "/v1/notices", form, {"Idempotency-Key": county.new_key()})
        for _ in range(RACERS)
    ]
    answers = race(shots)
    assert Counter(answer.status for answer in answers) == {201: 1, 409: RACERS - 1}
    assert len(county.get("auditor-1", "/v1/notices")["items"]) == 1


def test_a_dismissal_and_a_new_objection_at_once_never_pass_the_line(
    postgres_county: County, race: Race
) -> None:
    """Whichever comes first: the line goes on only if nobody objects to it any more."""
    county = postgres_county
    path = county.reviewed_application()
    notice = county.passed_notice(path)
    first = object_to(county, notice["id"]).headers["Location"]
    headers = {"If-Match": county.get("auditor-1", first).etag}
    dismissal = Shot("county-reviewer-1", "POST", f"{first}/dismiss", {"opinion": "不实"}, headers)
    answers = race([dismissal, _objection(notice["id"])])
    assert answers[1].status == 201
    assert answers[0].status in (200, 412)
    (line,) = county.get("auditor-1", f"/v1/notices/{notice['id']}")["lines"]
    assert (line["state"], line["open_objections"] > 0) == ("held", True)
    assert "objection_open" in county.approve(path, county.fund()).codes
