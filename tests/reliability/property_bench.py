"""``dev.py bench property``: two thousand runs of thirty calls on each engine, each compared with the model.

One run again: ``dev.py bench property --seed 123 --runs 1 --engine sqlite``.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from service.app import build_house
from service.use_cases.seed import seed as seed_county
from tests.county import BUSINESS_DAY, County, environment
from tests.postgres import PostgresServer
from tests.reliability.play import PATHS, STEPS, played
from tests.reliability.stage_of_play import Different

__all__ = ["main"]

ENGINES = ("sqlite", "postgresql")
AT_ONCE = 50
"""Runs in one county: a new one keeps the log short."""


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    started = time.monotonic()
    with PostgresServer() as server, tempfile.TemporaryDirectory(prefix="aid-property-") as name:
        folder = Path(name)
        parts = [
            (_url(server, folder, engine, place), seeds)
            for engine in ENGINES
            if options.engine in (engine, "both")
            for place, seeds in enumerate(_groups(options.seed, options.runs))
        ]
        with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
            waiting = [pool.submit(_play, url, name, seeds, options.steps) for url, seeds in parts]
            runs, wrong = 0, 0
            for done in as_completed(waiting):
                try:
                    runs += done.result()
                except Different as error:
                    wrong += 1
                    sys.stdout.write(f"{error}\n")
    took = time.monotonic() - started
    sys.stdout.write(
        f"{runs} runs of {options.steps} calls and more, {wrong} groups with a difference, "
        f"{took:.0f} s\n"
    )
    return 1 if wrong else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench property", description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000, help="runs on each engine (2000)")
    parser.add_argument("--steps", type=int, default=STEPS, help="calls of chance a run (30)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    return parser.parse_args(arguments)


def _groups(first: int, runs: int) -> list[list[int]]:
    """Seeds of one path together, a county's worth at a time."""
    groups = []
    for path in range(len(PATHS)):
        seeds = [seed for seed in range(first, first + runs) if seed % len(PATHS) == path]
        groups += [seeds[start : start + AT_ONCE] for start in range(0, len(seeds), AT_ONCE)]
    return groups


def _url(server: PostgresServer, folder: Path, engine: str, place: int) -> str:
    return server.create() if engine == "postgresql" else f"sqlite:///{folder}/{place}.db"


def _play(url: str, folder: str, seeds: Sequence[int], steps: int) -> int:
    names = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")
    keys = {name: base64.b64encode(name.encode().ljust(32, b".")).decode() for name in names}
    house = build_house(environment(url, Path(folder), keys, BUSINESS_DAY), migrated=True)
    house.transactions.write(seed_county)
    house.transactions.engine.dispose()
    with County(url, Path(folder), keys) as county:
        return played(county, seeds, steps)
