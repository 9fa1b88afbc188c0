"""objections, petitions and appeals: one machine

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
    _appeals()
    _petitions()


def _petitions() -> None:
    op.create_table(
        "petition",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("application_id", sa.String(length=64), nullable=True),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("within", sa.String(length=8), nullable=True),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.String(length=20), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_petition_application_id"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["hardship_file.id"], name=op.f("fk_petition_file_id"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
        sa.UniqueConstraint("number", name=op.f("uq_petition_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_petition_serial")),
    )  # fmt: skip
    with op.batch_alter_table("petition") as batch_op:
        for name in ("state", "application_id", "file_id", "owner_id", "union_path"):
            batch_op.create_index(batch_op.f(f"ix_petition_{name}"), [name], unique=False)
        batch_op.create_index("ix_petition_waits", ["state", "within", "since"], unique=False)


def _appeals() -> None:
    op.create_table(
        "appeal",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("refusal", sa.BigInteger(), nullable=False),
        sa.Column("about_path", sa.String(length=255), nullable=False),
        sa.Column("to_union", sa.String(length=64), nullable=False),
        sa.Column("to_path", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("within", sa.String(length=8), nullable=True),
        sa.Column("owner_id", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"],
            name=op.f("fk_appeal_application_id"), initially="DEFERRED", deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_union"], ["trade_union.id"], name=op.f("fk_appeal_to_union"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("number", name=op.f("uq_appeal_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_appeal_serial")),
    )  # fmt: skip
    with op.batch_alter_table("appeal") as batch_op:
        for name in ("state", "application_id", "to_path", "owner_id", "union_path"):
            batch_op.create_index(batch_op.f(f"ix_appeal_{name}"), [name], unique=False)
        batch_op.create_index("ix_appeal_waits", ["state", "within", "since"], unique=False)
        batch_op.create_index(
            "uq_appeal_refusal", ["application_id", "refusal"], unique=True,
            postgresql_where=sa.text("live"), sqlite_where=sa.text("live"),
        )  # fmt: skip


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
