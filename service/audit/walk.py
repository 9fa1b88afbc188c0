"""The walk along the log: every entry against its hash, the tree, its neighbours and its columns.

Written for a million entries: one hash, one parse and one re-encoding each, no queries.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from service.audit.append import LOG_KIND
from service.audit.canonical import NotCanonical, read
from service.audit.disclosure import DIGEST_NAME, digest_of, disclosed
from service.audit.entry import FORMAT, LOG_OPEN
from service.audit.merkle import fold, leaf_hash, push

__all__ = ["Unseal", "Walk"]

Unseal = Callable[[bytes], bytes]
"""Opens what `Encrypt` closed; raises when the bytes are not what was closed."""

LEAF = "its leaf hash is not that of its bytes"
ROOT = "the tree up to it has another root than when it was written"
LAYOUT = "it lacks a part of the layout"
FORMAT_UNKNOWN = "its format is not known"
ORIGIN = "it belongs to another log"
PLACE = "it says another place in the log than it has"
TIME = "its time is malformed or before that of the entry before it"
FIRST = "the log is opened by its first entry and by no other"
COLUMNS = "its index columns do not say what its bytes say"
SALT = "its salt does not belong to what it says"
OPENING = "an opening is not one its bytes commit to"

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_NOTHING: Mapping[str, Any] = {}


class Walk:
    """Where the walk stands: the tree so far and what the next entry is compared with."""

    __slots__ = (
        "entry",
        "erased",
        "existing",
        "openings",
        "origin",
        "size",
        "stack",
        "ts",
        "unseal",
    )

    def __init__(self, origin: str | None, unseal: Unseal) -> None:
        self.origin = origin
        self.unseal = unseal
        self.size = 0
        self.stack: list[bytes] = []
        self.ts = ""
        self.existing = bytearray()
        """One byte per entry: 1 where the thing exists after it."""
        self.openings = 0
        self.erased = 0
        self.entry: Mapping[str, Any] = _NOTHING
        """The entry it stands at, once that is sound."""

    @property
    def root(self) -> bytes:
        return fold(self.stack)

    def step(self, row: Sequence[Any], openings: Sequence[Any]) -> str | None:
        """What is wrong with the next entry, or None."""
        _number, data, leaf, root, salt, *columns = row
        if leaf_hash(data) != leaf:
            return LEAF
        push(self.stack, self.size, leaf)
        if fold(self.stack) != root:
            return ROOT
        try:
            entry = read(data)
            flaw = self._content(entry) or _copies(entry, salt, columns)
            self.existing.append("sh" in entry)
            flaw = flaw or self._openings(entry, openings)
        except NotCanonical as error:
            return str(error)
        except (AttributeError, KeyError, TypeError):
            return LAYOUT
        self.size += 1
        self.entry = entry
        return flaw

    def _content(self, entry: dict[str, Any]) -> str | None:
        if entry["v"] != FORMAT:
            return FORMAT_UNKNOWN
        if self.origin is None:
            self.origin = entry["log"]
        if entry["log"] != self.origin:
            return ORIGIN
        if entry["seq"] != self.size:
            return PLACE
        ts = entry["ts"]
        if ts < self.ts or not _STAMP.fullmatch(ts):
            return TIME
        self.ts = ts
        opens = entry["act"] == LOG_OPEN and entry["obj"] == {"t": LOG_KIND, "id": self.origin}
        return None if opens == (self.size == 0) else FIRST

    def _openings(self, entry: dict[str, Any], rows: Sequence[Any]) -> str | None:
        """What was erased is absent; what is there must be committed to, once, by its name."""
        digests = set(entry.get("_sd", ()))
        if digests and entry["_sd_alg"] != DIGEST_NAME:
            return FORMAT_UNKNOWN
        for _number, _n, name, enc in rows:
            try:
                disclosure = self.unseal(enc)
                digest, (said, _text) = digest_of(disclosure), disclosed(disclosure)
            except Exception:  # whatever a cipher makes of altered bytes, the opening is wrong
                return OPENING
            if digest not in digests or said != name:
                return OPENING
            digests.discard(digest)
        self.openings += len(rows)
        self.erased += len(digests)
        return None


def _copies(entry: dict[str, Any], salt: bytes, columns: Sequence[Any]) -> str | None:
    """The columns beside the bytes are for indexes and must repeat them."""
    thing = entry["obj"]
    said = [
        entry["act"],
        thing["t"],
        thing["id"],
        entry.get("dec", _NOTHING).get("duty"),
        entry.get("who", _NOTHING).get("person"),
        entry.get("for", _NOTHING).get("person"),
    ]
    if said != columns:
        return COLUMNS
    return None if bool(salt) == ("sh" in entry or "st" in entry) else SALT
