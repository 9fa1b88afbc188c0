"""The locks hold every package, by hash, and say nothing of the machine they were made on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("prod", "test", "dev", "uv", "build")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
ADDRESS = re.compile(r"\w+:/|/|@|\\[^\n]|^\s*-(?!-hash=sha256:)", re.MULTILINE)


def text_of(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text_of(lock), re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_path_or_option(lock: str) -> None:
    assert not ADDRESS.findall(text_of(lock))


@pytest.mark.parametrize(
    "leak",
    [
        "--extra-index-url file:///srv/simple",
        "--find-links /srv/wheels",
        "flask @ https://example.org/flask.whl",
        "flask==3.1.3 # via -r /home/me/requirements.in",
        "-i simple",
    ],
)
def test_the_pattern_would_see_a_leak(leak: str) -> None:
    assert ADDRESS.search(leak)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", text_of(lock), flags=re.MULTILINE)
    pinned = [entry for entry in entries if re.match(r"[a-z0-9.-]+==", entry)]
    assert len(pinned) == len(pins(lock)) > 0
    assert all("--hash=sha256:" in entry for entry in pinned)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("prod", PROJECT["dependencies"]),
        ("test", EXTRAS["test"]),
        ("dev", EXTRAS["dev"]),
        ("uv", ["uv"]),
        ("build", ["setuptools"]),
    ],
)
def test_every_dependency_is_in_its_lock(lock: str, wanted: list[str]) -> None:
    assert names(wanted) - {PROJECT["name"]} <= pins(lock).keys()


@pytest.mark.parametrize(("narrow", "wide"), [("prod", "test"), ("test", "dev"), ("uv", "dev")])
def test_the_wider_lock_holds_the_narrower_one(narrow: str, wide: str) -> None:
    assert pins(narrow).items() <= pins(wide).items()


def test_nothing_of_the_tests_is_in_production() -> None:
    assert not names([*EXTRAS["test"], *EXTRAS["dev"]]) & pins("prod").keys()
