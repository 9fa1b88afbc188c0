"""/healthz and /readyz: alive is not ready."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from service.app import build_house, create_app
from tests.contract import published
from tests.county import BUSINESS_DAY, County, environment


def answers(url: str, home: Path, keys: dict[str, str]) -> tuple[int, int, str]:
    """Of a house at that address: /healthz, /readyz and what the latter misses."""
    house = build_house(environment(url, home, keys, BUSINESS_DAY))
    app = create_app(house)
    client = app.test_client()
    alive, ready = client.get("/healthz"), client.get("/readyz")
    published().hold(app, alive)
    published().hold(app, ready)
    house.transactions.engine.dispose()
    missing = ready.get_json().get("values", {}).get("missing", "")
    return alive.status_code, ready.status_code, missing


def test_a_house_that_is_open_is_alive_and_ready(county: County) -> None:
    assert county.get(None, "/healthz").body == {"status": "ok"}
    ready = county.get(None, "/readyz")
    assert (ready.status, ready["status"]) == (200, "ready")
    assert ready["log_size"] == county.get("auditor-1", "/v1/audit/checkpoint")["size"]


def test_without_the_present_schema_it_is_alive_and_not_ready(
    county: County, tmp_path: Path, keys: dict[str, str]
) -> None:
    with county.house.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert answers(county.url, tmp_path, keys) == (200, 503, "migration")


def test_with_a_log_that_was_never_opened_it_is_not_ready(
    database_url: str, tmp_path: Path, keys: dict[str, str]
) -> None:
    assert answers(database_url, tmp_path, keys) == (200, 503, "log")


def test_without_a_database_it_is_alive_and_not_ready(tmp_path: Path, keys: dict[str, str]) -> None:
    for url in (
        f"sqlite:///{tmp_path}/nowhere/aid.db",
        "postgresql://nobody@127.0.0.1:1/nothing",
    ):
        assert answers(url, tmp_path, keys) == (200, 503, "database")


def test_not_ready_says_when_to_come_again(tmp_path: Path, keys: dict[str, str]) -> None:
    url = f"sqlite:///{tmp_path}/nowhere/aid.db"
    house = build_house(environment(url, tmp_path, keys, BUSINESS_DAY))
    refused = create_app(house).test_client().get("/readyz")
    assert refused.content_type == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    house.transactions.engine.dispose()
