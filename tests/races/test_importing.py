"""Tables imported by several at one instant, and pieces taken by several at once."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from service.store.hardship_file import HardshipFile, Member
from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.household_tables import CSV, csv_of, homes
from tests.races.conftest import Race
from tests.races.racers import Shot

HEADERS = {"Content-Type": CSV}


def standing(county: County) -> tuple[int, int]:
    """Live persons, and on how many places: equal when each stands on one file."""
    with county.house.transactions.engine.connect() as connection:
        live = select(func.count(), func.count(Member.person_id.distinct())).where(Member.live)
        places, persons = connection.execute(live).one()
    assert verify_log(county.house.transactions).wrong is None
    return int(persons), int(places)


def test_the_same_table_by_two_clerks_at_once_puts_each_person_on_one_file(
    postgres_county: County, race: Race
) -> None:
    table = csv_of(homes(20))
    shots = [Shot(who, "POST", "/v1/imports", table, HEADERS) for who in ("clerk-1", "clerk-2")]
    answers = race(shots * 4)
    assert [answer.status for answer in answers] == [201] * 8
    states = Counter((a["officer"], a["state"], a["written"], a["unchanged"]) for a in answers)
    (winner,) = [who for who, state, written, _ in states if (state, written) == ("done", 20)]
    loser = "clerk-2" if winner == "clerk-1" else "clerk-1"
    assert states == {
        (winner, "done", 20, 0): 1, (winner, "done", 0, 20): 3, (loser, "refused", 0, 0): 4,
    }  # fmt: skip
    assert standing(postgres_county) == (40, 40)


def test_overlapping_tables_in_good_rows_share_the_people_out(
    postgres_county: County, race: Race
) -> None:
    table = homes(15)
    parts = (table[:10], table[5:])
    path = "/v1/imports?mode=good_rows"
    answers = race(
        [
            Shot(who, "POST", path, csv_of(part), HEADERS)
            for who, part in zip(("clerk-1", "clerk-2"), parts, strict=True)
        ]
    )
    assert sorted((a["state"], a["written"], a["wrong"]) for a in answers) == [
        ("done", 5, 5), ("done", 10, 0),
    ]  # fmt: skip
    assert standing(postgres_county) == (30, 30)


def test_the_same_upload_under_the_same_key_eight_times_is_one_import(
    postgres_county: County, race: Race
) -> None:
    headers = {**HEADERS, "Idempotency-Key": "k-1"}
    answers = race([Shot("clerk-1", "POST", "/v1/imports", csv_of(homes(3)), headers)] * 8)
    assert [answer.status for answer in answers] == [201] * 8
    assert len({answer["id"] for answer in answers}) == 1
    assert standing(postgres_county) == (6, 6)


def test_pieces_taken_at_once_are_each_written_once(postgres_county: County, race: Race) -> None:
    county = postgres_county
    made = county.upload("clerk-1", "/v1/imports", csv_of(homes(501)), CSV)
    path = f"{made.headers['Location']}/continue"
    answers = race([Shot("clerk-1", "POST", path)] * 5)
    assert {answer.status for answer in answers} <= {200, 409}  # who waited too long comes again
    while county.get("clerk-1", made.headers["Location"])["state"] == "writing":
        county.post("clerk-1", path)
    told = county.get("clerk-1", made.headers["Location"])
    assert (told["state"], told["written"]) == ("done", 501)
    with county.house.transactions.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(HardshipFile)).scalar() == 501
    assert standing(county) == (1002, 1002)
