"""Databases, houses and callers for tests; nothing here depends on today's date."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.app import build_house
from service.store.database import connect
from service.store.migrate import migrate
from service.use_cases.seed import seed
from tests.county import BUSINESS_DAY, County, environment
from tests.postgres.server import PostgresServer

QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - where a sync is quick
BOTH = ("sqlite", "postgresql")
LONGEST = ("test_demo", "test_readme", "test_schemathesis", "test_container", "races")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real server, started once; an error where none can be had, never a skip."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Keys equal in every house of a session, so that a copied database can be read."""
    names = ("AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY")
    return {name: base64.b64encode(name.encode().ljust(32, b".")).decode() for name in names}


def _migrate(url: str) -> None:
    engine = connect(url)
    migrate(engine)
    engine.dispose()


def _fill(url: str, home: Path, keys: dict[str, str]) -> None:
    house = build_house(environment(url, home, keys, BUSINESS_DAY), migrated=True)
    house.transactions.write(seed)
    house.transactions.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_templates(
    tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    paths = {"empty": folder / "empty.db", "seeded": folder / "seeded.db"}
    _migrate(f"sqlite:///{paths['empty']}")
    _fill(f"sqlite:///{paths['seeded']}", folder, keys)
    return paths


@pytest.fixture(scope="session")
def postgres_templates(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]
) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    return {
        "empty": postgres.template(_migrate),
        "seeded": postgres.template(lambda url: _fill(url, home, keys)),
    }


def _database(request: pytest.FixtureRequest, kind: str, template: str) -> Iterator[str]:
    if kind == "sqlite":
        source = request.getfixturevalue("sqlite_templates")[template]
        with TemporaryDirectory(dir=QUICK) as quick:
            path = Path(quick) / "aid.db"
            shutil.copy(source, path)
            yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        name = request.getfixturevalue("postgres_templates")[template]
        with server.database(name) as url:
            yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A freshly migrated, empty database on each of the two engines."""
    yield from _database(request, request.param, "empty")


@pytest.fixture(params=BOTH)
def county(
    request: pytest.FixtureRequest, tmp_path: Path, keys: dict[str, str]
) -> Iterator[County]:
    """The seeded county on each engine, with a test client for everyone in it."""
    for url in _database(request, request.param, "seeded"):
        with County(url, tmp_path, keys) as made:
            yield made


@pytest.fixture
def postgres_county(
    request: pytest.FixtureRequest, tmp_path: Path, keys: dict[str, str]
) -> Iterator[County]:
    """The seeded county on PostgreSQL only: for races."""
    for url in _database(request, "postgresql", "seeded"):
        with County(url, tmp_path, keys) as made:
            yield made


@pytest.fixture
def sqlite_county(
    request: pytest.FixtureRequest, tmp_path: Path, keys: dict[str, str]
) -> Iterator[County]:
    """The seeded county on SQLite only: where the database plays no part in what is tested."""
    for url in _database(request, "sqlite", "seeded"):
        with County(url, tmp_path, keys) as made:
            yield made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Races share eight processes, so they run in one worker; the longest tests begin first."""
    for item in items:
        if "races" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("races"))
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))
