"""``dev.py bench payouts``: ten thousand payouts in ten batches made, submitted, released, dispatched,
read by the bank and settled; how long each step takes and how often it asks the database.

On a PostgreSQL that writes to its disk as production does (performance.md, P3 and P7).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from service.app import settle
from service.use_cases.verify_log import verify_log
from tests.counted import counted
from tests.county import Reply
from tests.postgres.server import PostgresServer
from tests.reliability.bars import Grounds
from tests.reliability.many import AWARD_FEN, Many, pieces

__all__ = ["main"]

BATCHES = "/v1/payment-batches"


@dataclass
class Steps:
    """Of each step every time it was done: seconds, and statements."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, many: Many, name: str, step: Callable[[], Reply]) -> Reply:
        with counted(many.county) as statements:
            started = time.perf_counter()
            reply = step()
            self.took[name].append(time.perf_counter() - started)
        self.asked[name].append(len(statements))
        if reply.status not in (200, 201):
            raise RuntimeError(f"{name}: {reply.status} {reply.body}")
        return reply


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench payouts", description=__doc__)
    parser.add_argument("--batches", type=int, default=10, help="how many (10)")
    parser.add_argument("--lines", type=int, default=1_000, help="lines a batch (1000)")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="aid-payouts-") as name,
        PostgresServer(durable=True) as server,
        Grounds(Path(name), server).county("postgresql") as county,
    ):
        count = options.batches * options.lines
        sys.stderr.write(f"bench: preparing {count} approved applications\n")
        many = Many(county, count)
        settle()
        with psycopg.connect(county.url, autocommit=True) as connection:
            connection.execute(
                "VACUUM ANALYZE"
            )  # what autovacuum does on a database that has lived
        steps = Steps()
        started = time.perf_counter()
        for some in pieces(many.ids, options.lines):
            _paid(steps, many, some)
        whole = time.perf_counter() - started
        wrong = verify_log(county.house.transactions).wrong
        figures = many.figures()
    sys.stdout.write(_table(steps, count, whole))
    right = wrong is None and figures == (AWARD_FEN, 0, AWARD_FEN * count, 0)
    sys.stdout.write(f"every fen {'is' if right else 'is NOT'} where it belongs; the log holds\n")
    return 0 if right else 1


def _paid(steps: Steps, many: Many, ids: Sequence[str]) -> None:
    """One batch from its making to its settling."""
    county = many.county

    def post(who: str, path: str, body: Any, etag: str | None = None) -> Callable[[], Reply]:
        key = county.new_key()
        return lambda: county.post(who, path, body, etag=etag, key=key)

    told = steps.take(many, "make", post("maker-1", BATCHES, many.form_of(ids)))
    path = told.headers["Location"]
    for who, action in (("maker-1", "submit"), ("checker-1", "release"), ("checker-1", "dispatch")):
        told = steps.take(many, action, post(who, f"{path}/{action}", {}, told.etag))
    results = [many.result(line["reference"]) for line in told["lines"]]
    steps.take(many, "read the file", lambda: county.get("bank", f"{path}/instruction-file"))
    body = {"batch_id": told["id"], "results": results}
    steps.take(many, "settle", post("bank", "/v1/bank-results", body))


def _table(steps: Steps, count: int, whole: float) -> str:
    rows = [
        f"{name:<16}{sum(took):>9.2f}{max(took):>13.2f}{min(steps.asked[name]):>13}{max(steps.asked[name]):>6}"
        for name, took in steps.took.items()
    ]
    head = f"{'step':<16}{'all, s':>9}{'longest, s':>13}{'statements':>13}{'most':>6}"
    a_batch = whole / max(1, len(steps.took["make"]))
    return "\n".join(
        [head, *rows, f"{count} payouts in {whole:.1f} s, {a_batch:.2f} s a batch", ""]
    )
