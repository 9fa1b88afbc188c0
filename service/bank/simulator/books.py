"""The bank's own books: each reference once, and each fen that left or came back, by a serial.

They are what truly happened. A file of JSON, so that a newcomer can read it and the bank can be
killed and started again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from service.bank.simulator.temper import Chance, Temper

__all__ = ["Books", "Entry", "Order", "Word"]


@dataclass(slots=True)
class Word:
    """Something the bank is going to say in round ``due``, or has said."""

    due: int
    outcome: str
    code: str | None
    serial: str
    said: bool = False


@dataclass(slots=True)
class Order:
    """One order as it first came. ``paid`` is what the bank did with it; ``asked`` how often it came."""

    batch_id: str
    reference: str
    amount_fen: int
    account: str
    name: str
    day: str
    paid: bool = False
    code: str | None = None
    serial: str = ""
    asked: int = 1
    words: list[Word] = field(default_factory=list)

    def truth(self, due: int) -> Word:
        """What became of it, to be said from round ``due`` on."""
        if self.paid:
            return Word(due, "paid", None, self.serial)
        return Word(due, "failed", self.code, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the account: money that left for an order, or came back of it."""

    day: str
    serial: str
    side: str
    amount_fen: int
    account: str
    name: str
    reference: str


@dataclass(slots=True)
class Books:
    """Everything the bank knows. ``returns`` are what will come back, by the round; ``conflicts``
    the references that came again for something else, and were not paid a second time; ``unknown``
    the accounts that it does not pay to, each with the code it says."""

    seed: int
    round: int = 0
    batches: list[str] = field(default_factory=list)
    orders: dict[str, Order] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    returns: list[tuple[int, str]] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)

    def take(self, order: Order, temper: Temper, codes: tuple[str, ...]) -> None:
        """Enter an order that is new. One that came before is not paid again (every bank that takes a
        reference of its own promises that); if it says something else it is a conflict."""
        known = self.orders.get(order.reference)
        if known is not None:
            known.asked += 1
            if (known.amount_fen, known.account) != (order.amount_fen, order.account):
                self.conflicts.append(order.reference)
            return
        chance = Chance(self.seed, order.reference)
        order.serial = self._serial(order.day)
        order.code = self.unknown.get(order.account) or (
            codes[chance.below("code", len(codes))]
            if chance.falls("refused", temper.refused)
            else None
        )
        order.paid = order.code is None
        if order.paid:
            self._enter(order, "debit", order.day, order.serial)
            if chance.falls("returned", temper.returned):
                self.returns.append((self.round + 6 + chance.below("back", 6), order.reference))
        self.orders[order.reference] = order

    def send_back(self) -> None:
        """What comes back in this round, each under a serial of its own."""
        due = [reference for when, reference in self.returns if when <= self.round]
        self.returns = [one for one in self.returns if one[0] > self.round]
        for reference in due:
            order = self.orders[reference]
            self._enter(order, "credit", order.day, self._serial(order.day))

    def ask(self, reference: str) -> None:
        """Somebody telephones: what truly became of an order is said in the next round."""
        order = self.orders[reference]
        order.words.append(order.truth(self.round))

    def paid_fen(self) -> int:
        """What left the account and did not come back."""
        signs = {"debit": 1, "credit": -1}
        return sum(signs[entry.side] * entry.amount_fen for entry in self.entries)

    def _enter(self, order: Order, side: str, day: str, serial: str) -> None:
        self.entries.append(
            Entry(day, serial, side, order.amount_fen, order.account, order.name, order.reference)
        )

    def _serial(self, day: str) -> str:
        """As banks number: the day, and a place among all they ever did."""
        place = len(self.orders) + sum(entry.side == "credit" for entry in self.entries) + 1
        return f"{day.replace('-', '')}{place:08d}"

    def keep(self, path: Path) -> None:
        """Whole or not at all: a bank that is killed finds the books of its last round."""
        beside = path.with_suffix(".new")
        beside.touch(mode=0o600)
        beside.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
        beside.replace(path)

    @classmethod
    def opened(cls, path: Path, seed: int) -> Self:
        """As they were kept; new ones where there are none."""
        if not path.exists():
            return cls(seed)
        return cls.of(json.loads(path.read_text("utf-8")))

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From what ``keep`` wrote."""
        return cls(
            seed=told["seed"],
            round=told["round"],
            batches=told["batches"],
            orders={
                reference: Order(**{**one, "words": [Word(**word) for word in one["words"]]})
                for reference, one in told["orders"].items()
            },
            entries=[Entry(**one) for one in told["entries"]],
            returns=[(when, reference) for when, reference in told["returns"]],
            conflicts=told["conflicts"],
            unknown=told["unknown"],
        )
