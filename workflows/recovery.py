"""追回: what was paid and should not have been comes back to the fund it was paid from.

One person opens it with its reason, another confirms it; then the household is told, pays at once or
by instalments, and every receipt is written down by one and confirmed by another before it counts.
What does not come is referred, or written off by the union above (社会救助暂行办法 art. 67, 68;
财政违法行为处罚处分条例 art. 14; domain.md §5 «Clawback»).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.path import APPROVER, PERSON
from workflows.table import Guard, Row, Table

__all__ = ["CHECKERS", "OPEN", "OPENERS", "OPENING", "OWED", "RECOVERY", "UNREGULARISED_AWARD"]

OPENERS: Final = frozenset({"fund_manager", "payment_maker"})
CHECKERS: Final = frozenset({"approver", "payment_checker"})
OWED: Final = ("confirmed", "referred")
"""States in which money is owed and taken."""
OPEN: Final = frozenset({"proposed", *OWED})
UNREGULARISED_AWARD: Final = "unregularised"
_OPENED, _CHECKED = "recovery", "recovery_check"


def recovery_too_much(facts: Facts) -> Iterator[Verdict]:
    """Not one fen more than was paid and is not claimed back already."""
    told = facts.recovery
    ok = told is not None and told.asked_fen is not None and 0 < told.asked_fen <= told.room_fen
    yield Verdict(
        errors.RecoveryTooMuch,
        ok,
        {"amount_fen": told.asked_fen, "room_fen": told.room_fen} if told else {},
    )


def recovery_reason_unfit(facts: Facts) -> Iterator[Verdict]:
    """What the reason says is so: an award is owed back for want of its papers only once that stands."""
    told = facts.recovery
    yield Verdict(errors.RecoveryReasonUnfit, told is not None and told.reason_holds, {})


def receipt_too_much(facts: Facts) -> Iterator[Verdict]:
    """What comes in beyond what is owed belongs to somebody else, and is sent back by the bank."""
    told = facts.recovery
    ok = told is not None and told.receipt_fen is not None and 0 < told.receipt_fen <= told.owed_fen
    yield Verdict(
        errors.ReceiptTooMuch,
        ok,
        {"amount_fen": told.receipt_fen, "owed_fen": told.owed_fen} if told else {},
    )


def instalments_unfit(facts: Facts) -> Iterator[Verdict]:
    """Days that come, one after the other, and sums that add up to what is owed, to the fen."""
    told = facts.recovery
    plan = told.plan if told else None
    days = [one.due_on for one in plan or ()]
    total = sum(one.amount_fen for one in plan or ())
    ordered = bool(days) and days == sorted(set(days)) and days[0] > facts.today
    yield Verdict(
        errors.InstalmentsUnfit,
        ordered and told is not None and total == told.owed_fen,
        {"total_fen": total, "owed_fen": told.owed_fen if told else None},
    )


def nothing_overdue(facts: Facts) -> Iterator[Verdict]:
    """Nobody is reminded of what is not due."""
    yield Verdict(errors.NothingOverdue, facts.recovery is not None and facts.recovery.overdue, {})


def recovery_received(facts: Facts) -> Iterator[Verdict]:
    """What has come in cannot be undone by calling the recovery off."""
    told = facts.recovery
    yield Verdict(errors.RecoveryReceived, told is not None and not told.received, {})


def receipt_waiting(facts: Facts) -> Iterator[Verdict]:
    """A receipt that waits for its second look is decided on before anything is given up."""
    told = facts.recovery
    yield Verdict(errors.ReceiptWaiting, told is not None and not told.waiting, {})


def written_off_above(facts: Facts) -> Iterator[Verdict]:
    """The union that paid does not forgive itself: money is given up by the one above it."""
    there = facts.recovery.posts_there if facts.recovery else None
    yield Verdict(errors.WrittenOffAbove, there == (), {"unions": list(there or ())})


def paid_back(facts: Facts) -> Iterator[Verdict]:
    """With this receipt nothing is owed any more."""
    left = facts.recovery.left_fen if facts.recovery else None
    yield Verdict(
        errors.ReceiptTooMuch, left == 0, {"left_fen": left}, code="paid_back", zh="尚未全额追回",
        en="Something is still owed", chooses=left is not None,
    )  # fmt: skip


def partly_back(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: more is still to come."""
    left = facts.recovery.left_fen if facts.recovery else None
    yield Verdict(
        errors.ReceiptTooMuch, left is not None and left > 0, {"left_fen": left},
        code="partly_back", zh="已全额追回", en="Nothing is owed any more", chooses=left is not None,
    )  # fmt: skip


OPENING: Final = Row(
    "proposed", "propose", "proposed", OPENERS,
    (*PERSON, recovery_too_much, recovery_reason_unfit), duty=_OPENED, door=False,
)  # fmt: skip
"""How a recovery begins; it leads nowhere, so it stands in no table."""


def _opened(source: str, action: str, target: str, *asked: Guard, **more: bool) -> Row:
    return Row(source, action, target, OPENERS, (*PERSON, *asked), duty=_OPENED, **more)  # type: ignore[arg-type]


def _approved(source: str, action: str, target: str, *asked: Guard, why: bool = True) -> Row:
    return Row(
        source, action, target, APPROVER, (*PERSON, *asked), opinion_required=why, duty=_CHECKED
    )


def _owed(state: str) -> Iterator[Row]:
    """What may be done while money is owed, whoever is after it."""
    yield _opened(state, "agree", state, instalments_unfit)
    yield _opened(state, "remind", state, nothing_overdue)
    yield _opened(state, "record_receipt", state, receipt_too_much, door=False)
    for target, left in (("recovered", paid_back), (state, partly_back)):
        yield Row(
            state, "confirm_receipt", target, CHECKERS, (*PERSON, left), money=True,
            duty=_CHECKED, door=False,
        )  # fmt: skip
    yield Row(
        state, "strike_receipt", state, CHECKERS, PERSON, opinion_required=True, duty=_CHECKED,
        door=False,
    )  # fmt: skip
    yield _approved(state, "refer", "referred")
    yield _approved(state, "write_off", "written_off", receipt_waiting, written_off_above)


RECOVERY: Final = Table(
    name="recovery",
    initial="proposed",
    final=frozenset({"recovered", "written_off", "withdrawn"}),
    rows=(
        _approved("proposed", "confirm", "confirmed", why=False),
        _opened("proposed", "withdraw", "withdrawn", opinion_required=True),
        _approved("proposed", "refuse", "withdrawn"),
        _approved("confirmed", "lift", "withdrawn", recovery_received),
        *_owed("confirmed"),
        *_owed("referred"),
    ),
)
