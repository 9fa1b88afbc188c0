"""What an edition's benefit rule grants: five printable forms, under caps, rounded once at the end.

The forms are a closed set (wire.md «benefit.form»). Every amount is an exact fraction until the
last step rounds it down to whole fen, so that no order of operations can move a fen; every step is
shown with the values it used, so that a person can follow it and a machine can run it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, Final

from workflows.benefit.lump import bands, flat, multiple
from workflows.benefit.rates import marginal, share
from workflows.benefit.worked import Facts, Worked, fen, nothing
from workflows.steps import Step, exact, yuan

__all__ = ["FORMS", "Award", "CapRoom", "Facts", "award"]

FORMS: Final[Mapping[str, Callable[[Mapping[str, Any], Facts], Worked]]] = {
    "flat": flat,
    "bands": bands,
    "marginal": marginal,
    "share": share,
    "multiple": multiple,
}


@dataclass(frozen=True, slots=True)
class CapRoom:
    """The edition's caps with what person and household have received or been promised this year.

    None is no cap. Commitments count as received: the room must hold while payment is on its way.
    """

    per_time_fen: int | None = None
    person_year_fen: int | None = None
    person_received_fen: int = 0
    household_year_fen: int | None = None
    household_received_fen: int = 0

    def room_fen(self) -> int | None:
        """The most that may still be granted, or None where nothing limits it."""
        rooms = [room for *_, room in self.limits()]
        return min(rooms) if rooms else None

    def limits(self) -> Iterator[tuple[str, int, int, int]]:
        """Each cap that stands, as (code, cap, received, room)."""
        caps = (
            ("per_time", self.per_time_fen, 0),
            ("person_year", self.person_year_fen, self.person_received_fen),
            ("household_year", self.household_year_fen, self.household_received_fen),
        )
        for code, cap, received in caps:
            if cap is not None:
                yield code, cap, received, max(cap - received, 0)


@dataclass(frozen=True, slots=True)
class Award:
    """What is granted in whole fen, and every step that led there. Zero is an answer, too."""

    award_fen: int
    steps: tuple[Step, ...]


def award(
    benefit: Mapping[str, Any],
    facts: Facts,
    caps: CapRoom,
    ceiling_fen: int | None = None,
    minimum_base_fen: int = 0,
) -> Award:
    """Work out one award: form, then the cost that was paid, then each cap, then whole fen.

    `benefit` is an edition's document that `policy` has found sound.
    """
    amount, form_steps = _worked(benefit, facts, minimum_base_fen)
    steps = list(form_steps)
    if ceiling_fen is not None:
        amount = min(amount, Fraction(ceiling_fen))
        steps.append(_ceiling_step(ceiling_fen, amount))
    for code, cap, received, room in caps.limits():
        amount = min(amount, Fraction(room))
        steps.append(_cap_step(code, cap, received, amount))
    whole = max(floor(amount), 0)
    steps.append(_whole_step(amount, whole))
    return Award(whole, tuple(steps))


def _worked(benefit: Mapping[str, Any], facts: Facts, minimum_base_fen: int) -> Worked:
    base = benefit.get("base")
    if base is not None and fen(facts, base) < minimum_base_fen:
        return _below_minimum(fen(facts, base), minimum_base_fen)
    return FORMS[benefit["form"]](benefit, facts)


def _below_minimum(base: int, minimum: int) -> Worked:
    return nothing(
        f"{yuan(base)} 低于起付金额 {yuan(minimum)}",
        f"{yuan(base)} is below the minimum {yuan(minimum)}",
        {"base_fen": base, "minimum_base_fen": minimum},
    )


def _ceiling_step(ceiling: int, amount: Fraction) -> Step:
    return Step(
        "cost_ceiling",
        f"不超过个人自付 {yuan(ceiling)}：{yuan(amount)}",
        f"Never above the self-paid cost {yuan(ceiling)}: {yuan(amount)}",
        {"ceiling_fen": ceiling, "amount_fen": exact(amount)},
    )


_CAPS: Final = {
    "per_time": ("每次限额", "per time"),
    "person_year": ("每人每年限额", "per person and year"),
    "household_year": ("每户每年限额", "per household and year"),
}


def _cap_step(code: str, cap: int, received: int, amount: Fraction) -> Step:
    """Arithmetic a person can read: already received, ceiling, at most."""
    zh, en = _CAPS[code]
    room = max(cap - received, 0)
    return Step(
        f"{code}_cap",
        f"{zh} {yuan(cap)}，已领 {yuan(received)}，至多可给 {yuan(room)}：{yuan(amount)}",
        f"Ceiling {en} {yuan(cap)}; already received {yuan(received)}; "
        f"at most {yuan(room)} may be granted: {yuan(amount)}",
        {
            "cap_fen": cap,
            "received_fen": received,
            "room_fen": room,
            "amount_fen": exact(amount),
        },
    )


def _whole_step(amount: Fraction, whole: int) -> Step:
    return Step(
        "whole_fen",
        f"核定金额（舍去不足一分的部分）{yuan(whole)}",
        f"Award, rounded down to whole fen: {yuan(whole)}",
        {"exact_fen": exact(amount), "award_fen": whole},
    )
