"""The grounds of every schema: what is not named is refused, and refusals are codes."""

from collections.abc import Mapping
from typing import Any, TypeVar

from marshmallow import RAISE, Schema, ValidationError, fields

from schemas.messages import Fault

T = TypeVar("T")
LINES_MAX = 1_000
GENERAL = {"required": "required", "null": "null", "validator_failed": "not_accepted"}


class Strict(Schema):
    """An object with these fields and no other (ASVS 15.3.3, mass assignment)."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": "unknown_field", "type": "not_object"}  # noqa: RUF012


class _Judged(fields.Field[Any]):
    """Our fields judge while they read; a validator is asked only where there is one."""

    def _validate(self, value: Any) -> None:
        if self.validators:
            super()._validate(value)


class Wire(_Judged, fields.Field[T]):
    """A field that converts nothing: what is not written as the contract says is refused.

    `told` is what the contract (OpenAPI) says of it; apispec reads it from the metadata.
    """

    default_error_messages = {**GENERAL}  # noqa: RUF012

    def __init__(self, told: Mapping[str, Any], **options: Any) -> None:
        metadata = {**told, **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)
        if self.allow_none and "enum" in metadata:
            self.metadata = {**metadata, "enum": [*metadata["enum"], None]}


class Part(_Judged, fields.Nested):
    """An object inside an object."""

    default_error_messages = {**GENERAL, "type": "not_object"}  # noqa: RUF012


class Lines(_Judged, fields.List[Any]):
    """A list, by default of at most 1,000 lines (wire.md), counted before its items are read."""

    default_error_messages = {**GENERAL, "invalid": "not_list"}  # noqa: RUF012

    def __init__(
        self,
        item: fields.Field[Any],
        *,
        minimum: int = 0,
        maximum: int = LINES_MAX,
        unique: bool = False,
        **options: Any,
    ) -> None:
        told = {"minItems": minimum, "maxItems": maximum}
        if unique:
            told["uniqueItems"] = True
        super().__init__(item, metadata={**told, **options.pop("metadata", {})}, **options)
        self.minimum, self.maximum, self.unique = minimum, maximum, unique

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        if len(value) < self.minimum:
            raise refused("too_few", minimum=self.minimum)
        if len(value) > self.maximum:
            raise refused("too_many", maximum=self.maximum)
        found = list(super()._deserialize(value, attr, data, **kwargs) or ())
        if self.unique and any(item in found[:place] for place, item in enumerate(found)):
            raise refused("repeated")
        return found


def refused(code: str, **values: str | int) -> ValidationError:
    return ValidationError(Fault(code, **values))
