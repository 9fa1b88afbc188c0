"""公示留痕: the list exactly as it was shown, fixed by a digest when the notice opens.

The page is taken down when its period ends; what hung there can still be proved, line by line, from the
lines that are kept (domain.md §7; peers.md part B 6).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from service.audit.canonical import canonical
from service.store.notice import Notice, NoticeLine

__all__ = ["agrees", "shown", "shown_digest"]


def shown(notice: Notice, lines: Sequence[NoticeLine] | None = None) -> dict[str, Any]:
    """What the public read on the opening day, in codes: all of it, or of these lines."""
    return {
        "id": notice.id,
        "union": notice.union,
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": notice.ends_on.isoformat(),
        "lines": [_line(notice, one) for one in (notice.lines if lines is None else lines)],
    }


def shown_digest(notice: Notice) -> str:
    """SHA-256 over the RFC 8785 form of what was shown, without members that are null. The place
    it was posted at is free text and stands in the deed beside it."""
    return hashlib.sha256(canonical(shown(notice))).hexdigest()


def agrees(notice: Notice) -> bool | None:
    """Whether the lines that are kept give the digest that was fixed; None where none was (before 0005)
    or where a name was erased since."""
    if notice.shown_digest is None or any(line.shown_name.erased for line in notice.lines):
        return None
    return shown_digest(notice) == notice.shown_digest


def _line(notice: Notice, line: NoticeLine) -> dict[str, Any]:
    told = {
        "line": line.line,
        "name": line.shown_name.value,
        "union": line.shown_union,
        "programme": line.programme,
        "amount_fen": line.award_fen,
        "category": line.category,
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": line.ends_on.isoformat(),
    }
    return {name: value for name, value in told.items() if value is not None}
