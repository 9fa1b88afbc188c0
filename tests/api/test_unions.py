"""/v1/unions: the tree grows downwards and inside the caller's subtree."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County

FORM: dict[str, Any] = {
    "id": "360722009", "name": "新厂工会", "level": "grassroots", "parent": "360722",
}  # fmt: skip


def add(county: County, who: str = "system-1", **more: Any) -> Any:
    return county.post(who, "/v1/unions", {**FORM, **more})


def test_a_union_is_added_below_its_parent_and_belongs_to_its_subtree(county: County) -> None:
    made = add(county)
    assert made.status == 201
    assert made.headers["Location"] == "/v1/unions/360722009"
    assert made.etag == f'"{made["audit_number"]}"'
    assert last_entry(county)["act"] == "union.create"
    assert county.get("security-1", "/v1/unions/360722009")["parent"] == "360722"
    assert county.get("province-approver-1", "/v1/unions/360722009").status == 200
    assert county.get("outsider-approver-1", "/v1/unions/360722009").status == 404


def test_the_list_holds_the_subtree_and_nothing_else(county: County) -> None:
    def seen(who: str, query: str = "") -> list[str]:
        return [item["id"] for item in county.get(who, f"/v1/unions{query}")["items"]]

    assert seen("clerk-1") == ["360722001"]
    assert seen("system-1") == ["360722", "360722001", "360722002"]
    assert seen("system-1", "?parent=360722") == ["360722001", "360722002"]
    assert len(seen("province-approver-1")) == 7


def test_the_list_is_read_page_by_page(sqlite_county: County) -> None:
    first = sqlite_county.get("province-approver-1", "/v1/unions?limit=4")
    rest = sqlite_county.get("province-approver-1", f"/v1/unions?limit=4&after={first['next']}")
    assert (len(first["items"]), first["has_more"]) == (4, True)
    assert (len(rest["items"]), rest["has_more"]) == (3, False)
    assert first.headers["Link"] == f'</v1/unions?limit=4&after={first["next"]}>; rel="next"'


@pytest.mark.parametrize("parent", ["360700", "360723", "999999"])
def test_a_parent_outside_the_subtree_is_as_unknown_as_none(county: County, parent: str) -> None:
    before = log_size(county)
    refused = add(county, parent=parent)
    assert (refused.status, refused["type"]) == (422, "/problems/union-unknown")
    noted = [entry["obj"]["id"] for entry in entries_since(county, before)]
    assert noted == ([parent] if parent != "999999" else [])


@pytest.mark.parametrize("level", ["county", "city", "national"])
def test_a_union_stands_below_the_level_of_its_parent(sqlite_county: County, level: str) -> None:
    refused = add(sqlite_county, level=level)
    assert (refused.status, refused["type"]) == (422, "/problems/level-unfit")
    assert refused["values"] == {"level": level, "parent_level": "county"}


def test_a_code_is_given_once_and_for_ever(county: County) -> None:
    assert add(county).status == 201
    refused = add(county, name="另一家工会")
    assert (refused.status, refused["type"]) == (409, "/problems/already-exists")
    assert county.get("system-1", "/v1/unions/360722009")["name"] == FORM["name"]


@pytest.mark.parametrize("code", ["3607.22", "36%", "厂工会", "1", "9" * 33, "３６０７"])
def test_a_code_is_digits(sqlite_county: County, code: str) -> None:
    refused = add(sqlite_county, id=code)
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/id")


def test_the_same_key_gives_the_same_answer(county: County) -> None:
    first = county.post("system-1", "/v1/unions", FORM, key="once")
    again = county.post("system-1", "/v1/unions", FORM, key="once")
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"
