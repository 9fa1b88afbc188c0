"""核实结论: what follows from what a person found out where the bank's answers fail or contradict.

Paid never becomes failed: money that came back is a recorded return. What had failed and was paid
after all is paid, as long as nothing newer is under way; else it was paid too often, and that is named
and left to recovery.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.path import PERSON
from workflows.paying import CHECKER
from workflows.payout import Word
from workflows.table import Row

__all__ = [
    "FINDINGS",
    "RESOLVED",
    "WAITING",
    "Doubted",
    "advice_of",
    "consequence",
    "finding_unfit",
]

FINDINGS: Final = ("paid", "not_paid", "dismissed")
WAITING: Final = frozenset({"sent", "unknown"})


@dataclass(frozen=True, slots=True)
class Doubted:
    """An attempt about which there is doubt: its state, its payout's, whether it is the last one made,
    whether the payout is ``loose`` of any batch, and the word of the bank that waits, if any;
    ``second`` is a payment under another serial than the one that is known."""

    attempt: str
    payout: str
    latest: bool
    loose: bool = False
    word: Word | None = None
    second: bool = False


def consequence(finding: str, doubted: Doubted | None) -> str | None:
    """``pay``, ``fail``, ``stand``, ``lift``, ``overpaid`` or ``dismiss``; None where the finding does
    not fit what stands."""
    if doubted is None:
        return "dismiss" if finding == "dismissed" else None
    if finding == "dismissed":
        return _dismissed(doubted)
    return _paid(doubted) if finding == "paid" else _not_paid(doubted)


def _dismissed(doubted: Doubted) -> str | None:
    word = doubted.word
    harmless = word is not None and (
        word.outcome == "unknown"
        or doubted.attempt == "pending"
        or (word.outcome == doubted.attempt and not doubted.second)
    )
    return "dismiss" if harmless else None


def _paid(doubted: Doubted) -> str | None:
    state = doubted.attempt
    if state in WAITING:
        return "pay" if doubted.latest else None
    if state == "failed":
        free = doubted.payout == "failed" or (doubted.payout == "pending" and doubted.loose)
        return "pay" if free else _too_often(doubted)
    if state == "paid":
        return "overpaid" if doubted.second else "stand"
    return None if state == "pending" else "overpaid"


def _too_often(doubted: Doubted) -> str | None:
    """While the payout stands in a batch that has not left, that batch is taken back first."""
    return None if doubted.payout == "pending" else "overpaid"


def _not_paid(doubted: Doubted) -> str | None:
    if doubted.attempt in WAITING:
        return "fail" if doubted.latest else None
    if doubted.word is None:
        return None
    if doubted.attempt == "paid":
        return "lift" if doubted.second else None
    return "lift"


def finding_unfit(consequence_: str | None) -> Verdict:
    return Verdict(errors.FindingUnfit, consequence_ is not None, {})


RESOLVED: Final = Row(
    "queued", "resolve", "resolved", CHECKER, PERSON, opinion_required=True, duty="release",
    door=False,
)  # fmt: skip
"""Who may say what was found: a checker with no other duty in the case, and never without a reason."""


def advice_of(doubted: Doubted | None, reason: str | None = None) -> str:
    """What to do about it, as a code of `queue_advice`."""
    if doubted is None:
        return "dismiss"
    if reason == "amount_differs":
        return "ask_amount"
    if doubted.word is None:
        return "await_bank"
    if doubted.second:
        return "ask_if_paid_twice"
    if _dismissed(doubted):
        return "dismiss"
    pairs = {("failed", "paid"): "ask_if_paid", ("paid", "failed"): "ask_if_returned"}
    return pairs.get((doubted.attempt, doubted.word.outcome), "ask_bank")
