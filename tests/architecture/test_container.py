"""What the image and the compose file promise, held without an engine that could build them."""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.dockerfile import ROOT, copied, rehearse, stages, values

BUILD, FINAL = stages((ROOT / "Dockerfile").read_text("utf-8"))
PACKAGES = ("schemas", "service", "workflows")
KEYS = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")
UNPRIVILEGED = 1000  # the first uid that no system account holds


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rehearse(BUILD, tmp_path_factory.mktemp("image"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return loaded


def test_the_final_stage_takes_only_what_the_first_one_built() -> None:
    assert values(BUILD, "FROM")[0].endswith(" AS build")
    assert values(FINAL, "COPY") == ["--from=build /opt/aid /opt/aid"]
    assert not [line for line in values(FINAL, "RUN") if "pip" in line]


def test_both_stages_stand_on_the_same_python() -> None:
    assert values(BUILD, "FROM")[0].removesuffix(" AS build") == values(FINAL, "FROM")[0]


def test_the_service_does_not_run_as_root() -> None:
    users = values(FINAL, "USER")
    assert [int(part) >= UNPRIVILEGED for part in users[-1].split(":")] == [True, True]
    names = [instruction.name for instruction in FINAL]
    assert "RUN" not in names[names.index("USER") :]


def test_the_image_says_whether_it_is_healthy() -> None:
    (check,) = values(FINAL, "HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[0] == "python"
    compile(command[2], "healthcheck", "exec")
    assert "http://127.0.0.1:8000/readyz" in command[2]


def test_the_image_is_a_production_by_default() -> None:
    assert "AID_ENV=production" in values(FINAL, "ENV")[0].split()
    assert json.loads(values(FINAL, "ENTRYPOINT")[0]) == ["aid"]
    assert json.loads(values(FINAL, "CMD")[0])[:3] == ["serve", "--host", "0.0.0.0"]


@pytest.mark.parametrize("source", copied(BUILD))
def test_every_copied_path_exists_and_reaches_the_engine(source: str) -> None:
    assert (ROOT / source).exists()
    lines = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    kept = [line[1:] for line in lines if line.startswith("!")]
    assert any(fnmatch.fnmatch(source, pattern) for pattern in kept)


def test_every_package_is_pinned_by_its_hash() -> None:
    installs = [line for line in values(BUILD, "RUN") if re.search(r"pip .*install", line)]
    assert installs
    for line in installs:
        assert "--require-hashes" in line or "--no-index" in line


def test_the_install_lines_make_a_service_that_starts(image: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [image / "bin" / "aid", "--help"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_the_image_carries_every_file_of_the_package(image: Path, package: str) -> None:
    (site,) = image.glob("lib/python3.*/site-packages")
    files = [path for path in (ROOT / package).rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT) for path in files if "__pycache__" not in path.parts}
    assert wanted - {path.relative_to(site) for path in (site / package).rglob("*")} == set()


def test_compose_runs_the_service_and_its_worker_in_production(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"service", "worker", "database"}
    assert compose["services"]["worker"]["command"] == ["worker"]
    for name in ("service", "worker"):
        environment = compose["services"][name]["environment"]
        assert environment["AID_ENV"] == "production"
        assert environment["AID_DATABASE_URL"].startswith("postgresql://")


@pytest.mark.parametrize("key", [*KEYS, "AID_ORIGIN", "POSTGRES_PASSWORD"])
def test_compose_has_no_secret_of_its_own(compose: dict[str, Any], key: str) -> None:
    environments = [service["environment"] for service in compose["services"].values()]
    given = [environment[key] for environment in environments if key in environment]
    assert given
    assert all(re.fullmatch(r"\$\{[A-Z_]+:\?.+\}", value) for value in given)


def test_compose_opens_the_service_to_this_host_only(compose: dict[str, Any]) -> None:
    assert compose["services"]["service"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in compose["services"]["database"]
