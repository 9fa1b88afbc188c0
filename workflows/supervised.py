"""督办: what supervision does to a case. It moves none: nothing is approved, passed or paid by time.

Each row leads nowhere, so it stands in no table; it is asked whatever state the case waits in
(peers.md part A: auto-pass must be impossible).
"""

from __future__ import annotations

from typing import Final

from workflows.path import SYSTEM
from workflows.table import Row

__all__ = ["TERMS_SET"]

TERMS_SET: Final = Row("waiting", "set_terms", "waiting", SYSTEM, door=False)
"""Since when a case waits that waited before there were terms."""
