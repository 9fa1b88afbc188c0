"""What the exclusion rules of an edition must be: each at most once, with its own parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from workflows.exclusion_rule import COUNTS, FLAGS
from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.scalar import decimal, one_of, whole
from workflows.programme import MAX_FEN
from workflows.vocabulary import codes
from workflows.vocabulary.household import ORDINARY_VEHICLE

__all__ = ["EXCLUSIONS"]

MOST: Final = 99
AT_MOST = whole(0, MOST)
EXEMPT = tuple(kind for kind in codes("vehicle_kind") if kind != ORDINARY_VEHICLE)
"""A rule that let every ordinary vehicle pass would never refuse."""


def _rule(
    code: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None
) -> Check:
    return record({"rule": one_of((code,)), **required}, optional)


_RULES: Final[Mapping[str, Check]] = {
    **{code: _rule(code, {"at_most": AT_MOST}) for code in COUNTS},
    **{code: _rule(code, {}) for code in FLAGS},
    "vehicles": _rule(
        "vehicles",
        {"at_most": AT_MOST},
        {
            "exempt_kinds": listed(one_of(EXEMPT), 0, len(EXEMPT), distinct=True),
            "price_below_fen": whole(1, MAX_FEN),
        },
    ),
    "financial_assets": _rule(
        "financial_assets", {"multiple": decimal(Fraction(0), Fraction(100))}
    ),
}
_KNOWN = one_of(codes("exclusion"))


def _any_rule(value: Any, pointer: str) -> Iterator[Problem]:
    """An object whose rule is one of the list, and then what that rule takes."""
    code = value.get("rule") if isinstance(value, dict) else None
    if not isinstance(value, dict):
        yield from record({})(value, pointer)
    else:
        wrong = tuple(_KNOWN(code, at(pointer, "rule")))
        yield from wrong or _RULES[str(code)](value, pointer)


def _each_once(value: Any, pointer: str) -> Iterator[Problem]:
    """Of two lines about one thing nobody could say which holds."""
    given = [line["rule"] for line in value]
    for index, rule in enumerate(given):
        if rule in given[:index]:
            zh, en = f"{rule} 已有一行，请合并或删去", f"{rule} has a line already: keep one"
            yield Problem(at(at(pointer, index), "rule"), "repeated", zh, en)


EXCLUSIONS = in_turn(listed(_any_rule, 0, len(_RULES)), _each_once)
