"""``dev.py bench``: audited state changes through HTTP beside pgbench with the same statements.

Only ratios within one run mean anything (performance.md), so both are measured by turns on one
server that writes to its disk as production does. Nothing of this needs a setting of the service.
"""

from __future__ import annotations

import argparse
import base64
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from service.app import build_house
from service.use_cases.seed import seed
from tests.county import BUSINESS_DAY, County, environment
from tests.performance import import_bench, payout_bench
from tests.performance.cases import prepare
from tests.performance.floor import Floor, run_pgbench
from tests.performance.load import Load, action_request, fire
from tests.performance.overheard import overhear, script
from tests.postgres import PostgresServer
from tests.reliability import bars, property_bench
from tests.workflows import traces

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
ACTION, ACTOR = "review", "reviewer-1"
GOAL = 0.60
WARM_S = 1.5
OTHERS = {
    "import": import_bench.main,
    "payouts": payout_bench.main,
    "model": traces.main,
    "property": property_bench.main,
    "bars": bars.main,
}
"""Benchmarks and proofs with a name of their own: `dev.py bench payouts`."""
KEYS = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")


@dataclass
class Case:
    """A database with cases in it, and what is known of it."""

    county: County
    cases: list[tuple[str, int]]
    statements: str
    count: int


def main(arguments: Sequence[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    other = OTHERS.get(given[0]) if given else None
    if other is not None:
        return other(given[1:])
    options = _options(given)
    with (
        tempfile.TemporaryDirectory(prefix="aid-bench-") as name,
        PostgresServer(durable=True) as server,
    ):
        folder = Path(name)
        keys = {key: base64.b64encode(key.encode().ljust(32, b".")).decode() for key in KEYS}
        url = server.create()
        _say(f"preparing {options.cases} applications")
        case = _prepared(url, folder, keys, options.cases)
        if options.statements:
            sys.stdout.write(case.statements)
        case.county.house.transactions.engine.dispose()
        bare = server.create(url.partition("?")[0].rpartition("/")[2])  # pgbench writes no true log
        loads, floors = [], []
        with _served(case.county.environment, folder, options.workers) as port:
            _warm(case, port, options.clients)
            for turn in range(options.rounds):
                _say(f"round {turn + 1} of {options.rounds}")
                loads.append(_http(case, port, options.clients, options.seconds))
                floors.append(
                    run_pgbench(bare, case.statements, folder, options.clients, options.seconds)
                )
        case.county.house.transactions.engine.dispose()
    sys.stdout.write(_table(options, case.count, loads, floors))
    bad = {status: n for load in loads for status, n in load.statuses.items() if status != 200}
    if bad or not all(load.took for load in loads):
        refusal = next((load.refusal for load in loads if load.refusal), b"")
        _say(f"not every call was answered with 200: {bad} {refusal[-1500:].decode()}")
        return 1
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--clients", type=int, default=32, help="callers at once (32)")
    parser.add_argument("--workers", type=int, default=4, help="workers of the service (4)")
    parser.add_argument("--seconds", type=float, default=8, help="length of each turn (8)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each; medians are told (3)")
    parser.add_argument("--cases", type=int, default=6_000, help="applications to act on (6000)")
    parser.add_argument("--statements", action="store_true", help="print the statements too")
    return parser.parse_args(arguments)


def _say(words: str) -> None:
    sys.stderr.write(f"bench: {words}\n")


def _prepared(url: str, folder: Path, keys: dict[str, str], count: int) -> Case:
    house = build_house(environment(url, folder, keys, BUSINESS_DAY), migrated=True)
    house.transactions.write(seed)
    house.transactions.engine.dispose()
    county = County(url, folder, keys)
    cases = prepare(county, count)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")  # what autovacuum does on a database that has lived
    heard_case = cases.pop()
    path = f"/v1/applications/{heard_case[0]}"
    etag = f'"{heard_case[1]}"'
    heard = overhear(
        county.house.transactions.engine,
        lambda: county.post(
            ACTOR, f"{path}/{ACTION}", {"opinion": "情况属实"}, etag=etag, key="heard"
        ),
    )
    return Case(county, cases, script(heard, heard_case, len(cases)), len(heard))


def _requests(case: Case, count: int) -> list[bytes]:
    token = case.county.token(ACTOR)
    taken, case.cases = case.cases[:count], case.cases[count:]
    return [
        action_request(f"/v1/applications/{one}", ACTION, token, number, f"bench-{one}")
        for one, number in taken
    ]


def _warm(case: Case, port: int, clients: int) -> None:
    """Every worker has answered, and every statement has been prepared, before anything counts."""
    fire(port, _requests(case, len(case.cases) // 10), clients, WARM_S)


def _http(case: Case, port: int, clients: int, seconds: float) -> Load:
    left = list(case.cases)
    load, sent = fire(port, _requests(case, len(left)), clients, seconds)
    case.cases = left[sent:]
    return load


@contextmanager
def _served(settings: dict[str, str], folder: Path, workers: int) -> Iterator[int]:
    """``aid serve`` as an operator starts it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable, "-m", "service.commands", "serve", "--port", str(port),
        "--workers", str(workers),
    ]  # fmt: skip
    given = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=given, stdout=log, stderr=log)
        try:
            _await(port, process, folder / "serve.log")
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the service did not start: {log.read_text('utf-8')[-2000:]}")


def _table(
    options: argparse.Namespace, count: int, loads: Sequence[Load], floors: Sequence[Floor]
) -> str:
    ours = statistics.median(load.per_second for load in loads)
    floor = statistics.median(one.per_second for one in floors)
    ratio = ours / floor
    rows = [
        ("what", "per second", "p50 ms", "p99 ms", "p99/p50", "longest ms"),
        ("state changes through HTTP", f"{ours:.0f}", *_spread([t for x in loads for t in x.took])),
        (
            "pgbench, the same statements",
            f"{floor:.0f}",
            *_spread([t for x in floors for t in x.took]),
        ),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    told = "\n".join(
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )  # fmt: skip
    return (
        f"{told}\n\nratio {ratio:.2f} (goal {GOAL:.2f}); {count} statements a state change; "
        f"{options.clients} clients, {options.workers} workers, {options.rounds} rounds of "
        f"{options.seconds:g} s, medians; {sum(x.statuses[200] for x in loads)} changes made\n"
    )


def _spread(took: list[float]) -> tuple[str, str, str, str]:
    if not took:
        return ("-",) * 4
    ordered = sorted(took)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return (
        f"{half * 1e3:.1f}",
        f"{most * 1e3:.1f}",
        f"{most / half:.1f}",
        f"{ordered[-1] * 1e3:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main())
