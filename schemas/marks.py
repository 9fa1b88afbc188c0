"""Texts of a fixed shape: ids, codes, numbers of cards and telephones. ASCII, matched whole."""

import re
from collections.abc import Iterable
from typing import Any

from schemas.strict import Wire, refused

_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_HANDLE = r"[a-z0-9][a-z0-9-]{0,63}"
_IDENTITY_NUMBER = r"[0-9]{17}[0-9Xx]|[0-9]{15}"
_PHONE_NUMBER = r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}"


class Shaped(Wire[str]):
    """A text that matches its pattern from end to end (`$` alone would pass a newline)."""

    def __init__(self, pattern: str, code: str, length: int, **options: Any) -> None:
        self.values: dict[str, str | int] = options.pop("values", {})
        told = {"type": "string", "pattern": f"^(?:{pattern})$", **options.pop("told", {})}
        super().__init__(told, **options)
        self.shape, self.code, self.length = re.compile(pattern, re.ASCII), code, length

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refused("not_text")
        if len(value) > self.length or not self.shape.fullmatch(value):
            raise refused(self.code, **self.values)
        return value


class Digits(Shaped):
    """ASCII digits; １２３ are digits to Python's `isdigit` and to nobody's bank."""

    def __init__(self, minimum: int, maximum: int, **options: Any) -> None:
        values = {"minimum": minimum, "maximum": maximum}
        pattern = f"[0-9]{{{minimum},{maximum}}}"
        super().__init__(pattern, "not_digits", maximum, values=values, **options)


class Id(Shaped):
    def __init__(self, **options: Any) -> None:
        super().__init__(_ID, "not_id", 36, told={"format": "uuid"}, **options)


class Handle(Shaped):
    """An id that its caller chose: of an officer or a client."""

    def __init__(self, **options: Any) -> None:
        super().__init__(_HANDLE, "not_handle", 64, **options)


class Sha256Hex(Shaped):
    def __init__(self, **options: Any) -> None:
        super().__init__(r"[0-9a-f]{64}", "not_sha256", 64, **options)


class IdentityNumber(Shaped):
    """The shape only: whether the number can be (GB 11643) is decided with the other rules."""

    def __init__(self, **options: Any) -> None:
        super().__init__(_IDENTITY_NUMBER, "not_identity_number", 18, **options)


class PhoneNumber(Shaped):
    def __init__(self, **options: Any) -> None:
        super().__init__(_PHONE_NUMBER, "not_phone_number", 13, **options)


class Code(Wire[str]):
    """One of a code list."""

    def __init__(self, choices: Iterable[str], **options: Any) -> None:
        self.choices = tuple(choices)
        super().__init__({"type": "string", "enum": list(self.choices)}, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refused("not_text")
        if value not in self.choices:
            raise refused("not_choice", choices=", ".join(self.choices))
        return value
