"""来信来访来电: registered, checked, handled, replied, closed (登记→核查→处理→答复; domain.md §1, §8.20).

The hotline 12351 is one of its channels. A petition is the handling union's; it is passed on to the union
concerned or above, and what speaks against somebody goes upward only. The term runs from its receipt,
however often it is passed on.
"""

from __future__ import annotations

from typing import Final

from workflows import guards
from workflows.matter import taken_up
from workflows.matter_guards import (
    handler_unfit,
    reply_missing,
    satisfaction_missing,
    uninvolved,
)
from workflows.path import CLERK, REVIEWER
from workflows.table import Row, Table

__all__ = ["AGAINST", "HANDLERS", "PETITION", "UNANSWERED", "may_deal"]

HANDLERS: Final = CLERK | REVIEWER
UNANSWERED: Final = frozenset({"registered", "checked", "handled"})
AGAINST: Final = frozenset({"complaint", "report_of_fraud"})
"""Kinds that speak against what was done in the case they are about."""
_DEALT = (guards.recusal, uninvolved)

PETITION = Table(
    name="petition",
    initial="registered",
    final=frozenset({"closed"}),
    rows=(
        taken_up("registered", "check", "checked", HANDLERS, _DEALT, duty=None),
        taken_up("checked", "handle", "handled", HANDLERS, _DEALT, duty=None),
        Row("handled", "reply", "replied", HANDLERS, (*_DEALT, reply_missing)),
        Row("replied", "close", "closed", HANDLERS, (*_DEALT, satisfaction_missing)),
        *(
            taken_up(state, "transfer", "registered", HANDLERS, (handler_unfit,), duty=None)
            for state in ("registered", "checked")
        ),
    ),
)


def may_deal(*, here: str, there: str, case: str | None, against: bool) -> bool:
    """Whether a petition may go from the union at ``here`` to the one at ``there``; ``case`` is where the
    case lies that it is about, if it is about one. What speaks against somebody goes upward only: who is
    complained of may sit at any union it has passed."""
    if there == here:
        return False
    upward = here.startswith(there)
    if against:
        return upward and there != case
    return upward or there.startswith(here) or there == case
