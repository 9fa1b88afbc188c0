"""The hostile values of the corpus, against every field they are meant for."""

from typing import Any, Final

import pytest
from marshmallow import ValidationError, fields

from schemas.fields import (
    AcademicYear,
    Code,
    Digits,
    Fen,
    Handle,
    Id,
    IdentityNumber,
    IsoDate,
    IsoInstant,
    Numeral,
    PersonName,
    PhoneNumber,
    Ratio,
    SafeText,
    Sha256Hex,
    Whole,
)
from tests.api.hostile_bodies import VALUES, Value

KINDS: Final[dict[str, tuple[fields.Field[Any], ...]]] = {
    "day": (IsoDate(), IsoInstant(), AcademicYear()),
    "whole": (Fen(), Whole(0, 100)),
    "text": (SafeText(1, 500), SafeText(1, 500, multiline=True), PersonName()),
    "shaped": (
        AcademicYear(),
        Code(["a", "b"]),
        Digits(8, 32),
        Handle(),
        Id(),
        IdentityNumber(),
        IsoDate(),
        IsoInstant(),
        Numeral(0, 100),
        PhoneNumber(),
        Ratio(),
        Sha256Hex(),
    ),
}
CASES = [
    pytest.param(value, field, id=f"{value.name}-{type(field).__name__}")
    for value in VALUES
    for kind in sorted(value.kinds)
    for field in KINDS[kind]
]


@pytest.mark.parametrize(("hostile", "field"), CASES)
def test_no_field_takes_a_value_that_only_looks_right(
    hostile: Value, field: fields.Field[Any]
) -> None:
    with pytest.raises(ValidationError):
        field.deserialize(hostile.value)
