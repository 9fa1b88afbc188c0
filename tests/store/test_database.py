"""A connection that goes back to the pool has nothing open, whatever became of its transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.store.database import WRITES, connect

TABLES = (
    "CREATE TABLE fund_of_test (id INTEGER PRIMARY KEY)",
    "CREATE TABLE line_of_test (id INTEGER PRIMARY KEY, fund INTEGER REFERENCES fund_of_test (id) "
    "DEFERRABLE INITIALLY DEFERRED)",
)


def write(engine: Engine, *statements: str) -> None:
    """As the unit of work does it."""
    with Session(engine.execution_options(**{WRITES: True})) as session:
        for one in statements:
            session.execute(text(one))
        session.commit()


def test_a_commit_that_fails_leaves_no_transaction_in_the_pool(database_url: str) -> None:
    engine = connect(database_url)
    write(engine, *TABLES)
    with pytest.raises(IntegrityError):  # a reference is looked at when all is written, at COMMIT
        write(engine, "INSERT INTO line_of_test VALUES (1, 7)")
    write(engine, "INSERT INTO fund_of_test VALUES (7)", "INSERT INTO line_of_test VALUES (1, 7)")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM line_of_test")).scalar_one() == 1
    engine.dispose()
