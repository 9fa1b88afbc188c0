"""会计科目对照: to which subjects a movement of money is booked, as dated data of a union.

The union accounting system (工会会计制度 2022) gives the families of subjects; codes and sub-subjects are
each union's own (domain.md §5 «Vouchers»), so they stand in the edition ``accounting`` of the nearest
union upward and in no line of code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from workflows.vocabulary import CODE_LISTS, label

__all__ = [
    "ACCOUNTING",
    "REVERSALS",
    "SILENT",
    "AccountingRule",
    "Binding",
    "Entry",
    "Subject",
    "binding",
    "kind_in_words",
    "parse_accounting",
    "voucher_number",
]

ACCOUNTING: Final = "accounting"
SILENT: Final = frozenset({"commit", "release"})
"""Movements inside a fund by which no money moves: an award is set aside, or free again."""
REVERSALS: Final = frozenset({"return", "recover", "return_late", "recover_late"})
"""Movements that take back what an earlier one paid out."""
_WORDS: Final = frozenset(word.code for word in CODE_LISTS["voucher_kind"])
T = TypeVar("T", bound="Binding")


@dataclass(frozen=True, slots=True)
class Subject:
    """科目: its code and its name in the union's own chart."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: what is absent fits everything."""

    debit: Subject
    credit: Subject
    kind: str | None = None
    source: str | None = None
    programme: str | None = None

    def fits(self, kind: str, source: str, programme: str | None) -> bool:
        asked = ((self.kind, kind), (self.source, source), (self.programme, programme))
        return all(wanted in (None, given) for wanted, given in asked)


@dataclass(frozen=True, slots=True)
class AccountingRule:
    """The table from top to bottom: the first line that fits is the one; the last fits everything."""

    entries: tuple[Entry, ...]

    def entry(self, kind: str, source: str, programme: str | None) -> Entry:
        return next(one for one in self.entries if one.fits(kind, source, programme))


@dataclass(frozen=True, slots=True)
class Binding:
    """An adopted edition as it is chosen: how near its union is, from when, and by which entry of the
    log it was adopted."""

    depth: int
    in_force_from: date
    number: int


def binding(editions: Iterable[T], day: date, number: int) -> T | None:
    """Which edition binds a movement of ``day`` made by entry ``number``: of those adopted before it the
    nearest union's, the latest by date, then the latest adopted.

    A voucher never changes, so a later edition does not reach back. Where none had been adopted yet,
    the first one adopted afterwards speaks for what lies before it.
    """
    found = list(editions)
    before = [one for one in found if one.number < number and one.in_force_from <= day]
    if before:
        return max(before, key=lambda one: (one.depth, one.in_force_from, one.number))
    return min(found, key=lambda one: one.number, default=None)


def parse_accounting(document: Mapping[str, Any]) -> AccountingRule:
    """From the document of an edition in which `problems` has found nothing wrong."""
    return AccountingRule(tuple(_entry(one) for one in document["entries"]))


def _entry(one: Mapping[str, Any]) -> Entry:
    debit, credit = (Subject(one[side]["code"], one[side]["name"]) for side in ("debit", "credit"))
    return Entry(debit, credit, one.get("kind"), one.get("source"), one.get("programme"))


def kind_in_words(kind: str) -> str:
    """What a voucher says it was made for; a movement without a word of its own is told as such."""
    return label("voucher_kind", kind, "zh") if kind in _WORDS else "资金变动"


def voucher_number(year: int, number: int, place: int = 0) -> str:
    """Made of the audit number, so it never changes and never repeats; it leaves gaps. A deed that
    moves money on several roads has one voucher each."""
    return f"J{year}-{number:08d}" + (f".{place + 1}" if place else "")
