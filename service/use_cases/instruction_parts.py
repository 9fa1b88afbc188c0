"""The files of one batch: what goes to the bank itself, what to others, and what only its counter takes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.bank.format import OTHER, OWN, WHOLE, Format
from service.bank.instruction import InstructionHead, InstructionLine
from service.bank.write import part_of, unfit, written
from service.store.banking import PayingAccount
from service.store.money import PaymentBatch
from service.use_cases.instruction_lines import format_of, head_of

__all__ = ["Parts", "manual_told", "parts_of", "parts_told"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Every line of the batch stands in one of ``lines`` or, with its reason, in ``manual``."""

    form: Format
    heads: Mapping[str, InstructionHead]
    lines: Mapping[str, Sequence[InstructionLine]]
    manual: Sequence[tuple[InstructionLine, str]]

    def written(self, part: str) -> bytes:
        return written(self.form, self.heads[part], self.lines[part])


def parts_of(
    batch: PaymentBatch,
    account: PayingAccount | None,
    summaries: Mapping[str, str],
    lines: Sequence[InstructionLine],
) -> Parts:
    """Sorted anew from the same rows each time, so that the same files come of them."""
    form = format_of(account)
    names = (OWN, OTHER) if form.split else (WHOLE,)
    heads = {
        part: head_of(batch, account, summaries, place) for place, part in enumerate(names, start=1)
    }
    sorted_: dict[str, list[InstructionLine]] = {part: [] for part in names}
    manual: list[tuple[InstructionLine, str]] = []
    for line in lines:
        part = part_of(form, heads[names[0]], line)
        reason = unfit(form, heads[part], line)
        if reason is None:
            sorted_[part].append(line)
        else:
            manual.append((line, reason))
    return Parts(form, heads, {part: found for part, found in sorted_.items() if found}, manual)


def _told(lines: Sequence[InstructionLine], content: bytes) -> dict[str, Any]:
    return {
        "count": len(lines),
        "total_fen": sum(line.amount_fen for line in lines),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }


def parts_told(parts: Parts) -> list[dict[str, Any]]:
    """What the manifest says of each file."""
    return [
        {
            "part": part, "format": parts.form.name, "sequence": place,
            "reference": parts.heads[part].reference, **_told(lines, parts.written(part)),
        }
        for place, (part, lines) in enumerate(parts.lines.items(), start=1)
    ]  # fmt: skip


def manual_told(parts: Parts, content: bytes) -> dict[str, Any] | None:
    """The same of the list for the counter, with why each line stands there; None without one."""
    if not parts.manual:
        return None
    lines = [line for line, _ in parts.manual]
    why = [{"line": line.line, "reason": reason} for line, reason in parts.manual]
    return {**_told(lines, content), "lines": why}
