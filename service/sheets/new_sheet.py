"""A sheet to be written: what its columns ask for, its lines, and what is remarked upon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Column", "NewSheet"]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters of the default font (a Chinese one takes two); `help` is shown when
    the pointer rests on the header; `choices` become a drop-down list, and nothing else is taken.
    """

    title: str
    width: float = 14.0
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSheet:
    """The header is line 1, so `lines` begin at 2; they may be a generator and are walked once.

    `remarks` say what is wrong with a cell, by line number as the person sees it and column from 1;
    such a cell is highlighted, in the copy of an upload that goes back to its sender.
    """

    name: str
    columns: Sequence[Column]
    lines: Iterable[Sequence[str]] = ()
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)
