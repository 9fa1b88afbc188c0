"""结果文件: a bank's answer that came as a file is a plan first; a second person applies it as that plan.

Every line is found by its reference alone, never by its place or by a name, and its amount must be
the payout's. What two lines say differently of one reference nobody can know, so neither is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workflows import errors, guards
from workflows.errors import Verdict
from workflows.path import PERSON
from workflows.paying import CHECKER, MAKER
from workflows.payout import OUTCOMES, Word, heard
from workflows.table import Row, Table

__all__ = ["APPLIED", "BANK_ANSWER", "QUEUED", "SORTS", "AnswerLine", "Known", "Sorted", "planned"]
__all__ += ["plan_differs", "tally_of"]

BANK_ANSWER: Final = Table(
    name="bank_answer",
    initial="planned",
    final=frozenset({"applied", "discarded"}),
    rows=(
        Row(
            "planned", "apply", "applied", CHECKER, (*PERSON, guards.second_person), money=True,
            duty="release",
        ),
        Row("planned", "discard", "discarded", MAKER | CHECKER, opinion_required=True),
    ),
)  # fmt: skip

APPLIED: Final = frozenset(OUTCOMES)
QUEUED: Final = frozenset({"conflicting", "unmatched"})
SORTS: Final = (*OUTCOMES, "repeated", "conflicting", "unmatched", "unreadable")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line as it was read: without a word or an amount it says nothing that can be used."""

    line: int
    reference: str | None = None
    amount_fen: int | None = None
    word: Word | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an attempt: ``latest`` is the one its payout stands by."""

    state: str
    amount_fen: int
    serial: str | None
    latest: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of a line, and why where it is not simply taken."""

    line: AnswerLine
    sort: str
    reason: str | None = None


def planned(lines: Sequence[AnswerLine], known: Mapping[str, Known]) -> list[Sorted]:
    """Each line with its sort; the order in which they stand decides nothing but which of two equal
    ones is the repetition."""
    words: dict[str, set[tuple[Word, int | None]]] = {}
    for line in lines:
        if line.reference and line.word and not line.fault:
            words.setdefault(line.reference, set()).add((line.word, line.amount_fen))
    seen: Counter[str] = Counter()
    told = []
    for line in lines:
        sort, reason = _sorted(line, known, words, seen)
        told.append(Sorted(line, sort, reason))
    return told


def _sorted(
    line: AnswerLine,
    known: Mapping[str, Known],
    words: Mapping[str, set[tuple[Word, int | None]]],
    seen: Counter[str],
) -> tuple[str, str | None]:
    reference, word = line.reference, line.word
    if line.fault or reference is None or word is None or line.amount_fen is None:
        return "unreadable", line.fault or "incomplete"
    attempt = known.get(reference)
    if attempt is None:
        return "unmatched", "reference_unknown"
    if len(words[reference]) > 1 or line.amount_fen != attempt.amount_fen:
        alone = len(words[reference]) == 1
        return "conflicting", "amount_differs" if alone else "lines_differ"
    seen[reference] += 1
    if seen[reference] > 1:
        return "repeated", "line_repeated"
    became = heard(attempt.state, attempt.serial, word, latest=attempt.latest)
    if became == "applied":
        return word.outcome, None
    return ("repeated", None) if became == "repeated" else ("conflicting", "state_differs")


def tally_of(lines: Sequence[Sorted]) -> dict[str, dict[str, int]]:
    """How many lines of each sort, and what they sum to."""
    told = {sort: {"count": 0, "total_fen": 0} for sort in SORTS}
    for one in lines:
        told[one.sort]["count"] += 1
        told[one.sort]["total_fen"] += one.line.amount_fen or 0
    return told


def plan_differs(
    before: Sequence[tuple[int, str]], now: Sequence[tuple[int, str]]
) -> Iterator[Verdict]:
    """What was looked at is what is done: a line that would come out otherwise today stops all."""
    kept = dict(before)
    differing = [
        {"line": line, "planned": kept.get(line), "now": sort}
        for line, sort in now
        if kept.get(line) != sort
    ]
    yield Verdict(errors.PlanDiffers, not differing, {"lines": differing} if differing else {})
