"""What the bank says of an order, in which round, and how often: planned when the order comes."""

from __future__ import annotations

from collections.abc import Iterator

from service.bank.simulator.books import Order, Word
from service.bank.simulator.temper import Chance, Temper

__all__ = ["planned"]

LATEST, LONGEST = 6, 4
FALSE_CODE = "12"


def planned(order: Order, seed: int, temper: Temper, now: int) -> list[Word]:
    """The words of an order; none where the bank keeps silent until somebody asks."""
    chance = Chance(seed, order.reference)
    if chance.falls("silent", temper.silent):
        return []
    return list(_words(order, chance, temper, now))


def _words(order: Order, chance: Chance, temper: Temper, now: int) -> Iterator[Word]:
    due = now + (1 + chance.below("by", LATEST) if chance.falls("late", temper.late) else 0)
    if chance.falls("unknown", temper.unknown):
        yield Word(due, "unknown", None, "")
        due += 1 + chance.below("known", LONGEST)
    yield order.truth(due)
    if chance.falls("repeated", temper.repeated):
        for time in range(1 + chance.below("times", LONGEST)):
            yield order.truth(due + chance.below(f"again {time}", LATEST))
    if chance.falls("contradicted", temper.contradicted):
        yield _opposite(order, max(now, due - 2 + chance.below("false", LONGEST)))


def _opposite(order: Order, due: int) -> Word:
    if order.paid:
        return Word(due, "failed", FALSE_CODE, "")
    return Word(due, "paid", None, f"{order.serial}F")
