"""The fields of this wire, under one name to import from."""

from schemas.dates import AcademicYear, IsoDate, IsoInstant
from schemas.marks import (
    Code,
    Digits,
    Handle,
    Id,
    IdentityNumber,
    PhoneNumber,
    Sha256Hex,
    Shaped,
)
from schemas.numbers import FEN_MAX, Fen, Flag, Numeral, Ratio, Whole
from schemas.strict import LINES_MAX, Lines, Part, Strict, Wire, refused
from schemas.texts import NAME_MAX, PersonName, SafeText

__all__ = [
    "FEN_MAX",
    "LINES_MAX",
    "NAME_MAX",
    "AcademicYear",
    "Code",
    "Digits",
    "Fen",
    "Flag",
    "Handle",
    "Id",
    "IdentityNumber",
    "IsoDate",
    "IsoInstant",
    "Lines",
    "Numeral",
    "Part",
    "PersonName",
    "PhoneNumber",
    "Ratio",
    "SafeText",
    "Sha256Hex",
    "Shaped",
    "Strict",
    "Whole",
    "Wire",
    "refused",
]
