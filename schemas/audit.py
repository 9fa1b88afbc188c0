"""The audit log on the wire: entries as they were hashed, and what two parties compare."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import IsoInstant, Numeral, Strict
from schemas.views import AnyObject, List, Listed, Number, Text

__all__ = ["CheckpointView", "EntriesView", "EntryQuery", "EntryView", "ProofView"]


class EntryQuery(Strict):
    """``after`` is the number of the last entry seen; without it the log is told from entry 0."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)


class EntryView(Schema):
    number = Number()
    entry = AnyObject(description="the entry, decoded")
    text = Text(description="the exact text whose UTF-8 bytes were hashed (RFC 8785)")
    leaf_hash = Text(description="RFC 6962: SHA-256 of 0x00 and those bytes, hexadecimal")


class EntriesView(Listed):
    items = List(EntryView)


class CheckpointView(Schema):
    origin = Text(description="the name of the log, for ever")
    size = Number()
    root = Text(description="RFC 6962 root of the tree of that size, hexadecimal")
    at = IsoInstant(required=True, metadata={"description": "the time of the last entry"})


class ProofView(Schema):
    """RFC 9162 §2.1.3: whoever holds the entry's leaf hash walks this path up to the root."""

    number = Number()
    leaf_hash = Text()
    size = Number(description="of the tree the proof is for")
    root = Text(description="of that tree, hexadecimal; compare it with a checkpoint of your own")
    path = List(Text(description="hashes of the siblings from the leaf upward, hexadecimal"))
