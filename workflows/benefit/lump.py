"""The forms that grant a lump sum: a table, bands, months of the living line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from workflows.benefit.worked import Facts, Value, Worked, bracket, fen, nothing, shown
from workflows.steps import Step, exact, yuan
from workflows.vocabulary import LANGUAGES, label

__all__ = ["CATEGORY", "bands", "flat", "multiple"]

CATEGORY: Final = "category"


def flat(benefit: Mapping[str, Any], facts: Facts) -> Worked:
    """A table keyed by answers; the first row that fits, or nothing."""
    keys: Sequence[str] = benefit["by"]
    given = {key: facts.get(key) for key in keys}
    named = ", ".join(f"{key} = {shown(value)}" for key, value in given.items())
    for number, row in enumerate(benefit["table"], 1):
        if all(_fits(row[key], given[key]) for key in keys):
            amount = Fraction(row["amount_fen"])
            return amount, (
                Step(
                    "flat_row",
                    f"定额表第 {number} 行{bracket(named)}：{yuan(amount)}",
                    f"Row {number} of the table{bracket(named)}: {yuan(amount)}",
                    {**given, "row": number, "amount_fen": exact(amount)},
                ),
            )
    return nothing(f"定额表没有相符的行{bracket(named)}", f"No row fits{bracket(named)}", given)


def _fits(wanted: object, given: object) -> bool:
    """Equal in value and kind, or one of a list: True is not 1."""
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return any(_fits(one, given) for one in wanted)
    return type(wanted) is type(given) and wanted == given


def bands(benefit: Mapping[str, Any], facts: Facts) -> Worked:
    """A lump sum for the highest band the base has reached; its lower bound belongs to it or not."""
    base = fen(facts, benefit["base"])
    inclusive = benefit.get("lower", "inclusive") == "inclusive"
    reached = [
        band
        for band in benefit["bands"]
        if base > band["from_fen"] or (inclusive and base == band["from_fen"])
    ]
    values: dict[str, Value] = {"base": benefit["base"], "base_fen": base}
    if not reached:
        return nothing(f"{yuan(base)} 未达到最低档", f"{yuan(base)} reaches no band", values)
    lowest, amount = reached[-1]["from_fen"], Fraction(reached[-1]["amount_fen"])
    sign = "≥" if inclusive else ">"
    return amount, (
        Step(
            "band_reached",
            f"{yuan(base)} {sign} {yuan(lowest)}，该档定额 {yuan(amount)}",
            f"{yuan(base)} {sign} {yuan(lowest)}: the band grants {yuan(amount)}",
            {**values, "from_fen": lowest, "inclusive": inclusive, "amount_fen": exact(amount)},
        ),
    )


def multiple(benefit: Mapping[str, Any], facts: Facts) -> Worked:
    """So many months of the living line, by the household's category or by another answer."""
    line, by = fen(facts, benefit["of"]), benefit.get("by", CATEGORY)
    given = facts.get(by)
    months = benefit["months"].get(given)
    if months is None:
        name = shown(given)
        return nothing(f"{by} = {name} 没有规定月数", f"No months for {by} = {name}", {by: given})
    amount = Fraction(line * months)
    zh, en = (_named(by, str(given), language) for language in LANGUAGES)
    return amount, (
        Step(
            "multiple",
            f"{zh}：{yuan(line)} × {months} 个月 = {yuan(amount)}",
            f"{en}: {yuan(line)} × {months} months = {yuan(amount)}",
            {by: given, "living_line_fen": line, "months": months, "amount_fen": exact(amount)},
        ),
    )


def _named(by: str, given: str, language: str) -> str:
    return label(CATEGORY, given, language) if by == CATEGORY else f"{by} = {given}"
