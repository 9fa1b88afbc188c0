"""What a quorum must be: how many votes an approval takes, and whether they are cast in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflows.policy.check import Problem, at, in_turn, record
from workflows.policy.scalar import one_of, whole
from workflows.vocabulary import codes

__all__ = ["QUORUM"]

MOST_VOTES = 100


def _counted(value: Any, pointer: str) -> Iterator[Problem]:
    """`n` belongs to n_of_m, and to nothing else."""
    if (value["kind"] == "n_of_m") is not ("n" in value):
        zh, en = "n 只用于 n_of_m，且必须给出", "Give n with n_of_m, and only there"
        yield Problem(at(pointer, "n"), "quorum_n", zh, en)


def _ordered(value: Any, pointer: str) -> Iterator[Problem]:
    """One vote has no order."""
    if value["kind"] == "any" and "order" in value:
        zh, en = "或签没有先后顺序", "Where any one votes there is no order"
        yield Problem(at(pointer, "order"), "quorum_order", zh, en)


QUORUM = in_turn(
    record(
        {"kind": one_of(codes("quorum_kind"))},
        {"n": whole(1, MOST_VOTES), "order": one_of(codes("quorum_order"))},
    ),
    _counted,
    _ordered,
)
