"""A file as somebody sent it: its type is taken at its word, its content is looked at later.

Who may not call is told so before a stranger's bytes reach a parser.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from service.api.unreadable import unreadable

__all__ = [
    "CSV",
    "RESULT_BYTES_MAX",
    "RESULT_TABLE",
    "TABLE",
    "TABLE_BYTES_MAX",
    "XLSX",
    "Upload",
    "Uploaded",
    "read_upload",
]


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that is a file and no JSON: what it may be, and how many bytes of it are taken."""

    media: tuple[str, ...]
    bytes_max: int


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as it came; nobody has looked into it."""

    media: str
    charset: str | None
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"
TABLE_BYTES_MAX: Final = 10_000_000
TABLE: Final = Upload((XLSX, CSV), TABLE_BYTES_MAX)
"""A table of household files."""
RESULT_BYTES_MAX: Final = 1_000_000
RESULT_TABLE: Final = Upload((XLSX, CSV), RESULT_BYTES_MAX)
"""A table of the results of one list."""

_TYPE: Final = re.compile(
    r'([a-z]+/[a-z0-9.+-]+)(?:[ \t]*;[ \t]*charset=(?:"([a-z0-9-]+)"|([a-z0-9-]+)))?[ \t]*',
    re.ASCII | re.IGNORECASE,
)
_TYPE_LENGTH_MAX: Final = 200
_CHARSETS: Final = (None, "utf-8", "gb18030")


def read_upload(raw: bytes, content_type: str | None, upload: Upload) -> Uploaded:
    """Only a CSV has a charset: one of two, or none said."""
    said = (content_type or "").strip()
    found = _TYPE.fullmatch(said) if len(said) <= _TYPE_LENGTH_MAX else None
    media = found[1].lower() if found else ""
    charset = (found[2] or found[3] or "").lower() or None if found else None
    fits = charset in _CHARSETS if media == CSV else charset is None
    if media not in upload.media or not fits:
        raise unreadable("upload_type")
    if not raw:
        raise unreadable("body_missing")
    return Uploaded(media, charset, raw)
