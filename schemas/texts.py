"""Texts that people write. Nothing is normalised: what was entered is what is kept and hashed."""

import re
import unicodedata
from typing import Any

from schemas.strict import Wire, refused

NAME_MAX = 50  # 民委发〔2016〕33号: a name field holds at least 50 characters
NAME_SEPARATORS = "·•・‧∙⋅"  # U+00B7 is the standard's; the others are what people type for it
_BETWEEN = frozenset(NAME_SEPARATORS + " -'’.")
_HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # drawn as nothing, yet not spaces
_NUMBER_ZERO = "〇"  # U+3007, a numeral by category and a character of names in use
_IDEOGRAPHIC_PLANES = (range(0x20000, 0x2FFFE), range(0x30000, 0x3FFFE))
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
# What every accepted text keeps to; the service refuses more than a pattern can say.
PATTERN = (
    r"^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff]*$"
)
_USUAL = re.compile(r"[\u4e00-\u9fa5 -~·、。，；：（）]*")
"""Han letters in daily use, ASCII that is printed, punctuation: none of them is hidden."""
PATTERN_LINES = PATTERN.replace(r"\u0000-\u001f", r"\u0000-\u0009\u000b-\u001f")


class SafeText(Wire[str]):
    """Free text within bounds, of which every character can be seen."""

    def __init__(
        self, minimum: int, maximum: int, *, multiline: bool = False, **options: Any
    ) -> None:
        told = {
            "type": "string",
            "minLength": minimum,
            "maxLength": maximum,
            "pattern": PATTERN_LINES if multiline else PATTERN,
        }
        super().__init__(told, **options)
        self.minimum, self.maximum, self.multiline = minimum, maximum, multiline

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = _bounded(value, self.minimum, self.maximum)
        shown = text.replace("\n", " ") if self.multiline else text
        _refuse_hidden(shown)
        if self.minimum and not shown.strip():
            raise refused("blank")
        return text


class PersonName(Wire[str]):
    """A name as on the identity card: letters of any script, with separators inside.

    U+3000 is refused, because it hides in a list and splits one person into two; so are
    variation selectors, which a masked name would leave behind without their character.
    """

    def __init__(self, **options: Any) -> None:
        told = {"type": "string", "minLength": 1, "maxLength": NAME_MAX, "pattern": PATTERN}
        super().__init__(told, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        name = _bounded(value, 1, NAME_MAX)
        _refuse_hidden(name)
        last = len(name) - 1
        for place, character in enumerate(name):
            between = 0 < place < last and character in _BETWEEN and name[place - 1] != character
            if not between and not _of_a_name(character, first=place == 0):
                raise refused("not_name", position=place + 1)
        return name


def _bounded(value: Any, minimum: int, maximum: int) -> str:
    if not isinstance(value, str):
        raise refused("not_text")
    if len(value) < minimum:
        raise refused("too_short", minimum=minimum)
    if len(value) > maximum:
        raise refused("too_long", maximum=maximum)
    return value


def _refuse_hidden(text: str) -> None:
    if _USUAL.fullmatch(text):
        return
    for place, character in enumerate(text):
        if _hidden(character):
            raise refused("hidden_character", position=place + 1)


def _hidden(character: str) -> bool:
    if character in _BLANK_LETTERS:
        return True
    category = unicodedata.category(character)
    return category in _HIDDEN_CATEGORIES and not (category == "Cn" and _ideographic(character))


def _ideographic(character: str) -> bool:
    """Planes 2 and 3 hold ideographs only; the newest are names before Python's tables know them."""
    return any(ord(character) in plane for plane in _IDEOGRAPHIC_PLANES)


def _of_a_name(character: str, *, first: bool) -> bool:
    category = unicodedata.category(character)
    if category[0] == "M":
        return not first and not _selects_variation(character)
    return category[0] == "L" or category == "Cn" or character == _NUMBER_ZERO


def _selects_variation(character: str) -> bool:
    return any(ord(character) in block for block in _VARIATION_SELECTORS)
