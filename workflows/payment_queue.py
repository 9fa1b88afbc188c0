"""What a payout that waits is waiting for, and who owes it: read off its state, never remembered.

Auditors found that banks had sent money back and nobody had sorted it out (domain.md §5 «Failure codes»):
so everything that has not arrived stands here with its age and its next step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workflows.paying import CHECKER, MAKER
from workflows.vocabulary.banking import FAILURE_ADVICE

__all__ = ["WAITING", "band_of", "next_step", "roles_owing"]

WAITING: Final = ("pending", "sent", "unknown", "failed", "returned")
_APPROVER: Final = frozenset({"approver"})
_CLERK: Final = frozenset({"clerk"})
_OF_BATCH: Final[Mapping[str | None, str]] = {
    None: "make_batch",
    "draft": "submit_batch",
    "submitted": "release_batch",
    "released": "dispatch_batch",
}
_OWING: Final[Mapping[str, frozenset[str]]] = {
    "release_batch": CHECKER,
    "dispatch_batch": CHECKER,
    "confirm_payee": _APPROVER,
    "ask_beneficiary": _CLERK,
    "correct_account": _CLERK | MAKER,
    "clear_hold": _CLERK | _APPROVER,
    "look_into_risk": MAKER | _APPROVER,
    "reissue_or_cancel": MAKER | _APPROVER,
}
_BANDS: Final = ((3, "d3"), (10, "d10"), (30, "d30"))


def next_step(
    state: str, batch: str | None, code: str | None, *, confirmed: bool, held: bool
) -> str:
    """A code of the list `payment_step`: by the payout's state and that of its batch, by what the bank
    said, and whether something stands against paying it."""
    if state in ("sent", "unknown"):
        return "ask_bank"
    if state == "failed":
        return _after_failure(code)
    if state == "returned":
        return "reissue_or_cancel"
    if not confirmed:
        return "confirm_payee"
    return "clear_hold" if held else _OF_BATCH[batch]


def _after_failure(code: str | None) -> str:
    """By the advice that is given for the bank's failure code (domain.md §5)."""
    advice = FAILURE_ADVICE.get(code or "")
    if advice is None:
        return "look_into_risk"
    if advice.correct:
        return "correct_account"
    if advice.again:
        return "reissue"
    return "ask_beneficiary" if advice.actor == "unit" else "look_into_risk"


def roles_owing(step: str) -> frozenset[str]:
    """Who takes the step; the maker, unless it is somebody else's."""
    return _OWING.get(step, MAKER)


def band_of(days: int) -> str:
    """A code of the list `age_band`."""
    return next((code for most, code in _BANDS if days <= most), "over")
