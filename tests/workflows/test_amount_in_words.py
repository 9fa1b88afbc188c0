"""大写金额: the published vectors, every amount there and back, and nothing else read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.amount_in_words import MOST_FEN, amount_in_words, fen_of_words

VECTORS = {
    0: "零元整",
    5: "伍分",
    10: "壹角整",
    100: "壹元整",
    140_950: "壹仟肆佰零玖元伍角整",
    600_714: "陆仟零柒元壹角肆分",
    32_504: "叁佰贰拾伍元零肆分",
    1_640_902: "壹万陆仟肆佰零玖元零贰分",
    168_032: "壹仟陆佰捌拾元零叁角贰分",
    10_700_053: "壹拾万柒仟元零伍角叁分",
    1_000_000: "壹万元整",
    1_050_000: "壹万零伍佰元整",
    10_000_000_005_00: "壹佰亿零伍元整",
    10_000_500_000_00: "壹佰亿零伍拾万元整",
    MOST_FEN: "壹拾万亿元整",
}
BOTH = {
    168_032: "壹仟陆佰捌拾元叁角贰分",
    10_700_053: "壹拾万零柒仟元零伍角叁分",
    10_700_050: "人民币壹拾万零柒仟圆伍角",
    140_950: "壹仟肆佰零玖元伍角",
    100: "壹圆正",
}
"""The other form of the rules, and how others write 元 and 整."""


@pytest.mark.parametrize(("fen", "words"), VECTORS.items())
def test_an_amount_is_written_as_the_rules_say(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words
    assert fen_of_words(words) == fen


@pytest.mark.parametrize(("fen", "words"), BOTH.items())
def test_both_forms_are_read(fen: int, words: str) -> None:
    assert fen_of_words(words) == fen


@given(st.integers(0, 10**13) | st.integers(0, 10**6).map(lambda yuan: yuan * 10_000))
def test_every_amount_comes_back_and_no_two_are_written_alike(fen: int) -> None:
    words = amount_in_words(fen)
    assert fen_of_words(words) == fen
    assert "零零" not in words
    assert fen_of_words(f"人民币{words.replace('元', '圆').replace('整', '正')}") == fen


@pytest.mark.parametrize(
    "words",
    [
        "", "壹", "整", "元整", "壹元", "壹元整整", "壹分整", "壹元壹分", "壹元零壹角整零", "伍角零",
        "一元整", "1元整", "壹佰零零壹元整", "壹佰壹元整", "零壹元整", "壹拾元零整", "拾元整",
        "壹万万元整", "壹元壹元整", "壹拾佰元整", "贰拾叁", "壹元零贰角整", "¥壹元整", "壹亿亿亿元整",
        "零" * 200,
    ],
)  # fmt: skip
def test_what_the_rules_do_not_allow_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        fen_of_words(words)


@pytest.mark.parametrize("fen", [-1, MOST_FEN + 1, True, 1.0])
def test_what_is_no_amount_has_no_words(fen: int) -> None:
    with pytest.raises(ValueError, match="amount in words"):
        amount_in_words(fen)
