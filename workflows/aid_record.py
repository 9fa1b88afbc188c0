"""帮扶记录: what became of each aid, and how much room the caps leave, in figures and in words.

The room is computed by the same caps as an award is (`workflows.policy.Caps`), so that what is told
at the counter is what the next award gets (domain.md §8: repeat help is found by every member).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.benefit import CapRoom
from workflows.policy import Caps
from workflows.steps import yuan

__all__ = ["Granted", "most_sentence", "room_of", "room_sentence", "rooms_told", "state_of_aid"]

_BY_PAYOUT: Final[Mapping[str | None, str]] = {
    None: "committed",
    "pending": "paying",
    "sent": "paying",
    "unknown": "paying",
    "paid": "paid",
    "failed": "failed",
    "returned": "returned",
}
_ENDED: Final = frozenset({"rejected", "withdrawn", "lapsed"})


def state_of_aid(state: str, aid_year: int | None, payout: str | None) -> str:
    """A code of the list `aid_state`: by the application, and its live payout where it has one."""
    if aid_year is None:
        return "ended" if state in _ENDED else "in_progress"
    return _BY_PAYOUT[payout]


@dataclass(frozen=True, slots=True)
class Granted:
    """An award that was committed or paid, as the caps count it."""

    programme: str
    year: int
    person_id: str
    file_id: str
    award_fen: int


def room_of(
    caps: Caps, granted: Iterable[Granted], programme: str, year: int, file_id: str, person_id: str
) -> CapRoom:
    """The caps of a programme with what person and household were granted in the year."""
    counted = [one for one in granted if (one.programme, one.year) == (programme, year)]
    return caps.room(
        sum(one.award_fen for one in counted if one.person_id == person_id),
        sum(one.award_fen for one in counted if one.file_id == file_id),
    )


def rooms_told(
    room: CapRoom, of: Collection[str], name: str, year: int, language: str
) -> dict[str, dict[str, Any] | None]:
    """Of the caps asked for, by code: cap, received and room, with the sentence; None without one."""
    found: dict[str, dict[str, Any] | None] = dict.fromkeys(of)
    for code, cap, received, left in room.limits():
        if code in found:
            found[code] = {
                "cap_fen": cap,
                "received_fen": received,
                "room_fen": left,
                "sentence": room_sentence(code, name, year, (received, cap, left), language),
            }
    return found


def room_sentence(
    code: str, name: str, year: int, figures: tuple[int, int, int], language: str
) -> str:
    """``已获 ¥3,000（送温暖，2026）；上限 ¥6,000；最多可再获 ¥3,000``"""
    received, cap, left = map(_plain, figures)
    if code == "per_time":
        return (
            f"At most {cap} at a time ({name})" if language == "en" else f"每次上限 {cap}（{name}）"
        )
    if language == "en":
        return f"Received {received} ({name}, {year}); ceiling {cap}; at most {left} more"
    return f"已获 {received}（{name}，{year}）；上限 {cap}；最多可再获 {left}"


def most_sentence(most_fen: int | None, language: str) -> str:
    """What the next award can be at the most, under all caps together."""
    if most_fen is None:
        return "No cap is set" if language == "en" else "未设限额"
    most = _plain(most_fen)
    return (
        f"The next award can be {most} at the most" if language == "en" else f"下次最多可获 {most}"
    )


def _plain(fen: int) -> str:
    return yuan(fen).removesuffix(".00")
