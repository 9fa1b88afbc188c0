"""``aid`` itself: what it offers, how fast it is there, what goes where."""

from __future__ import annotations

import subprocess
import sys

import pytest

from service.commands import COMMANDS
from tests.commands.aid import ROOT, Aid


def test_the_overview_names_every_command(bare_aid: Aid) -> None:
    done = bare_aid("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for name, place in COMMANDS.items():
        assert name in done.stdout
        assert place.summary.split(":")[0] in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded_and_explains_itself(bare_aid: Aid, name: str) -> None:
    done = bare_aid(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: aid {name}" in done.stdout


@pytest.mark.parametrize("arguments", [("sevre",), ("serve", "--prot", "1"), ("token",)])
def test_wrong_usage_goes_to_stderr(bare_aid: Aid, arguments: tuple[str, ...]) -> None:
    refused = bare_aid(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("service.commands", ("flask", "sqlalchemy", "marshmallow", "gunicorn")),
        ("service.commands.token", ("flask", "marshmallow", "transitions", "gunicorn")),
    ],
)
def test_what_a_command_does_not_need_is_not_loaded(module: str, absent: tuple[str, ...]) -> None:
    words = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & set(absent)


def test_the_contract_is_printed_written_and_checked_the_same(bare_aid: Aid) -> None:
    printed = bare_aid("openapi")
    assert printed.returncode == 0
    assert printed.stdout.startswith("openapi: 3.1")
    committed = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    assert (bare_aid("openapi", "--check").returncode == 0) is (committed == printed.stdout)
