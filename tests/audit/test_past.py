"""What the log knows of days gone by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.audit.past import last_done, size_before, times_of
from service.audit.read import entries
from tests.audit_trail import log_size
from tests.county import County


def test_the_log_of_a_moment_is_as_long_as_entries_came_before_it(county: County) -> None:
    for days in (0, 1, 0, 40):
        county.days_later(days)
        county.draft_file()
    size = log_size(county)
    with county.house.transactions.engine.connect() as connection:
        found = times_of(connection, range(size))
        assert len(found) == size
        for at in {*found.values()}:
            assert size_before(connection, at, size) == sum(one < at for one in found.values())
            after = at + timedelta(microseconds=1)
            assert size_before(connection, after, size) == sum(one <= at for one in found.values())
        first, last = min(found.values()), max(found.values())
        assert size_before(connection, first - timedelta(days=1), size) == 0
        assert size_before(connection, last + timedelta(days=1), size) == size
        assert size_before(connection, last, 0) == 0


def test_when_something_was_last_done_is_its_last_entry_of_that_act(county: County) -> None:
    once, twice = county.active_file()["id"], county.active_file()["id"]
    draft = county.draft_file()["id"]
    path = f"/v1/hardship-files/{twice}"
    county.days_later(3)
    for who, action in (
        ("clerk-1", "reverify"), ("clerk-1", "submit"), ("reviewer-1", "review"),
        ("approver-1", "confirm"), ("clerk-1", "propose_exit"),
    ):  # fmt: skip
        said = {"opinion": "属实", "told_on": "2026-03-02"}
        assert county.act(who, path, action, said).status == 200
    with county.house.transactions.engine.connect() as connection:
        told = last_done(connection, ["hardship_file.confirm"], [once, twice, draft])
        assert told.keys() == {once, twice}
        assert (told[twice].date() - told[once].date()).days == 3
        assert last_done(connection, ["hardship_file.confirm"], []) == {}
        page = entries(connection, after=-1, limit=1_000)
        mine = [one.number for one in page if one.thing == twice and one.act.endswith("confirm")]
        assert times_of(connection, mine)[mine[-1]] == told[twice]


def test_a_moment_without_a_zone_is_none(sqlite_county: County) -> None:
    with sqlite_county.house.transactions.engine.connect() as connection:
        at = times_of(connection, [0])[0].replace(tzinfo=None)
        with pytest.raises(ValueError, match="zone"):
            size_before(connection, at, 1)
