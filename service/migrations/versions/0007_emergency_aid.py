"""emergency aid: paid first, regularised or recovered

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regularisation",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=32), nullable=False),
        sa.Column("edition_id", sa.String(length=64), nullable=False),
        sa.Column("award_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("path", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("within", sa.String(length=8), nullable=False),
        sa.Column("notice_id", sa.String(length=64), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(length=20), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_regularisation_application_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_regularisation_edition_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_regularisation_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_regularisation_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regularisation")),
        sa.UniqueConstraint("application_id", name=op.f("uq_regularisation_application_id")),
        sa.UniqueConstraint("number", name=op.f("uq_regularisation_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_regularisation_serial")),
    )
    with op.batch_alter_table("regularisation") as batch_op:
        batch_op.create_index("ix_regularisation_due", ["state", "within", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_regularisation_file_id"), ["file_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_regularisation_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_regularisation_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_regularisation_union_path"), ["union_path"], unique=False
        )
        batch_op.create_index(
            "uq_regularisation_open_file",
            ["file_id"],
            unique=True,
            postgresql_where=sa.text("live"),
            sqlite_where=sa.text("live"),
        )

    op.create_table(
        "confirmation",
        sa.Column("regularisation_id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("for_person", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_confirmation_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["regularisation_id"],
            ["regularisation.id"],
            name=op.f("fk_confirmation_regularisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint(
            "regularisation_id",
            "round",
            "person_id",
            name=op.f("uq_confirmation_regularisation_id_round_person_id"),
        ),
    )
    op.create_table(
        "paper",
        sa.Column("regularisation_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["regularisation_id"],
            ["regularisation.id"],
            name=op.f("fk_paper_regularisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    with op.batch_alter_table("paper") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_regularisation_id"), ["regularisation_id"], unique=False
        )

    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(sa.Column("emergency", sa.Text(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
