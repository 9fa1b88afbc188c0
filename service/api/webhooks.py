"""/v1/webhooks: who is told of events, what was sent, and what was not taken."""

from __future__ import annotations

from typing import Any, Final

from schemas.people import KeptAtQuery
from schemas.views import page_of
from schemas.webhook import (
    DeliveryQuery,
    DeliveryView,
    RedeliveredView,
    RedeliverForm,
    RotateForm,
    WebhookMadeView,
    WebhookView,
    webhook_form,
)
from service.api.clients import READERS, SYSTEM
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE, listed
from service.api.payouts import instant
from service.store.webhook import Delivery, Webhook
from service.use_cases.find_deliveries import deliveries_after, redeliver
from service.use_cases.in_scope import by_id
from service.use_cases.register_webhook import ping, register_webhook, rotate_secret, switch
from workflows.vocabulary import codes
from workflows.webhook import DISABLED, ENABLED

__all__: list[str] = []

FORM: Final = webhook_form(codes("webhook_event"))
OPTIONAL: Final = frozenset({"body_optional"})
AT_ONCE: Final = 1_000
find_webhook = by_id(Webhook)


def _view(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "client_id": webhook.client_id,
        "union": webhook.union,
        "url": webhook.url,
        "events": webhook.events,
        "state": webhook.state,
        "old_secret_until": instant(webhook.old_until),
        "audit_number": webhook.number,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.id,
        "message_id": one.message_id,
        "event": one.event,
        "audit_number": one.made_by,
        "state": one.state,
        "tries": one.tries,
        "due_at": instant(one.due_at),
        "status": one.status,
        "trouble": one.trouble,
        "delivered_at": instant(one.delivered_at),
    }


def _shown(call: Call) -> Result:
    return Result(lambda: _view(call.thing), call.thing)


@endpoint(
    "POST", "/v1/webhooks", roles=SYSTEM, takes=FORM, gives=WebhookMadeView, key=Key.ACCEPTED,
    status=201,
)  # fmt: skip
def open_webhook(call: Call) -> Result:
    """订阅事件 Subscribe a finance system; the secret is told in this answer only."""
    made, secret = register_webhook(call.uow, call.body)
    return Result(lambda: {**_view(made), "secret": secret}, made, f"/v1/webhooks/{made.id}")


@endpoint("GET", "/v1/webhooks", roles=READERS, query=KeptAtQuery, gives=page_of(WebhookView))
def list_webhooks(call: Call) -> Result:
    """事件订阅列表 The subscriptions of the caller's unions."""
    return listed(call, Webhook, _view, {})


@endpoint("GET", "/v1/webhooks/<id>", roles=READERS, gives=WebhookView, finds=find_webhook)
def get_webhook(call: Call) -> Result:
    """事件订阅 One subscription."""
    return _shown(call)


@endpoint(
    "POST", "/v1/webhooks/<id>/rotate", roles=SYSTEM, takes=RotateForm, gives=WebhookMadeView,
    finds=find_webhook, versioned=True, key=Key.ACCEPTED, notes=OPTIONAL,
)  # fmt: skip
def rotate_webhook(call: Call) -> Result:
    """更换推送密钥 Make a new secret; the old one signs beside it for some hours."""
    secret = rotate_secret(call.uow, call.thing, call.body)
    return Result(lambda: {**_view(call.thing), "secret": secret}, call.thing)


@endpoint(
    "POST", "/v1/webhooks/<id>/disable", roles=SYSTEM, gives=WebhookView, finds=find_webhook,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def disable_webhook(call: Call) -> Result:
    """停止推送 Send nothing until it is enabled again; what happens meanwhile is told then."""
    switch(call.uow, call.thing, DISABLED)
    return _shown(call)


@endpoint(
    "POST", "/v1/webhooks/<id>/enable", roles=SYSTEM, gives=WebhookView, finds=find_webhook,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def enable_webhook(call: Call) -> Result:
    """恢复推送 Go on where it stopped."""
    switch(call.uow, call.thing, ENABLED)
    return _shown(call)


@endpoint(
    "POST", "/v1/webhooks/<id>/ping", roles=SYSTEM, gives=DeliveryView, finds=find_webhook,
    versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def ping_webhook(call: Call) -> Result:
    """测试推送 Have the worker send a message that tells nothing."""
    made = ping(call.uow, call.thing)
    return Result(lambda: _delivery(made), call.thing)


@endpoint(
    "GET", "/v1/webhooks/<id>/deliveries", roles=READERS, query=DeliveryQuery,
    gives=page_of(DeliveryView), finds=find_webhook,
)  # fmt: skip
def list_deliveries(call: Call) -> Result:
    """推送记录 What was sent, what waits, and with state=dead what nobody took."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = deliveries_after(call.uow, call.thing, call.query.get("state"), after, limit)
    items = [_delivery(row) for row in rows]
    cursor = rows[-1].made_by if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more}, call.thing)


@endpoint(
    "POST", "/v1/webhooks/<id>/redeliver", roles=SYSTEM, takes=RedeliverForm,
    gives=RedeliveredView, finds=find_webhook, versioned=True, key=Key.ACCEPTED, notes=OPTIONAL,
)  # fmt: skip
def redeliver_to_webhook(call: Call) -> Result:
    """重新推送 Send again what is dead, or what is named, under the ids it had."""
    count = redeliver(call.uow, call.thing, call.body.get("delivery_ids"), AT_ONCE)
    return Result(lambda: {"count": count}, call.thing)
