"""Conditions as data: what a union may ask of a case in a closed language that can be printed.

A condition is a node, an object with one operator: ``all``, ``any`` and ``not`` of other nodes, or a
question (``ask``) compared with a value. It is total: of whatever `policy` found sound, and whatever
the case holds, the answer is yes or no. What a case does not answer compares with nothing: such a
comparison does not hold, and what ``not`` says of it does. Nothing is run that was written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias

__all__ = ["COMPARISONS", "DAYS", "TODAY", "Node", "asked", "holds"]

Node: TypeAlias = Mapping[str, Any]
Known: TypeAlias = Mapping[str, Any]
TODAY: Final = "today"
"""The day of the assessment, among the facts; a value of ``{"days_from_today": -365}`` counts from it."""
DAYS: Final = "days_from_today"

COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "is": lambda given, value: given == value,
    "in": lambda given, values: given in values,
    "at_least": lambda given, value: given >= value,
    "at_most": lambda given, value: given <= value,
    "above": lambda given, value: given > value,
    "below": lambda given, value: given < value,
    "between": lambda given, values: values[0] <= given <= values[1],
}
"""Bounds belong to ``at_least``, ``at_most`` and ``between``, and not to ``above`` and ``below``."""


def holds(node: Node, facts: Known) -> bool:
    """Whether the facts meet the node; ``facts`` hold answers in their wire form, and `TODAY`."""
    if "all" in node:
        return all(holds(one, facts) for one in node["all"])
    if "any" in node:
        return any(holds(one, facts) for one in node["any"])
    if "not" in node:
        return not holds(node["not"], facts)
    name = _operator(node)
    given, value = facts.get(node["ask"]), _value(node[name], facts)
    if given is None or value is None:
        return False
    return COMPARISONS[name](given, value)


def asked(node: Node) -> Iterator[str]:
    """The questions a node asks, each as often as it stands there."""
    for name in ("all", "any"):
        for one in node.get(name, ()):
            yield from asked(one)
    if "not" in node:
        yield from asked(node["not"])
    if "ask" in node:
        yield node["ask"]
        value = node[_operator(node)]
        if isinstance(value, Mapping) and "ask" in value:
            yield value["ask"]


def _operator(node: Node) -> str:
    return next(name for name in node if name in COMPARISONS)


def _value(value: Any, facts: Known) -> Any:
    """A literal; a multiple of another answer, exact; a day so many days from today.

    None where the other was never answered; of two bounds none stands alone.
    """
    if isinstance(value, list | tuple):
        known = [_value(one, facts) for one in value]
        return None if None in known else known
    if not isinstance(value, Mapping):
        return value
    if DAYS in value:
        today = facts.get(TODAY)
        if today is None:
            return None
        return (date.fromisoformat(str(today)) + timedelta(days=value[DAYS])).isoformat()
    other = facts.get(value["ask"])
    return None if other is None else Fraction(other) * Fraction(value["times"])
