"""What was sent to a subscription, what was not, and the latter sent again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.webhook import Delivery, Webhook
from service.unit_of_work import UnitOfWork
from workflows.errors import NotFound
from workflows.webhook import DEAD, PENDING

__all__ = ["deliveries_after", "redeliver"]


def deliveries_after(
    uow: UnitOfWork, webhook: Webhook, state: str | None, after: int, limit: int
) -> tuple[Sequence[Delivery], bool]:
    """A page in the order of the entries they tell of."""
    asked = [Delivery.webhook_id == webhook.id, Delivery.made_by > after]
    if state is not None:
        asked.append(Delivery.state == state)
    rows = uow.session.scalars(
        select(Delivery).where(*asked).order_by(Delivery.made_by).limit(limit + 1)
    ).all()
    return rows[:limit], len(rows) > limit


def redeliver(uow: UnitOfWork, webhook: Webhook, ids: Sequence[str] | None, most: int) -> int:
    """Named ones, delivered or not, or else the first dead ones; each begins its tries anew, under the
    id it had. Raises ``NotFound`` for one that is not this subscription's."""
    asked = select(Delivery).where(Delivery.webhook_id == webhook.id)
    if ids is None:
        asked = asked.where(Delivery.state == DEAD).order_by(Delivery.made_by).limit(most)
    else:
        asked = asked.where(Delivery.id.in_(ids))
    rows = uow.session.scalars(asked).all()
    if ids is not None and len(rows) != len(set(ids)):
        raise NotFound
    for row in rows:
        row.state, row.due_at, row.tries = PENDING, uow.now, 0
        row.trouble = row.status = row.delivered_at = None
        uow.note("webhook.redeliver", "webhook_delivery", row.id, concerns=(webhook.id,))
    return len(rows)
