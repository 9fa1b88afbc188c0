"""The tables of the audit log.

`audit_entry` holds the exact bytes; its other columns repeat what the bytes say, for indexes, and
`aid verify-audit` compares them. `root` is the root of the tree that ends with the entry, so that a
wrong one can be named. No foreign keys lead here: on PostgreSQL each would lock the entry's row,
and the verification looks at what they would say. What the database refuses stands in
`audit_triggers`.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
)

from service.store.metadata import metadata

__all__ = ["audit_concern", "audit_entry", "audit_head", "audit_opening"]

# On SQLite this very type makes the number the rowid, and the table a tree in the log's order.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
_WORD = String(64)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
    # What `sh` was made with; empty for a note, which moves no row.
    Column("salt", LargeBinary, nullable=False),
    Column("act", _WORD, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("thing", String(255), nullable=False),
    Column("duty", _WORD),
    Column("person", _WORD),
    Column("principal", _WORD),
    CheckConstraint("number >= 0", name="number_not_negative"),
    CheckConstraint("length(entry) <= 65535", name="entry_length"),
    CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_length"),
    CheckConstraint("length(root) = 32", name="root_length"),
    Index("ix_audit_entry_thing_number", "thing", "number"),
)

# Which things an entry touches: its own and those it belongs to (design.md §6).
audit_concern = Table(
    "audit_concern",
    metadata,
    Column("thing", String(255), nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("thing", "number"),
    Index("ix_audit_concern_number", "number"),
)

# Texts behind the digests of `_sd`, encrypted; the only rows here that may be deleted.
audit_opening = Table(
    "audit_opening",
    metadata,
    Column("number", BigInteger, nullable=False),
    Column("n", Integer, nullable=False),
    Column("name", _WORD, nullable=False),
    Column("enc", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number", "n"),
)

# The one lock of the service: how long the log is, when it last grew, and its right edge.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="only_row"),
)
