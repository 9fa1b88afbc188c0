"""The generic instruction file: CSV in UTF-8, one line an order (domain.md §5 «Generic CSV»).

Control totals stand in the manifest and not in the file, so that every line of it is an order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.bank.instruction import InstructionLine

__all__ = ["GENERIC_CSV", "GenericCsv", "yuan"]

HEADER: Final = ("序号", "户名", "账号", "开户行", "金额", "摘要", "业务参考号")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def yuan(amount_fen: int) -> str:
    """Whole fen as yuan with two decimals: never by way of a float, which would round."""
    whole, fen = divmod(amount_fen, 100)
    return f"{whole}.{fen:02d}"


def _inert(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is written as text (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@dataclass(frozen=True, slots=True)
class GenericCsv:
    name: str = "generic_csv_utf8"

    def written(self, lines: Sequence[InstructionLine]) -> bytes:
        """RFC 4180: a header, then the orders, each line ended by CR LF."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(_cells(line) for line in lines)
        return text.getvalue().encode("utf-8")


def _cells(line: InstructionLine) -> tuple[str, ...]:
    return (
        str(line.line),
        _inert(line.name),
        line.account,
        _inert(line.bank),
        yuan(line.amount_fen),
        _inert(line.summary),
        line.reference,
    )


GENERIC_CSV: Final = GenericCsv()
