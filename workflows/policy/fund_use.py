"""What an edition of what each source may pay (资金使用范围) must say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from workflows.fund_use import FUND_USE
from workflows.policy.check import Check, listed, nullable, record
from workflows.policy.scalar import UNION, day, one_of, whole
from workflows.programme import MAX_FEN
from workflows.vocabulary import codes

__all__ = ["fund_use_of"]

MOST_LINES: Final = 50


def fund_use_of(programmes: Collection[str]) -> Check:
    """Per source the lines of what it may pay, each for one programme or for any; a source without
    lines pays for nothing."""
    line = record(
        {"kinds": listed(one_of(codes("warmth_kind")), 1, 2, distinct=True)},
        {
            "programme": nullable(one_of(tuple(programmes))),
            "per_time_fen": nullable(whole(1, MAX_FEN)),
            "categories": listed(
                one_of(codes("category")), 0, len(codes("category")), distinct=True
            ),
        },
    )
    sources = dict.fromkeys(codes("fund_source"), listed(line, 0, MOST_LINES))
    return record(
        {
            "programme": one_of((FUND_USE,)),
            "union": UNION,
            "in_force_from": day,
            "may_pay": record({}, sources),
        }
    )
