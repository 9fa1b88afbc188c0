"""What a household was given, in codes and in words; and how much more it may be given."""

from __future__ import annotations

import pytest

from workflows.aid_record import (
    Granted,
    most_sentence,
    room_of,
    room_sentence,
    rooms_told,
    state_of_aid,
)
from workflows.path import DONE
from workflows.payout import PAYOUT
from workflows.policy import Caps
from workflows.transfer import goes_along
from workflows.vocabulary import codes

CAPS = Caps(per_time_fen=300_000, person_year_fen=600_000, household_year_fen=1_000_000)


def granted(person: str, file: str, fen: int, year: int = 2026, of: str = "warmth") -> Granted:
    return Granted(of, year, person, file, fen)


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
    room = room_of(CAPS, given, "warmth", 2026, "mother's", "child")
    assert (room.person_received_fen, room.household_received_fen) == (120_000, 23_000)
    assert room.room_fen() == 300_000
    assert room_of(CAPS, given, "warmth", 2026, "mother's", "mother").person_received_fen == 3_000
    assert room_of(CAPS, given, "medical", 2026, "mother's", "child").person_received_fen == 50


def test_a_cap_that_is_not_set_is_told_as_none() -> None:
    room = Caps(person_year_fen=600_000).room(700_000, 0)
    told = rooms_told(room, ("per_time", "person_year", "household_year"), "送温暖", 2026, "zh")
    assert (told["per_time"], told["household_year"]) == (None, None)
    assert told["person_year"] == {
        "cap_fen": 600_000, "received_fen": 700_000, "room_fen": 0,
        "sentence": "已获 ¥7,000（送温暖，2026）；上限 ¥6,000；最多可再获 ¥0",
    }  # fmt: skip


def test_the_sentences_are_said_in_both_languages_to_the_fen() -> None:
    figures = (300_050, 600_000, 299_950)
    assert room_sentence("person_year", "送温暖", 2026, figures, "zh") == (
        "已获 ¥3,000.50（送温暖，2026）；上限 ¥6,000；最多可再获 ¥2,999.50"
    )
    assert room_sentence("household_year", "warmth", 2026, figures, "en") == (
        "Received ¥3,000.50 (warmth, 2026); ceiling ¥6,000; at most ¥2,999.50 more"
    )
    assert room_sentence("per_time", "warmth", 2026, (0, 1, 1), "en") == (
        "At most ¥0.01 at a time (warmth)"
    )
    assert most_sentence(None, "zh") == "未设限额"
    assert most_sentence(None, "en") == "No cap is set"
    assert most_sentence(100, "en") == "The next award can be ¥1 at the most"


def test_what_goes_along_with_a_file_is_open_and_has_no_money() -> None:
    for state in codes("application_state"):
        assert goes_along(state, None) is (state not in DONE)
        assert goes_along(state, 2026) is False
