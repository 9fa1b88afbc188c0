"""What every line of a payment batch must satisfy, when it is made, released and dispatched alike.

Approval binds to content: what was approved is what is paid, and it is looked at again each time
before it leaves (design.md §7; peers.md part B 3 and 8). Guards are named as the refusals they give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflows import edition_guards, errors, fund_guards, guards
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.table import Guard

__all__ = [
    "MOST_LINES",
    "PAYABLE",
    "control_mismatch",
    "held_by",
    "not_payable",
    "of_line",
    "payee_left",
    "payout_contradicted",
    "payout_exists",
    "payout_in_batch",
    "recovery_open",
    "unregularised",
]

MOST_LINES: Final = 1_000
UNPROCESSABLE: Final = 422


def fund_unfit(facts: Facts) -> Iterator[Verdict]:
    """A batch pays from the one fund against which its awards were committed."""
    line = facts.payment
    ok = line is not None and line.committed_to == line.paid_from
    yield Verdict(
        errors.FundUnfit,
        ok,
        {"fund_id": line.paid_from, "committed_to": line.committed_to} if line else {},
    )


def payment_changed(facts: Facts) -> Iterator[Verdict]:
    """Payee, account and amount are those of the application as it stands, to the letter."""
    line = facts.payment
    yield Verdict(errors.PaymentChanged, line is not None and line.as_approved, {})


def payee_unconfirmed(facts: Facts) -> Iterator[Verdict]:
    """A changed account has been seen by a second person (domain.md §5 «Account rule»)."""
    line = facts.payment
    yield Verdict(errors.PayeeUnconfirmed, line is not None and line.payee_confirmed, {})


def payee_left(facts: Facts) -> Iterator[Verdict]:
    """The account is still that of the beneficiary, or of an adult of the household while the beneficiary
    is a minor: death, exit or coming of age between approval and payment holds the payout."""
    line = facts.payment
    yield Verdict(errors.PayeeLeft, line is not None and line.payee_stands, {})


def payout_contradicted(facts: Facts) -> Iterator[Verdict]:
    """The bank has said «paid» of an attempt that had failed: until a person has found out which
    is true, nothing more is sent (house promise 1: no payment twice)."""
    line = facts.payment
    yield Verdict(errors.PayoutContradicted, line is not None and not line.contradicted, {})


def unregularised(facts: Facts) -> Iterator[Verdict]:
    """What was granted in an emergency and is owed back already does not leave any more."""
    line = facts.payment
    yield Verdict(errors.Unregularised, line is not None and not line.unregularised, {})


def recovery_open(facts: Facts) -> Iterator[Verdict]:
    """What is being recovered from the household has arrived there: it is not sent back by the bank
    as well, and the same money does not return to its fund twice."""
    line = facts.payment
    yield Verdict(errors.RecoveryOpen, line is not None and not line.recovering, {})


def payout_in_batch(facts: Facts) -> Iterator[Verdict]:
    """What stands in a batch moves with its batch only."""
    line = facts.payment
    values = {"batch_id": line.batch_id} if line and line.batch_id else {}
    yield Verdict(errors.PayoutInBatch, line is not None and line.batch_id is None, values)


PAYABLE: Final[tuple[Guard, ...]] = (
    guards.file_not_active,
    guards.file_overdue,
    guards.beneficiary_left,
    guards.objection_open,
    guards.cap_exceeded,
    edition_guards.programme_limit,
    fund_unfit,
    payment_changed,
    payee_unconfirmed,
    payee_left,
    payout_contradicted,
    unregularised,
    *fund_guards.PAYS_FOR,
)


def held_by(facts: Facts) -> tuple[Verdict, ...]:
    """What a batch would refuse the line for, whoever made it. An account that waits to be confirmed is
    not what was approved; that is said once."""
    failed = [one for guard in PAYABLE for one in guard(facts) if not one.ok]
    unseen = any(one.error is errors.PayeeUnconfirmed for one in failed)
    return tuple(one for one in failed if not (unseen and one.error is errors.PaymentChanged))


def of_line(verdict: Verdict, application_id: str) -> Verdict:
    """The verdict as one of a batch: it names its line, and what is not graver makes the batch
    not payable."""
    values = {"application_id": application_id, **verdict.values}
    if verdict.error.status != UNPROCESSABLE:
        return replace(verdict, values=values)
    return Verdict(
        errors.NotPayable,
        verdict.ok,
        values,
        code=verdict.name,
        zh=verdict.title("zh-CN"),
        en=verdict.title("en"),
    )


def not_payable(application_id: str, state: str) -> Verdict:
    """Only what is approved, or waits to be paid again, can be put in a batch."""
    return Verdict(errors.NotPayable, False, {"application_id": application_id, "state": state})


def payout_exists(application_id: str, payout_id: str, state: str) -> Verdict:
    """No payment twice: one live payout per application (house promise 1)."""
    values = {"application_id": application_id, "payout_id": payout_id, "state": state}
    return Verdict(errors.PayoutExists, False, values)


def control_mismatch(declared: tuple[int, int], found: tuple[int, int]) -> Verdict:
    """Count and sum as the maker declared them are those of the lines, to the fen."""
    values = {
        "count": declared[0],
        "total_fen": declared[1],
        "count_found": found[0],
        "total_fen_found": found[1],
    }
    return Verdict(errors.ControlMismatch, declared == found, values)
