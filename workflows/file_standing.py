"""When what was confirmed of a file still stands, so that aid may rest on it."""

from __future__ import annotations

from typing import Final

__all__ = ["STANDING"]

STANDING: Final = frozenset({"active", "reverifying"})
"""A re-verification under way changes nothing until it is confirmed; whether it is overdue is asked
by the day (`guards.file_overdue`)."""
