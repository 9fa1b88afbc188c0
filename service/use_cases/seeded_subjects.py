"""The subjects every seeded county begins with: families of 工会会计制度, codes that are placeholders.

No published list of the numeric codes was at hand (domain.md §5), so each is written ``X…`` and its
name ends in 示例: nobody can take them for those of a real chart. A union adopts its own.
"""

from __future__ import annotations

from typing import Any

__all__ = ["SEEDED_SUBJECTS"]


def _subject(code: str, name: str) -> dict[str, str]:
    return {"code": code, "name": f"{name}（示例）"}


_BANK = _subject("X101", "银行存款")
_AID = _subject("X503.01", "维权支出—困难职工帮扶")
_WARMTH = _subject("X503.02", "维权支出—送温暖")
_FROM_ABOVE = _subject("X402", "上级补助收入")
_FROM_STATE = _subject("X403", "政府补助收入")
_GIFTS = _subject("X408", "其他收入—社会捐赠")
_PASSED_ON = _subject("X507", "补助下级支出")
_CARRIED = _subject("X301", "专用结余")
_OWED_BACK = _subject("X135", "其他应收款—多付待追回")
_OPEN = _subject("X901", "待确认科目")

SEEDED_SUBJECTS: dict[str, Any] = {
    "programme": "accounting",
    "union": "360000",
    "in_force_from": "2020-01-01",
    "entries": [
        *(
            {"kind": "allocate", "source": source, "debit": _BANK, "credit": _FROM_STATE}
            for source in ("central", "provincial", "local")
        ),
        {"kind": "allocate", "source": "donation", "debit": _BANK, "credit": _GIFTS},
        {"kind": "allocate", "debit": _BANK, "credit": _FROM_ABOVE},
        {"kind": "disburse", "programme": "warmth", "debit": _WARMTH, "credit": _BANK},
        {"kind": "disburse", "debit": _AID, "credit": _BANK},
        *(
            entry
            for kind in ("return", "recover", "return_late", "recover_late")
            for entry in (
                {"kind": kind, "programme": "warmth", "debit": _BANK, "credit": _WARMTH},
                {"kind": kind, "debit": _BANK, "credit": _AID},
            )
        ),
        {"kind": "pass_down", "debit": _PASSED_ON, "credit": _BANK},
        {"kind": "carry_out", "debit": _CARRIED, "credit": _BANK},
        {"kind": "carry_in", "debit": _BANK, "credit": _CARRIED},
        {"kind": "overpay", "debit": _OWED_BACK, "credit": _BANK},
        {"debit": _OPEN, "credit": _BANK},
    ],
}
