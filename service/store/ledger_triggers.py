"""What the database itself refuses of the ledger: a lone leg, and a movement in a closed fund.

The legs of one deed in one fund sum to zero when the transaction commits. PostgreSQL asks a deferred
constraint trigger. SQLite defers nothing but foreign keys, so there an unbalanced deed leaves a row
that belongs to no fund, which cannot be committed, until its other leg takes the row away again.

A fund that is closed has as its number that of the deed that closed it: what was posted by that deed
stands, what comes later does not.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LEDGER_TRIGGERS"]

_UNBALANCED = "the postings of a deed and fund do not sum to zero"
_CLOSED = "the fund is closed"
_OF_THE_DEED = "made_by = NEW.made_by AND fund_id = NEW.fund_id"
_SHUT = (
    "EXISTS (SELECT 1 FROM fund WHERE fund.id = NEW.fund_id AND fund.closed_on IS NOT NULL "
    "AND fund.number < NEW.made_by)"
)
_NO_FUND = "'unbalanced-' || NEW.made_by || '-' || NEW.fund_id"


def _raised(message: str) -> str:
    return f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = '{message}';"


def _function(name: str, wrong: str, message: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
        f"IF {wrong} THEN {_raised(message)} END IF; RETURN NEW; END $body$"
    )


_SUM = f"(SELECT sum(amount_fen) FROM posting WHERE {_OF_THE_DEED})"  # noqa: S608 - our own table

_NOTED = (
    f"DELETE FROM balance WHERE fund_id = {_NO_FUND}; "  # noqa: S608 - our own tables
    "INSERT INTO balance (fund_id, account, amount_fen, made_by) "
    f"SELECT {_NO_FUND}, 'source', sum(amount_fen), NEW.made_by FROM posting "
    f"WHERE {_OF_THE_DEED} HAVING sum(amount_fen) <> 0;"
)

LEDGER_TRIGGERS: Mapping[str, tuple[str, ...]] = {
    "postgresql": (
        _function("posting_balanced", f"{_SUM} <> 0", _UNBALANCED),
        _function("posting_in_open_fund", _SHUT, _CLOSED),
        "CREATE CONSTRAINT TRIGGER posting_balanced AFTER INSERT ON posting "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION posting_balanced()",
        "CREATE TRIGGER posting_in_open_fund BEFORE INSERT ON posting "
        "FOR EACH ROW EXECUTE FUNCTION posting_in_open_fund()",
        "ALTER TABLE posting ENABLE ALWAYS TRIGGER posting_balanced",
        "ALTER TABLE posting ENABLE ALWAYS TRIGGER posting_in_open_fund",
    ),
    "sqlite": (
        f"CREATE TRIGGER posting_balanced AFTER INSERT ON posting BEGIN {_NOTED} END",
        f"CREATE TRIGGER posting_in_open_fund BEFORE INSERT ON posting WHEN {_SHUT} "
        f"BEGIN SELECT RAISE(ABORT, '{_CLOSED}'); END",
    ),
}
"""By dialect name, in the order in which the migration runs them."""
