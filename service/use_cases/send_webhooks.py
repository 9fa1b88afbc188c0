"""Messages sent: taken up, sent, marked; each in a transaction of its own, and none open while sending.

Whoever takes a message up counts the try and moves its due time on first, in one comparison: of two
workers one has it. One that dies between sending and marking leaves it due again a minute later; it is
then sent once more under the same id, which is how a receiver knows it. Nothing is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from service import logs
from service.outbound.post import Post
from service.outbound.reach import Unreachable
from service.store.people import Client
from service.store.webhook import Delivery, Webhook
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.register_webhook import serves, serving
from workflows.webhook import DEAD, DELIVERED, ENABLED, PENDING, headers_of, pause_after

__all__ = ["LEASE", "Sent", "send_webhooks"]

LEASE: Final = timedelta(seconds=60)
"""Longer than a message may take by far."""
PAGE: Final = 100
TAKEN: Final = range(HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES)
TROUBLE_MAX: Final = 64
_LOG = logging.getLogger("service.webhooks")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many messages were taken, and how many were not and wait, or are dead."""

    delivered: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Message:
    """A message that is ours to send, once."""

    delivery_id: str
    message_id: str
    tries: int
    url: str
    secrets: tuple[str, ...]
    at: datetime
    body: bytes


def send_webhooks(
    transactions: Transactions, post: Post, *, stop: Callable[[], bool] = lambda: False
) -> Sent:
    """Every message that is due, the oldest first; where one fails, the others to the same place wait
    for the next round, so that a dead receiver costs one try and not a thousand."""
    delivered = failed = 0
    silent: set[str] = set()
    for delivery_id, webhook_id in _due(transactions, silent):
        if stop():
            break
        if webhook_id in silent:
            continue
        try:
            became = _try(transactions, post, delivery_id)
        except OperationalError:
            raise
        except Exception as error:  # a secret that nobody can read is one subscription's trouble
            logs.fault(error)
            became = False
        delivered += became is True
        failed += became is False
        if became is False:
            silent.add(webhook_id)
    return Sent(delivered, failed)


def _due(transactions: Transactions, silent: Collection[str]) -> Iterator[tuple[str, str]]:
    """Page by page: one that was sent or taken up is not due, or not so soon. What waits for ``silent``
    subscriptions, or for none that is served, is not asked for, or it would fill every page."""
    seen: set[str] = set()
    while True:
        found = transactions.read(lambda uow: _page(uow, silent))
        page = [row for row in found if row[0] not in seen]
        if not page:
            return
        seen.update(row[0] for row in page)
        yield from page


def _page(uow: UnitOfWork, silent: Collection[str]) -> list[tuple[str, str]]:
    due = (
        select(Delivery.id, Delivery.webhook_id)
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .join(Client, Client.id == Webhook.client_id)
        .where(
            Delivery.state == PENDING, Delivery.due_at <= uow.now, Webhook.state == ENABLED,
            Webhook.id.not_in(sorted(silent)), serving(uow),
        )
        .order_by(Delivery.due_at, Delivery.made_by)
        .limit(PAGE)
    )  # fmt: skip
    return [(row.id, row.webhook_id) for row in uow.session.execute(due)]


def _try(transactions: Transactions, post: Post, delivery_id: str) -> bool | None:
    """Whether it was taken; None where it was not ours to send."""
    message = _taken_up(transactions, delivery_id)
    if message is None:
        return None
    status, trouble = _posted(post, message)
    taken = status in TAKEN
    _mark(transactions, message, status, None if taken else trouble or f"status_{status}")
    if not taken:
        _LOG.warning("refused", extra={"refusal": trouble or f"status_{status}"})
    return taken


def _taken_up(transactions: Transactions, delivery_id: str) -> _Message | None:
    found: list[_Message | None] = []

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        found[:] = [_claimed(uow, delivery_id, transactions.offset)]
        return lambda: Answer(200, {})

    transactions.write(work, CallInfo(delivery_id))
    return found[0]


def _claimed(uow: UnitOfWork, delivery_id: str, offset: timedelta) -> _Message | None:
    """Receivers compare the time with the real clock, so it is that, whatever the business clock says."""
    delivery = uow.session.get(Delivery, delivery_id)
    webhook = None if delivery is None else uow.find(Webhook, delivery.webhook_id)
    if delivery is None or webhook is None or webhook.state != ENABLED:
        return None
    if not serves(uow, uow.session.get(Client, webhook.client_id)):
        return None
    taking = (
        update(Delivery)
        .where(
            Delivery.id == delivery_id, Delivery.state == PENDING, Delivery.due_at <= uow.now,
        )
        .values(tries=Delivery.tries + 1, due_at=uow.now + LEASE)
        .returning(Delivery.tries)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    tries = uow.session.execute(taking).scalar_one_or_none()
    if tries is None:
        return None
    keys = [webhook.secret.value]
    if webhook.old_secret and webhook.old_until and uow.now < webhook.old_until:
        keys.append(webhook.old_secret.value)
    return _Message(
        delivery.id, delivery.message_id, tries, webhook.url, tuple(keys),
        uow.now - offset, delivery.body.encode("ascii"),
    )  # fmt: skip


def _posted(post: Post, message: _Message) -> tuple[int | None, str | None]:
    """The status of the answer, or what went wrong; outside every transaction."""
    moment = int(message.at.timestamp())
    try:
        headers = headers_of(message.secrets, message.message_id, moment, message.body)
        return post(message.url, headers, message.body), None
    except Unreachable as error:
        return None, error.reason
    except Exception as error:  # a fault of ours: it is counted, and the next message has its turn
        logs.fault(error)
        return None, type(error).__qualname__


def _mark(
    transactions: Transactions, message: _Message, status: int | None, trouble: str | None
) -> None:
    """What was taken is taken, whoever else tries it meanwhile; a failure counts for the last try only."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        told: dict[str, Any] = {"status": status, "trouble": trouble and trouble[:TROUBLE_MAX]}
        mine = [Delivery.id == message.delivery_id, Delivery.state == PENDING]
        if trouble is None:
            told |= {"state": DELIVERED, "delivered_at": uow.now}
        else:
            mine.append(Delivery.tries == message.tries)
            pause = pause_after(message.tries)
            told |= {"state": DEAD} if pause is None else {"due_at": uow.now + pause}
        marking = update(Delivery).where(*mine).values(**told)
        uow.session.execute(marking.execution_options(synchronize_session=False))
        return lambda: Answer(200, {})

    transactions.write(work, CallInfo(message.delivery_id))
