"""The rows of what people bring forward: each taken up, looked into and answered with reasons, by
somebody who has nothing to do with it (登记→核查→处理→答复; domain.md §1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workflows.path import PERSON
from workflows.table import Guard, Row

__all__ = ["answers", "taken_up"]


def taken_up(
    source: str, action: str, target: str, roles: frozenset[str], guards: tuple[Guard, ...] = PERSON,
    duty: str | None = "review",
) -> Row:  # fmt: skip
    """One step of it, with an opinion."""
    return Row(source, action, target, roles, guards, opinion_required=True, duty=duty)


def answers(
    sources: Sequence[tuple[str, tuple[Guard, ...]]], ends: Mapping[str, str],
    roles: frozenset[str],
) -> Iterator[Row]:  # fmt: skip
    """From each state, and under its guards, to each way it may end."""
    for source, guards in sources:
        for action, target in ends.items():
            yield taken_up(source, action, target, roles, guards)
