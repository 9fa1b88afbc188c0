"""What a household was given, in codes and in words; and how much more it may be given."""

from __future__ import annotations

import pytest

from workflows.aid_record import most_sentence, room_sentence, rooms_told, state_of_aid
from workflows.caps import Cap, CapRoom, Caps
from workflows.path import DONE
from workflows.payout import PAYOUT
from workflows.received import Grant, Received
from workflows.transfer import goes_along
from workflows.vocabulary import codes

CAPS = Caps.of(
    {"per_time_fen": 300_000, "person_year_fen": 600_000, "household_year_fen": 1_000_000}
)


def granted(person: str, file: str, fen: int, year: int = 2026, of: str = "warmth") -> Grant:
    return Grant(of, year, person, file, fen, 1)


def received(room: CapRoom) -> dict[str, int]:
    return {cap.code: cap.received_fen for cap in room.caps}


@pytest.mark.parametrize(
    ("state", "year", "payout", "code"),
    [
        ("draft", None, None, "in_progress"),
        ("returned", None, None, "in_progress"),
        ("notice_passed", None, None, "in_progress"),
        ("rejected", None, None, "ended"),
        ("withdrawn", None, None, "ended"),
        ("lapsed", None, None, "ended"),
        ("approved", 2026, None, "committed"),
        ("reviewed", 2026, None, "committed"),
        ("paying", 2026, "pending", "paying"),
        ("paying", 2026, "sent", "paying"),
        ("paying", 2026, "unknown", "paying"),
        ("paying", 2026, "failed", "failed"),
        ("paying", 2026, "returned", "returned"),
        ("paid", 2026, "paid", "paid"),
    ],
)
def test_what_became_of_an_aid(state: str, year: int | None, payout: str | None, code: str) -> None:
    assert state_of_aid(state, year, payout) == code
    assert code in codes("aid_state")


def test_every_state_of_a_live_payout_has_a_word() -> None:
    for state in set(PAYOUT.states) - {"cancelled"}:
        assert state_of_aid("paying", 2026, state) in codes("aid_state")


def test_a_room_counts_the_person_everywhere_and_the_household_by_its_file() -> None:
    given = [
        granted("child", "father's", 100_000),
        granted("child", "mother's", 20_000),
        granted("mother", "mother's", 3_000),
        granted("child", "mother's", 400, year=2025),
        granted("child", "mother's", 50, of="medical"),
    ]
    had = Received(tuple(given))
    room = CAPS.room(had, "warmth", 2026, "child", "mother's")
    assert received(room) == {"per_time": 0, "person_year": 120_000, "household_year": 23_000}
    assert room.room_fen() == 300_000
    mother = CAPS.room(had, "warmth", 2026, "mother", "mother's")
    assert received(mother)["person_year"] == 3_000
    assert received(CAPS.room(had, "medical", 2026, "child", "mother's"))["person_year"] == 50
    across = Caps.of({"all_programmes": {"person_year_fen": 1, "household_year_fen": 1}})
    assert received(across.room(had, "tuition", 2026, "child", "mother's")) == {
        "all_person_year": 120_050, "all_household_year": 23_050,
    }  # fmt: skip


def test_a_cap_that_is_not_set_is_told_as_none() -> None:
    had = Received((granted("child", "father's", 700_000),))
    room = Caps.of({"person_year_fen": 600_000}).room(had, "warmth", 2026, "child", "mother's")
    told = rooms_told(room, ("per_time", "person_year", "household_year"), "送温暖", 2026, "zh")
    assert (told["per_time"], told["household_year"]) == (None, None)
    assert told["person_year"] == {
        "cap_fen": 600_000, "received_fen": 700_000, "room_fen": 0,
        "sentence": "已获 ¥7,000（送温暖，2026）；上限 ¥6,000；最多可再获 ¥0",
    }  # fmt: skip


def test_the_sentences_are_said_in_both_languages_to_the_fen() -> None:
    had = (granted("child", "father's", 300_050),)
    assert room_sentence(Cap("person_year", 600_000, had), "送温暖", 2026, "zh") == (
        "已获 ¥3,000.50（送温暖，2026）；上限 ¥6,000；最多可再获 ¥2,999.50"
    )
    assert room_sentence(Cap("household_year", 600_000, had), "warmth", 2026, "en") == (
        "Received ¥3,000.50 (warmth, 2026); ceiling ¥6,000; at most ¥2,999.50 more"
    )
    assert room_sentence(Cap("per_time", 1), "warmth", 2026, "en") == (
        "At most ¥0.01 at a time (warmth)"
    )
    both = (*had, granted("child", "father's", 50, of="medical"))
    assert room_sentence(Cap("all_person_year", 600_000, both), "送温暖", 2026, "zh") == (
        "已获 ¥3,001.00（送温暖 2026-01、医疗救助 2026-01）；上限 ¥6,000；最多可再获 ¥2,999"
    )
    assert most_sentence(None, "zh") == "未设限额"
    assert most_sentence(None, "en") == "No cap is set"
    assert most_sentence(100, "en") == "The next award can be ¥1 at the most"


def test_what_goes_along_with_a_file_is_open_and_has_no_money() -> None:
    for state in codes("application_state"):
        assert goes_along(state, None) is (state not in DONE)
        assert goes_along(state, 2026) is False
