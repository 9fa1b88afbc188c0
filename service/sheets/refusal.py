"""Why a table was not read or not written: one class, one reason of the catalogue, its values."""

from __future__ import annotations

from service.sheets.reasons import REASONS

__all__ = ["SheetRefused"]

_SHOWN = 60  # characters of a value; a name in the file may be as long as its maker wished


class SheetRefused(Exception):
    """The only exception that leaves this package for anything a stranger's file holds.

    `zh` and `en` say what is wrong, where, what the limit is and what to do about it.
    """

    def __init__(self, reason: str, **values: str | int) -> None:
        self.reason = reason
        self.values = {name: _shown(value) for name, value in values.items()}
        zh, en = REASONS[reason]
        self.zh, self.en = zh.format_map(self.values), en.format_map(self.values)
        super().__init__(f"{reason}: {self.en}")


def _shown(value: str | int) -> str | int:
    if isinstance(value, str) and len(value) > _SHOWN:
        return value[: _SHOWN - 1] + "…"
    return value
