"""The forms that grant a part of a cost: one rate, or rates per band as income tax."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from workflows.benefit.worked import ZERO, Facts, Worked, fen
from workflows.steps import Step, exact, percent, yuan

__all__ = ["marginal", "share"]


def marginal(benefit: Mapping[str, Any], facts: Facts) -> Worked:
    """Rates per band, as income tax: each rate applies to what lies within its own band."""
    base, lower = fen(facts, benefit["base"]), 0
    total, steps = ZERO, list[Step]()
    for band in benefit["bands"]:
        upper = band.get("up_to_fen")
        within = max((base if upper is None else min(base, upper)) - lower, 0)
        part = within * Fraction(band["rate"])
        total += part
        if within:
            steps.append(_rate_step("marginal_band", lower, upper, within, band["rate"], part))
        lower = upper or lower
    steps.append(_sum_step(benefit["base"], base, total))
    return total, tuple(steps)


def share(benefit: Mapping[str, Any], facts: Facts) -> Worked:
    """A percentage of the base."""
    base = fen(facts, benefit["base"])
    part = base * Fraction(benefit["rate"])
    return part, (_rate_step("share", 0, None, base, benefit["rate"], part),)


def _rate_step(
    code: str, lower: int, upper: int | None, within: int, rate: str, part: Fraction
) -> Step:
    figures = f"{yuan(within)} × {percent(Fraction(rate))} = {yuan(part)}"
    zh_span = f"{yuan(lower)} 以上部分" if upper is None else f"{yuan(lower)}–{yuan(upper)} 部分"
    en_span = f"above {yuan(lower)}" if upper is None else f"{yuan(lower)}–{yuan(upper)}"
    return Step(
        code,
        f"{zh_span}：{figures}",
        f"{en_span}: {figures}",
        {
            "from_fen": lower,
            "up_to_fen": upper,
            "within_fen": within,
            "rate": rate,
            "part_fen": exact(part),
        },
    )


def _sum_step(base_name: str, base: int, total: Fraction) -> Step:
    return Step(
        "marginal_sum",
        f"各段合计 {yuan(total)}（基数 {yuan(base)}）",
        f"The bands together: {yuan(total)} (base {yuan(base)})",
        {"base": base_name, "base_fen": base, "amount_fen": exact(total)},
    )
