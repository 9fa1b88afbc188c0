"""Labels of old lists, read as categories of today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.legacy_category import LEGACY, category_of
from workflows.vocabulary import codes, label


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("低保户", "severe"),
        ("低保边缘户", "relative"),
        ("意外致困户", "accidental"),
        ("低保线以上", "relative"),
        ("享受低保", "severe"),
        ("未享受低保", "severe"),
        ("深度困难", "severe"),
        ("相对困难", "relative"),
        ("意外致困", "accidental"),
    ],
)
def test_every_label_of_an_old_list_has_its_category(written: str, category: str) -> None:
    assert category_of(written) == category
    for blank in (" ", "\t", "\r\n", "\u3000", "\u00a0"):
        assert category_of(f"{blank}{written}{blank}") == category


def test_a_compatible_form_of_a_sign_is_the_same_label() -> None:
    assert category_of("\u3000深\ufa01困难") == "severe"


@pytest.mark.parametrize(
    "written", ["", " ", "低保", "低 保 户", "困难", "特困户", "severe", "1", "低保户低保户"]
)
def test_a_label_nobody_knows_is_no_category(written: str) -> None:
    assert category_of(written) is None


@given(st.text())
def test_any_text_is_read(written: str) -> None:
    assert category_of(written) in {None, *codes("category")}


def test_the_table_knows_every_category_of_today_and_gives_no_other() -> None:
    assert set(LEGACY.values()) == set(codes("category"))
    for code in codes("category"):
        assert category_of(label("category", code, "zh")) == code
