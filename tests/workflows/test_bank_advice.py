"""Advice on accounts: what is questioned, and what is left alone."""

from __future__ import annotations

import pytest

from workflows.bank_account import luhn_ok
from workflows.bank_advice import PREFIXES, advice_on, bank_by_prefix


def card(prefix: str, length: int = 19) -> str:
    """A number with this prefix whose check digit fits."""
    body = prefix.ljust(length - 1, "0")
    return next(body + str(digit) for digit in range(10) if luhn_ok(body + str(digit)))


def test_a_card_of_the_bank_that_is_named_is_left_alone() -> None:
    assert list(advice_on(card("621700"), "中国建设银行信丰支行")) == []
    assert list(advice_on(card("622848"), "中国农业银行信丰县支行")) == []


def test_the_prefix_of_another_bank_and_a_wrong_digit_are_questioned() -> None:
    number = card("622848")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert list(advice_on(number, "中国建设银行")) == ["other_bank"]
    assert list(advice_on(wrong, "中国农业银行")) == ["check_digit"]
    assert list(advice_on(wrong, "中国建设银行")) == ["check_digit", "other_bank"]


@pytest.mark.parametrize("number", ["36050164000000123", "6217000000000", "1234567890123456"])
def test_what_is_no_card_is_asked_about_nothing(number: str) -> None:
    assert list(advice_on(number, "某银行")) == []


def test_no_prefix_belongs_to_two_banks() -> None:
    every = [prefix for prefixes in PREFIXES.values() for prefix in prefixes]
    for prefix in every:
        assert bank_by_prefix(card(prefix)) is not None
        assert [one for one in every if one.startswith(prefix)] == [prefix]
