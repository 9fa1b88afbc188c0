"""The balances against the postings, which the log commits to: a figure that nobody posted is found.

A fund has all its accounts, and each holds what was posted to it, by the entry that posted last
(design.md §7; 会计法 art. 17: accounts are reconciled). What does not names that entry.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from service.audit.report import Wrong, earliest
from service.store.money import Balance, Fund, Posting
from workflows.ledger import ACCOUNTS

__all__ = ["ledger_wrong"]

UNBALANCED = "the balance of {account} is not what the postings of its fund add up to"

_POSTED = select(
    Posting.fund_id, Posting.account, func.sum(Posting.amount_fen), func.max(Posting.made_by)
).group_by(Posting.fund_id, Posting.account)
_HELD = select(Balance.fund_id, Balance.account, Balance.amount_fen, Balance.made_by)
_FUNDS = select(Fund.id, Fund.number)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What an account holds, and the entry that moved it last; None before the first."""

    fen: int
    at: int | None


def ledger_wrong(connection: Connection) -> Wrong | None:
    """The first entry whose account does not hold what was posted to it."""
    funds = {row.id: row.number for row in connection.execute(_FUNDS)}
    held = {(fund, account): _Sum(fen, at) for fund, account, fen, at in connection.execute(_HELD)}
    posted = {(fund, account): _Sum(0, None) for fund in funds for account in ACCOUNTS}
    for fund, account, fen, at in connection.execute(_POSTED):
        posted[fund, account] = _Sum(int(fen), at)
    return earliest(
        *(
            _wrong(account, held.get((fund, account)), told, funds.get(fund, 0))
            for (fund, account), told in posted.items()
        )
    )


def _wrong(account: str, held: _Sum | None, posted: _Sum, fund_at: int) -> Wrong | None:
    if held and held.fen == posted.fen and posted.at in (None, held.at):
        return None
    number = fund_at if posted.at is None else posted.at
    return Wrong(number, UNBALANCED.format(account=account))
