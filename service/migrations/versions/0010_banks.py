"""paying accounts, bank answers, findings, statements

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _answers()
    _statements()

    with op.batch_alter_table("payment_batch") as batch_op:
        batch_op.add_column(sa.Column("paying_account_id", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_payment_batch_paying_account_id"), ["paying_account_id"], unique=False
        )
    with op.batch_alter_table("bank_result") as batch_op:
        batch_op.add_column(sa.Column("queued_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("amount_fen", sa.BigInteger(), nullable=True))


def _answers() -> None:
    op.create_table(
        "paying_account",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("bank_code", sa.String(length=12), nullable=False),
        sa.Column("own_bank", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("cut_off", sa.String(length=5), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paying_account")),
        sa.UniqueConstraint("number", name=op.f("uq_paying_account_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_paying_account_serial")),
    )
    with op.batch_alter_table("paying_account") as batch_op:
        batch_op.create_index(batch_op.f("ix_paying_account_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_paying_account_union_path"), ["union_path"], unique=False
        )

    op.create_table(
        "bank_answer",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.String(length=64), nullable=True),
        sa.Column("paying_account_id", sa.String(length=64), nullable=True),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("tally", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["payment_batch.id"],
            name=op.f("fk_bank_answer_batch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["paying_account_id"],
            ["paying_account.id"],
            name=op.f("fk_bank_answer_paying_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_answer")),
        sa.UniqueConstraint("serial", name=op.f("uq_bank_answer_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_answer_number")),
    )
    with op.batch_alter_table("bank_answer") as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_answer_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_bank_answer_paying_account_id"), ["paying_account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_bank_answer_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_answer_union_path"), ["union_path"], unique=False)
        batch_op.create_index(
            "uq_bank_answer_live_file",
            ["union", "sha256"],
            unique=True,
            postgresql_where=sa.text("live"),
            sqlite_where=sa.text("live"),
        )

    op.create_table(
        "bank_answer_line",
        sa.Column("answer_id", sa.String(length=64), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("batch_id", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("failure_code", sa.String(length=10), nullable=True),
        sa.Column("bank_serial", sa.String(length=64), nullable=True),
        sa.Column(
            "occurred_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["bank_answer.id"],
            name=op.f("fk_bank_answer_line_answer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_answer_line")),
        sa.UniqueConstraint("answer_id", "line", name=op.f("uq_bank_answer_line_answer_id_line")),
    )

    op.create_table(
        "bank_finding",
        sa.Column("bank_result_id", sa.String(length=64), nullable=True),
        sa.Column("payout_id", sa.String(length=64), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("overpaid", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bank_serial", sa.String(length=64), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_result_id"],
            ["bank_result.id"],
            name=op.f("fk_bank_finding_bank_result_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"],
            ["payout.id"],
            name=op.f("fk_bank_finding_payout_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_finding")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_finding_number")),
        sa.UniqueConstraint("bank_result_id", name=op.f("uq_bank_finding_bank_result_id")),
    )
    with op.batch_alter_table("bank_finding") as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_finding_payout_id"), ["payout_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_finding_reference"), ["reference"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_bank_finding_union_path"), ["union_path"], unique=False
        )


def _statements() -> None:
    op.create_table(
        "bank_statement",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("layout", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("paying_account_id", sa.String(length=64), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("tally", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paying_account_id"],
            ["paying_account.id"],
            name=op.f("fk_bank_statement_paying_account_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint("union", "sha256", name=op.f("uq_bank_statement_union_sha256")),
        sa.UniqueConstraint("serial", name=op.f("uq_bank_statement_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_statement_number")),
    )
    with op.batch_alter_table("bank_statement") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bank_statement_paying_account_id"), ["paying_account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bank_statement_union_path"), ["union_path"], unique=False
        )

    op.create_table(
        "bank_statement_line",
        sa.Column("statement_id", sa.String(length=64), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=True),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("books_fen", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("bank_serial", sa.String(length=64), nullable=True),
        sa.Column("payout_id", sa.String(length=64), nullable=True),
        sa.Column("suggestion", sa.String(length=20), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["bank_statement.id"],
            name=op.f("fk_bank_statement_line_statement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement_line")),
        sa.UniqueConstraint(
            "statement_id", "line", name=op.f("uq_bank_statement_line_statement_id_line")
        ),
    )


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
