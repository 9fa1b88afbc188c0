"""What the public reads of a name, and what a screen shows of a telephone number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import masking


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
        ("买买提·艾力", "买*****"),
        ("李", "*"),
        ("", "*"),
        (" 张三 ", "张*"),
        ("John Smith", "J*********"),
        ("𠮷田明", "𠮷*明"),
    ],
)
def test_a_public_name_is_masked(name: str, shown: str) -> None:
    assert masking.public_name(name) == shown


@given(st.text(min_size=2, max_size=20))
def test_a_public_name_never_shows_more_than_two_characters(name: str) -> None:
    shown = masking.public_name(name)
    assert "*" in shown
    assert len(shown.replace("*", "")) <= 2


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800000000", "138****0000"),
        ("+8613800001234", "+86138****1234"),
        ("0797123", "*****23"),
        ("7", "7"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_masked(number: str, shown: str) -> None:
    assert masking.phone(number) == shown
