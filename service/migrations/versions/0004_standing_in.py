"""standing in: delegations, signers who were added, votes against and in meetings, copies

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_copy",
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=64), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_case_copy_application_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_case_copy_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_copy")),
        sa.UniqueConstraint(
            "application_id", "officer_id", name=op.f("uq_case_copy_application_id_officer_id")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_case_copy_number")),
    )
    with op.batch_alter_table("case_copy") as batch_op:
        batch_op.create_index(batch_op.f("ix_case_copy_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_copy_union_path"), ["union_path"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("giver_id", sa.String(length=64), nullable=False),
        sa.Column("giver_person", sa.String(length=64), nullable=False),
        sa.Column("taker_id", sa.String(length=64), nullable=False),
        sa.Column("taker_person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["giver_id"],
            ["officer.id"],
            name=op.f("fk_delegation_giver_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["giver_person"],
            ["person.id"],
            name=op.f("fk_delegation_giver_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["taker_id"],
            ["officer.id"],
            name=op.f("fk_delegation_taker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["taker_person"],
            ["person.id"],
            name=op.f("fk_delegation_taker_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("number", name=op.f("uq_delegation_number")),
    )
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_giver_id"), ["giver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_taker_id"), ["taker_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delegation_taker_person"), ["taker_person"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_delegation_union_path"), ["union_path"], unique=False)

    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(sa.Column("signers", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("stuck_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_application_stuck_on"), ["stuck_on"], unique=False)

    with op.batch_alter_table("appointment") as batch_op:
        batch_op.add_column(sa.Column("rank", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("vote") as batch_op:
        batch_op.add_column(sa.Column("for_person", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("against", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("meeting_number", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("held_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("present", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
