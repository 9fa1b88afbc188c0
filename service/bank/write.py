"""Lines by a format become the exact bytes of a file; what the bank cannot write is never cut.

A name with a character that the bank's charset lacks, or one that is too long for its field, goes to
the manual list: a "?" or half a name would pay somebody else, or nobody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from service.bank.format import OTHER, OWN, WHOLE, Format, FormatField
from service.bank.instruction import InstructionHead, InstructionLine, yuan

__all__ = ["is_own", "part_of", "unfit", "written"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def is_own(head: InstructionHead, line: InstructionLine) -> bool:
    return bool(head.own_bank) and head.own_bank in line.bank


def part_of(form: Format, head: InstructionHead, line: InstructionLine) -> str:
    """To which file of the batch a line goes."""
    if not form.split:
        return WHOLE
    return OWN if is_own(head, line) else OTHER


_LINE: Final[Mapping[str, Callable[[InstructionHead, InstructionLine], str]]] = {
    "line": lambda _head, line: str(line.line),
    "name": lambda _head, line: line.name,
    "account": lambda _head, line: line.account,
    "bank": lambda _head, line: line.bank,
    "yuan": lambda _head, line: yuan(line.amount_fen),
    "summary": lambda _head, line: line.summary,
    "reference": lambda _head, line: line.reference,
    "short_reference": lambda _head, line: line.short_reference,
    "own_flag": lambda head, line: "Y" if is_own(head, line) else "N",
    "place": lambda head, _line: head.place,
}
_Lines = Sequence[InstructionLine]
_HEAD: Final[Mapping[str, Callable[[InstructionHead, _Lines], str]]] = {
    "payer_account": lambda head, _lines: head.account,
    "payer_code": lambda head, _lines: head.code,
    "sum_yuan": lambda _head, lines: yuan(sum(line.amount_fen for line in lines)),
    "count": lambda _head, lines: str(len(lines)),
    "file_reference": lambda head, _lines: head.reference,
    "memo": lambda head, _lines: head.memo,
}


def _said(field: FormatField, head: InstructionHead, line: InstructionLine) -> str:
    text = field.constant or _LINE[field.value](head, line)
    if field.inert and text.startswith(_FORMULA):  # a spreadsheet would run it (CWE-1236)
        return f"'{text}"
    return text


def _fields_of(form: Format, head: InstructionHead, line: InstructionLine) -> list[FormatField]:
    part = part_of(form, head, line)
    return [field for field in form.line if field.part in (None, part)]


def unfit(form: Format, head: InstructionHead, line: InstructionLine) -> str | None:
    """``unwritable`` or ``too_long`` where the bank cannot take the line as it is, and which field:
    such as ``name:unwritable``."""
    for field in _fields_of(form, head, line):
        text = _said(field, head, line)
        try:
            size = len(text.encode(form.charset, errors="strict"))
        except UnicodeEncodeError:
            return f"{field.value}:unwritable"
        if field.most is not None and (size > field.most or not size):
            return f"{field.value}:{'too_long' if size else 'missing'}"
    return None


def written(form: Format, head: InstructionHead, lines: Sequence[InstructionLine]) -> bytes:
    """The whole file; raises ``UnicodeEncodeError`` rather than lose a character."""
    text = _csv(form, head, lines) if form.kind == "csv" else _xml(form, head, lines)
    return text.encode(form.charset, errors="strict")


def _csv(form: Format, head: InstructionHead, lines: Sequence[InstructionLine]) -> str:
    """RFC 4180: a header, then the orders, each line ended by CR LF."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([field.name for field in form.line])
    rows.writerows([_said(field, head, line) for field in form.line] for line in lines)
    return text.getvalue()


def _xml(form: Format, head: InstructionHead, lines: Sequence[InstructionLine]) -> str:
    told = [f'<?xml version="1.0" encoding="{form.charset.upper()}"?>', f"<{form.root}>"]
    for element, fields in form.head:
        values = [(one.name, one.constant or _HEAD[one.value](head, lines)) for one in fields]
        told.append(_element(element, values))
    for line in lines:
        fields_said = [
            (field.name, _said(field, head, line)) for field in _fields_of(form, head, line)
        ]
        told.append(_element(form.line_element, fields_said))
    return "\n".join((*told, f"</{form.root}>", ""))


def _element(name: str, values: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in values)
    return f"<{name}>{inner}</{name}>"
