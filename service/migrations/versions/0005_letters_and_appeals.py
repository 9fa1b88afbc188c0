"""objections, letters and appeals: one machine

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("shown_digest", sa.String(length=64), nullable=True))
    with op.batch_alter_table("objection") as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("within", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("triage_within", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("findings", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("remedy", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_objection_owner_id"), ["owner_id"], unique=False)


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
