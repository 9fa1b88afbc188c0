"""Subscriptions to events, how far each has been told, and what was sent.

How far, and what was sent, is nobody's deed: these rows carry no version and no history of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalText
from service.store.things import Record, Scoped, Thing, refers_to

__all__ = ["Delivery", "Webhook", "WebhookCursor"]


class Webhook(Scoped, Thing):
    """A subscription of a machine: where to, about what, below which union. ``old_secret`` signs beside
    the new one until ``old_until``."""

    __tablename__ = "webhook"
    KIND = "webhook"

    client_id: Mapped[str] = mapped_column(String(64), refers_to("client.id"), index=True)
    url: Mapped[str] = mapped_column(String(500))
    events: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(String(20))
    secret: Mapped[Personal] = mapped_column(PersonalText("webhook.secret"))
    old_secret: Mapped[Personal | None] = mapped_column(PersonalText("webhook.old_secret"))
    old_until: Mapped[datetime | None]

    def concerns(self) -> Iterator[str]:
        yield self.client_id


class WebhookCursor(Record):
    """Up to which entry of the log a subscription has been served."""

    __tablename__ = "webhook_cursor"
    BY_DEED = False

    webhook_id: Mapped[str] = mapped_column(String(64), refers_to("webhook.id"), primary_key=True)
    position: Mapped[int]


class Delivery(Record):
    """One message to one subscription: ``made_by`` is the entry it tells of, and there is one each.

    ``body`` is what is sent, the same bytes at every try; it holds ids, codes and amounts and nothing
    about a person. ``due_at`` is when it may be tried (again); whoever takes it up moves it on first, so
    nobody else takes it up meanwhile.
    """

    __tablename__ = "webhook_delivery"
    BY_DEED = False
    __table_args__ = (
        UniqueConstraint("webhook_id", "made_by"),
        Index("ix_webhook_delivery_due", "state", "due_at"),
        CheckConstraint("state IN ('pending', 'delivered', 'dead')", name="state_known"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    webhook_id: Mapped[str] = mapped_column(String(64), refers_to("webhook.id"))
    message_id: Mapped[str] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    tries: Mapped[int]
    status: Mapped[int | None]
    trouble: Mapped[str | None] = mapped_column(String(64))
    delivered_at: Mapped[datetime | None]
