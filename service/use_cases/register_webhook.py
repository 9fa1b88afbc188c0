"""事件推送: a system administrator subscribes a finance system; its secret is told once and can be turned over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from service.outbound.reach import Unreachable
from service.outbound.secret import new_webhook_secret
from service.store.people import Client, Union
from service.store.personal import Personal
from service.store.webhook import Delivery, Webhook, WebhookCursor
from service.unit_of_work import UnitOfWork
from workflows.errors import NotFound, SubscriberUnfit, WebhookUnfit, WrongState
from workflows.vocabulary import Role
from workflows.webhook import DISABLED, ENABLED, PENDING, PING

__all__ = ["ping", "register_webhook", "rotate_secret", "serves", "serving", "switch"]

OLD_SECRET_HOURS: Final = 24


def register_webhook(uow: UnitOfWork, form: Mapping[str, Any]) -> tuple[Webhook, str]:
    """The subscription and its secret; it is told of what happens from now on.

    Raises ``WebhookUnfit``, ``SubscriberUnfit``.
    """
    client = uow.session.get(Client, form["client_id"])
    if client is None or not uow.actor.sees(client.union_path):
        raise NotFound(hidden=form["client_id"] if client else None)
    uow.appointment = uow.actor.holds({Role.SYSTEM_ADMIN}, client.union_path)
    union = uow.session.get(Union, form.get("union") or client.union)
    within = union is not None and union.path.startswith(client.union_path)
    if union is None or not within or not serves(uow, client):
        raise SubscriberUnfit(client_id=client.id, role=client.role, union=form.get("union"))
    try:
        uow.reach.target(form["url"])
    except Unreachable as error:
        raise WebhookUnfit(reason=error.reason) from None
    secret = new_webhook_secret()
    webhook = uow.add(
        Webhook(
            id=uow.new_id(), client_id=client.id, url=form["url"], events=sorted(form["events"]),
            state=ENABLED, secret=Personal.of(secret), union=union.id, union_path=union.path,
        )
    )  # fmt: skip
    deed = uow.record("webhook.create", webhook, after=ENABLED)
    uow.attach(WebhookCursor(webhook_id=webhook.id, position=uow.size - 1), deed)
    return webhook, secret


def serves(uow: UnitOfWork, client: Client | None) -> bool:
    """Whether a machine is a finance system that may call today: who may not ask is not told either."""
    return (
        client is not None
        and client.role == Role.FINANCE_SYSTEM
        and client.starts_on <= uow.today
        and (client.ends_on is None or uow.today <= client.ends_on)
    )


def serving(uow: UnitOfWork) -> ColumnElement[bool]:
    """The same as a condition on clients."""
    return and_(
        Client.role == Role.FINANCE_SYSTEM, Client.starts_on <= uow.today,
        or_(Client.ends_on.is_(None), Client.ends_on >= uow.today),
    )  # fmt: skip


def rotate_secret(uow: UnitOfWork, webhook: Webhook, form: Mapping[str, Any]) -> str:
    """A new secret; the old one signs beside it for some hours, so that nobody misses a message."""
    hours = form.get("old_for_hours", OLD_SECRET_HOURS)
    webhook.old_secret = webhook.secret if hours else None
    webhook.old_until = uow.now + timedelta(hours=hours) if hours else None
    secret = new_webhook_secret()
    webhook.secret = Personal.of(secret)
    uow.record("webhook.rotate", webhook, before=webhook.state, after=webhook.state)
    return secret


def switch(uow: UnitOfWork, webhook: Webhook, state: str) -> None:
    """Disabled, nothing is sent and nothing is lost: enabled again, it goes on where it stopped."""
    action = {ENABLED: "enable", DISABLED: "disable"}[state]
    if webhook.state == state:
        others = {ENABLED: "disable", DISABLED: "enable"}[state]
        raise WrongState(state=state, action=action, allowed=[others])
    before, webhook.state = webhook.state, state
    uow.record(f"webhook.{action}", webhook, before=before, after=state)


def ping(uow: UnitOfWork, webhook: Webhook) -> Delivery:
    """A message that tells nothing but that it came."""
    delivery = Delivery(
        id=uow.new_id(), webhook_id=webhook.id, message_id=f"ping_{uow.new_id()}", event=PING,
        body=f'{{"type":"{PING}","timestamp":"{uow.now.isoformat(timespec="seconds")}","data":{{}}}}',
        state=PENDING, due_at=uow.now, tries=0,
    )  # fmt: skip
    deed = uow.note(PING, "webhook_delivery", delivery.id, concerns=(webhook.id,))
    uow.attach(delivery, deed)
    return delivery
