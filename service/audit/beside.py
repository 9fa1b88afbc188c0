"""What lies beside an entry and what the entry commits to: whom it concerns, what it recorded.

The index of concerns says who holds which duty in a case, and the postings are the ledger. Neither
is part of a thing, so `sh` does not bind them; `of` and `rec` do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from service.audit.canonical import NotCanonical
from service.audit.disclosure import concerns_digest, records_digest
from service.store.audit_tables import audit_concern

__all__ = ["Beside", "Records", "no_records"]

NO_CONCERN = "its own thing is not among what it concerns"
CONCERNS = "what it concerns is not what its bytes commit to"
RECORDED = "the records it made are not what its bytes commit to"

Records = Callable[[int, int], Mapping[int, Sequence[Mapping[str, object]]]]
"""The sealed records that the entries from one number to another made, by the entry's number."""

_CONCERNS = (
    select(audit_concern.c.number, audit_concern.c.thing)
    .where(audit_concern.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(audit_concern.c.number)
)


def no_records(_first: int, _last: int) -> Mapping[int, Sequence[Mapping[str, object]]]:
    return {}


class Beside:
    """The concerns and records of one page of entries at a time, so that memory stays flat."""

    def __init__(self, connection: Connection, records: Records) -> None:
        self._connection = connection
        self._read = records
        self._concerns: Mapping[int, set[str]] = {}
        self._records: Mapping[int, Sequence[Mapping[str, object]]] = {}

    def turn(self, first: int, last: int) -> None:
        concerns: dict[int, set[str]] = defaultdict(set)
        for number, thing in self._connection.execute(_CONCERNS, {"first": first, "last": last}):
            concerns[number].add(thing)
        self._concerns, self._records = concerns, self._read(first, last)

    def flaw(self, number: int, entry: Mapping[str, Any]) -> str | None:
        """What is wrong beside an entry that is sound by itself, or None."""
        own, concerned = entry["obj"]["id"], self._concerns.get(number, set())
        if own not in concerned:
            return NO_CONCERN
        if entry.get("of") != concerns_digest(own, concerned):
            return CONCERNS
        try:
            made = records_digest(self._records.get(number, ()))
        except NotCanonical:  # a record the service would never have written
            return RECORDED
        return None if entry.get("rec") == made else RECORDED
