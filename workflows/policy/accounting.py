"""What an edition of the subjects (会计科目对照) must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from workflows.accounting import ACCOUNTING, SILENT
from workflows.ledger import KINDS
from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.scalar import UNION, day, one_of, plain_text, text
from workflows.vocabulary import codes

__all__ = ["subjects_of"]

MOST_ENTRIES: Final = 200
NAME_LENGTH: Final = 100
_SUBJECT: Final = record(
    {
        "code": text(
            r"[0-9A-Za-z][0-9A-Za-z.-]{0,31}",
            "须为科目编码：字母、数字、点或连字符，不超过 32 位",
            "Write the code of a subject: letters, digits, dots, hyphens, at most 32",
        ),
        "name": plain_text(NAME_LENGTH),
    }
)
BOOKED: Final = tuple(kind for kind in KINDS if kind not in SILENT)
"""The movements that become a voucher."""


def subjects_of(programmes: tuple[str, ...]) -> Check:
    """The check of a whole document, for the programmes of the house."""
    entry = record(
        {"debit": _SUBJECT, "credit": _SUBJECT},
        {
            "kind": one_of(BOOKED),
            "source": one_of(codes("fund_source")),
            "programme": one_of(programmes),
        },
    )
    told = record(
        {
            "programme": one_of((ACCOUNTING,)),
            "union": UNION,
            "in_force_from": day,
            "entries": listed(entry, 1, MOST_ENTRIES),
        }
    )
    return in_turn(told, _two_sides, _complete)


def _two_sides(value: Any, pointer: str) -> Iterator[Problem]:
    """What is debited and credited alike is booked nowhere."""
    for index, one in enumerate(value["entries"]):
        if one["debit"]["code"] == one["credit"]["code"]:
            place = at(at(at(pointer, "entries"), index), "credit")
            zh, en = "借方与贷方不得为同一科目", "Debit and credit must be different subjects"
            yield Problem(place, "repeated", zh, en)


def _complete(value: Any, pointer: str) -> Iterator[Problem]:
    """The last line takes whatever no other line took, so that every movement has its voucher."""
    last = len(value["entries"]) - 1
    if set(value["entries"][last]) != {"debit", "credit"}:
        zh = "最后一行须适用于一切资金变动：不写 kind、source、programme"
        en = "The last line must fit everything: leave out kind, source and programme"
        yield Problem(at(at(pointer, "entries"), last), "incomplete", zh, en)
