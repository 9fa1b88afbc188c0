"""What the import contracts of pyproject.toml cannot say: the standard library is not all pure."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What asks the clock, chance, the machine or the network: all of it is handed in.
WORLDLY = frozenset(
    "asyncio ctypes http io locale logging multiprocessing os platform random secrets shutil signal"
    " socket sqlite3 subprocess tempfile threading time urllib uuid".split()
)
PURE = sys.stdlib_module_names - WORLDLY


def imported(source: str) -> Iterator[str]:
    """The top-level package of each import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def strangers(path: Path, known: frozenset[str]) -> set[str]:
    return set(imported(path.read_text("utf-8"))) - known


@pytest.mark.parametrize("path", files("workflows"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_workflow_imports_nothing_that_touches_the_world(path: Path) -> None:
    known = PURE | {"workflows"}
    if path == ROOT / "workflows" / "engine.py":
        known |= {"transitions"}
    assert strangers(path, known) == set()


@pytest.mark.parametrize("path", files("schemas"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_schema_imports_only_marshmallow(path: Path) -> None:
    assert strangers(path, sys.stdlib_module_names | {"marshmallow", "schemas"}) == set()


def test_the_reading_of_imports_sees_the_ones_inside_functions() -> None:
    source = "import json\ndef decide():\n    import time\n    from os.path import join\n"
    assert set(imported(source)) == {"json", "time", "os"}
