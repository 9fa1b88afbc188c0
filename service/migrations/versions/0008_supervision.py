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
    _follow_ups()
    with op.batch_alter_table("regularisation") as batch_op:
        batch_op.add_column(sa.Column("waits", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("waits_level", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("waits_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("waits_within", sa.String(length=8), nullable=True))
        batch_op.create_index("ix_regularisation_waits", ["waits", "waits_level"], unique=False)
    with op.batch_alter_table("application") as batch_op:
        _urged(batch_op)
        batch_op.create_index(
            batch_op.f("ix_application_escalated_to"), ["escalated_to"], unique=False
        )


def _urged(batch_op: BatchOperations) -> None:
    batch_op.add_column(sa.Column("reminders", sa.JSON(none_as_null=True), nullable=True))
    batch_op.add_column(sa.Column("escalated_on", sa.Date(), nullable=True))
    batch_op.add_column(sa.Column("escalated_to", sa.String(length=255), nullable=True))


def _follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("received_fen", sa.BigInteger(), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("satisfaction", sa.String(length=20), nullable=False),
        sa.Column("spoken_with", sa.Text(), nullable=False),
        sa.Column("new_need", sa.Text(), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "differs = (received_fen <> paid_fen)", name=op.f("ck_follow_up_differs_as_counted")
        ),
        sa.CheckConstraint("received_fen >= 0", name=op.f("ck_follow_up_received_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_follow_up_application_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_follow_up_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("number", name=op.f("uq_follow_up_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_follow_up_serial")),
    )
    with op.batch_alter_table("follow_up") as batch_op:
        for name in ("application_id", "differs", "union_path"):
            batch_op.create_index(batch_op.f(f"ix_follow_up_{name}"), [name], unique=False)


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
