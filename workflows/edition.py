"""The table of a policy edition: drafted, then adopted by another person; nothing leads back."""

from __future__ import annotations

from workflows import guards
from workflows.path import APPROVER
from workflows.table import Row, Table

__all__ = ["EDITION"]

EDITION = Table(
    name="edition",
    initial="draft",
    final=frozenset({"adopted"}),
    rows=(Row("draft", "adopt", "adopted", APPROVER, (guards.second_person,)),),
)
