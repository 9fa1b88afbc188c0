"""The balances against the postings, which the log commits to: a figure that nobody posted is found.

A balance that was changed by hand, lost or invented names the entry it carries, or the last one
that moved money of that account (design.md §7; 会计法 art. 17: accounts are reconciled).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from service.audit.report import Wrong, earliest
from service.store.money import Balance, Posting

__all__ = ["ledger_wrong"]

UNBALANCED = "the balance of {account} is not what the postings of its fund add up to"

_POSTED = select(
    Posting.fund_id, Posting.account, func.sum(Posting.amount_fen), func.max(Posting.made_by)
).group_by(Posting.fund_id, Posting.account)
_HELD = select(Balance.fund_id, Balance.account, Balance.amount_fen, Balance.made_by)


def ledger_wrong(connection: Connection) -> Wrong | None:
    """The first entry whose account does not hold what was posted to it."""
    posted = {
        (fund, account): (int(fen), at) for fund, account, fen, at in _all(connection, _POSTED)
    }
    held = {(fund, account): (fen, at) for fund, account, fen, at in _all(connection, _HELD)}
    return earliest(
        *(_wrong(key[1], held.get(key), posted.get(key)) for key in held.keys() | posted.keys())
    )


def _wrong(
    account: str, held: tuple[int, int] | None, posted: tuple[int, int] | None
) -> Wrong | None:
    if held and (posted[0] if posted else 0) == held[0]:
        return None
    (_fen, number) = held or posted or (0, 0)
    return Wrong(number, UNBALANCED.format(account=account))


def _all(connection: Connection, statement: Any) -> Any:
    return connection.execute(statement)
