"""recovery

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _recovery()
    _receipts()
    op.create_table(
        "recoverable",
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("claimed_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "claimed_fen <= paid_fen", name=op.f("ck_recoverable_claimed_at_most_paid")
        ),
        sa.CheckConstraint("claimed_fen >= 0", name=op.f("ck_recoverable_claimed_not_negative")),
        sa.CheckConstraint(
            "recovered_fen <= claimed_fen", name=op.f("ck_recoverable_recovered_at_most_claimed")
        ),
        _refers("recoverable", "application_id", "application"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_recoverable")),
    )
    with op.batch_alter_table("recoverable") as batch_op:
        batch_op.create_index(batch_op.f("ix_recoverable_made_by"), ["made_by"], unique=False)
    with op.batch_alter_table("payout") as batch_op:
        batch_op.add_column(sa.Column("recovery_fen", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("recovered_fen", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("attempt") as batch_op:
        batch_op.add_column(sa.Column("return_serial", sa.String(length=64), nullable=True))
        batch_op.create_index("uq_attempt_return_serial", ["return_serial"], unique=True)
    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(sa.Column("recovered_fen", sa.BigInteger(), nullable=True))


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED",
        deferrable=True,
    )  # fmt: skip


def _recovery() -> None:
    op.create_table(
        "recovery",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("application_id", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=32), nullable=False),
        sa.Column("fund_id", sa.String(length=64), nullable=False),
        sa.Column("payout_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("within", sa.String(length=8), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("instalments", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("referred_to", sa.String(length=20), nullable=True),
        sa.Column("document_number", sa.String(length=100), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_recovery_amount_positive")),
        sa.CheckConstraint(
            "recovered_fen <= amount_fen", name=op.f("ck_recovery_recovered_at_most_owed")
        ),
        sa.CheckConstraint("recovered_fen >= 0", name=op.f("ck_recovery_recovered_not_negative")),
        _refers("recovery", "application_id", "application"),
        _refers("recovery", "file_id", "hardship_file"),
        _refers("recovery", "fund_id", "fund"),
        _refers("recovery", "payout_id", "payout"),
        _refers("recovery", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
        sa.UniqueConstraint("number", name=op.f("uq_recovery_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_recovery_serial")),
    )
    with op.batch_alter_table("recovery") as batch_op:
        for name in ("application_id", "next_due_on", "payout_id", "state", "union_path"):
            batch_op.create_index(batch_op.f(f"ix_recovery_{name}"), [name], unique=False)


def _receipts() -> None:
    op.create_table(
        "recovery_receipt",
        sa.Column("recovery_id", sa.String(length=64), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("bank_serial", sa.String(length=64), nullable=False),
        sa.Column("account_digest", sa.String(length=64), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_recovery_receipt_amount_positive")),
        _refers("recovery_receipt", "recovery_id", "recovery"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_receipt")),
    )
    with op.batch_alter_table("recovery_receipt") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recovery_receipt_recovery_id"), ["recovery_id"], unique=False
        )
        batch_op.create_index(
            "uq_recovery_receipt_serial",
            ["account_digest", "bank_serial"],
            unique=True,
            postgresql_where=sa.text("state <> 'struck'"),
            sqlite_where=sa.text("state <> 'struck'"),
        )


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
