"""The floor of an import: exactly the rows it wrote, given to an empty database by COPY."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass

import psycopg
from psycopg import sql

__all__ = ["Copied", "Written", "copy_into", "rows_written"]

_BY_NUMBER = "number > {after}"
_MADE_BY = "made_by > {after}"
TABLES = {
    "person": _BY_NUMBER,
    "hardship_file": _BY_NUMBER,
    "file_import": _BY_NUMBER,
    "member": "file_id IN (SELECT id FROM hardship_file WHERE number > {after})",
    "account_holder": _MADE_BY,
    "job": _MADE_BY,
    "audit_entry": _BY_NUMBER,
    "audit_concern": _BY_NUMBER,
    "audit_opening": _BY_NUMBER,
}
"""What an import leaves behind, by table; pieces and their jobs are gone when it is done."""


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of one table as COPY tells them."""

    table: str
    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Copied:
    """What it took to write them all in one transaction, its commit included."""

    rows: int
    wall_s: float
    cpu_s: float


def rows_written(url: str, after: int) -> list[Written]:
    """Everything written by entries after this one."""
    found = []
    with psycopg.connect(url) as connection:
        for table, condition in TABLES.items():
            rows = f"SELECT * FROM {table} WHERE {condition.format(after=after)}"  # noqa: S608
            with connection.cursor() as cursor:
                with cursor.copy(f"COPY ({rows}) TO STDOUT") as copy:
                    data = b"".join(map(bytes, copy))
                found.append(Written(table, cursor.rowcount, data))
    return found


def copy_into(url: str, written: list[Written]) -> Copied:
    """Into tables with the same indexes and constraints, in one transaction."""
    with psycopg.connect(url) as connection:
        wall, cpu = time.perf_counter(), _cpu()
        for one in written:
            statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(one.table))
            with connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write(one.data)
        connection.commit()
        return Copied(
            sum(one.count for one in written), time.perf_counter() - wall, _cpu() - cpu
        )  # fmt: skip


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
