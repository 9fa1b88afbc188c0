"""A stranger's file through HTTP: refused with a reason, quickly, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from tests.campaign_steps import Campaigns
from tests.county import XLSX, County
from tests.household_tables import CSV, CSV_GB18030, csv_of, homes
from tests.sheets.hostile import Hostile
from tests.sheets.hostile_archives import ARCHIVES
from tests.sheets.hostile_csv import HOSTILE_CSV
from tests.sheets.hostile_sheets import SHEETS
from tests.snapshot import snapshot

IMPORTS = "/v1/imports"
BOOKS = (*ARCHIVES, *SHEETS)
WITHIN_BYTES = 10_000_000


@pytest.fixture(scope="module")
def house(
    sqlite_templates: dict[str, Path], keys: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[County]:  # fmt: skip
    """One county for the whole corpus: each test proves that it left nothing behind."""
    folder = tmp_path_factory.mktemp("hostile")
    copy(sqlite_templates["seeded"], folder / "aid.db")
    with County(f"sqlite:///{folder / 'aid.db'}", folder, keys) as county:
        yield county


@pytest.mark.parametrize("hostile", BOOKS, ids=[one.name for one in BOOKS])
def test_a_hostile_workbook_is_refused_and_nothing_is_written(
    house: County, hostile: Hostile
) -> None:
    content = hostile.made()
    before = snapshot(house.house.transactions.engine)
    for path in (IMPORTS, f"{IMPORTS}/annotated-copy"):
        told = house.upload("clerk-1", path, content)
        if not content:
            assert (told.status, told.codes) == (400, {"unreadable"})
        elif len(content) > WITHIN_BYTES:
            assert (told.status, told.codes) == (413, {"too_large"})
        else:
            assert (told.status, told.codes) == (422, {"table_refused"})
            assert told["detail"]
    assert snapshot(house.house.transactions.engine) == before


@pytest.mark.parametrize("hostile", HOSTILE_CSV, ids=[one.name for one in HOSTILE_CSV])
def test_a_hostile_csv_is_refused_and_nothing_is_written(house: County, hostile: Hostile) -> None:
    content = hostile.made()
    before = snapshot(house.house.transactions.engine)
    told = house.upload("clerk-1", IMPORTS, content, "text/csv")
    assert told.status in (400, 413, 422)
    assert told.codes <= {"unreadable", "too_large", "table_refused"}
    assert snapshot(house.house.transactions.engine) == before


@pytest.fixture(scope="module")
def campaign(house: County) -> str:
    """Where a unit's list is taken as a table."""
    return f"{Campaigns(house).path}/line-file"


@pytest.mark.parametrize("hostile", [*BOOKS, *HOSTILE_CSV], ids=lambda one: one.name)
def test_a_hostile_list_of_a_campaign_is_refused_and_nothing_is_written(
    house: County, campaign: str, hostile: Hostile
) -> None:
    media = "text/csv" if hostile in HOSTILE_CSV else XLSX
    content = hostile.made()
    before = snapshot(house.house.transactions.engine)
    told = house.upload("clerk-1", campaign, content, media, key=house.new_key())
    assert told.status in (400, 413, 422)
    assert told.codes <= {"unreadable", "too_large", "table_refused"}
    assert snapshot(house.house.transactions.engine) == before


@pytest.mark.parametrize(
    "media",
    ["", "application/json", "text/plain", "text/csv; charset=utf-16", "text/csv;x=y",
     f"{XLSX}; charset=utf-8", "multipart/form-data; boundary=x", "text/csv; charset=" + "u" * 300],
)  # fmt: skip
def test_what_is_said_to_be_something_else_is_not_taken(house: County, media: str) -> None:
    told = house.upload("clerk-1", IMPORTS, csv_of(homes(1)), media)
    assert (told.status, told.codes) == (415, {"unsupported_media_type"})


@pytest.mark.parametrize(
    "media", ["text/csv", 'text/csv; charset="utf-8"', "Text/CSV;charset=UTF-8"]
)
def test_the_ways_to_say_csv_are_taken(house: County, media: str) -> None:
    assert house.upload("clerk-1", f"{IMPORTS}?dry_run=true", csv_of(homes(1)), media).status == 200


def test_a_table_in_another_charset_than_was_said_is_refused(house: County) -> None:
    told = house.upload("clerk-1", IMPORTS, csv_of(homes(1)), CSV_GB18030)
    assert (told.status, told["values"]["reason"]) == (422, "csv_undecodable")


def test_a_body_may_have_ten_megabytes_here_and_one_elsewhere(house: County) -> None:
    large = csv_of(homes(1)) + b"\r\n" * 800_000
    assert house.upload("clerk-1", f"{IMPORTS}?dry_run=true", large, CSV).status == 200
    told = house.upload("clerk-1", IMPORTS, b"x" * (WITHIN_BYTES + 1), CSV)
    assert (told.status, told["values"]["limit"]) == (413, WITHIN_BYTES)
    told = house.upload("clerk-1", "/v1/hardship-files", large, "application/json")
    assert (told.status, told["values"]["limit"]) == (413, 1_000_000)


def test_a_compressed_body_is_not_taken(house: County) -> None:
    told = house.upload(
        "clerk-1", IMPORTS, csv_of(homes(1)), CSV, headers={"Content-Encoding": "gzip"}
    )
    assert told.status == 415


def test_who_may_not_import_is_told_so_before_the_file_is_opened(house: County) -> None:
    bomb = next(one.made() for one in ARCHIVES if one.reason == "ratio_too_high")
    assert house.upload("reviewer-1", IMPORTS, bomb).status == 403
    assert house.upload(None, IMPORTS, bomb).status == 401
