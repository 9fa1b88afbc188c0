"""terms of the work: since when a case waits, for what, and within what time; what was sent back

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.insert_only import guarded

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
        batch_op.add_column(sa.Column("returns", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("correction", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("taken_back", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_application_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            "ix_application_waits", ["waits", "waits_level", "within", "since"], unique=False
        )

    with op.batch_alter_table("vote") as batch_op:
        batch_op.add_column(sa.Column("turn", sa.BigInteger(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_vote_application_id_round_person_id"), type_="unique"
        )
        batch_op.create_index(
            "uq_vote_once",
            ["application_id", "round", "person_id"],
            unique=True,
            postgresql_where=sa.text("turn IS NULL"),
            sqlite_where=sa.text("turn IS NULL"),
        )
        batch_op.create_index(
            "uq_vote_once_a_turn", ["application_id", "round", "person_id", "turn"], unique=True
        )
    if (
        op.get_bind().dialect.name == "sqlite"
    ):  # where the table was made anew, without its triggers
        for statement in guarded("vote"):
            op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
