"""supervision: reminders and follow-up visits

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hardship_file") as batch_op:
        batch_op.add_column(sa.Column("waits", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("waits_level", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("within", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("terms", sa.JSON(none_as_null=True), nullable=True))
        _urged(batch_op)
        batch_op.create_index(batch_op.f("ix_hardship_file_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_hardship_file_escalated_to"), ["escalated_to"], unique=False
        )
        batch_op.create_index(
            "ix_hardship_file_waits", ["waits", "waits_level", "within", "since"], unique=False
        )
    with op.batch_alter_table("application") as batch_op:
        _urged(batch_op)
        batch_op.create_index(
            batch_op.f("ix_application_escalated_to"), ["escalated_to"], unique=False
        )


def _urged(batch_op: BatchOperations) -> None:
    batch_op.add_column(sa.Column("reminders", sa.JSON(none_as_null=True), nullable=True))
    batch_op.add_column(sa.Column("escalated_on", sa.Date(), nullable=True))
    batch_op.add_column(sa.Column("escalated_to", sa.String(length=255), nullable=True))


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
