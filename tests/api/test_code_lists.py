"""/v1/code-lists: the closed lists of the house, as they stand in the vocabulary."""

from __future__ import annotations

import pytest

from tests.county import County
from workflows.vocabulary import CODE_LISTS


def test_every_list_is_named_and_can_be_read(sqlite_county: County) -> None:
    named = sqlite_county.get("finance", "/v1/code-lists")["items"]
    assert {item["name"]: item["size"] for item in named} == {
        name: len(words) for name, words in CODE_LISTS.items()
    }
    for item in named:
        shown = sqlite_county.get("finance", f"/v1/code-lists/{item['name']}")
        assert shown["name"] == item["name"]
        assert [(row["code"], row["zh"], row["en"]) for row in shown["items"]] == [
            (word.code, word.zh, word.en) for word in CODE_LISTS[item["name"]]
        ]


@pytest.mark.parametrize("name", ["nothing", "Role", "%00"])
def test_a_list_the_house_does_not_have_is_not_found(sqlite_county: County, name: str) -> None:
    assert sqlite_county.get("clerk-1", f"/v1/code-lists/{name}").status == 404
