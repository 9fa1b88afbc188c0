"""督办: what supervision does to a case. It moves none: nothing is approved, passed or paid by time.

Each row leads nowhere, so it stands in no table; it is asked whatever state the case waits in
(peers.md part A: auto-pass must be impossible).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import errors, file_guards, guards
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER, SYSTEM
from workflows.table import Row

__all__ = ["ESCALATED", "FOLLOWED_UP", "REMINDED", "TERMS_SET", "own_turn", "reminded_early"]
__all__ += ["reminded_enough", "reminded_today"]


def own_turn(facts: Facts) -> Iterator[Verdict]:
    """Nobody urges themselves: who may do the work does it."""
    urged = facts.urged
    yield Verdict(errors.OwnTurn, urged is not None and not urged.own, {})


def reminded_early(facts: Facts) -> Iterator[Verdict]:
    """A stage is urged once it has waited for a working day."""
    waited = facts.urged.waited if facts.urged else None
    yield Verdict(errors.RemindedEarly, bool(waited), {"working_days": waited})


def reminded_enough(facts: Facts) -> Iterator[Verdict]:
    """As often as the terms pinned to the case allow at one stage; without a limit any number."""
    urged = facts.urged
    most = urged.most if urged else 0
    have = len(urged.days) if urged else None
    ok = have is not None and (most is None or have < most)
    yield Verdict(errors.RemindedEnough, ok, {"reminders": have, "most": most})


def reminded_today(facts: Facts) -> Iterator[Verdict]:
    """Once a day, whoever does it."""
    urged = facts.urged
    ok = urged is not None and facts.today not in urged.days
    yield Verdict(errors.RemindedToday, ok, {"today": facts.today.isoformat()})


REMINDED: Final = Row(
    "waiting", "remind", "waiting", CLERK | REVIEWER | APPROVER | SYSTEM,
    (guards.recusal, own_turn, reminded_early, reminded_enough, reminded_today), door=False,
)  # fmt: skip
"""催办. No duty in the case: whoever asks for an answer decides nothing; but nobody urges on their own
household's."""
ESCALATED: Final = Row("waiting", "escalate", "waiting", SYSTEM, door=False)
"""升级: the union above is told of what is late; the case stays where it is."""
TERMS_SET: Final = Row("waiting", "set_terms", "waiting", SYSTEM, door=False)
"""Since when a case waits that waited before there were terms."""
FOLLOWED_UP: Final = Row(
    "paid", "follow_up", "paid", REVIEWER | APPROVER,
    (*PERSON, file_guards.date_unfit), duty="follow_up", door=False,
)  # fmt: skip
"""回访 after money was paid, by somebody who did nothing else in the case (domain.md §8: a clerk took
most of the money back in cash, and only a visit by another hand could show it)."""
