"""滞留资金: how much of what was passed down lies where it was given, unused (domain.md §1.4, §8).

Money of one fund is one money: the oldest is taken to be used first, so what is left is the newest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["unused_of"]


def unused_of(received: Sequence[tuple[str, int]], available_fen: int) -> Mapping[str, int]:
    """Of each amount received, by its id and in the order it came, what of it is still free."""
    left, unused = available_fen, {}
    for key, amount_fen in reversed(received):
        unused[key] = min(amount_fen, left)
        left -= unused[key]
    return unused
