"""What the demonstration prints: totals, refusals, one case's trail, the log that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.bank.generic_csv import yuan
from service.commands.demo.caller import Caller
from service.commands.demo.plan import FUNDS
from service.commands.demo.story import Story
from workflows.vocabulary import label

__all__ = ["lines"]

SHANGHAI_SHOWN: Final = 16
LEDGER: Final = ("allocated", "committed", "disbursed", "available")
LEDGER_ZH: Final = ("下达", "占用", "支出", "结余")


def lines(call: Caller, story: Story, figures: Mapping[str, int]) -> Iterator[str]:
    yield from _files(figures)
    yield from _programmes(figures)
    yield from _funds(figures)
    yield from _refusals(story)
    yield from _trail(call, story)
