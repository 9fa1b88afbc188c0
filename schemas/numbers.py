"""Numbers: whole, and written as such. JSON Schema calls 1.0 an integer; this wire does not."""

import re
from decimal import Decimal
from typing import Any

from schemas.strict import Wire, refused

FEN_MAX = 10**15
_PLAIN = "written without fraction or exponent: 1.0 is refused"
_NUMERAL = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)
_RATIO = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?", re.ASCII)


class Whole(Wire[int]):
    """An integer within bounds; no text, no fraction, no truth value."""

    not_one = "not_integer"

    def __init__(self, minimum: int, maximum: int, **options: Any) -> None:
        told = {"type": "integer", "minimum": minimum, "maximum": maximum, "description": _PLAIN}
        super().__init__(told, **options)
        self.minimum, self.maximum = minimum, maximum

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise refused(self.not_one)
        return _within(value, self.minimum, self.maximum)


class Fen(Whole):
    """Money: whole fen, BIGINT in the database (design.md §2.8)."""

    not_one = "not_fen"

    def __init__(self, minimum: int = 0, maximum: int = FEN_MAX, **options: Any) -> None:
        described = {"description": f"fen, {_PLAIN}", **options.pop("metadata", {})}
        super().__init__(minimum, maximum, metadata=described, **options)


class Numeral(Wire[int]):
    """An integer where everything is text: a query parameter or a header."""

    def __init__(self, minimum: int, maximum: int, **options: Any) -> None:
        super().__init__({"type": "integer", "minimum": minimum, "maximum": maximum}, **options)
        self.minimum, self.maximum = minimum, maximum

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, str) or not _NUMERAL.fullmatch(value):
            raise refused("not_integer")
        return _within(int(value), self.minimum, self.maximum)


class Ratio(Wire[str]):
    """A rate or a multiple: a decimal as text and kept as text, because binary floats round."""

    def __init__(self, minimum: str = "0", maximum: str = "9999", **options: Any) -> None:
        super().__init__({"type": "string", "pattern": f"^{_RATIO.pattern}$"}, **options)
        self.minimum, self.maximum = minimum, maximum

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not _RATIO.fullmatch(value):
            raise refused("not_ratio")
        if Decimal(value) < Decimal(self.minimum):
            raise refused("too_small", minimum=self.minimum)
        if Decimal(value) > Decimal(self.maximum):
            raise refused("too_large", maximum=self.maximum)
        return value


class Flag(Wire[bool]):
    def __init__(self, **options: Any) -> None:
        super().__init__({"type": "boolean"}, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise refused("not_flag")
        return value


def _within(value: int, minimum: int, maximum: int) -> int:
    if value < minimum:
        raise refused("too_small", minimum=minimum)
    if value > maximum:
        raise refused("too_large", maximum=maximum)
    return value
