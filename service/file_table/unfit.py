"""A table that is taken as a whole or not at all, and is not taken."""

from __future__ import annotations

from service.file_table.fault import SENTENCES, TableFault

__all__ = ["Unfit"]


class Unfit(Exception):
    """The table is none of ours: a reason of `SENTENCES`, and for headings every fault of them."""

    def __init__(
        self, reason: str, faults: tuple[TableFault, ...] = (), **values: str | int
    ) -> None:
        super().__init__(reason)
        self.reason, self.faults, self.values = reason, faults, values
        self.zh, self.en = (words.format_map(values) for words in SENTENCES[reason])
