"""The table of a fund: open, and closed when its year is over; nothing leads back.

Who closes did not give: the money of a year is counted off by another hand than the one that put it
there (会计法 art. 25; domain.md §5 «carry-over explicit»). It is a deed on a fund and on no case, so
nobody holds a duty by it.
"""

from __future__ import annotations

from typing import Final

from workflows.fund_guards import fund_busy, heir_unfit, ledger_broken, not_the_giver
from workflows.path import APPROVER
from workflows.table import Row, Table

__all__ = ["FUND", "state_of_fund"]

FUND: Final = Table(
    name="fund",
    initial="open",
    final=frozenset({"closed"}),
    rows=(
        Row(
            "open", "close", "closed", APPROVER,
            (not_the_giver, fund_busy, heir_unfit, ledger_broken), opinion_required=True,
        ),
    ),
)  # fmt: skip


def state_of_fund(*, closed: bool) -> str:
    return "closed" if closed else "open"
