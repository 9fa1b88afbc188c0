"""A column: what it is called, which field of the form it is, how its cells are read and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from service.sheets.table import Cell

__all__ = ["Column", "Kind", "Line"]


class Line(StrEnum):
    """On whose line a column is filled in."""

    EVERY = "every"  # of each person alike
    WORKER = "worker"
    MEMBER = "member"
    KEY = "key"  # to whom a member belongs, where members stand on a sheet of their own
    TOLD = "told"  # what an export adds; no form has it


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` turns a cell into what the form takes, or raises ``CellFault``; ``write`` turns it
    back. ``many``: the field is a list, to which each column of it adds what it reads."""

    read: Callable[[Cell, Column, date], Any]
    write: Callable[[Any, Column], str]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``path`` leads to the field: from the form on a worker's line, from the member on a member's.

    Of a list that has several columns ``item`` says which part of it stands here: the code of an
    item, or a place in the list.
    """

    title: str
    path: tuple[str, ...]
    kind: Kind
    line: Line
    required: bool = False
    codes: str = ""
    item: str = ""
    help: str = ""
