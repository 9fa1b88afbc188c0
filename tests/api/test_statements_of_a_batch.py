"""However many lines a batch has, the database is asked as often (performance.md, P3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.county import County
from tests.payments import Payments

MOST = 60


@contextmanager
def statements(county: County) -> Iterator[list[str]]:
    """What was sent to the database meanwhile; a statement with many rows of values is one."""
    engine = county.house.transactions.engine
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, _p: Any, _x: Any, _many: bool) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def steps(payments: Payments, ids: list[str]) -> dict[str, int]:
    """How many statements each step of the batch took, reading its ETag left out."""
    county, counted = payments.county, {}

    def take(name: str, step: Callable[[], Any]) -> Any:
        with statements(county) as seen:
            reply = step()
        assert reply.status in (200, 201), reply.body
        counted[name] = len(seen)
        return reply

    form = payments.form(ids)
    key = county.new_key()
    made = take("make", lambda: county.post("maker-1", "/v1/payment-batches", form, key=key))
    path, etag = made.headers["Location"], made.etag
    for who, action in (("maker-1", "submit"), ("checker-1", "release"), ("checker-1", "dispatch")):
        key = county.new_key()
        reply = take(
            action,
            lambda who=who, action=action, etag=etag, key=key: county.post(  # type: ignore[misc]
                who, f"{path}/{action}", {}, etag=etag, key=key
            ),
        )
        etag = reply.etag
    take("read", lambda: county.get("bank", f"{path}/instruction-file"))
    results = [payments.result(line["reference"]) for line in payments.lines(path)]
    take("settle", lambda: payments.bank(path, *results))
    return counted


def test_the_number_of_statements_does_not_grow_with_the_lines(county: County) -> None:
    payments = Payments(county)
    ids = payments.approved(10)
    few, many = steps(payments, ids[:2]), steps(payments, ids[2:])
    assert few == many
    assert max(many.values()) <= MOST
