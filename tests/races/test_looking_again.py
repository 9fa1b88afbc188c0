"""Re-checks, samples and kinship at one instant: each is there once, and no decision slips past it."""

from __future__ import annotations

from service.use_cases.verify_log import verify_log
from tests.county import County, identity_number
from tests.kin_steps import OPINION, declare_over, family, rechecks, reviewed, sample
from tests.races.conftest import Race
from tests.races.racers import RACERS, Shot


def _find(county: County, path: str, what: str, etag: str) -> Shot:
    headers = {"If-Match": etag, "Idempotency-Key": county.new_key()}
    return Shot("county-reviewer-1", "POST", f"{path}/find-{what}", OPINION, headers)


def test_eight_findings_of_one_re_check_are_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    county.active_file()
    made = sample(county, rate="1")
    (one,) = county.get("county-reviewer-1", f"/v1/rechecks?sample_id={made['id']}")["items"]
    path = f"/v1/rechecks/{one['id']}"
    etag = county.get("county-reviewer-1", path).etag
    shots = [
        _find(county, path, what, etag) for what in ("consistent", "inconsistent") * (RACERS // 2)
    ]
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [200] + [412] * 7
    (won,) = [answer for answer in answers if answer.status == 200]
    assert county.get("auditor-1", path)["state"] == won["state"]
    file = county.get("auditor-1", f"/v1/hardship-files/{one['hardship_file_id']}")
    called = file["reverify_by"] == "2026-03-02"
    assert called is (won["state"] == "inconsistent")
    assert verify_log(county.house.transactions).wrong is None


def test_eight_askings_for_one_re_check_open_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    number = identity_number()
    path = reviewed(county, number)
    declare_over(county, number)
    form = {"hardship_file_id": path.rpartition("/")[2], "reason": "kinship"}
    answers = race([Shot("county-reviewer-1", "POST", "/v1/rechecks", form)] * RACERS)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(rechecks(county, path)) == 1


def test_eight_draws_at_once_open_one_re_check_a_file(postgres_county: County, race: Race) -> None:
    county = postgres_county
    files = [county.active_file()["id"] for _ in range(3)]
    form = {"of_union": "360722001", "rate": "1"}
    answers = race([Shot("county-reviewer-1", "POST", "/v1/samples", form)] * RACERS)
    assert [answer.status for answer in answers] == [201] * RACERS
    assert len({answer["seed"] for answer in answers}) == RACERS
    opened = county.get("county-reviewer-1", "/v1/rechecks?state=open")["items"]
    assert sorted(one["hardship_file_id"] for one in opened) == sorted(files)
    assert verify_log(county.house.transactions).wrong is None


def test_eight_declarations_of_one_tie_are_one(postgres_county: County, race: Race) -> None:
    county = postgres_county
    form = {"name": "王小明", "identity_number": identity_number(), "relation": "20"}
    shots = [
        Shot(who, "POST", "/v1/officers/clerk-1/kin", form)
        for who in ("clerk-1", "security-1") * (RACERS // 2)
    ]
    answers = race(shots)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7
    assert len(county.get("clerk-1", "/v1/officers/clerk-1/kin")["items"]) == 1


def test_a_relative_declared_while_they_decide_is_never_decided_on_unseen(
    postgres_county: County, race: Race
) -> None:
    """Either the review came first, or it was refused: the log knows no third order."""
    county = postgres_county
    for _ in range(5):
        number = identity_number()
        path = county.draft_file(**family(number)).headers["Location"]
        county.act("clerk-1", path, "submit")
        headers = {"If-Match": county.get("auditor-1", path).etag}
        kin = {"name": "王小明", "identity_number": number, "relation": "20"}
        review, tie = race(
            [
                Shot("reviewer-1", "POST", f"{path}/review", OPINION, headers),
                Shot("security-1", "POST", "/v1/officers/reviewer-1/kin", kin),
            ]
        )
        assert tie.status == 201
        assert review.status in (200, 403)
        first = review.status == 200 and review["audit_number"] < tie["audit_number"]
        assert first or review.codes == {"recusal"}


def test_a_confirmation_and_a_tie_at_one_instant_leave_no_unlooked_file_confirmed_after_it(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    for _ in range(5):
        number = identity_number()
        path = reviewed(county, number)
        headers = {"If-Match": county.get("auditor-1", path).etag}
        kin = {"name": "王小明", "identity_number": number, "relation": "20"}
        confirm, tie = race(
            [
                Shot("approver-1", "POST", f"{path}/confirm", OPINION, headers),
                Shot("clerk-1", "POST", "/v1/officers/clerk-1/kin", kin),
            ]
        )
        assert tie.status == 201
        first = confirm.status == 200 and confirm["audit_number"] < tie["audit_number"]
        assert first or "recheck_open" in confirm.codes


def test_a_confirmation_and_the_finding_it_waits_for_agree_with_the_log(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    (one,) = rechecks(county, path)
    place = f"/v1/rechecks/{one['id']}"
    headers = {"If-Match": county.get("auditor-1", path).etag}
    finding = _find(county, place, "consistent", county.get("county-reviewer-1", place).etag)
    confirm, done = race([Shot("approver-1", "POST", f"{path}/confirm", OPINION, headers), finding])
    assert done.status == 200
    after = confirm.status == 200 and confirm["audit_number"] > done["audit_number"]
    assert after or "recheck_open" in confirm.codes
    if not after:
        assert county.act("approver-1", path, "confirm")["state"] == "active"
