"""A workflow as data: rows of (source, action, target, roles, guards …); no branch anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.errors import Verdict
    from workflows.facts import Facts

__all__ = ["Guard", "Row", "Table", "plain"]

Guard = Callable[["Facts"], "Iterable[Verdict]"]


def plain(state: str) -> str:
    """The state as callers know it, without the position within a path."""
    return state.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One transition. ``level`` binds it to the union of that level above the case; ``door`` says
    whether callers name the action in ``…/{action}`` or another resource's call fires it."""

    source: str
    action: str
    target: str
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    opinion_required: bool = False
    money: bool = False
    duty: str | None = None
    level: str | None = None
    door: bool = True

    @property
    def key(self) -> str:
        """The row's own name in the machine: two rows may share an action and a source."""
        return f"{self.source}--{self.action}--{self.target}"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All rows of one definition, with its first and its final states."""

    name: str
    initial: str
    final: frozenset[str]
    rows: tuple[Row, ...]
    _index: dict[tuple[str, str], tuple[Row, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        grouped: dict[tuple[str, str], tuple[Row, ...]] = {}
        for row in self.rows:
            place = (row.source, row.action)
            grouped[place] = (*grouped.get(place, ()), row)
        self._index.update(grouped)

    @property
    def states(self) -> tuple[str, ...]:
        seen = {self.initial: None}
        for row in self.rows:
            seen.setdefault(row.source)
            seen.setdefault(row.target)
        return tuple(seen)

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.rows))

    @property
    def doors(self) -> tuple[str, ...]:
        """The actions a caller may name in a path."""
        return tuple(dict.fromkeys(row.action for row in self.rows if row.door))

    def rows_for(self, state: str, action: str) -> tuple[Row, ...]:
        return self._index.get((state, action), ())

    def doors_for(self, state: str, action: str) -> tuple[Row, ...]:
        """The rows a caller may fire by naming the action; others only follow from another call."""
        return tuple(row for row in self.rows_for(state, action) if row.door)

    def allowed(self, state: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.rows if row.source == state))

    def roles_for(self, action: str) -> frozenset[str]:
        return frozenset().union(*(row.roles for row in self.rows if row.action == action))
