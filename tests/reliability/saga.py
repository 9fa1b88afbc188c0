"""What a worker does with one batch, from its making to the bank's word about it: each step under a key
of its own that never changes, so that whoever comes next, and in whatever state he finds it, goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.races.racers import Shot
from tests.reliability.bank_books import BankBooks, orders_in
from tests.reliability.forked import Caller
from tests.reliability.stock import AWARD_FEN

__all__ = ["ANOTHER_REFERENCE", "BEFORE_IT_WAS_SENT", "Saga", "Work"]

ANOTHER_REFERENCE, BEFORE_IT_WAS_SENT = "a new reference each try", "settled before it was sent"
NEXT = {
    "draft": ("maker-1", "submit"), "submitted": ("checker-1", "release"),
    "released": ("checker-1", "dispatch"),
}  # fmt: skip
TRIES_MAX = 200
ELSEWHERE, LATER_S = 12, 0.01


@dataclass(frozen=True)
class Work:
    """The cases of one batch, and the fund that pays them."""

    name: str
    fund: str
    cases: tuple[str, ...]


class Saga:
    """The same steps whoever takes them; ``fault`` is that of a control."""

    def __init__(
        self, caller: Caller, bank: BankBooks, fault: str | None,
        stepped: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.caller, self.bank, self.fault, self._stepped = caller, bank, fault, stepped
        self._tries = 0

    def done(self, work: Work) -> bool:
        """Take steps until the batch is settled; others may take them too."""
        batch = self._made(work)
        for _ in range(TRIES_MAX):
            if batch is None:
                return False
            path = f"/v1/payment-batches/{batch}"
            status, told, headers = self._get("maker-1", path)
            if status != 200:
                continue
            if told["state"] == "settled":
                return True
            if told["state"] == "dispatched":
                self._send(work, told)
            else:
                who, action = NEXT[told["state"]]
                self._post(who, f"{path}/{action}", {}, f"{work.name}-{action}", headers["ETag"])
        return False

    def _made(self, work: Work) -> str | None:
        count = len(work.cases)
        form = {
            "fund_id": work.fund, "application_ids": list(work.cases),
            "control": {"count": count, "total_fen": count * AWARD_FEN},
        }  # fmt: skip
        for _ in range(TRIES_MAX):
            status, told = self._post("maker-1", "/v1/payment-batches", form, f"{work.name}-make")
            if status == 201:
                return str(told["id"])
        return None

    def _send(self, work: Work, batch: Any) -> None:
        """Hand every order to the bank, and then tell that it paid."""
        if self.fault == BEFORE_IT_WAS_SENT:
            self._tell(work, batch)
            self._busy_elsewhere()
        file = self._get("bank", f"/v1/payment-batches/{batch['id']}/instruction-file")[1]
        for reference, account, fen in orders_in(file):
            self._tries += 1
            again = f"-{id(self)}-{self._tries}" if self.fault == ANOTHER_REFERENCE else ""
            self.bank.pay(reference + again, account, fen)
            self._stepped()
        self._tell(work, batch)

    def _busy_elsewhere(self) -> None:
        """Time passes, and steps in which a worker may be killed."""
        for _ in range(ELSEWHERE):
            time.sleep(LATER_S)
            self._stepped()

    def _tell(self, work: Work, batch: Any) -> None:
        results = [
            {
                "reference": line["reference"], "outcome": "paid", "failure_code": None,
                "bank_serial": f"S-{line['reference']}",
                "occurred_at": "2026-03-20T10:00:00+08:00",
            }
            for line in batch["lines"]
        ]  # fmt: skip
        form = {"batch_id": batch["id"], "results": results}
        self._post("bank", "/v1/bank-results", form, f"{work.name}-paid")

    def _get(self, who: str, path: str) -> tuple[int, Any, Any]:
        return self._called(Shot(who, "GET", path))

    def _post(self, who: str, path: str, body: Any, key: str, etag: str = "") -> tuple[int, Any]:
        headers = {"Idempotency-Key": key} | ({"If-Match": etag} if etag else {})
        return self._called(Shot(who, "POST", path, body, headers))[:2]

    def _called(self, shot: Shot) -> tuple[int, Any, Any]:
        answer = self.caller.call(shot)
        self._stepped()
        return answer
