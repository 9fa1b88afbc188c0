"""Nothing of the money or of the duties is changed by hand unseen: each names its entry."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from service.use_cases.verify_log import verify_log
from tests.audit.hand import Hand
from tests.county import County
from tests.payments import Payments

MONEY = [
    "UPDATE balance SET amount_fen = amount_fen + 1 WHERE account = 'available'",
    "DELETE FROM balance WHERE account = 'source' AND amount_fen <> 0",
    "DELETE FROM balance WHERE account = 'disbursed' AND amount_fen = 0",
    "UPDATE balance SET made_by = 1 WHERE account = 'available' AND amount_fen > 0",
    "UPDATE posting SET amount_fen = amount_fen * 2 WHERE kind = 'commit'",
    "UPDATE posting SET programme = 'medical' WHERE kind = 'commit'",
    "UPDATE posting SET application_id = payout_id WHERE kind = 'disburse'",
    "DELETE FROM posting WHERE kind = 'disburse'",
    'INSERT INTO posting (made_by, line, fund_id, "union", account, kind, amount_fen) '
    'SELECT made_by, line + 2, fund_id, "union", account, kind, amount_fen '
    "FROM posting WHERE kind = 'allocate'",
    "UPDATE bank_result SET outcome = 'paid'",
    "DELETE FROM bank_result",
]


def named(county: County) -> str | None:
    wrong = verify_log(county.house.transactions).wrong
    return None if wrong is None else str(wrong)


def entry_of(county: County, act: str) -> int:
    with county.house.transactions.engine.connect() as connection:
        number = connection.execute(
            text("SELECT max(number) FROM audit_entry WHERE act = :act"), {"act": act}
        ).scalar_one()
    return int(number)


@pytest.fixture
def paid(county: County) -> County:
    """One case paid, and a contradiction of it in the queue."""
    payments = Payments(county)
    batch = payments.dispatched(payments.approved())
    assert payments.said(batch, "paid") == ["applied"]
    assert payments.said(batch, "failed", bank_serial="other") == ["queued"]
    assert named(county) is None
    return county


def by_hand(county: County, *statements: str) -> None:
    engine = county.house.transactions.engine
    hand = Hand(engine)  # with the owner's rights: the triggers of the log go
    with hand.engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            for table in ("posting", "vote"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


@pytest.mark.parametrize("statement", MONEY)
def test_money_moved_by_hand_names_an_entry(paid: County, statement: str) -> None:
    by_hand(paid, statement)
    assert (named(paid) or "").startswith("entry ")


def test_a_movement_made_up_with_its_balances_names_the_entry_it_claims(paid: County) -> None:
    number = entry_of(paid, "fund.allocate")
    by_hand(
        paid,
        "UPDATE posting SET amount_fen = amount_fen + 7 WHERE account = 'available' "
        "AND kind = 'allocate'",
        "UPDATE posting SET amount_fen = amount_fen - 7 WHERE account = 'source'",
        "UPDATE balance SET amount_fen = amount_fen + 7 WHERE account = 'available' "
        "AND amount_fen > 0",
        "UPDATE balance SET amount_fen = amount_fen - 7 WHERE account = 'source' "
        "AND amount_fen < 0",
    )
    assert (named(paid) or "").startswith(f"entry {number}: ")


def test_a_duty_cut_out_of_a_case_names_the_deed_that_exercised_it(paid: County) -> None:
    """Or whoever made the batch could release it: duties are found through the concerns."""
    number = entry_of(paid, "payment_batch.make")
    by_hand(
        paid,
        "DELETE FROM audit_concern WHERE thing IN (SELECT id FROM application) AND number = "
        "(SELECT number FROM audit_entry WHERE act = 'payment_batch.make')",
    )
    assert (named(paid) or "").startswith(f"entry {number}: ")
