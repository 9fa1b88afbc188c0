"""Subscriptions to events on the wire; a secret stands in the answer that made it and in no other."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import Schema

from schemas.fields import Code, Handle, Id, Lines, Numeral, SafeText, Strict, Whole
from schemas.people import UnionCode
from schemas.strict import LINES_MAX
from schemas.views import List, Number, Text, Written

__all__ = [
    "DeliveryQuery",
    "DeliveryView",
    "RedeliverForm",
    "RedeliveredView",
    "RotateForm",
    "WebhookMadeView",
    "WebhookView",
    "webhook_form",
]

URL_MAX = 500
OLD_HOURS_MAX = 7 * 24


def webhook_form(known: Sequence[str]) -> type[Schema]:
    """The form with the kinds of thing that can be told of."""

    class WebhookForm(Strict):
        """``union`` is the finance system's own, or one below it."""

        client_id = Handle(required=True)
        url = SafeText(8, URL_MAX, required=True)
        events = Lines(Code(known), minimum=1, maximum=len(known), unique=True, required=True)
        union = UnionCode()

    return WebhookForm


class RotateForm(Strict):
    """For so many hours the old secret signs beside the new one; 24 unless said, 0 ends it at once."""

    old_for_hours = Whole(0, OLD_HOURS_MAX)


class RedeliverForm(Strict):
    """Deliveries by name; without any, the first thousand that are dead."""

    delivery_ids = Lines(Id(), minimum=1, maximum=LINES_MAX, unique=True)


class DeliveryQuery(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    state = Code(("pending", "delivered", "dead"))


class WebhookView(Written):
    id = Text()
    client_id = Text()
    union = Text()
    url = Text()
    events = List(Text(description="code list `webhook_event`"))
    state = Text(description="enabled or disabled")
    old_secret_until = Text(nullable=True, format="date-time")


class WebhookMadeView(WebhookView):
    """The only answer that holds the secret."""

    secret = Text(description="whsec_ and base64, as Standard Webhooks writes it")


class DeliveryView(Schema):
    id = Text()
    message_id = Text(description="webhook-id: the same at every try")
    event = Text(description="what was done")
    audit_number = Number(description="the entry that is told of; the cursor")
    state = Text(description="pending, delivered or dead")
    tries = Number()
    due_at = Text(format="date-time", description="when it is tried again, while it is pending")
    status = Number(nullable=True, description="of the last answer")
    trouble = Text(nullable=True, description="why the last try failed")
    delivered_at = Text(nullable=True, format="date-time")


class RedeliveredView(Schema):
    count = Number()
