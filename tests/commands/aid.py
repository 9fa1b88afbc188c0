"""``aid`` as a person calls it: a process of its own, with nothing but settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["COMMAND", "ROOT", "Aid"]

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "service.commands")
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


class Aid:
    """Calls with one set of settings, from a folder that holds no file of ours."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        given = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment = {**given, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **settings}

    def __call__(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], cwd=self.folder, env={**self.environment, **settings},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begun and left running; the caller ends it."""
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
