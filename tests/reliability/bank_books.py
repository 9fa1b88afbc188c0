"""A bank of the harness: books of its own in a database of its own, one payment a reference, and a
count of how often it was asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import psycopg

__all__ = ["BankBooks", "orders_in"]

TABLE = """
CREATE TABLE payment (reference text PRIMARY KEY, account text, fen bigint, asked int DEFAULT 1)
"""
PAY = """
INSERT INTO payment (reference, account, fen) VALUES (%s, %s, %s)
ON CONFLICT (reference) DO UPDATE SET asked = payment.asked + 1
RETURNING fen
"""


class BankBooks:
    """One connection to the bank; each process has its own."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def open(self) -> None:
        self._connection.execute(TABLE)

    def pay(self, reference: str, account: str, fen: int) -> None:
        """Paid at once, and once a reference, however often it is asked."""
        row = self._connection.execute(PAY, [reference, account, fen]).fetchone()
        if row is None or row[0] != fen:
            raise ValueError(f"{reference} comes with another amount")

    def figures(self) -> Mapping[str, Any]:
        """Payments, how often each account was paid, the sum, and how often the bank was asked."""
        rows = self._connection.execute("SELECT account, fen, asked FROM payment").fetchall()
        paid: dict[str, int] = {}
        for account, _, _ in rows:
            paid[account] = paid.get(account, 0) + 1
        return {
            "accounts": paid, "fen": sum(row[1] for row in rows), "asked": sum(r[2] for r in rows)
        }  # fmt: skip

    def close(self) -> None:
        self._connection.close()


def orders_in(file: str) -> list[tuple[str, str, int]]:
    """Reference, account and fen of each line of an instruction file."""
    rows = csv.reader(io.StringIO(file))
    next(rows)
    return [(row[6], row[2], round(float(row[4]) * 100)) for row in rows]
