"""专款专用: money that is bound to what a donor or an earmark names (domain.md §1.3, JZ; §5).

A closed set of bounds. Each one that is given binds, a list that is empty does not. Bound money is
only ever spent by naming its fund.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from workflows.money_facts import Spending

__all__ = ["BOUNDS", "Purpose"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """``unions`` hold with everything below them; of ``causes`` a household needs one."""

    programmes: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any] | None) -> Purpose | None:
        """From what a fund keeps; None where nothing was said."""
        if document is None:
            return None
        return cls(**{name: tuple(document.get(name) or ()) for name in BOUNDS})

    @property
    def binds(self) -> bool:
        return any(getattr(self, name) for name in BOUNDS)

    def to_dict(self) -> dict[str, list[str]]:
        """What is bound, and nothing of the rest."""
        return {name: list(getattr(self, name)) for name in BOUNDS if getattr(self, name)}

    def covers(self, asked: Spending) -> bool:
        """Whether this very award is what the money was given for."""
        given = {
            "programmes": {asked.programme},
            "unions": asked.unions,
            "categories": {asked.category},
            "causes": asked.causes,
        }
        bound = self.to_dict()
        return all(bool(given[name] & set(bound[name])) for name in bound)

    def within(self, other: Purpose | None) -> bool:
        """Whether everything this one allows the other allows too: what is handed on stays bound."""
        wide = other.to_dict() if other else {}
        own = self.to_dict()
        return all(name in own and set(own[name]) <= set(wide[name]) for name in wide)


BOUNDS: Final = tuple(field.name for field in fields(Purpose))
