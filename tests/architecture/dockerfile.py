"""The Dockerfile as data, and its first stage rehearsed where no container engine is at hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    value: str


def stages(text: str) -> list[list[Instruction]]:
    """One list of instructions for each FROM, which is the first of them."""
    found: list[list[Instruction]] = []
    joined = re.sub(r"\\\n\s*", "", text)
    for line in joined.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, value = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, value.strip()))
    return found


def values(stage: list[Instruction], name: str) -> list[str]:
    return [instruction.value for instruction in stage if instruction.name == name]


def copied(stage: list[Instruction]) -> list[str]:
    """What a stage copies out of the clone."""
    lines = [value.split() for value in values(stage, "COPY") if not value.startswith("--from")]
    return [source for words in lines for source in words[:-1]]


def rehearse(stage: list[Instruction], folder: Path) -> Path:
    """COPY and RUN of a stage, in an empty folder; the answer is what stands for `/opt/aid`.

    The image's own Python is a fresh environment here. It has no pip of its own, so that of the
    Python under this one does the work, which is the pip that `dev.py` used.
    """
    build, tools, made = folder / "build", folder / "python", folder / "aid"
    build.mkdir()
    venv.EnvBuilder(symlinks=True, with_pip=False).create(tools)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    pip = f"{sys.base_prefix}/bin/python{version} -m pip --python"
    stands_for = {
        "python -m pip --python /opt/aid/bin/python": f"{pip} {made}/bin/python",
        "python -m pip": f"{pip} {tools}/bin/python",
        "/opt/aid": str(made),
    }
    environment = {**os.environ, "PATH": f"{tools}/bin{os.pathsep}{os.environ['PATH']}"}
    for name in ("PYTHONPATH", "PYTHONSAFEPATH", "VIRTUAL_ENV"):
        environment.pop(name, None)
    for instruction in stage:
        if instruction.name == "COPY":
            lay(instruction.value.split(), build)
        elif instruction.name == "RUN":
            run(replaced(instruction.value, stands_for), build, environment)
    return made


def replaced(text: str, words: Mapping[str, str]) -> str:
    """All at once: what was put in for one word is not read again for the next."""
    pattern = "|".join(map(re.escape, words))
    return re.sub(pattern, lambda found: words[found[0]], text)


def lay(words: list[str], build: Path) -> None:
    *sources, target = words
    for source in sources:
        if (ROOT / source).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / source, build / target, ignore=unwanted)
        else:
            (build / target).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, build / target)


def run(line: str, folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-ec", line],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
