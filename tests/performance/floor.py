"""The floor: pgbench on the same server, with nothing around the statements."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.postgres.binaries import postgres_binaries

__all__ = ["Floor", "run_pgbench"]

LATENCY = 2  # the third word of a line of pgbench's log, in microseconds


@dataclass(frozen=True)
class Floor:
    """Transactions per second, and how many seconds each took."""

    per_second: float
    took: list[float]


def run_pgbench(url: str, transaction: str, folder: Path, clients: int, seconds: float) -> Floor:
    """The transaction by so many clients for so long, each statement prepared once."""
    path = folder / "state_change.sql"
    path.write_text(transaction, "utf-8")
    for old in folder.glob("pgbench_log*"):
        old.unlink()
    command = [
        str(postgres_binaries() / "pgbench"), "-n", "-l", "-c", str(clients), "-j", "2",
        "-T", str(max(1, round(seconds))), "-M", "prepared", "-f", str(path), url,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(f"pgbench: {done.stderr[-2000:]}")
    took = [
        int(line.split()[LATENCY]) / 1e6
        for log in folder.glob("pgbench_log*")
        for line in log.read_text("ascii").splitlines()
    ]
    return Floor(float(found[1]), took)
