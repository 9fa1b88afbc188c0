"""what finance is told

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("old_secret", sa.Text(), nullable=True),
        sa.Column("old_until", _instant(), nullable=True),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_webhook_client_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("number", name=op.f("uq_webhook_number")),
    )
    with op.batch_alter_table("webhook") as batch_op:
        for name in ("client_id", "union_path"):
            batch_op.create_index(batch_op.f(f"ix_webhook_{name}"), [name], unique=False)
    _cursors()
    _deliveries()


def _instant() -> sa.types.TypeEngine[Any]:
    return sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def _to_webhook(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["webhook_id"],
        ["webhook.id"],
        name=op.f(f"fk_{table}_webhook_id"),
        initially="DEFERRED",
        deferrable=True,
    )


def _cursors() -> None:
    op.create_table(
        "webhook_cursor",
        sa.Column("webhook_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        _to_webhook("webhook_cursor"),
        sa.PrimaryKeyConstraint("webhook_id", name=op.f("pk_webhook_cursor")),
    )
    with op.batch_alter_table("webhook_cursor") as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_cursor_made_by"), ["made_by"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("webhook_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", _instant(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.String(length=64), nullable=True),
        sa.Column("delivered_at", _instant(), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'delivered', 'dead')",
            name=op.f("ck_webhook_delivery_state_known"),
        ),
        _to_webhook("webhook_delivery"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "webhook_id", "made_by", name=op.f("uq_webhook_delivery_webhook_id_made_by")
        ),
    )
    with op.batch_alter_table("webhook_delivery") as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_delivery_made_by"), ["made_by"], unique=False)
        batch_op.create_index("ix_webhook_delivery_due", ["state", "due_at"], unique=False)


def downgrade() -> None:
    raise RuntimeError("what joined here is not undone: restore a backup instead")
