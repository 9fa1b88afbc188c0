"""What tables cost: `.venv/bin/python -m tests.performance.sheet_figures [word]`, on Linux.

Each file is made here and read in a process of its own, which is given its bytes and nothing else:
so the highest memory is that of reading it, with the walk over its lines.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.sheets.new_sheet import Column, NewSheet
from service.sheets.read_table import TableKind, read_table
from service.sheets.refusal import SheetRefused
from service.sheets.write_csv import write_csv
from service.sheets.write_xlsx import write_xlsx
from tests.sheets.books import book, row
from tests.sheets.hostile_archives import ARCHIVES
from tests.sheets.hostile_csv import HOSTILE_CSV
from tests.sheets.hostile_sheets import SHEETS

__all__ = ["FILES", "main", "measured"]

ROOT: Final = Path(__file__).resolve().parents[2]
STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
GOAL_S, GOAL_MB = 1.0, 100.0  # for what is refused (reliability.md §7, 20)
LINES, COLUMNS = 10_000, 60


def _lines() -> Iterator[list[str]]:
    """Half of the texts are rare and half are common, as in a household file."""
    for line in range(LINES):
        yield [
            f"1101051949{line:04d}{column:04d}"
            if column % 2
            else ("困难职工", "是", "否")[line % 3]
            for column in range(COLUMNS)
        ]


def _xlsx() -> bytes:
    return write_xlsx([NewSheet("表", [Column(f"第{n}列") for n in range(COLUMNS)], _lines())])


def _late() -> bytes:
    """Within every limit but for its last cell: the dearest file that is refused."""
    lines = "".join(
        row(*[f"<c><v>{number}</v></c>"] * 60, number=number) for number in range(1, 20_001)
    )
    return book(lines + row('<c r="A20001"><f>1</f></c>', number=20_001))


FILES: Final[dict[str, tuple[TableKind, Callable[[], bytes]]]] = {
    "10,000 lines x 60 texts, xlsx": ("xlsx", _xlsx),
    "10,000 lines x 60 texts, CSV in UTF-8": ("csv", lambda: write_csv(_lines())),
    "10,000 lines x 60 texts, CSV in GB18030": ("csv", lambda: write_csv(_lines(), "gb18030")),
    "a formula after 1.2 million cells": ("xlsx", _late),
    **{one.name: ("xlsx", one.made) for one in (*ARCHIVES, *SHEETS)},
    **{f"{one.name} (CSV)": ("csv", one.made) for one in HOSTILE_CSV},
}


@dataclass(frozen=True, slots=True)
class Figures:
    outcome: str
    cpu_s: float
    memory_mb: float

    def __str__(self) -> str:
        return f"{self.cpu_s:7.3f} s {self.memory_mb:7.1f} MB  {self.outcome}"


def _resident(line: str) -> float:
    """A line of the status of this process, in megabytes."""
    words = next(text for text in STATUS.read_text("ascii").splitlines() if text.startswith(line))
    return int(words.split()[1]) / 1_000


def read_here(data: bytes, kind: TableKind) -> Figures:
    """What reading takes from now on; memory says something in a fresh process only."""
    RESET.write_text("5", "ascii")  # the highest so far is forgotten
    before, start = _resident("VmRSS"), time.process_time()
    try:
        sheets = read_table(data, kind).sheets
        cells = sum(len(line.cells) for sheet in sheets for line in sheet.lines)
        outcome = f"{cells} cells read"
    except SheetRefused as refused:
        outcome = refused.reason
    return Figures(outcome, time.process_time() - start, _resident("VmHWM") - before)


def measured(name: str) -> Figures:
    """The same in a process of its own."""
    kind, made = FILES[name]
    command = [sys.executable, "-m", "tests.performance.sheet_figures", "--stdin", kind]
    told = subprocess.run(command, cwd=ROOT, input=made(), capture_output=True, check=True).stdout
    outcome, cpu_s, memory_mb = told.decode().split("|")
    return Figures(outcome, float(cpu_s), float(memory_mb))


def main(arguments: list[str]) -> int:
    """Every file, or those whose name holds a word."""
    match arguments:
        case ["--stdin", ("xlsx" | "csv") as kind]:
            here = read_here(sys.stdin.buffer.read(), kind)
            sys.stdout.write(f"{here.outcome}|{here.cpu_s}|{here.memory_mb}")
            return 0
        case [word]:
            names = [name for name in FILES if word in name]
        case _:
            names = list(FILES)
    for name in names:
        sys.stdout.write(f"{measured(name)}  {name}\n")
        sys.stdout.flush()
    sys.stdout.write(f"goal for each refusal: {GOAL_S} s, {GOAL_MB} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
