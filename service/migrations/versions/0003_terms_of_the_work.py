"""terms of the work: since when a case waits, for what, and within what time

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(sa.Column("waits", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("waits_level", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("within", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("terms", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_application_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            "ix_application_waits", ["waits", "waits_level", "within", "since"], unique=False
        )


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
