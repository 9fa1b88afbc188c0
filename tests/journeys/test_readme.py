"""What the README says is true: its case is run, word for word, against the service it starts."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
LONGEST_S = 150


def blocks(readme: Path, kind: str) -> list[str]:
    """The fenced blocks of one kind, in their order."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", readme.read_text("utf-8"), re.M | re.S)
    return [text for said, text in found if said == kind]


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
    return port


def with_curl(folder: Path) -> str:
    """The search path for programs, with what stands in for curl where there is none."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("curl") is None:
        stand_in = folder / "bin" / "curl"
        stand_in.parent.mkdir()
        program = Path(__file__).with_name("curl.py")
        stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
        stand_in.chmod(0o755)
        path = f"{stand_in.parent}{os.pathsep}{path}"
    return path


@pytest.fixture
def case(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The bash blocks as one script, in a folder that has nothing but the clone's entry."""
    (tmp_path / "dev.py").symlink_to(ROOT / "dev.py")
    script = tmp_path / "case.sh"
    script.write_text("set -u\n" + "\n".join(blocks(ENGLISH, "bash")), "utf-8")
    environment = {name: text for name, text in os.environ.items() if name[:4] != "AID_"}
    environment |= {"PORT": str(free_port()), "TMPDIR": str(tmp_path), "PATH": with_curl(tmp_path)}
    with subprocess.Popen(
        ["bash", str(script)], cwd=tmp_path, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as started:  # fmt: skip
        yield started
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)  # a service that a failed case left behind


def test_the_case_of_the_readme_prints_what_the_readme_says(case: subprocess.Popen[str]) -> None:
    printed, troubles = case.communicate(timeout=LONGEST_S)
    (promised,) = blocks(ENGLISH, "text")
    assert printed == promised, troubles


def test_both_readmes_have_the_same_case_and_the_same_result() -> None:
    for kind, count in (("bash", 8), ("text", 1)):
        assert len(blocks(ENGLISH, kind)) == count
        assert blocks(ENGLISH, kind) == blocks(CHINESE, kind)


def test_both_readmes_name_the_same_commands_and_places() -> None:
    def first_words(readme: Path) -> list[str]:
        lines = "".join(blocks(readme, "")).splitlines()
        return [re.split(r"\s{2,}", line.strip())[0] for line in lines]

    assert first_words(ENGLISH) == first_words(CHINESE)
    assert "python3 dev.py run" in first_words(ENGLISH)
    for place in first_words(ENGLISH)[2:]:
        inside = "workflows" if place in ("programmes/", "vocabulary/") else "."
        assert (ROOT / inside / place).exists(), place


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_every_link_of_a_readme_leads_somewhere(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", readme.read_text("utf-8"))
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_have_the_same_headings() -> None:
    counts = [len(re.findall(r"^#+ ", one.read_text("utf-8"), re.M)) for one in (ENGLISH, CHINESE)]
    assert counts[0] == counts[1] > 3
