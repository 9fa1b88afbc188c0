"""Bar 5: a budget with room for one award less a fen for a second, and eight approvals at one instant,
each of another case: one is granted, and not a fen is spent that is not there.

The size is the number of budgets, half of them on each engine. Where it is large, some more are asked
with the look under the lock taken away, and some with the version of a balance: the other holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from service.use_cases.verify_log import verify_log
from tests.races.racers import Shot
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.nets import LOOK, VERSION
from tests.reliability.racing import RACERS, racing
from tests.reliability.stock import AWARD_FEN, Stock

__all__ = ["run"]

ALSO_ALONE = 100
NETS = (LOOK, VERSION)
ENGINES = ("sqlite", "postgresql")
APPROVERS = ("approver-1", "approver-2", "approver-3")
ROOM_FEN = 2 * AWARD_FEN - 1
SPENT = (
    "SELECT fund_id, count(DISTINCT application_id) FROM posting WHERE kind = 'commit' "
    "GROUP BY fund_id"
)
"""By what was posted: a balance that was overwritten would not tell."""


def run(grounds: Grounds, size: int, fault: str | None) -> Outcome:
    found: Counter[str] = Counter()
    for engine in ENGINES:
        _asked(grounds, engine, size // len(ENGINES), NETS if fault else (), found)
        for net in NETS if size >= ALSO_ALONE and not fault else ():
            _asked(grounds, engine, size // 10, (net,), found)
    figure = (
        f"{found['budgets']} budgets, {RACERS} awards at each: {found['overspent']} overspent by "
        f"{found['fen']} fen, {found['unspent']} not spent, logs or ledgers not whole "
        f"{found['broken']}"
    )
    return Outcome(not (found["overspent"] or found["unspent"] or found["broken"]), figure)


def _asked(
    grounds: Grounds, engine: str, count: int, without: Collection[str], found: Counter[str]
) -> None:
    with grounds.county(engine) as county:
        stock = Stock(county)
        budgets = [county.fund(ROOM_FEN) for _ in range(count)]
        with racing(county, without) as race:
            race([_round(stock, budget) for budget in budgets])
        transactions = county.house.transactions
        with transactions.engine.connect() as connection:
            spent = {row[0]: row[1] for row in connection.exec_driver_sql(SPENT)}
        found["broken"] += verify_log(transactions).wrong is not None
    granted = [spent.get(budget, 0) for budget in budgets]
    found["budgets"] += count
    found["overspent"] += sum(awards > 1 for awards in granted)
    found["unspent"] += sum(awards == 0 for awards in granted)
    found["fen"] += sum(max(0, awards * AWARD_FEN - ROOM_FEN) for awards in granted)


def _round(stock: Stock, fund: str) -> list[Shot]:
    """Another case for each of the eight, all from one budget."""
    county, body = stock.county, {"opinion": "同意", "meeting_number": "2026-3", "fund_id": fund}
    shots = []
    for place, one in enumerate(stock.waiting(RACERS)):
        path = f"/v1/applications/{one}"
        headers = {
            "If-Match": county.get("auditor-1", path).etag, "Idempotency-Key": county.new_key()
        }  # fmt: skip
        who = APPROVERS[place % len(APPROVERS)]
        shots.append(Shot(who, "POST", f"{path}/approve", body, headers))
    return shots
