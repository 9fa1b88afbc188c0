"""the ledger in full

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in as its part is built."""


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
