"""Two clerks with one person, two visitors with one visit, two offices with one file: at one instant."""

from __future__ import annotations

import pytest

from tests.county import County, Reply
from tests.file_steps import CHECKED_FIRST, ENTERING, VISITORS, FullFiling, accepted
from tests.notice_steps import appointed, id_of
from tests.races.conftest import Race
from tests.races.racers import Shot

NUMBER = "36072219850312000X"


@pytest.mark.parametrize(
    "numbers", [(NUMBER, NUMBER), (NUMBER, NUMBER.lower())], ids=["same", "small x"]
)
@pytest.mark.parametrize("place", ["worker", "member"])
def test_two_clerks_of_two_unions_open_one_file_for_one_person(
    postgres_county: County, race: Race, place: str, numbers: tuple[str, str]
) -> None:
    county = postgres_county
    forms = [county.file_form(union=union) for union in ("360722001", "360722002")]
    forms[0]["worker"]["identity_number"] = numbers[0]
    whose = forms[1]["worker"] if place == "worker" else forms[1]["members"][0]
    whose["identity_number"] = numbers[1]
    shots = [
        Shot(f"clerk-{turn % 2 + 1}", "POST", "/v1/hardship-files", forms[turn % 2])
        for turn in range(8)
    ]
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7, answers
    assert {code for a in answers if a.status == 409 for code in a.codes} == {"person_on_file"}
    assert len(county.get("auditor-1", "/v1/hardship-files")["items"]) == 1


def test_two_clerks_who_bring_each_other_s_members_do_not_stand_in_each_other_s_way(
    postgres_county: County, race: Race
) -> None:
    """The same people in the opposite order: the place where a deadlock would wait."""
    county = postgres_county
    forms = [county.file_form(union=union) for union in ("360722001", "360722002")]
    first, second = forms[0]["worker"], forms[0]["members"][0]
    account = {**forms[1]["worker"]["account"], "name": second["name"]}
    forms[1]["worker"] = {**second, **{k: v for k, v in first.items() if k not in second}}
    forms[1]["members"] = [
        {**second, "name": first["name"], "identity_number": first["identity_number"]}
    ]
    forms[1]["worker"]["account"] = account
    forms[1]["worker"].pop("relation")
    forms[1]["worker"].pop("student")
    answers = race(
        [Shot(f"clerk-{t % 2 + 1}", "POST", "/v1/hardship-files", forms[t % 2]) for t in range(8)]
    )
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7, answers


@pytest.fixture
def filing(postgres_county: County) -> FullFiling:
    return FullFiling(postgres_county, CHECKED_FIRST)


def signings(filing: FullFiling, file: str, visit: Reply, signers: list[str]) -> list[Shot]:
    etag = filing.county.get("auditor-1", file).etag
    path = f"{file}/home-visits/{visit['id']}/sign"
    return [Shot(who, "POST", path, {}, {"If-Match": etag}) for who in signers]


def test_a_visit_signed_eight_times_by_one_is_signed_once(filing: FullFiling, race: Race) -> None:
    file = accepted(filing)
    visit = filing.visit(file)
    answers = race(signings(filing, file, visit, [VISITORS[1]] * 8))
    assert sorted(answer.status for answer in answers) == [200] + [412] * 7
    assert filing.state(file) == "visited"


def test_two_second_visitors_at_once_make_one_visit(filing: FullFiling, race: Race) -> None:
    appointed(filing.county, "visitor-3", "clerk", "360722")
    file = accepted(filing)
    visit = filing.visit(file)
    answers = race(signings(filing, file, visit, [VISITORS[1], "visitor-3"] * 4))
    assert sorted(answer.status for answer in answers) == [200] + [412] * 7
    told = filing.county.get("auditor-1", f"{file}/home-visits")["items"]
    assert [len(one["signed_by"]) for one in told] == [2]


def deliberated(filing: FullFiling) -> str:
    file = accepted(filing)
    filing.sign(file, filing.visit(file))
    filing.deliberate(file)
    return file


def test_the_centre_is_asked_about_a_file_once(filing: FullFiling, race: Race) -> None:
    file = deliberated(filing)
    form = {"hardship_file_ids": [id_of(file)]}
    answers = race([Shot("county-reviewer-1", "POST", "/v1/economic-checks", form)] * 8)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7, answers
    assert len(filing.county.get("auditor-1", "/v1/economic-checks")["items"]) == 1


def test_the_centre_s_answer_is_taken_once(filing: FullFiling, race: Race) -> None:
    check = filing.asked(deliberated(filing))
    results = [
        {"results": [{"line": 1, "dwellings": number, "vehicles": 0}]} for number in range(8)
    ]
    path = f"/v1/economic-checks/{check['id']}/results"
    answers = race([Shot(ENTERING, "POST", path, result) for result in results])
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7, answers


def test_a_file_is_confirmed_once(postgres_county: County, race: Race) -> None:
    county = postgres_county
    path = f"/v1/hardship-files/{county.draft_file()['id']}"
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    etag = county.get("auditor-1", path).etag
    shots = [
        Shot(who, "POST", f"{path}/confirm", {}, {"If-Match": etag, "Idempotency-Key": f"c-{n}"})
        for n, who in enumerate(["approver-1", "approver-2"] * 4)
    ]
    assert sorted(answer.status for answer in race(shots)) == [200] + [412] * 7
