"""帮扶记录: what became of each aid, and how much room the caps leave, in figures and in words.

The room is computed by the same caps as an award is (`workflows.policy.Caps`), so that what is told
at the counter is what the next award gets (domain.md §8: repeat help is found by every member).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from workflows.caps import ACROSS, Cap, CapRoom, granted_in_words
from workflows.steps import yuan

__all__ = ["most_sentence", "room_sentence", "rooms_told", "state_of_aid"]

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


def state_of_aid(
    state: str, aid_year: int | None, payout: str | None, *, recovered: bool = False
) -> str:
    """A code of the list `aid_state`: by the application, and its live payout where it has one;
    ``recovered`` where all of it was paid back."""
    if recovered:
        return "recovered"
    if aid_year is None:
        return "ended" if state in _ENDED else "in_progress"
    return _BY_PAYOUT[payout]


def rooms_told(
    room: CapRoom, of: Collection[str], name: str, year: int, language: str
) -> dict[str, dict[str, Any] | None]:
    """Of the caps asked for, by code: cap, received and room, with the sentence; None without one."""
    found: dict[str, dict[str, Any] | None] = dict.fromkeys(of)
    for cap in room.caps:
        if cap.code in found:
            found[cap.code] = {
                "cap_fen": cap.cap_fen,
                "received_fen": cap.received_fen,
                "room_fen": cap.room_fen,
                "sentence": room_sentence(cap, name, year, language),
            }
    return found


def room_sentence(cap: Cap, name: str, year: int, language: str) -> str:
    """``已获 ¥3,000（送温暖，2026）；上限 ¥6,000；最多可再获 ¥3,000``; of several programmes each is
    named, with the month."""
    received, ceiling, left = map(_plain, (cap.received_fen, cap.cap_fen, cap.room_fen))
    if cap.code == "per_time":
        return (
            f"At most {ceiling} at a time ({name})"
            if language == "en"
            else f"每次上限 {ceiling}（{name}）"
        )
    if cap.code in ACROSS:
        told = granted_in_words(cap.grants, language)
    else:
        told = (
            f"{received} ({name}, {year})" if language == "en" else f"{received}（{name}，{year}）"
        )
    if language == "en":
        return f"Received {told}; ceiling {ceiling}; at most {left} more"
    return f"已获 {told}；上限 {ceiling}；最多可再获 {left}"


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
