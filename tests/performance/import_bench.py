"""``dev.py bench import``: ten thousand households checked and written, beside COPY of their rows.

Each kind of file is imported by a process of its own, through the HTTP stack, into a PostgreSQL that
writes to its disk as production does; the same server then takes exactly the rows it wrote by COPY,
into a database that is equal in all else. Only ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import base64
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import psycopg

from service.app import build_house, settle
from service.use_cases.seed import seed
from tests.county import BUSINESS_DAY, XLSX, County, Reply, environment
from tests.household_tables import CSV
from tests.performance.copied import Copied, copy_into, rows_written
from tests.performance.import_tables import csv_table, xlsx_table
from tests.performance.sheet_figures import FILES
from tests.postgres import PostgresServer

__all__ = ["main"]

ROOT: Final = Path(__file__).resolve().parents[2]
KEYS: Final = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")
STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
KINDS: Final = {"csv": (csv_table, CSV), "xlsx": (xlsx_table, XLSX)}
HOSTILE: Final = (
    "a formula after 1.2 million cells",
    "forty megabytes of blanks beside a megabyte of noise",
)
GOAL_FILES, GOAL_RATIO = 1_500, 12
COPIES: Final = 3


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    if options.child:
        return _child(*options.child)
    with (
        tempfile.TemporaryDirectory(prefix="aid-bench-") as name,
        PostgresServer(durable=True) as server,
    ):
        folder = Path(name)
        settings, empty, after = _prepared(server, folder)
        for kind in options.kinds or KINDS:
            _say(f"making {options.households} households, {kind}")
            made, _ = KINDS[kind]
            table = folder / f"table.{kind}"
            table.write_bytes(made(options.households))
            url = server.create(_name(empty))
            told = _measured(kind, table, {**settings, "AID_DATABASE_URL": url})
            rows = rows_written(url, after)
            copies = [copy_into(server.create(_name(empty)), rows) for _ in range(COPIES)]
            sys.stdout.write(_report(kind, options.households, told, copies))
        sys.stdout.write(_hostile(settings))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench import", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="csv|xlsx", help="which kinds (both)")
    parser.add_argument("--households", type=int, default=10_000, help="of three people (10000)")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _say(words: str) -> None:
    sys.stderr.write(f"bench: {words}\n")


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _prepared(server: PostgresServer, folder: Path) -> tuple[dict[str, str], str, int]:
    """A seeded database to be copied, the settings it is used with, and the last entry in it."""
    url = server.create()
    keys = {key: base64.b64encode(key.encode().ljust(32, b".")).decode() for key in KEYS}
    settings = environment(url, folder, keys, BUSINESS_DAY)
    house = build_house(settings, migrated=True)
    house.transactions.write(seed)
    house.transactions.engine.dispose()
    with psycopg.connect(url) as connection:
        size = connection.execute("SELECT size FROM audit_head").fetchone()
    return settings, url, int(size[0]) - 1 if size else 0


def _measured(kind: str, table: Path, settings: dict[str, str]) -> dict[str, Any]:
    """The import in a fresh process, whose memory holds nothing else."""
    command = [sys.executable, "-m", "tests.performance.import_bench", "--child", kind, str(table)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2_000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# --- in the process that is measured ----------------------------------------------------------------


def _child(kind: str, path: str) -> int:
    county = _county()
    told: dict[str, Any] = {}
    media = KINDS[kind][1] if kind in KINDS else XLSX
    content = Path(path).read_bytes()
    looked = _timed(
        told, "check",
        lambda: county.upload("clerk-1", "/v1/imports?dry_run=true", content, media),
    )  # fmt: skip
    if kind not in KINDS:
        told["status"], told["reason"] = looked.status, looked["values"]["reason"]
    else:
        _refuse(looked["faults_total"] == 0, looked)
        begun = _timed(
            told, "begin", lambda: county.upload("clerk-1", "/v1/imports", content, media)
        )
        ended = _timed(told, "write", lambda: _written(county, begun))
        _refuse(ended["state"] == "done" and ended["written"] == ended["total"], ended)
    sys.stdout.write(json.dumps(told))
    return 0


def _county() -> County:
    """The house of the environment, with every statement and schema used once."""
    logging.disable(logging.INFO)
    keys = {name: os.environ[name] for name in KEYS}
    county = County(os.environ["AID_DATABASE_URL"], Path(os.environ["AID_HOME"]), keys)
    county.get("clerk-1", "/v1/imports")
    settle()
    return county


def _written(county: County, begun: Reply) -> Reply:
    told = begun
    while told["state"] == "writing":
        told = county.post("clerk-1", f"{begun.headers['Location']}/continue")
    return told


def _refuse(good: bool, reply: Reply) -> None:
    if not good:
        raise RuntimeError(str(reply.body)[:2_000])


def _timed(told: dict[str, Any], name: str, work: Callable[[], Reply]) -> Reply:
    """CPU and wall time of a step, and the most memory it took above what was there before."""
    RESET.write_text("5", "ascii")
    before, cpu, wall = _resident("VmRSS"), time.process_time(), time.perf_counter()
    reply = work()
    told[name] = {
        "cpu_s": time.process_time() - cpu,
        "wall_s": time.perf_counter() - wall,
        "memory_mb": _resident("VmHWM") - before,
    }
    return reply


def _resident(line: str) -> float:
    words = next(text for text in STATUS.read_text("ascii").splitlines() if text.startswith(line))
    return int(words.split()[1]) / 1_000


# --- what is told -----------------------------------------------------------------------------------


def _report(kind: str, count: int, told: dict[str, Any], copies: Sequence[Copied]) -> str:
    steps = [told["begin"], told["write"]]
    cpu, wall = (sum(step[of] for step in steps) for of in ("cpu_s", "wall_s"))
    copied = statistics.median(one.wall_s for one in copies)
    lines = [
        f"{kind}: {count} households of three people, {copies[0].rows} rows written",
        *(
            f"  {name:6} {step['cpu_s']:7.2f} s CPU {step['wall_s']:7.2f} s wall "
            f"{step['memory_mb']:7.1f} MB above idle"
            for name, step in told.items()
        ),
        f"  COPY of the same rows {copied:.2f} s (of {', '.join(f'{c.wall_s:.2f}' for c in copies)})",
        f"  {count / cpu:.0f} files a second of CPU (goal {GOAL_FILES}); checked and written in "
        f"{wall / copied:.1f} x COPY (goal {GOAL_RATIO})",
    ]
    return "\n".join(lines) + "\n\n"


def _hostile(settings: dict[str, str]) -> str:
    """The dearest of what is refused, through HTTP."""
    lines = []
    for name in HOSTILE:
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(FILES[name][1]())
            file.flush()
            told = _measured("hostile", Path(file.name), settings)
        step = told["check"]
        lines.append(
            f"  {told['status']} {told['reason']}: {step['cpu_s']:.2f} s CPU, "
            f"{step['memory_mb']:.0f} MB above idle ({name})"
        )
    return "refused, through HTTP:\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
