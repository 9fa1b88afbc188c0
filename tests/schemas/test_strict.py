"""Objects and lists: nothing unnamed gets in, and every fault is said with its place."""

import sys
from typing import Any

import pytest
from marshmallow import ValidationError, fields

from schemas.fields import Code, Digits, Fen, Lines, Part, PersonName, Strict
from schemas.messages import FAULTS_SHOWN_MAX, Fault, explain, faults_of
from schemas.sentences import SENTENCES, sentence


class Account(Strict):
    name = PersonName(required=True)
    number = Digits(8, 32, required=True)


class Case(Strict):
    amount_fen = Fen(1, required=True)
    relation = Code(["10", "20"])
    account = Part(Account)
    members = Lines(Part(Account), maximum=3)
    tags = Lines(Code(["a", "b"]), minimum=1, unique=True)


CASE = Case()
GOOD = {"name": "李梅", "number": "6217000000000000004"}


def faults(body: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        CASE.load(body)
    return {fault.at: fault.code for fault in faults_of(caught.value)}


def test_a_good_case_is_read() -> None:
    body = {"amount_fen": 1, "account": GOOD, "members": [GOOD], "tags": ["a", "b"]}
    assert CASE.load(body) == body


@pytest.mark.parametrize("body", [[], "x", 1, None, True, [{}]])
def test_what_is_no_object_is_refused(body: Any) -> None:
    assert faults(body) == {"": "not_object"}


def test_every_fault_is_said_with_its_place() -> None:
    body = {
        "relation": "30",
        "account": {"name": "李4", "state": "paid"},
        "members": [GOOD, {**GOOD, "number": "１２３"}, None],
        "tags": [],
        "a/b~c": 1,
    }
    assert faults(body) == {
        "/amount_fen": "required",
        "/relation": "not_choice",
        "/account/name": "not_name",
        "/account/number": "required",
        "/account/state": "unknown_field",
        "/members/1/number": "not_digits",
        "/members/2": "null",
        "/tags": "too_few",
        "/a~1b~0c": "unknown_field",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("account", [], "not_object"),
        ("account", "x", "not_object"),
        ("account", None, "null"),
        ("members", {}, "not_list"),
        ("members", "abc", "not_list"),
        ("members", None, "null"),
        ("members", [GOOD] * 4, "too_many"),
        ("tags", ["a", "a"], "repeated"),
    ],
)
def test_a_part_or_list_of_another_kind_is_refused(field: str, value: Any, code: str) -> None:
    assert faults({"amount_fen": 1, field: value}) == {f"/{field}": code}


def test_a_list_holds_a_thousand_lines_and_no_more() -> None:
    lines = Lines(Fen())
    assert len(lines.deserialize([1] * 1_000)) == 1_000
    with pytest.raises(ValidationError, match="too_many"):
        lines.deserialize([1] * 1_001)


def test_a_hundred_thousand_unknown_names_are_not_all_repeated() -> None:
    with pytest.raises(ValidationError) as caught:
        CASE.load({f"x{n}": 1 for n in range(100_000)})
    assert len(faults_of(caught.value)) == FAULTS_SHOWN_MAX


def test_ten_times_the_unknown_names_cost_no_more_than_ten_times_the_calls() -> None:
    assert calls_for(10_000) <= 10 * calls_for(1_000)


def calls_for(names: int) -> int:
    """How many calls reading a body of so many unknown names takes: its cost, whatever the clock."""
    body = {f"x{n}": 1 for n in range(names)}
    made = [0]

    def count(_frame: Any, event: str, _what: Any) -> None:
        made[0] += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        with pytest.raises(ValidationError):
            CASE.load(body)
    finally:
        sys.setprofile(before)
    return made[0]


def test_a_fault_is_explained_in_both_languages_with_its_values() -> None:
    with pytest.raises(ValidationError) as caught:
        CASE.load({"amount_fen": 0, "relation": "x"})
    messages = caught.value
    first, second = explain(messages, "zh-CN")
    assert first == {
        "at": "/amount_fen",
        "code": "too_small",
        "title": "不能小于 1",
        "values": {"minimum": 1},
    }
    assert second["title"] == "不在可选值之内：10, 20"
    assert [fault["title"] for fault in explain(messages, "en")] == [
        "must be at least 1",
        "must be one of: 10, 20",
    ]


VALUES: dict[str, str | int] = {
    "minimum": 1, "maximum": 2, "position": 3, "choices": "a, b", "other": "name",
}  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    chinese, english = sentence(code, VALUES), sentence(code, VALUES, english=True)
    assert english.isascii() or "·" in english
    assert not chinese.isascii()
    assert "{" not in chinese + english


def test_a_fault_without_a_sentence_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        Fault("no_such_code")


def test_a_word_that_is_no_code_is_told_in_general() -> None:
    said = explain({"a": ["Not a valid colour."]}, "en")
    assert said == [{"at": "/a", "code": "not_accepted", "title": "is not accepted", "values": {}}]


def test_a_rule_of_a_schema_itself_is_explained_too() -> None:
    assert explain({"_schema": [Fault("required")]}, "en")[0]["at"] == ""


def test_every_word_of_marshmallow_is_one_of_ours() -> None:
    """A message that is no code would fail where the fault is explained."""
    kept: list[fields.Field[Any]] = [Fen(), Part(Account), Lines(Fen())]
    ours = {"required", "null", "type", "invalid"}
    for field in kept:
        said = {field.error_messages[key] for key in ours & set(field.error_messages)}
        assert said <= set(SENTENCES)
