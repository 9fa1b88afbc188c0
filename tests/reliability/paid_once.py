"""Bar 4: eight processes approve the same case, put it in a batch, settle it, all at one instant:
it is approved once, paid once, and none is lost.

The size is the number of cases on each engine. Where it is large, a tenth of them race again with
each single net taken away: the others hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from service.use_cases.verify_log import verify_log
from tests.county import Reply
from tests.races.racers import Shot
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.nets import INDEX, LOOK, VERSION, drop_index
from tests.reliability.racing import RACERS, Race, racing, spread
from tests.reliability.stock import AWARD_FEN, Stock

__all__ = ["run"]

ENGINES = ("sqlite", "postgresql")
ALSO_ALONE = 100
NETS = (LOOK, VERSION, INDEX)
APPROVERS = ("approver-1", "approver-2", "approver-3")
TWICE = {
    "committed": "SELECT count(*) FROM (SELECT application_id FROM posting WHERE kind = 'commit' "
    "GROUP BY application_id HAVING count(DISTINCT made_by) > 1) AS twice",
    "paid": "SELECT count(*) FROM (SELECT application_id FROM posting WHERE kind = 'disburse' "
    "GROUP BY application_id HAVING count(DISTINCT made_by) > 1) AS twice",
    "in two batches": "SELECT count(*) FROM (SELECT application_id FROM payout WHERE live "
    "GROUP BY application_id HAVING count(*) > 1) AS twice",
}
PAID = "SELECT count(*) FROM application WHERE state = 'paid'"


def run(grounds: Grounds, size: int, fault: str | None) -> Outcome:
    found: Counter[str] = Counter()
    for engine in ENGINES:
        if fault is not None:
            _raced(grounds, engine, size, NETS, found)
            continue
        _raced(grounds, engine, size, (), found)
        for net in NETS if size >= ALSO_ALONE else ():
            _raced(grounds, engine, size // 10, (net,), found)
    twice = {name: found[name] for name in TWICE}
    also = size >= ALSO_ALONE and fault is None
    alone = f", {size // 10} more without each of {', '.join(NETS)}" if also else ""
    figure = (
        f"{size} cases on each engine, {RACERS} processes{alone}: twice {twice}, "
        f"lost {found['lost']}, logs or ledgers not whole {found['broken']}"
    )
    return Outcome(not any((*twice.values(), found["lost"], found["broken"])), figure)


def _raced(
    grounds: Grounds, engine: str, count: int, without: Collection[str], found: Counter[str]
) -> None:
    with grounds.county(engine) as county:
        stock = Stock(county)
        if INDEX in without:
            drop_index(county.house.transactions.engine)
        with racing(county, without) as race:
            _approve(stock, count, race)
            _settle(stock, _make(stock, race), race)
        transactions = county.house.transactions
        with transactions.engine.connect() as connection:
            for name, statement in TWICE.items():
                found[name] += connection.exec_driver_sql(statement).scalar_one()
            found["lost"] += count - connection.exec_driver_sql(PAID).scalar_one()
        found["broken"] += verify_log(transactions).wrong is not None


def _shot(stock: Stock, who: str, path: str, body: Any, etag: str | None = None) -> Shot:
    headers = {"Idempotency-Key": stock.county.new_key()}
    return Shot(who, "POST", path, body, headers | ({"If-Match": etag} if etag else {}))


def _approve(stock: Stock, count: int, race: Race) -> None:
    """Eight last approvals of each case, by three persons, of the version all of them have read."""
    body = {"opinion": "同意", "meeting_number": "2026-3", "fund_id": stock.payments.fund_id}
    rounds = []
    for one in stock.waiting(count):
        path = f"/v1/applications/{one}"
        etag = stock.county.get("auditor-1", path).etag
        who = [APPROVERS[place % len(APPROVERS)] for place in range(RACERS)]
        rounds.append([_shot(stock, name, f"{path}/approve", body, etag) for name in who])
    race(rounds)


def _make(stock: Stock, race: Race) -> list[Reply]:
    """Eight batches of each case; those that were made."""
    rounds = []
    for one in stock.waited:
        form = {
            "fund_id": stock.payments.fund_id, "application_ids": [one],
            "control": {"count": 1, "total_fen": AWARD_FEN},
        }  # fmt: skip
        rounds.append([_shot(stock, "maker-1", "/v1/payment-batches", form) for _ in range(RACERS)])
    answers = race(rounds)
    return [answer for told in answers for answer in told if answer.status == 201]


def _settle(stock: Stock, batches: Sequence[Reply], race: Race) -> None:
    """Each sent on as usual; then the bank's one word about it comes eight times at once."""
    for who, action in (("maker-1", "submit"), ("checker-1", "release"), ("checker-1", "dispatch")):
        shots = [
            _shot(stock, who, f"/v1/payment-batches/{one['id']}/{action}", {}, one.etag)
            for one in batches
        ]
        answers = race(spread(shots))
        batches = [answer for told in answers for answer in told if answer.status == 200]
    rounds = []
    for one in batches:
        results = [stock.payments.result(line["reference"]) for line in one["lines"]]
        form = {"batch_id": one["id"], "results": results}
        rounds.append([_shot(stock, "bank", "/v1/bank-results", form) for _ in range(RACERS)])
    race(rounds)
