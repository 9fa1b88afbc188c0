"""Account numbers: shape is enforced, the Luhn digit is advice, four digits are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from workflows import bank_account


@pytest.mark.parametrize("number", ["6222020000000000000", "6217000000000000004"])
def test_the_vectors_of_the_field_are_sound_and_obey_luhn(number: str) -> None:
    assert bank_account.canonical(number) == number
    assert bank_account.luhn_ok(number)


def test_a_number_may_fail_luhn_and_still_be_an_account() -> None:
    assert bank_account.canonical("6217000000000000005") == "6217000000000000005"
    assert not bank_account.luhn_ok("6217000000000000005")


def test_luhn_notices_two_digits_exchanged() -> None:
    assert bank_account.luhn_ok("79927398713")
    assert not bank_account.luhn_ok("79927398731")


@given(st.text("0123456789", min_size=13, max_size=19))
def test_luhn_agrees_with_another_hand(number: str) -> None:
    assert bank_account.luhn_ok(number) == luhn.is_valid(number)


def test_blanks_as_printed_on_a_card_are_dropped() -> None:
    assert bank_account.canonical("6217 0000 0000 0000 004") == "6217000000000000004"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "digits"),
        ("621700000000000000４", "digits"),
        ("6217000000000000004\n", "digits"),
        ("=6217000000000000", "digits"),
        ("621700000000", "length"),
        ("62170000000000000040", "length"),
    ],
)
def test_what_is_no_account_number_is_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(bank_account.AccountNumberError) as refused:
        bank_account.canonical(text)
    assert refused.value.reason == reason
    assert text not in str(refused.value) or not text


def test_thirteen_and_nineteen_digits_are_the_limits() -> None:
    assert bank_account.canonical("1" * 13)
    assert bank_account.canonical("1" * 19)


def test_only_the_last_four_digits_are_shown() -> None:
    assert bank_account.masked("6217000000000000004") == "*" * 15 + "0004"
