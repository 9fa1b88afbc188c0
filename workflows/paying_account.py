"""专户: opened by whoever manages the funds, confirmed by a second person, closed for good.

Money leaves from nowhere that one person alone has named. Nothing of an account changes: a new number
is a new account, because the files of the old one are made again from it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from workflows import guards
from workflows.path import APPROVER
from workflows.table import Row, Table

__all__ = ["FUND_MANAGER", "PAYING_ACCOUNT", "value_date"]

FUND_MANAGER: Final = frozenset({"fund_manager"})

PAYING_ACCOUNT: Final = Table(
    name="paying_account",
    initial="proposed",
    final=frozenset({"closed"}),
    rows=(
        Row("proposed", "confirm", "active", APPROVER, (guards.second_person,)),
        Row("proposed", "close", "closed", FUND_MANAGER | APPROVER, opinion_required=True),
        Row("active", "close", "closed", FUND_MANAGER, opinion_required=True),
    ),
)


def value_date(
    day: date, clock: str, cut_off: str, is_working: Callable[[date], bool]
) -> date:  # fmt: skip
    """The day the bank pays: today where it works and the cut-off («HH:MM») is not over, else its next
    working day. ``is_working`` refuses a year that nobody knows yet."""
    if is_working(day) and clock <= cut_off:
        return day
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day
