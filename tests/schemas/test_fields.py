"""Every field takes what the contract says and nothing that only looks like it."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from marshmallow import ValidationError, fields

from schemas.fields import (
    AcademicYear,
    Code,
    Digits,
    Fen,
    Flag,
    Handle,
    Id,
    IdentityNumber,
    IsoDate,
    IsoInstant,
    Numeral,
    PersonName,
    PhoneNumber,
    Ratio,
    SafeText,
    Sha256Hex,
    Whole,
)
from schemas.texts import _USUAL, _hidden

UUID7 = "01980123-4567-7890-8123-123456789abc"
DIGEST = "0123456789abcdef" * 4
NUL, RLO, ZWSP, BOM, WIDE_SPACE = "\x00", "\u202e", "\u200b", "\ufeff", "\u3000"

ACCEPTED: list[tuple[fields.Field[Any], Any, Any]] = [
    (Fen(), 0, 0),
    (Fen(), 10**15, 10**15),
    (Fen(1), 1, 1),
    (Whole(1, 3), 3, 3),
    (Numeral(1, 100), "100", 100),
    (Numeral(0, 10**15), "0", 0),
    (Ratio(), "0.90", "0.90"),
    (Ratio(maximum="1"), "1", "1"),
    (Flag(), True, True),
    (Flag(), False, False),
    (SafeText(1, 5), "李 梅", "李 梅"),
    (SafeText(0, 5), "", ""),
    (SafeText(1, 3), "龦𠮷𰻝", "龦𠮷𰻝"),
    (SafeText(1, 9, multiline=True), "一\n二", "一\n二"),
    (SafeText(1, 5), "\uf9dc", "\uf9dc"),  # NFC would make another character of it
    (PersonName(), "李梅", "李梅"),
    (PersonName(), "买买提·艾力", "买买提·艾力"),
    (PersonName(), "阿卜杜拉・哈迪尔", "阿卜杜拉・哈迪尔"),
    (PersonName(), "𬎆𠮷", "𬎆𠮷"),
    (PersonName(), "王\U0002ebf0", "王\U0002ebf0"),  # an ideograph younger than Python's tables
    (PersonName(), "李〇", "李〇"),
    (PersonName(), "Anna O'Neill-Li", "Anna O'Neill-Li"),
    (PersonName(), "ཚེ་རིང".replace("་", "·"), "ཚེ·རིང"),
    (PersonName(), "汉" * 50, "汉" * 50),
    (Digits(8, 32), "6217000000000000004", "6217000000000000004"),
    (Id(), UUID7, UUID7),
    (Handle(), "county-reviewer-1", "county-reviewer-1"),
    (Sha256Hex(), DIGEST, DIGEST),
    (IdentityNumber(), "360722198503120026", "360722198503120026"),
    (IdentityNumber(), "13010719700101123x", "13010719700101123x"),
    (IdentityNumber(), "360722850312002", "360722850312002"),
    (PhoneNumber(), "13800000000", "13800000000"),
    (PhoneNumber(), "0797-3312345", "0797-3312345"),
    (Code(["a", "b"]), "b", "b"),
    (IsoDate(), "2024-02-29", date(2024, 2, 29)),
    (IsoDate(), "1900-01-01", date(1900, 1, 1)),
    (IsoDate(), "2200-12-31", date(2200, 12, 31)),
    (
        IsoInstant(),
        "2026-03-02T08:00:00+08:00",
        datetime(2026, 3, 2, tzinfo=UTC),
    ),
    (
        IsoInstant(),
        "2026-03-02T00:00:00.123456Z",
        datetime(2026, 3, 2, 0, 0, 0, 123456, tzinfo=UTC),
    ),
    (AcademicYear(), "2026-2027", "2026-2027"),
]

NOT_WHOLE = [True, False, 1.0, 1.9, "1", "１２３", " 12 ", "1_000", "1e3", "", [], {}, b"1"]
NOT_TEXT = [1, 1.5, True, [], {}, ["李"], b"x"]
HIDDEN = [NUL, "\x1f", "\x7f", "\x85", ZWSP, RLO, BOM, "\u2028", "\ue000", "\ud800", "\U000e0041",
          "\u0378", "\u3164", "\U0010ffff", "\u00ad", "\u200d"]  # fmt: skip
HIDDEN_WITH_TAB = [*HIDDEN, "\t", "\r", "\n"]

REFUSED: list[tuple[fields.Field[Any], Any, str]] = [
    *((Fen(), value, "not_fen") for value in NOT_WHOLE),
    (Fen(), -1, "too_small"),
    (Fen(1), 0, "too_small"),
    (Fen(), 10**15 + 1, "too_large"),
    *((Whole(0, 9), value, "not_integer") for value in NOT_WHOLE),
    (Whole(1, 3), 4, "too_large"),
    *((Numeral(0, 10**15), value, "not_integer") for value in
      [1, "", "-1", "+1", "01", " 1", "1 ", "1\n", "１", "1.0", "1e3", "9" * 17, "9" * 5_000, "٣"]),
    (Numeral(1, 100), "0", "too_small"),
    (Numeral(1, 100), "101", "too_large"),
    *((Ratio(), value, "not_ratio") for value in
      [0.9, 1, "", ".9", "0.", "0,9", "-0.9", "１.5", "1e2", "NaN", "Infinity", "0.1234567",
       "99999", "0.9\n", " 0.9"]),
    (Ratio(maximum="1"), "1.000001", "too_large"),
    (Ratio(minimum="0.01"), "0", "too_small"),
    *((Flag(), value, "not_flag") for value in [0, 1, "true", "yes", "", [], None.__class__]),
    *((SafeText(1, 9), value, "not_text") for value in NOT_TEXT),
    *((SafeText(1, 9), f"x{c}", "hidden_character") for c in HIDDEN_WITH_TAB),
    *((SafeText(1, 9, multiline=True), f"x{c}", "hidden_character") for c in [*HIDDEN, "\r"]),
    *((SafeText(1, 9), value, "blank") for value in [" ", "   ", WIDE_SPACE, "\u00a0"]),
    (SafeText(1, 9, multiline=True), "\n\n", "blank"),
    (SafeText(1, 9), "", "too_short"),
    (SafeText(1, 9), "x" * 10, "too_long"),
    *((PersonName(), value, "not_text") for value in NOT_TEXT),
    *((PersonName(), f"李{c}梅", "hidden_character") for c in HIDDEN_WITH_TAB),
    *((PersonName(), value, "not_name") for value in
      ["李\u3000梅", " 李梅", "李梅 ", "·李梅", "李梅·", "李··梅", "李  梅", "李4", "李４", "李*", "李,梅", "<b>",
       "=1+1", "@李", "李\ufe00", "李\U000e0100", "\u0301李", "😀", "李/梅", "Ⅳ", "①"]),
    (PersonName(), "", "too_short"),
    (PersonName(), "汉" * 51, "too_long"),
    *((Digits(8, 32), value, "not_digits") for value in
      ["", "1234567", "1" * 33, "６２１７０００００００", "6217 0000 0000", "62170000x", "12345678\n",
       "\u0661" * 9, "²" * 9, "-12345678"]),
    *((Digits(8, 32), value, "not_text") for value in NOT_TEXT),
    *((Id(), value, "not_id") for value in
      ["", UUID7.upper(), UUID7.replace("-", ""), f"{{{UUID7}}}", f"urn:uuid:{UUID7}", UUID7 + "\n",
       UUID7.replace("0", "０"), "../../etc/passwd", "1", "x" * 100_000]),
    *((Handle(), value, "not_handle") for value in
      ["", "-a", "A", "clerk_1", "clerk 1", "李", "a" * 65, "a\n", "a/b", "a'--"]),
    *((Sha256Hex(), value, "not_sha256") for value in
      ["", DIGEST.upper(), DIGEST[:-1], DIGEST + "0", DIGEST[:-1] + "g", DIGEST + "\n"]),
    *((IdentityNumber(), value, "not_identity_number") for value in
      ["", "36072219850312002", "3607221985031200266", "３６０７２２１９８５０３１２００２６",
       "36072219850312002Y", "X60722198503120026", "360722198503120026\n", " 360722198503120026",
       "36072285031200X"]),
    *((PhoneNumber(), value, "not_phone_number") for value in
      ["", "1380000000", "138000000000", "12800000000", "+8613800000000", "１３８００００００００",
       "138 0000 0000", "13800000000\n", "0797--3312345", "110"]),
    *((Code(["a", "b"]), value, "not_choice") for value in ["", "A", "c", "a ", "ab", "ａ"]),
    *((Code(["a", "b"]), value, "not_text") for value in NOT_TEXT),
    *((IsoDate(), value, "not_date") for value in
      ["", 20260302, "20260302", "2026-3-2", "2026-02-29", "2026-02-30", "2026-13-01", "2026-00-01",
       "2026-W10-1", "2026-061", "1899-12-31", "2201-01-01", "0001-01-01", "99999-01-01",
       "２０２６-03-02", "2026-03-02\n", " 2026-03-02", "2026-03-02T00:00:00", "2026/03/02", None.__class__]),
    *((IsoInstant(), value, "not_instant") for value in
      ["", 0, "2026-03-02", "2026-03-02T08:00:00", "2026-03-02 08:00:00Z", "2026-03-02T08:00Z",
       "2026-03-02T24:00:01Z", "2026-03-02T08:60:00Z", "2026-03-02T23:59:60Z", "2026-02-30T00:00:00Z",
       "2026-03-02T08:00:00+24:00", "2026-03-02T08:00:00+0800", "2026-03-02t08:00:00z",
       "2026-03-02T08:00:00.1234567Z", "2026-03-02T08:00:00,5Z", "２０２６-03-02T08:00:00Z",
       "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-03-02T08:00:00Z\n"]),
    *((AcademicYear(), value, "not_academic_year") for value in
      ["", "2026", "2026-2026", "2026-2028", "2027-2026", "2026-27", "２０２６-2027", "2026/2027",
       "2026-2027\n", 2026]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "given", "kept"), ACCEPTED, ids=lambda value: repr(value)[:40])
def test_a_value_of_the_contract_is_kept_as_it_is(
    field: fields.Field[Any], given: Any, kept: Any
) -> None:
    found = field.deserialize(given)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(("field", "given", "code"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_only_looks_like_it_is_refused_by_its_code(
    field: fields.Field[Any], given: Any, code: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        field.deserialize(given)
    assert caught.value.messages == [code]


@pytest.mark.parametrize(
    "field",
    {type(field): field for field, _, _ in ACCEPTED}.values(),
    ids=lambda f: type(f).__name__,
)
def test_null_is_taken_only_where_it_is_said(field: fields.Field[Any]) -> None:
    with pytest.raises(ValidationError, match="null"):
        field.deserialize(None)
    field.allow_none = True
    try:
        assert field.deserialize(None) is None
    finally:
        field.allow_none = False


def test_an_instant_is_told_in_utc_and_a_day_as_a_day() -> None:
    china = timezone(timedelta(hours=8))
    at = {"at": datetime(2026, 3, 2, 8, tzinfo=china), "on": date(2026, 3, 2)}
    assert IsoInstant().serialize("at", at) == "2026-03-02T00:00:00Z"
    assert IsoDate().serialize("on", at) == "2026-03-02"
    assert IsoDate().serialize("on", {"on": None}) is None
    assert IsoInstant().serialize("at", {"at": None}) is None


def test_an_instant_without_a_zone_and_an_instant_for_a_day_are_faults_of_ours() -> None:
    naive = datetime(2026, 3, 2)  # noqa: DTZ001
    with pytest.raises(TypeError, match="zone"):
        IsoInstant().serialize("at", {"at": naive})
    with pytest.raises(TypeError, match="day"):
        IsoDate().serialize("on", {"on": naive})


def test_no_character_that_is_passed_without_a_look_is_one_that_would_be_refused() -> None:
    usual = [chr(code) for code in range(0x110000) if _USUAL.fullmatch(chr(code))]
    assert len(usual) > 20_000
    assert [character for character in usual if _hidden(character)] == []
