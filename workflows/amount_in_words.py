"""大写金额: an amount as a voucher and a payment order write it in words, and read back.

The rules are those of the payment rules (支付结算办法 annex 1; domain.md §5 «大写金额»): 整 after yuan or
jiao and never after fen; one 零 for zeros in between. Where the rules leave a 零 to the writer (before
a full thousand after 万 or 亿, and before jiao after a round yuan) one form is written and both are
read. Nothing else is read: a slip of the pen is a refusal, not another amount.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["MOST_FEN", "amount_in_words", "fen_of_words"]

MOST_FEN: Final = 10**15
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_MYRIADS: Final = ((10**8, "亿"), (10**4, "万"))
_KEPT: Final = "(零)"
"""A 零 that may be left out, and stands in what is written here."""
_DROPPED: Final = "[零]"
"""A 零 that may be written, and is not written here."""
_ENDS: Final = "[整]"
"""After jiao the 整 may be left out by others."""
_UNITS: Final = {"仟": 1000, "佰": 100, "拾": 10}
_SMALL: Final = {"角": 10, "分": 1}
_PREFIX: Final = "人民币"
_LENGTH_MAX: Final = 80


def amount_in_words(fen: int) -> str:
    """ValueError for what no account holds: less than nothing, or more than ``MOST_FEN``."""
    if type(fen) is not int or not 0 <= fen <= MOST_FEN:
        raise ValueError(f"an amount in words is of 0 to {MOST_FEN} fen, not of {fen!r}")
    return _form(fen).replace(_KEPT, "零").replace(_DROPPED, "").replace(_ENDS, "整")


def fen_of_words(words: str) -> int:
    """The amount of words in any form the rules allow; ValueError for all others.

    圆 stands for 元 and 正 for 整, and 人民币 may stand before it.
    """
    if len(words) > _LENGTH_MAX:
        raise ValueError("no amount in words")
    plain = words.strip().removeprefix(_PREFIX).replace("圆", "元").replace("正", "整")
    fen = _value(plain)
    pattern = _form(fen).replace(_KEPT, "零?").replace(_DROPPED, "零?").replace(_ENDS, "整?")
    if not plain or not re.fullmatch(pattern, plain):
        raise ValueError("no amount in words")
    return fen


def _form(fen: int) -> str:
    """The words with their free choices marked."""
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    if not jiao and not rest:
        return f"{_whole(yuan) or '零'}元整"
    told = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        told += (_KEPT if yuan and yuan % 10 == 0 else "") + f"{_DIGITS[jiao]}角"
    elif yuan:
        told += "零"
    return told + (f"{_DIGITS[rest]}分" if rest else _ENDS)


def _whole(number: int) -> str:
    """A whole number; nothing for zero."""
    for size, word in _MYRIADS:
        high, low = divmod(number, size)
        if high:
            return f"{_whole(high)}{word}{_after(high, low, size)}"
    return _below_myriad(number)


def _after(high: int, low: int, size: int) -> str:
    """What follows 万 or 亿: a 零 where places between are empty, a free one after a round number."""
    if not low:
        return ""
    if low * 10 < size:
        return f"零{_whole(low)}"
    return (_DROPPED if high % 10 == 0 else "") + _whole(low)


def _below_myriad(number: int) -> str:
    told, gap = "", False
    for place, digit in zip(_PLACES, map(int, f"{number:04d}"), strict=True):
        if digit:
            told += ("零" if gap and told else "") + _DIGITS[digit] + place
        gap = not digit
    return told


def _value(words: str) -> int:
    """What the characters add up to, in good form or not; the form is held against it afterwards."""
    yuan, _, small = words.rpartition("元")
    total, digit = _whole_value(yuan) * 100, 0
    for sign in small.removesuffix("整"):
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        else:
            total, digit = total + digit * _SMALL.get(sign, 0), 0
    if total > MOST_FEN:
        raise ValueError("no amount in words")
    return total


def _whole_value(words: str) -> int:
    total = section = digit = 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS.index(sign)
        elif sign in _UNITS:
            section, digit = section + digit * _UNITS[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:  # 亿 takes all that stands before it; a sign of no meaning does not match afterwards
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit
