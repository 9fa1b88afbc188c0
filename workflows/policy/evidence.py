"""Which documents an edition asks for: short codes, for a union may ask for some of its own."""

from __future__ import annotations

from typing import Final

from workflows.policy.check import listed, record
from workflows.policy.scalar import text
from workflows.vocabulary import codes

__all__ = ["EVIDENCE", "EVIDENCE_BY_CAUSE"]

MOST_EVIDENCE: Final = 30
EVIDENCE_KIND = text(
    r"[a-z][a-z0-9_]{0,39}", "须为小写短代码，如 diagnosis", "Write a short code such as diagnosis"
)
EVIDENCE = listed(EVIDENCE_KIND, 0, MOST_EVIDENCE, distinct=True)
EVIDENCE_BY_CAUSE = record({}, dict.fromkeys(codes("cause"), EVIDENCE))
"""What a cause asks for beside the rest (domain.md §4: attachments by cause, S29)."""
