"""Bar 1: six workers pay the same cases in different order, and one of them is killed with ``kill -9``
every few milliseconds and another begun in its place. Then one goes through all that is left: each
case is paid once, at the bank as in the service, and none is lost.

The size is the number of kills. A worker is killed when it has taken some steps, more or less of them
by chance, so that on a slow machine too every step of a batch is sometimes the last.
"""

from __future__ import annotations

import mmap
import random
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from multiprocessing.connection import Connection

from service.use_cases.verify_log import verify_log
from tests.county import County
from tests.reliability.bank_books import BankBooks
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.forked import Caller, aside, caller, forked, killed
from tests.reliability.saga import Saga, Work
from tests.reliability.stock import AWARD_FEN, Stock

__all__ = ["run"]

SEED, WORKERS = 1, 6
PAUSE_S = (0.002, 0.030)
KILLS_A_BATCH = 3
STEPS_MAX = 24
PAID = (
    "SELECT count(DISTINCT application_id), count(DISTINCT made_by), sum(amount_fen) FROM posting "
    "WHERE kind = 'disburse' AND account = 'disbursed'"
)


def run(grounds: Grounds, size: int, fault: str | None) -> Outcome:
    chance = random.Random(SEED)  # noqa: S311 - chance that can be had again
    with grounds.county("postgresql") as county:
        works = _works(Stock(county), chance, max(4, size // KILLS_A_BATCH))
        books = grounds.server.create()
        bank = BankBooks(books)
        bank.open()
        offset = county.house.transactions.offset
        with aside(_killing, county.environment, offset, books, works, size, fault) as line:
            kills, seconds, drained = line.recv()
        told = bank.figures()
        bank.close()
        grounds.server.drop(books)
        outcome = _judged(county, sum(len(one.cases) for one in works), told)
    figure = (
        f"seed {SEED}, {kills} kills, {kills / max(seconds, 0.1) * 60:.0f} a minute, {outcome[1]}, "
        f"the bank was asked {told['asked']} times"
    )
    return Outcome(outcome[0] and kills == size and drained, figure)


def _works(stock: Stock, chance: random.Random, count: int) -> list[Work]:
    """Batches of one line or two, more than the workers can settle meanwhile."""
    cases = stock.approved(2 * count)
    fund, works = stock.payments.fund_id, []
    for place in range(count):
        some = tuple(cases[2 * place : 2 * place + chance.choice((1, 2))])
        works.append(Work(f"saga-{place}", fund, some))
    return works


def _judged(county: County, cases: int, bank: Mapping[str, object]) -> tuple[bool, str]:
    accounts = bank["accounts"]
    assert isinstance(accounts, dict)
    transactions = county.house.transactions
    with transactions.engine.connect() as connection:
        paid, times, fen = connection.exec_driver_sql(PAID).one()
    lost = cases - len(accounts) + cases - paid
    twice = sum(count > 1 for count in accounts.values()) + times - paid
    same = fen == bank["fen"] == cases * AWARD_FEN
    broken = verify_log(transactions).wrong is not None
    figure = f"{cases} cases, {lost} lost, {twice} twice, sums {'equal' if same else 'differ'}"
    return not (lost or twice or broken) and same, figure


def _killing(
    line: Connection, environment: Mapping[str, str], offset: timedelta, books: str,
    works: Sequence[Work], size: int, fault: str | None,
) -> None:  # fmt: skip
    """In a process of its own, which forks the workers: it says how many it killed, in what time."""
    chance = random.Random(SEED)  # noqa: S311 - chance that can be had again
    ready = caller(environment)
    ready.house.transactions.offset = offset
    steps = mmap.mmap(-1, WORKERS)

    def begun(place: int) -> int:
        steps[place], due[place] = 0, chance.randint(1, STEPS_MAX)
        return forked(_worker, ready, books, works, chance.getrandbits(32), steps, place, fault)

    due = [0] * WORKERS
    workers = [begun(place) for place in range(WORKERS)]
    kills, started = 0, time.monotonic()
    patience = started + 60 + size
    while kills < size and time.monotonic() < patience:
        time.sleep(chance.uniform(*PAUSE_S))
        place = chance.randrange(WORKERS)
        if steps[place] >= due[place]:
            killed(workers[place])
            kills += 1
            workers[place] = begun(place)
    took = time.monotonic() - started
    for worker in workers:
        killed(worker)
    saga = Saga(ready, BankBooks(books), fault)
    undone = [one for one in works if not saga.done(one)]
    line.send((kills, took, not undone))


def _worker(
    ready: Caller, books: str, works: Sequence[Work], seed: int, steps: mmap.mmap, place: int,
    fault: str | None,
) -> None:  # fmt: skip
    """All of the work in an order of its own; when it is through, once more."""

    def stepped() -> None:
        steps[place] = min(steps[place] + 1, STEPS_MAX)

    saga = Saga(ready, BankBooks(books), fault, stepped)
    order = list(works)
    random.Random(seed).shuffle(order)  # noqa: S311 - chance that can be had again
    while True:
        for one in order:
            saga.done(one)
