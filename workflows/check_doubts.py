"""What the registries found against what the household states: a list of doubts, never a verdict.

A person looks into each of them (个人信息保护法 art. 24: nothing is refused by a machine alone).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

__all__ = ["doubts_of"]

Found = Mapping[str, Any]
Stated = Mapping[str, Any]


def _more(name: str, stated_as: str | None = None) -> Callable[[Found, Stated], bool]:
    """More was found than is stated; what is not stated counts as none."""

    def doubt(found: Found, stated: Stated) -> bool:
        return bool(found.get(name, 0) > (stated.get(stated_as or name) or 0))

    return doubt


def _flag(name: str) -> Callable[[Found, Stated], bool]:
    return lambda found, _stated: bool(found.get(name))


LOOKED_AT: Final = frozenset(
    {"dwellings", "vehicles", "businesses", "annual_income_fen", "financial_assets_fen"}
)
"""What a check is for; of what is left out nobody knows whether it agrees."""
_DOUBTS: Final[Mapping[str, Callable[[Found, Stated], bool]]] = {
    "dwellings": _more("dwellings"),
    "vehicles": _more("vehicles"),
    "businesses": _more("businesses"),
    "income": _more("annual_income_fen"),
    "assets": _more("financial_assets_fen"),
    "deceased": _flag("deceased"),
    "insured_elsewhere": _flag("insured_elsewhere"),
    "incomplete": lambda found, _stated: not found.keys() >= LOOKED_AT,
    "other": _flag("note"),
}


def doubts_of(found: Found, stated: Stated) -> tuple[str, ...]:
    """The codes of list ``check_doubt`` for everything that does not agree, in the list's order.

    ``stated`` holds counts as they are and ``annual_income_fen`` as the means test counted it.
    """
    return tuple(code for code, doubt in _DOUBTS.items() if doubt(found, stated))
