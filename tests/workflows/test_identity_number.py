"""GB 11643 by our own validator: vectors of the field, every reason, and the library's gaps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from workflows import identity_number

TODAY = date(2026, 3, 2)


def numbered(first_seventeen: str) -> str:
    return first_seventeen + identity_number.check_character(first_seventeen)


@pytest.mark.parametrize(
    "number",
    [
        "360426199101010071",
        "120103198806018241",
        numbered("13010719700101123"),  # a county code that came into force after the birth year
        numbered("33011320000101001"),  # 临平区, unknown to the library
        numbered("81000019900101001"),  # residence permit of Hong Kong
        numbered("83000019900101001"),  # of Taiwan
        numbered("36072220000229001"),  # a leap day
    ],
)
def test_a_sound_number_is_its_own_canonical_form(number: str) -> None:
    assert identity_number.canonical(number, TODAY) == number


def test_a_small_x_is_written_large() -> None:
    number = "13010719700101123X"
    assert identity_number.canonical(number, TODAY) == number
    assert identity_number.canonical(number.lower(), TODAY) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("360426910101007", "length"),  # fifteen digits
        ("3604261991010100711", "length"),
        (" 360426199101010071", "length"),
        ("36042619910101007１", "digits"),
        ("３６０４２６１９９１０１０１００７１", "digits"),
        ("3604261991010100 1", "digits"),
        ("36042619910101007\n", "digits"),
        ("36042X199101010071", "digits"),
        ("36042619910101007A", "digits"),
        ("000426199101010071", "province"),
        ("990426199101010071", "province"),
        ("160426199101010071", "province"),
        ("360426199113010071", "birth_date"),
        ("360426199102300071", "birth_date"),
        ("360426190002290071", "birth_date"),  # 1900 was no leap year
        ("360426209901010071", "birth_date"),
        ("360426000001010071", "birth_date"),
        ("360426189912310071", "birth_date"),
        ("360426199101010072", "check_digit"),
        ("36042619910101007X", "check_digit"),
    ],
)
def test_an_unsound_number_says_what_is_wrong_first(text: str, reason: str) -> None:
    with pytest.raises(identity_number.IdentityNumberError) as refused:
        identity_number.canonical(text, TODAY)
    assert refused.value.reason == reason


def test_the_error_does_not_carry_the_number() -> None:
    with pytest.raises(identity_number.IdentityNumberError) as refused:
        identity_number.canonical("360426199101010072", TODAY)
    assert "360426" not in repr(refused.value)


def test_born_today_is_sound_and_born_tomorrow_is_not() -> None:
    born_today, born_tomorrow = numbered("36072220260302001"), numbered("36072220260303001")
    assert identity_number.canonical(born_today, TODAY) == born_today
    with pytest.raises(identity_number.IdentityNumberError, match="birth_date"):
        identity_number.canonical(born_tomorrow, TODAY)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_character_agrees_with_another_hand(digits: str) -> None:
    assert identity_number.check_character(digits) == mod_11_2.calc_check_digit(digits)


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert identity_number.birth_date("360426199101010071") == date(1991, 1, 1)
    assert identity_number.sex("360426199101010071") == "1"
    assert identity_number.sex("120103198806018241") == "2"


@pytest.mark.parametrize(
    ("born", "today", "minor"),
    [
        ("20080302", date(2026, 3, 2), False),
        ("20080303", date(2026, 3, 2), True),
        ("20080229", date(2026, 2, 28), True),
        ("20080229", date(2026, 3, 1), False),
        ("19850312", date(2026, 3, 2), False),
    ],
)
def test_a_person_is_a_minor_until_the_eighteenth_birthday(
    born: str, today: date, minor: bool
) -> None:
    assert identity_number.is_minor(numbered(f"360722{born}001"), today) is minor


def test_a_masked_number_hides_birth_and_place() -> None:
    assert identity_number.masked("360426199101010071") == "360***********0071"


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 17), st.data())
def test_one_changed_digit_is_always_noticed(
    born: date, sequence: int, place: int, data: st.DataObject
) -> None:
    number = numbered(f"360722{born:%Y%m%d}{sequence:03d}")
    assert identity_number.canonical(number, TODAY) == number
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    with pytest.raises(identity_number.IdentityNumberError):
        identity_number.canonical(number[:place] + other + number[place + 1 :], TODAY)


def reason_of(text: str) -> str | None:
    try:
        identity_number.canonical(text, TODAY)
    except identity_number.IdentityNumberError as refused:
        return refused.reason
    return None


@given(st.text(max_size=24) | st.text("0123456789xX１", min_size=17, max_size=19))
def test_any_text_is_a_number_or_refused_by_name(text: str) -> None:
    reasons = {None, "length", "digits", "province", "birth_date", "check_digit"}
    assert reason_of(text) in reasons


@pytest.mark.parametrize(
    "text",
    [
        "360722850312002", "３６０７２２８５０３１２００２", " 360722 850312 002 ",
        "360722198503120026", "３６０７２２１９８５０３１２００２６",
    ],
)  # fmt: skip
def test_an_old_list_writes_one_person_in_many_ways(text: str) -> None:
    assert identity_number.from_old_list(text, TODAY) == "360722198503120026"


def test_an_old_list_may_write_a_small_or_a_wide_x() -> None:
    for text in ("36072220070501001x", "36072220070501001Ｘ"):
        assert identity_number.from_old_list(text, TODAY) == "36072220070501001X"


def test_a_wrong_number_of_an_old_list_is_refused_as_any() -> None:
    for text, reason in (("36072285031200", "length"), ("360722859912002", "birth_date")):
        with pytest.raises(identity_number.IdentityNumberError) as caught:
            identity_number.from_old_list(text, TODAY)
        assert caught.value.reason == reason
