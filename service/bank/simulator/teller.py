"""The bank at work: it takes instruction files, pays or refuses, and says so round by round."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from service.bank.simulator.books import Books, Order, Word
from service.bank.simulator.speech import planned
from service.bank.simulator.temper import Chance, Temper

__all__ = ["REFUSALS", "Batch", "Round", "Service", "Teller"]

REFUSALS: Final = ("1", "2", "3", "5", "6", "7", "8", "9", "10", "12", "99")
"""The codes a bank refuses an order by (domain.md §5); the other ones are not the bank's to say."""
MOST: Final = 50
REFERENCE, NAME, ACCOUNT, AMOUNT = "业务参考号", "户名", "账号", "金额"


@dataclass(frozen=True, slots=True)
class Batch:
    """A dispatched batch: its id, and the day it was dispatched, ISO 8601."""

    id: str
    day: str


class Service(Protocol):
    """What a bank gateway can do with the service."""

    def batches(self) -> Iterable[Batch]:
        """Those that are dispatched and not settled."""

    def orders(self, batch: Batch) -> bytes:
        """The instruction file of one."""

    def say(self, batch_id: str, results: Sequence[Mapping[str, Any]], key: str) -> None:
        """POST /v1/bank-results."""


@dataclass(slots=True)
class Round:
    """What one round did."""

    taken: int = 0
    paid: int = 0
    refused: int = 0
    said: int = 0
    messages: int = 0
    again: int = 0


@dataclass(slots=True)
class Teller:
    """``keep`` is called whenever the books must not be lost."""

    service: Service
    books: Books
    temper: Temper
    keep: Callable[[Books], None] = field(default=lambda _books: None)

    def round(self) -> Round:
        """Take what was dispatched, send back what comes back, say what is due."""
        books, told = self.books, Round()
        books.round += 1
        for batch in self.service.batches():
            if batch.id not in books.batches:
                self._take(batch, told)
        books.send_back()
        self.keep(books)
        for batch_id, words in self._due():
            self._say(batch_id, words, told)
        return told

    def quiet(self) -> bool:
        """Whether nothing is due any more, now or later."""
        waiting = any(not word.said for one in self.books.orders.values() for word in one.words)
        return not waiting and not self.books.returns

    def _take(self, batch: Batch, told: Round) -> None:
        books = self.books
        for line in _lines(self.service.orders(batch)):
            known = books.orders.get(line[REFERENCE])
            order = Order(
                batch_id=batch.id, reference=line[REFERENCE], amount_fen=_fen(line[AMOUNT]),
                account=line[ACCOUNT], name=line[NAME], day=batch.day,
            )  # fmt: skip
            books.take(order, self.temper, REFUSALS)
            if known is None:
                order.words = planned(order, books.seed, self.temper, books.round)
                told.taken += 1
                told.paid += order.paid
                told.refused += not order.paid
        books.batches.append(batch.id)

    def _due(self) -> Iterator[tuple[str, list[tuple[Order, Word]]]]:
        """What is due, in messages of some lines each and in no order at all."""
        due = [
            (order, word)
            for order in self.books.orders.values()
            for word in order.words
            if not word.said and word.due <= self.books.round
        ]
        due.sort(
            key=lambda one: self._chance(one[0].reference).below(repr(one[1].outcome), 1 << 30)
        )
        by_batch: dict[str, list[tuple[Order, Word]]] = {}
        for order, word in due:
            by_batch.setdefault(order.batch_id, []).append((order, word))
        for batch_id, words in by_batch.items():
            size = 1 + self._chance(batch_id).below("size", MOST)
            for start in range(0, len(words), size):
                yield batch_id, words[start : start + size]

    def _say(self, batch_id: str, words: list[tuple[Order, Word]], told: Round) -> None:
        """A message; where the line broke before the answer came, the same one under the same key."""
        results = [_result(order, word) for order, word in words]
        key = f"{batch_id}-{self.books.round}-{told.messages}"
        times = 2 if self._chance(key).falls("unheard", self.temper.unheard) else 1
        for _ in range(times):
            self.service.say(batch_id, results, key)
        for _, word in words:
            word.said = True
        told.messages += 1
        told.said += len(words)
        told.again += times - 1
        self.keep(self.books)

    def _chance(self, about: str) -> Chance:
        return Chance(self.books.seed + self.books.round, about)


def _lines(content: bytes) -> Iterator[Mapping[str, str]]:
    yield from csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))


def _fen(yuan: str) -> int:
    whole, _, part = yuan.partition(".")
    return int(whole) * 100 + int(part)


def _result(order: Order, word: Word) -> dict[str, Any]:
    return {
        "reference": order.reference,
        "outcome": word.outcome,
        "failure_code": word.code if word.outcome == "failed" else None,
        "bank_serial": word.serial or None,
        "occurred_at": f"{order.day}T16:30:00+08:00",
    }
