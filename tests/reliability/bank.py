"""The simulated bank at the counter of a county: its calls are those of any bank gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.bank.simulator.books import Books
from service.bank.simulator.teller import Batch, Teller
from service.bank.simulator.temper import TEMPERS, Temper
from tests.county import County, Reply

__all__ = ["Counter", "bank_of"]

BATCHES = "/v1/payment-batches"


class Counter:
    """What the bank does with the service; ``heard`` are the answers it was given."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.heard: list[Reply] = []

    def batches(self) -> Iterator[Batch]:
        after, more = 0, True
        while more:
            page = self.county.get("bank", f"{BATCHES}?state=dispatched&after={after}&limit=1000")
            for one in page["items"]:
                yield Batch(one["id"], one["dispatched_at"][:10])
            after, more = page["next"], page["has_more"]

    def orders(self, batch: Batch) -> bytes:
        told = self.county.get("bank", f"{BATCHES}/{batch.id}/instruction-file")
        return str(told.body).encode()

    def say(self, batch_id: str, results: Sequence[Mapping[str, Any]], key: str) -> None:
        body = {"batch_id": batch_id, "results": list(results)}
        reply = self.county.post("bank", "/v1/bank-results", body, key=key)
        assert reply.status == 200, reply.body
        self.heard.append(reply)


def bank_of(county: County, temper: str | Temper, seed: int = 1) -> Teller:
    told = TEMPERS[temper] if isinstance(temper, str) else temper
    return Teller(Counter(county), Books(seed), told)
