"""What the database refuses of the ledger by itself, whoever writes to it: on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from service.store.database import WRITES
from tests.county import County

FUND = "00000000-0000-7000-8000-000000002026"
NUMBER = 1_000_000
LEG = (
    'INSERT INTO posting (made_by, line, fund_id, "union", account, kind, amount_fen) '
    "VALUES (:number, :line, :fund, '360722', :account, 'allocate', :fen)"
)


@pytest.fixture
def engine(county: County) -> Engine:
    return county.house.transactions.engine.execution_options(**{WRITES: True})


def write(engine: Engine, *legs: tuple[int, str, int], number: int = NUMBER) -> None:
    """These legs by one deed, in one transaction."""
    with engine.begin() as connection:
        for line, account, fen in legs:
            told = {"number": number, "fund": FUND, "line": line, "account": account, "fen": fen}
            connection.execute(text(LEG), told)


def held(engine: Engine) -> tuple[int, int]:
    """Postings there are, and rows of balances, which belong to the one fund."""
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM posting")).scalar_one()
        rows = connection.execute(text("SELECT count(*) FROM balance")).scalar_one()
    return int(count), int(rows)


def test_legs_that_sum_to_zero_are_committed_in_any_order(engine: Engine) -> None:
    before = held(engine)
    write(engine, (0, "source", -5), (1, "available", 5))
    write(engine, (1, "available", 7), (0, "source", -7), number=NUMBER + 1)
    write(engine, (0, "a", 3), (1, "b", 4), (2, "c", -7), number=NUMBER + 2)
    assert held(engine) == (before[0] + 7, before[1])


@pytest.mark.parametrize(
    "legs",
    [
        ((0, "available", 5),),
        ((0, "source", -5), (1, "available", 4)),
        ((0, "source", -5), (1, "available", 5), (2, "available", 1)),
    ],
    ids=["a lone leg", "one fen off", "a third leg"],
)
def test_what_does_not_sum_to_zero_is_not_committed(
    engine: Engine, legs: tuple[tuple[int, str, int], ...]
) -> None:
    before = held(engine)
    with pytest.raises(DBAPIError):
        write(engine, *legs)
    assert held(engine) == before


def test_a_leg_that_joins_a_deed_later_is_not_committed(engine: Engine) -> None:
    write(engine, (0, "source", -5), (1, "available", 5))
    with pytest.raises(DBAPIError):
        write(engine, (2, "available", 5))


@pytest.mark.parametrize("account", ["available", "committed", "disbursed", "passed_down"])
def test_no_account_is_overdrawn(engine: Engine, account: str) -> None:
    with pytest.raises(DBAPIError, match="not_below_zero"), engine.begin() as connection:
        connection.execute(
            text("UPDATE balance SET amount_fen = -1 WHERE account = :account"),
            {"account": account},
        )


def test_nothing_is_posted_in_a_closed_fund_but_by_the_deed_that_closes_it(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE fund SET closed_on = '2026-12-31', number = :number WHERE id = :fund"),
            {"number": NUMBER, "fund": FUND},
        )
    write(engine, (0, "available", -5), (1, "carried_out", 5))
    with pytest.raises(DBAPIError, match="the fund is closed"):
        write(engine, (0, "source", -5), (1, "available", 5), number=NUMBER + 1)
