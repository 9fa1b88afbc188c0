"""What the contract says of a field is what the field does."""

import re
from typing import Any

import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import ValidationError, fields

from schemas.fields import Code, Digits, Fen, Flag, Id, IsoDate, Lines, Part, PersonName, Strict
from tests.schemas.test_fields import ACCEPTED


class Inner(Strict):
    id = Id(required=True)


class Outer(Strict):
    amount_fen = Fen(1, required=True, metadata={"description": "the award"})
    name = PersonName()
    number = Digits(8, 32, load_only=True)
    relation = Code(["10", "20"], allow_none=True)
    since = IsoDate(allow_none=True)
    student = Flag()
    inner = Part(Inner)
    lines = Lines(Part(Inner), minimum=1)


def described() -> dict[str, Any]:
    spec = APISpec("t", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.schema("Outer", schema=Outer)
    found: dict[str, Any] = spec.to_dict()["components"]["schemas"]["Outer"]
    return found


def test_the_contract_says_types_bounds_and_patterns() -> None:
    told = described()
    assert told["required"] == ["amount_fen"]
    assert told["additionalProperties"] is False
    properties = told["properties"]
    assert properties["amount_fen"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 10**15,
        "description": "the award",
    }
    assert properties["name"]["maxLength"] == 50
    assert properties["number"] == {
        "type": "string",
        "pattern": "^(?:[0-9]{8,32})$",
        "writeOnly": True,
    }
    assert properties["relation"] == {"type": ["string", "null"], "enum": ["10", "20", None]}
    assert properties["since"]["type"] == ["string", "null"]
    assert properties["since"]["format"] == "date"
    assert properties["student"] == {"type": "boolean"}
    assert properties["lines"]["minItems"] == 1
    assert properties["lines"]["maxItems"] == 1_000
    assert properties["inner"] == {"$ref": "#/components/schemas/Inner"}


def test_an_integer_is_documented_as_written_without_a_fraction() -> None:
    assert "1.0 is refused" in Fen().metadata["description"]


@pytest.mark.parametrize(("field", "given", "kept"), ACCEPTED, ids=lambda value: repr(value)[:40])
def test_all_that_is_taken_keeps_to_the_contract(
    field: fields.Field[Any], given: Any, kept: Any
) -> None:
    told = field.metadata
    if isinstance(given, str):
        assert told["type"] == "string" or told["type"] == "integer"
        assert re.search(told.get("pattern", ""), given)
        assert told.get("minLength", 0) <= len(given) <= told.get("maxLength", len(given))
    elif not isinstance(given, bool):
        assert told["type"] == "integer"
        assert told["minimum"] <= given <= told["maximum"]
    else:
        assert told["type"] == "boolean"


@pytest.mark.parametrize("hidden", ["\x00", "\x1f", "\x7f", "\u200b", "\u202e", "\ue000", "\ufeff"])
def test_the_pattern_of_a_text_keeps_hidden_characters_out_as_the_field_does(hidden: str) -> None:
    field = PersonName()
    assert not re.search(field.metadata["pattern"], f"李{hidden}")
    with pytest.raises(ValidationError):
        field.deserialize(f"李{hidden}")
