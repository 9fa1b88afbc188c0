"""Many rows by one statement: all of them at the version they were read at, or none."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.store.hardship_file import HardshipFile
from service.store.money import Balance, Payout
from service.store.write_many import write_many
from tests.county import County
from tests.payments import Payments


@pytest.fixture
def payments(county: County) -> Payments:
    payments = Payments(county)
    payments.made(payments.approved(3))
    return payments


def test_many_changed_things_are_one_statement(payments: Payments) -> None:
    seen: list[str] = []
    engine = payments.county.house.transactions.engine
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    with Session(engine, autoflush=False) as session:
        for payout in session.scalars(select(Payout)).all():
            payout.state, payout.number = "sent", payout.number + 1_000
        seen.clear()
        write_many(session)
        session.flush()
        assert len(seen) == 1
        session.expunge_all()
        told = session.execute(select(Payout.state, Payout.number)).all()
        assert {row.state for row in told} == {"sent"}
        assert min(row.number for row in told) > 1_000


def test_one_row_that_moved_meanwhile_refuses_them_all(payments: Payments) -> None:
    engine = payments.county.house.transactions.engine
    with Session(engine, autoflush=False) as session:
        first, *others = session.scalars(select(Payout).order_by(Payout.number)).all()
        session.execute(
            text("UPDATE payout SET number = number + 500 WHERE id = :id"), {"id": first.id}
        )
        for payout in (first, *others):
            payout.state, payout.number = "sent", payout.number + 1_000
        with pytest.raises(StaleDataError):
            write_many(session)


def test_a_balance_that_moved_meanwhile_is_not_written_over(payments: Payments) -> None:
    """Two awards that both saw the same room would leave the same balance, and no check would see it."""
    engine = payments.county.house.transactions.engine
    mine = (Balance.fund_id == payments.fund_id, Balance.account.in_(("available", "committed")))
    with Session(engine, autoflush=False) as session:
        rows = session.scalars(select(Balance).where(*mine)).all()
        moved = update(Balance).where(*mine).values(made_by=Balance.made_by + 1)
        session.execute(moved, execution_options={"synchronize_session": False})
        for row in rows:
            row.amount_fen, row.made_by = row.amount_fen + 1, row.made_by + 1_000
        with pytest.raises(StaleDataError):
            write_many(session)
        session.refresh(rows[0])  # the other stands alone now
        with pytest.raises(StaleDataError):
            session.flush()


def test_what_stands_alone_or_has_parts_to_keep_is_left_to_the_flush(payments: Payments) -> None:
    engine = payments.county.house.transactions.engine
    with Session(engine, autoflush=False) as session:
        files: list[Any] = list(session.scalars(select(HardshipFile)))
        for file in files:
            file.number += 1_000
        one = session.scalars(select(Payout).limit(1)).one()
        one.number += 1_000
        write_many(session)
        assert {*files, one} <= set(session.dirty)
