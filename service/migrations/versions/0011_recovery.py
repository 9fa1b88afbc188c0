"""recovery

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in as its part is built."""


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
