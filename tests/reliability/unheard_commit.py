"""Bar 3: the connection is cut at every second COMMIT or so, before the server has it or after, and
the caller, who cannot know which, sends the same call under the same key until it is answered: each
is done once, and the answer is the one that was committed.

The size is the number of calls: money allocated, awards approved, batches made, by turns.
"""

from __future__ import annotations

import itertools
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.api.fingerprint import key_digest
from service.run import RECEIPT_CONTEXT
from service.store.receipt import Receipt
from service.unit_of_work import UnitOfWork
from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.races.racers import Shot
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.cut_off import CutOff
from tests.reliability.stock import AWARD_FEN, Stock

__all__ = ["run"]

SEED = 3
TRIES_MAX = 60
DONE = {
    "allocations": "SELECT count(*) FROM allocation WHERE document_number LIKE 'D-%%'",
    "commitments": "SELECT count(DISTINCT made_by) FROM posting WHERE kind = 'commit'",
    "batches": "SELECT count(*) FROM payment_batch",
}


def run(grounds: Grounds, size: int, fault: str | None) -> Outcome:
    with grounds.county("postgresql") as county, tempfile.TemporaryDirectory() as name:
        stock = Stock(county)
        shots = list(itertools.islice(_shots(stock, size), size))
        before = _done(county)
        chance = random.Random(SEED)  # noqa: S311 - chance that can be had again
        with (
            CutOff(county.url, Path(name), chance) as wire,
            County(wire.url, grounds.folder, grounds.keys) as cut,
        ):
            cut.house.transactions.offset = county.house.transactions.offset
            wire.cutting = True
            answers = [_insisted(cut, shot, fault) for shot in shots]
            wire.cutting = False
        after = _done(county)
        twice = {name: after[name] - before[name] for name in DONE}
        for shot in shots:
            twice[_what(shot)] -= 1
        wrong = 0 if fault else sum(not _as_kept(county, shot, answer) for shot, answer in answers)
        lost = sum(answer.status >= 300 for _, answer in answers)
        broken = verify_log(county.house.transactions).wrong is not None
    replayed = sum("Idempotent-Replayed" in answer.headers for _, answer in answers)
    figure = (
        f"{size} calls, seed {SEED}, cuts {dict(wire.cuts)}: twice {twice}, {lost} not done, "
        f"{replayed} replayed, {wrong} answers other than what was kept"
    )
    return Outcome(not (any(twice.values()) or lost or wrong or broken), figure)


def _shots(stock: Stock, size: int) -> Iterator[Shot]:
    third = size // 3 + 1
    fund = stock.payments.fund_id
    granted, asked = stock.approved(third), stock.waiting(third)
    opinion = {"opinion": "同意", "meeting_number": "2026-3", "fund_id": fund}
    for place, (ready, waits) in enumerate(zip(granted, asked, strict=True)):
        form: dict[str, Any] = {"amount_fen": 1 + place, "document_number": f"D-{place}"}
        yield _shot(stock, "fund-1", f"/v1/funds/{fund}/allocations", form)
        path = f"/v1/applications/{waits}"
        etag = stock.county.get("auditor-1", path).etag
        yield _shot(stock, "approver-2", f"{path}/approve", opinion, etag)
        control = {"count": 1, "total_fen": AWARD_FEN}
        form = {"fund_id": fund, "application_ids": [ready], "control": control}
        yield _shot(stock, "maker-1", "/v1/payment-batches", form)


def _shot(stock: Stock, who: str, path: str, body: Any, etag: str = "*") -> Shot:
    headers = {"Idempotency-Key": stock.county.new_key()}
    return Shot(who, "POST", path, body, headers | ({} if etag == "*" else {"If-Match": etag}))


def _what(shot: Shot) -> str:
    if shot.path.endswith("/allocations"):
        return "allocations"
    return "commitments" if shot.path.endswith("/approve") else "batches"


def _insisted(county: County, shot: Shot, fault: str | None) -> tuple[Shot, Reply]:
    """Sent until it is answered; the control takes another key each time."""
    for _ in range(TRIES_MAX):
        headers = dict(shot.headers)
        if fault is not None:
            headers["Idempotency-Key"] = county.new_key()
        reply = county.call(shot.method, shot.who, shot.path, shot.body, headers=headers)
        if reply.status < 500:
            break
    return shot, reply


def _done(county: County) -> Counter[str]:
    with county.house.transactions.engine.connect() as connection:
        return Counter(
            {name: connection.exec_driver_sql(told).scalar_one() for name, told in DONE.items()}
        )


def _as_kept(county: County, shot: Shot, answer: Reply) -> bool:
    """Whether the caller heard, to the letter, what was committed with the work."""

    def work(uow: UnitOfWork) -> Any:
        key = _digest(shot)
        kept = uow.session.get_one(Receipt, (shot.who, key))
        return json.loads(uow.keyring.open(kept.answer, RECEIPT_CONTEXT))["body"]

    return bool(county.house.transactions.read(work) == answer.body)


def _digest(shot: Shot) -> str:
    return str(key_digest(shot.headers["Idempotency-Key"]))
