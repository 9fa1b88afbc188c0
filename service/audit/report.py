"""What a verification is given of the business rows, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Report", "RowState", "Wrong", "earliest"]


@dataclass(frozen=True, slots=True)
class RowState:
    """A business row as it stands: the number it carries, and the state that `sh` binds."""

    kind: str
    thing: str
    number: int
    state: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first entry that does not hold, or that the rest no longer agrees with."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.reason}"


def earliest(*found: Wrong | None) -> Wrong | None:
    return min((one for one in found if one is not None), key=_number, default=None)


def _number(wrong: Wrong) -> int:
    return wrong.number


@dataclass(frozen=True, slots=True)
class Report:
    """`wrong` is None when the log holds; `erased` counts digests whose text is gone by right."""

    size: int
    root: bytes
    wrong: Wrong | None
    rows: int = 0
    openings: int = 0
    erased: int = 0

    @property
    def holds(self) -> bool:
        return self.wrong is None
