"""From the log to those who asked: entries after a subscription's cursor become messages to be sent.

The audit log is the outbox (ADR 0035). What is told has happened, because the entry stands; nothing
that happened is left out, because no number is seen before a smaller one and the cursor moves in the
transaction that writes the messages. Two workers at once: the second finds the cursor moved and writes
nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, func, select, update

from service import logs
from service.store.audit_tables import audit_entry
from service.store.people import Client
from service.store.tables import THINGS
from service.store.webhook import Delivery, Webhook, WebhookCursor
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.register_webhook import serves
from workflows.vocabulary import codes
from workflows.webhook import ENABLED, PENDING

__all__ = ["AT_ONCE", "spread_events"]

AT_ONCE: Final = 500
"""Entries looked at in one transaction."""
TOLD: Final = ("union", "programme", "application_id", "payout_id", "fund_id")
"""What of a thing is told beside its entry: what never changes, and says nothing about a person."""
_MODELS: Final = {model.KIND: model for model in THINGS if model.KIND in codes("webhook_event")}
_ENTRY = audit_entry.c


def spread_events(transactions: Transactions) -> int:
    """Every subscription brought up to the end of the log; how many messages were written."""
    wanted = select(Webhook.id).where(Webhook.state == ENABLED).order_by(Webhook.id)
    written = 0
    for webhook_id in transactions.read(lambda uow: uow.session.scalars(wanted).all()):
        try:
            while (found := _page(transactions, webhook_id)) is not None:
                written += found
        except Exception as error:  # one that cannot be served does not hold up the next
            logs.fault(error)
    return written


def _page(transactions: Transactions, webhook_id: str) -> int | None:
    """How many messages a page of the log made; None at its end."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        told = _spread(uow, webhook_id)
        return lambda: Answer(200, {"written": told})

    written: int | None = transactions.write(work, CallInfo(webhook_id)).body["written"]
    return written


def _spread(uow: UnitOfWork, webhook_id: str) -> int | None:
    webhook = uow.find(Webhook, webhook_id)
    if webhook is None or webhook.state != ENABLED:
        return None
    if not serves(uow, uow.session.get(Client, webhook.client_id)):
        return None
    position = uow.session.scalar(
        select(WebhookCursor.position).where(WebhookCursor.webhook_id == webhook_id)
    )
    if position is None or position >= uow.size - 1:
        return None
    rows = _entries(uow, webhook, position)
    last = rows[-1].number if len(rows) == AT_ONCE else uow.size - 1
    if not _moved(uow, webhook_id, position, last):
        return None
    return _write(uow, webhook, rows)


def _entries(uow: UnitOfWork, webhook: Webhook, after: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Deeds of the kinds asked for; a note is none, and moved nothing."""
    return uow.session.execute(
        select(_ENTRY.number, _ENTRY.entry, _ENTRY.leaf_hash, _ENTRY.kind, _ENTRY.thing)
        .where(
            _ENTRY.number > after, _ENTRY.number < uow.size, _ENTRY.kind.in_(webhook.events),
            func.length(_ENTRY.salt) > 0,
        )
        .order_by(_ENTRY.number)
        .limit(AT_ONCE)
    ).all()  # fmt: skip


def _moved(uow: UnitOfWork, webhook_id: str, position: int, last: int) -> bool:
    """The cursor is moved from where it was seen, or not at all: by one worker of several."""
    moving = (
        update(WebhookCursor)
        .where(WebhookCursor.webhook_id == webhook_id, WebhookCursor.position == position)
        .values(position=last)
        .returning(WebhookCursor.position)
        .execution_options(synchronize_session=False)
    )
    return uow.session.execute(moving).one_or_none() is not None


def _write(uow: UnitOfWork, webhook: Webhook, rows: Sequence[Row[*tuple[Any, ...]]]) -> int:
    things = _things(uow, webhook, rows)
    written = 0
    for row in rows:
        if row.thing not in things:
            continue
        entry = json.loads(row.entry)
        body = _body(entry, row, things[row.thing])
        uow.add(
            Delivery(
                id=uow.new_id(), webhook_id=webhook.id, message_id=f"evt_{entry['id']}",
                event=entry["act"], body=body, state=PENDING, due_at=uow.now, tries=0,
                made_by=row.number,
            )
        )  # fmt: skip
        written += 1
    return written


def _things(
    uow: UnitOfWork, webhook: Webhook, rows: Sequence[Row[*tuple[Any, ...]]]
) -> dict[str, dict[str, Any]]:
    """What is told of each thing below the union of the subscription; one statement a kind."""
    ids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        ids[row.kind].add(row.thing)
    found: dict[str, dict[str, Any]] = {}
    for kind, asked in ids.items():
        model: Any = _MODELS.get(kind)
        if model is None:
            continue
        names = [name for name in TOLD if hasattr(model, name)]
        columns = (getattr(model, name) for name in ("id", *names))
        scope = model.union_path.startswith(webhook.union_path, autoescape=True)
        for one in uow.session.execute(select(*columns).where(model.id.in_(asked), scope)):
            found[one.id] = {name: getattr(one, name) for name in names}
    return found


def _body(entry: Mapping[str, Any], row: Row[*tuple[Any, ...]], thing: Mapping[str, Any]) -> str:
    """The message, the same bytes at every try: ids, states, amounts, and where the log has it."""
    states, amount = entry.get("st", {}), entry.get("amt", {}).get("fen")
    data = {
        "kind": row.kind,
        "id": row.thing,
        "from": states.get("from"),
        "to": states.get("to"),
        "amount_fen": None if amount is None else int(amount),
        **thing,
        "audit_number": row.number,
        "audit_hash": row.leaf_hash.hex(),
    }
    told = {"type": entry["act"], "timestamp": entry["ts"], "data": data}
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))
