"""What the guards of a recovery are told beside the rest: what was paid, what came back, what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Instalment", "RecoveryFacts"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """So much, by that day."""

    due_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFacts:
    """``asked_fen`` is claimed back, of which ``room_fen`` is claimed by nobody yet; ``owed_fen`` is
    still to come, what was recorded and waits for its second look counted as come; ``left_fen`` is
    what is owed once this receipt is confirmed. ``reason_holds`` tells that what the reason says is
    so; ``posts_there`` are the unions of the case at which whoever acts holds a post."""

    asked_fen: int | None = None
    room_fen: int = 0
    owed_fen: int = 0
    receipt_fen: int | None = None
    left_fen: int | None = None
    received: bool = True
    waiting: bool = True
    overdue: bool = False
    reason_holds: bool = False
    plan: tuple[Instalment, ...] | None = None
    posts_there: tuple[str, ...] | None = None
