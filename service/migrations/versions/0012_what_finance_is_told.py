"""what finance is told

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in as its part is built."""


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
