"""/v1/audit: anyone who reads it all can compute the root that the service claims."""

from __future__ import annotations

import hashlib
import json

import pytest

from service.audit.merkle import Frontier
from tests.audit_trail import log_size
from tests.county import County


def test_the_log_read_page_by_page_has_the_root_of_the_checkpoint(county: County) -> None:
    county.draft_file()
    frontier, after, items = Frontier(), "", []
    while True:
        page = county.get("auditor-1", f"/v1/audit/entries?limit=7{after}")
        items += page["items"]
        if not page["has_more"]:
            break
        after = f"&after={page['next']}"
    for item in items:
        leaf = hashlib.sha256(b"\x00" + item["text"].encode("utf-8")).digest()
        assert leaf.hex() == item["leaf_hash"]
        assert json.loads(item["text"]) == item["entry"]
        frontier = frontier.append(leaf)
    claimed = county.get("finance", "/v1/audit/checkpoint")
    assert (claimed["size"], claimed["root"]) == (len(items), frontier.root().hex())
    assert claimed["origin"] == items[0]["entry"]["log"]
    assert claimed["at"] == items[-1]["entry"]["ts"]
    assert [item["number"] for item in items] == list(range(len(items)))


def test_one_entry_is_the_one_of_the_list(county: County) -> None:
    draft = county.draft_file()
    shown = county.get("auditor-1", f"/v1/audit/entries/{draft['audit_number']}")
    assert shown["leaf_hash"] == draft["audit_hash"]
    assert shown["entry"]["act"] == "hardship_file.open"
    assert draft["worker"]["name"] not in shown["text"]


def test_after_the_last_entry_there_is_nothing_yet(county: County) -> None:
    page = county.get("auditor-1", f"/v1/audit/entries?after={log_size(county)}")
    assert page.body == {"items": [], "next": None, "has_more": False}


@pytest.mark.parametrize("number", ["999999", "-1", "x", "１", "9" * 30, "%00", "1.0"])
def test_a_number_the_log_does_not_have_is_not_found(county: County, number: str) -> None:
    assert county.get("auditor-1", f"/v1/audit/entries/{number}").status == 404


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=1001", "size=1"])
def test_a_page_that_cannot_be_is_refused(sqlite_county: County, query: str) -> None:
    assert sqlite_county.get("auditor-1", f"/v1/audit/entries?{query}").status == 422


def test_reading_the_log_writes_nothing_into_it(county: County) -> None:
    before = log_size(county)
    county.get("auditor-1", "/v1/audit/entries")
    assert log_size(county) == before
