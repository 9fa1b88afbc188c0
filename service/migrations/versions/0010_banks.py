"""banks

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in as its part is built."""


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
