"""What the edition of a means test must say, and what it may: the test of households and the terms
of their files (domain.md §2.1–§2.4, §3.5, §9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from workflows.means_rule import BOUNDS, EXCLUSIVE, INCLUSIVE
from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.edition import HARDSHIP_FILE
from workflows.policy.evidence import DOCUMENTS, EVIDENCE, EVIDENCE_BY_CAUSE, documents_known
from workflows.policy.exclusions import EXCLUSIONS
from workflows.policy.paths import FILE_PATH
from workflows.policy.scalar import UNION, day, decimal, flag, one_of, whole
from workflows.programme import MAX_FEN
from workflows.vocabulary import codes

__all__ = ["MEANS"]

MULTIPLE = decimal(Fraction(1, 100), Fraction(100))
BOUND = one_of((EXCLUSIVE, INCLUSIVE))
LONGEST_WINDOW: Final = 12
LONGEST_REVERIFICATION: Final = 12
"""A file is looked at anew at least once a year (domain.md §2.4, §3.1 F11)."""
LONGEST_EXIT: Final = 24
SHORTEST_ARCHIVE, LONGEST_ARCHIVE = 10, 100
"""A closed file is kept ten years at the least (domain.md §2.4, S03)."""
SMALLEST_SAMPLE: Final = Fraction(30, 100)
"""Upper levels look at 30 % of the files at the least (domain.md §2.4, S05)."""


def _items(kind: str, least: int) -> Check:
    known = codes(kind)
    return listed(one_of(known), least, len(known), distinct=True)


def _severe_below_relative(value: Any, pointer: str) -> Iterator[Problem]:
    severe, relative = (Fraction(value[name]) for name in ("severe", "relative"))
    if severe > relative:
        zh, en = "不得低于 severe 的倍数", "Write a multiple not below that of severe"
        yield Problem(at(pointer, "relative"), "multiples_crossed", zh, en)


def _bound_of_a_line(value: Any, pointer: str) -> Iterator[Problem]:
    """A bound of a line that is not drawn would be followed by nobody."""
    if "accidental" in value.get("bounds", {}) and "accident_net_multiple" not in value:
        zh = "须同时给出 accident_net_multiple，否则请删去"
        en = "Give accident_net_multiple too, or leave this out"
        yield Problem(at(at(pointer, "bounds"), "accidental"), "bound_of_no_line", zh, en)


MEANS = in_turn(
    record(
        {
            "programme": one_of((HARDSHIP_FILE,)),
            "union": UNION,
            "in_force_from": day,
            "living_line_fen": whole(1, MAX_FEN),
            "multiples": in_turn(
                record({"severe": MULTIPLE, "relative": MULTIPLE}), _severe_below_relative
            ),
            "accident_cost_ratio": decimal(Fraction(0), Fraction(10)),
            "path": FILE_PATH,
        },
        {
            "bounds": record({}, dict.fromkeys(BOUNDS, BOUND)),
            "accident_net_multiple": MULTIPLE,
            "income_months": whole(1, LONGEST_WINDOW),
            "income_counted": _items("income_item", 1),
            "expenditure_recognised": _items("expenditure_item", 0),
            "exclusions": EXCLUSIONS,
            "evidence": EVIDENCE,
            "evidence_by_cause": EVIDENCE_BY_CAUSE,
            "documents": DOCUMENTS,
            "reverification_months": whole(1, LONGEST_REVERIFICATION),
            "exit_months": whole(1, LONGEST_EXIT),
            "archive_years": whole(SHORTEST_ARCHIVE, LONGEST_ARCHIVE),
            "sample_rate": decimal(SMALLEST_SAMPLE, Fraction(1)),
            "resemblances_decided": flag,
            "thresholds": listed(one_of(()), 0, 0),
        },
    ),
    _bound_of_a_line,
    documents_known,
)
"""The record of a means test; of files there are no thresholds, so that list stays empty."""
