"""银行回单: the bank's answers, applied once however often they arrive, line by line.

Found by reference only. Whatever contradicts what is known, names nothing here, or comes before
dispatch is queued for a person and changes nothing (reliability.md §1.2; peers.md part D 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.store.money import PaymentBatch
from service.unit_of_work import UnitOfWork
from service.use_cases.bank_words import Heard, attempts_of, settle, take
from service.use_cases.queue_bank_result import QueuedResults
from workflows.errors import BatchMismatch
from workflows.facts import Facts
from workflows.payment_batch import GATEWAY

__all__ = ["apply_bank_results"]


def apply_bank_results(uow: UnitOfWork, form: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One answer a line: ``applied``, ``repeated`` or ``queued``, with the attempt's state.

    Raises ``BatchMismatch`` for a batch that is not the caller's.
    """
    batch = uow.session.get(PaymentBatch, form["batch_id"])
    post = None if batch is None else uow.actor.holds(GATEWAY, batch.union_path)
    if batch is None or post is None:
        raise BatchMismatch(batch_id=form["batch_id"])
    uow.appointment = post
    results: Sequence[Mapping[str, Any]] = form["results"]
    attempts = attempts_of(uow, {result["reference"] for result in results})
    known = Heard(batch, Facts(actor=uow.actor, today=uow.today), attempts)
    queue = QueuedResults(uow, batch, results)
    told = [take(uow, known, queue, result) for result in results]
    settle(uow, known)
    return told
