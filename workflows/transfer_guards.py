"""The guards of a file that goes to another union, each named as the refusal it gives.

Like those of `workflows.guards` they are pure, and refuse on what they were not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = ["RECEIVERS", "receiver_unfit", "transfer_open", "vote_unfinished"]

RECEIVERS: Final = frozenset({"grassroots", "township"})
"""建档工会: files are kept by the unit's own union, or by that of the street or township where there
is none (domain.md §3.1)."""


def receiver_unfit(facts: Facts) -> Iterator[Verdict]:
    """The receiver keeps files, and is not the union that keeps this one already."""
    told = facts.transfer
    ok = told is not None and told.level in RECEIVERS and not told.same_union
    values = {"level": told.level, "same_union": told.same_union} if told else {}
    yield Verdict(errors.ReceiverUnfit, ok, values)


def transfer_open(facts: Facts) -> Iterator[Verdict]:
    """One transfer of a file at a time: two unions cannot both receive it."""
    waiting = facts.transfer.open if facts.transfer else None
    yield Verdict(errors.TransferOpen, waiting == (), {"transfers": list(waiting or ())})


def vote_unfinished(facts: Facts) -> Iterator[Verdict]:
    """No stage is decided half by one union and half by another: its votes are all of one place."""
    lost = facts.transfer.votes_lost if facts.transfer else None
    yield Verdict(errors.VoteUnfinished, lost == 0, {"votes": lost})
