"""`dev.py`, the one entry: from any folder, silent on stdout, and gone once it has started a verb."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENTRY = ROOT / "dev.py"


def call(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ENTRY), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture
def entry() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_entry", ENTRY)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_verb_replaces_the_entry_so_that_signals_reach_it(tmp_path: Path) -> None:
    probe = tmp_path / "test_probe.py"
    probe.write_text("import os\ndef test_pid():\n    print(f'pid={os.getpid()}')\n")
    command = [sys.executable, str(ENTRY), "test", str(probe), "-s", "-n", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as started:
        said = started.communicate()[0]
    assert f"pid={started.pid}\n" in said


def test_a_command_keeps_the_callers_folder_and_imports_nothing_from_it(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "__init__.py").write_text("raise SystemExit('a stranger')\n")
    done = call("aid", "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "serve" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("chek",), ("check", "typos")])
def test_a_mistyped_verb_or_step_is_refused_on_stderr(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "check" in done.stderr


def test_pips_settings_are_handed_to_uv_under_its_own_names(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "pip.conf"
    file.write_text(
        "[global]\nindex-url = http://one.invalid/simple\ntrusted-host = one.invalid\n"
        "extra-index-url =\n    http://two.invalid/simple\n    http://three.invalid/simple\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_FIND_LINKS", "/a /b")
    monkeypatch.setenv("PIP_CERT", "/own.pem")
    for name in (*entry.UV_NAMES.values(), "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    told = entry.uv_environment()
    assert told["UV_DEFAULT_INDEX"] == "http://one.invalid/simple"
    assert told["UV_INDEX"] == "http://two.invalid/simple http://three.invalid/simple"
    assert told["UV_INSECURE_HOST"] == "one.invalid"
    assert (told["UV_FIND_LINKS"], told["SSL_CERT_FILE"]) == ("/a,/b", "/own.pem")


def test_what_the_shell_tells_uv_is_stronger_than_pips_settings(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://pip.invalid/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://uv.invalid/simple")
    assert entry.uv_environment()["UV_DEFAULT_INDEX"] == "http://uv.invalid/simple"


def test_a_changed_lock_is_installed_anew(
    entry: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def install(lock: str) -> bool:
        asked.append(lock)
        return True

    requirements, environment = tmp_path / "requirements", tmp_path / ".venv"
    requirements.mkdir()
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").touch()
    for lock in ("uv", *entry.LOCKS):
        (requirements / f"{lock}.txt").write_text(lock)
    monkeypatch.setattr(entry, "REQUIREMENTS", requirements)
    monkeypatch.setattr(entry, "VENV", environment)
    monkeypatch.setattr(entry, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(entry, "install", install)
    for lock in ("test", "prod", "test"):
        entry.prepare(lock)
    assert asked == ["test"]
    (requirements / "prod.txt").write_text("prod, newer")
    entry.prepare("prod")
    entry.prepare("test")
    assert asked == ["test", "prod", "test"]
