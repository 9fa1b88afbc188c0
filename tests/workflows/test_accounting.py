"""会计科目对照: what an edition must say, which line a movement takes, which edition binds a day."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.use_cases.seeded_subjects import SEEDED_SUBJECTS
from workflows import programme
from workflows.accounting import (
    SILENT,
    Binding,
    binding,
    kind_in_words,
    parse_accounting,
    voucher_number,
)
from workflows.ledger import KINDS
from workflows.policy import problems

RULE = parse_accounting(SEEDED_SUBJECTS)
LAST = len(SEEDED_SUBJECTS["entries"]) - 2
SIDE = {"code": "1002", "name": "银行存款"}


def found(change: Callable[[dict[str, Any]], object]) -> set[tuple[str, str]]:
    document = copy.deepcopy(SEEDED_SUBJECTS)
    change(document)
    return {(one.pointer, one.code) for one in problems(document, programme.registered())}


def test_every_movement_of_money_has_a_word_and_a_line_of_its_own() -> None:
    for kind in set(KINDS) - SILENT:
        assert kind_in_words(kind) != "资金变动", kind
        assert RULE.entry(kind, "union", "warmth") is not RULE.entries[-1], kind


def test_the_first_line_that_fits_is_taken_and_the_last_fits_everything() -> None:
    assert RULE.entry("disburse", "union", "warmth").debit.name.startswith("维权支出—送温暖")
    assert RULE.entry("disburse", "union", "medical").debit.name.startswith("维权支出—困难职工帮扶")
    assert RULE.entry("allocate", "central", None).credit.name.startswith("政府补助收入")
    assert RULE.entry("of_the_future", "other", None) == RULE.entries[-1]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d["entries"].pop(), (f"/entries/{LAST}", "incomplete")),
        (lambda d: d["entries"].clear(), ("/entries", "list")),
        (lambda d: d["entries"][0].update(kind="commit"), ("/entries/0/kind", "unknown_code")),
        (lambda d: d["entries"][0].update(kinds="x"), ("/entries/0/kinds", "unknown_field")),
        (lambda d: d["entries"][0].update(credit=SIDE, debit=SIDE), ("/entries/0/credit", "repeated")),
        (lambda d: d["entries"][0]["debit"].update(code="=1"), ("/entries/0/debit/code", "text")),
        (lambda d: d["entries"][0].update(programme="boats"), ("/entries/0/programme", "unknown_code")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change: Any, fault: tuple[str, str]) -> None:
    assert fault in found(change)


def test_an_edition_binds_what_comes_after_it_and_the_nearest_union_goes_first() -> None:
    province = Binding(1, date(2020, 1, 1), 5)
    county, again = Binding(3, date(2026, 1, 1), 40), Binding(3, date(2026, 1, 1), 60)
    of = [province, county, again]
    assert binding(of, date(2026, 3, 1), 30) is province
    assert binding(of, date(2026, 3, 1), 50) is county
    assert binding(of, date(2025, 12, 31), 50) is province
    assert binding(of, date(2026, 3, 1), 70) is again
    assert binding(of, date(2026, 3, 1), 2) is province  # nothing had been adopted yet
    assert binding([], date(2026, 3, 1), 70) is None


def test_a_number_is_that_of_the_deed() -> None:
    assert voucher_number(2026, 57) == "J2026-00000057"
    assert voucher_number(2026, 57, 1) == "J2026-00000057.2"
    assert kind_in_words("disburse") == "发放救助金"
    assert kind_in_words("of_the_future") == "资金变动"
