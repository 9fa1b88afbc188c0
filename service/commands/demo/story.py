"""What a year is played with, and what is remembered of it beside the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.bank.simulator.books import Books
from service.bank.simulator.teller import Teller
from service.commands.demo import casework, payment
from service.commands.demo.caller import Caller, Reply
from service.commands.demo.casework import Filed
from service.commands.demo.plan import FUNDS, Plan

__all__ = ["Refusal", "Stage", "Story"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What somebody tried, and the answer that refused it."""

    tried: str
    answer: Reply

    @property
    def slug(self) -> str:
        return str(self.answer["type"]).removeprefix("/problems/")


@dataclass(slots=True)
class Story:
    """What the report tells beyond what it counts itself."""

    books: Books
    funds: dict[str, str] = field(default_factory=dict)
    batches: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    festival_batch: str = ""
    shown_case: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Whom a scene calls, how much it does, and where it says how far it is."""

    call: Caller
    plan: Plan
    tick: Callable[[str], None]
    story: Story
    bank: Teller

    def fund(self, programme: str) -> str:
        """The fund of a programme, with its money."""
        fund = payment.allocate(self.call, FUNDS[programme])
        self.story.funds[programme] = fund
        return fund

    def published(self, ids: Sequence[str], opens: date, closes: date) -> None:
        """One list, and its close on the day after five working days."""
        self.call.on(opens)
        notice = casework.publish(self.call, ids, "两家基层工会公示栏、县总工会网站")
        self.call.on(closes)
        self.call.act("county-reviewer-1", notice, "close")

    def paid(self, fund: str, ids: Sequence[str], total_fen: int) -> str:
        """One batch of these cases, and the bank's answers until it has nothing left to say."""
        batch = payment.pay(self.call, fund, ids, total_fen)
        self.bank.round()
        while not self.bank.quiet():
            self.bank.round()
        self.story.batches.append(batch)
        self.tick("发放 paying")
        return batch

    def apply(self, filed: Filed, wanted: dict[str, Any], words: str) -> str:
        one = casework.apply(self.call, filed.household, wanted)
        self.tick(words)
        return one
