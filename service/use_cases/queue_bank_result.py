"""Bank results that could not be applied: kept once, each with a note, until a person looks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from service.audit.canonical import canonical
from service.store.money import BankResult, PaymentBatch, Payout
from service.unit_of_work import UnitOfWork

__all__ = ["QueuedResults"]


class QueuedResults:
    """The queue as one call sees it: what it holds already is not kept again."""

    def __init__(
        self, uow: UnitOfWork, batch: PaymentBatch, results: Sequence[Mapping[str, Any]]
    ) -> None:
        self._uow = uow
        self._batch = batch
        digests = {_digest(batch, result) for result in results}
        self._held = set(
            uow.session.scalars(select(BankResult.digest).where(BankResult.digest.in_(digests)))
        )

    def keep(self, result: Mapping[str, Any], payout: Payout | None) -> None:
        """Keep the line as it came; the same line again changes nothing."""
        digest = _digest(self._batch, result)
        if digest in self._held:
            return
        self._held.add(digest)
        about: PaymentBatch | Payout = payout or self._batch
        note = self._uow.note(
            "bank_result.queue", about.KIND, about.id, rule="queued", concerns=(self._batch.id,)
        )
        kept = BankResult(
            id=self._uow.new_id(), batch_id=self._batch.id, reference=result["reference"],
            outcome=result["outcome"], failure_code=result.get("failure_code"),
            bank_serial=result.get("bank_serial"), occurred_at=result["occurred_at"],
            digest=digest, queued_on=self._uow.today, reason=result.get("reason"),
            amount_fen=result.get("amount_fen"),
        )  # fmt: skip
        self._uow.attach(kept, note)


def _digest(batch: PaymentBatch, result: Mapping[str, Any]) -> str:
    told = {
        "batch": batch.id,
        "reference": result["reference"],
        "outcome": result["outcome"],
        "failure_code": result.get("failure_code") or "",
        "bank_serial": result.get("bank_serial") or "",
        "occurred_at": result["occurred_at"].isoformat(),
    }
    if (
        result.get("amount_fen") is not None
    ):  # only a file says one; the same word with another is two
        told["amount_fen"] = str(result["amount_fen"])
    return hashlib.sha256(canonical(told)).hexdigest()
