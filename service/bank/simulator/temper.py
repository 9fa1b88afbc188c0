"""How badly the bank behaves: of a thousand orders, how many meet which mischance. Data, not code."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["TEMPERS", "Chance", "Temper"]

WHOLE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """Per mille of orders. ``refused`` and ``returned`` are what the bank does; the others how it tells.

    ``silent``: it never says what it did. ``contradicted``: it says the opposite as well, before or
    after. ``unheard``: its line breaks before it has the answer, so that it says all of it again.
    """

    refused: int = 0
    returned: int = 0
    late: int = 0
    unknown: int = 0
    repeated: int = 0
    silent: int = 0
    contradicted: int = 0
    unheard: int = 0


TEMPERS: Final[Mapping[str, Temper]] = MappingProxyType(
    {
        "good": Temper(),
        "usual": Temper(
            refused=40, returned=10, late=200, unknown=30, repeated=50, silent=5, contradicted=2,
            unheard=20,
        ),
        "worst": Temper(
            refused=150, returned=100, late=500, unknown=250, repeated=500, silent=100,
            contradicted=200, unheard=250,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance decides about one thing: the same for the same seed, whatever else happens.

    A digest and no generator, because orders come in any order and the bank may be started again.
    """

    seed: int
    about: str

    def below(self, what: str, bound: int) -> int:
        """A number from 0 to ``bound`` - 1."""
        told = hashlib.sha256(f"{self.seed}|{self.about}|{what}".encode()).digest()
        return int.from_bytes(told[:8], "big") % bound

    def falls(self, what: str, per_mille: int) -> bool:
        return self.below(what, WHOLE) < per_mille
