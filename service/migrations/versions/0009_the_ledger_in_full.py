"""the ledger in full: purposes, money passed down, years closed, and what the database refuses

What joins a row that was there is empty in it (ADR 0016). Every fund gets the accounts it did not
have, at zero, by the entry that opened its others.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.ledger_triggers import LEDGER_TRIGGERS

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW_ACCOUNTS = ("passed_down", "carried_out")
OPENED = (
    "INSERT INTO balance (fund_id, account, amount_fen, made_by) "
    "SELECT fund_id, CAST('{account}' AS VARCHAR(20)), 0, min(made_by) FROM balance GROUP BY fund_id"
)


def upgrade() -> None:
    with op.batch_alter_table("fund") as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("donor", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("carried_to", sa.String(length=64), nullable=True))
    with op.batch_alter_table("allocation") as batch_op:
        batch_op.add_column(sa.Column("from_fund_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("issued_by", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("received_on", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_allocation_from_fund_id"), ["from_fund_id"], unique=False
        )
        batch_op.create_index(
            "uq_allocation_document",
            ["fund_id", "from_fund_id", "document_number"],
            unique=True,
            postgresql_where=sa.text("from_fund_id IS NOT NULL"),
            sqlite_where=sa.text("from_fund_id IS NOT NULL"),
        )
    with op.batch_alter_table("posting") as batch_op:
        batch_op.add_column(sa.Column("other_fund_id", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_posting_other_fund_id"), ["other_fund_id"], unique=False
        )
    with op.batch_alter_table("payout") as batch_op:
        batch_op.create_index(batch_op.f("ix_payout_fund_id"), ["fund_id"], unique=False)
    for account in NEW_ACCOUNTS:
        op.execute(OPENED.format(account=account))
    for statement in LEDGER_TRIGGERS[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
