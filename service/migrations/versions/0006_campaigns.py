"""campaigns: many households, one meeting

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("standard_fen", sa.BigInteger(), nullable=False),
        sa.Column("list_by", sa.Date(), nullable=False),
        sa.Column("quota", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("fund_id", sa.String(length=64), nullable=True),
        sa.Column("listed", sa.BigInteger(), nullable=False),
        sa.Column("decided_fen", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.CheckConstraint("standard_fen > 0", name=op.f("ck_campaign_standard_positive")),
        sa.CheckConstraint("decided_fen >= 0", name=op.f("ck_campaign_decided_not_negative")),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["fund.id"], name=op.f("fk_campaign_fund_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("number", name=op.f("uq_campaign_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_campaign_serial")),
    )  # fmt: skip
    with op.batch_alter_table("campaign") as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_union_path"), ["union_path"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("campaign_id", sa.String(length=64), nullable=False),
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("receipt_sha256", sa.String(length=64), nullable=False),
        sa.Column("visitors", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_sign_off_campaign_id"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_sign_off_application_id"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("application_id", name=op.f("uq_sign_off_application_id")),
    )  # fmt: skip
    with op.batch_alter_table("sign_off") as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_campaign_id"), ["campaign_id"], unique=False)
    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(sa.Column("campaign_id", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_application_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            "uq_application_campaign_household", ["campaign_id", "file_id"], unique=True,
            postgresql_where=sa.text("claim_live"), sqlite_where=sa.text("claim_live"),
        )  # fmt: skip


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
