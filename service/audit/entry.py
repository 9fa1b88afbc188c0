"""An entry: the exact bytes that become a leaf, in the layout of reliability.md §2.3.

The thing's version is left out of `obj`: it is `seq`. A key without a value is absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.audit.canonical import canonical
from service.audit.disclosure import (
    DIGEST_NAME,
    SALT_BYTES,
    Salts,
    concerns_digest,
    digest_of,
    disclose,
    records_digest,
)
from service.audit.draft import Draft
from service.audit.instant import stamp
from service.audit.merkle import leaf_hash

__all__ = ["CURRENCY", "ENTRY_BYTES_MAX", "FORMAT", "LOG_OPEN", "Opening", "Sealed", "seal"]

FORMAT = 1
CURRENCY = "CNY"
ENTRY_BYTES_MAX = 65_535  # the limit of C2SP tlog-tiles
LOG_OPEN = "log.open"


@dataclass(frozen=True, slots=True)
class Opening:
    """A text behind a digest of `_sd`; it lies beside the log and can be erased."""

    n: int
    name: str
    disclosure: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry with its number: what `append` writes."""

    number: int
    at: datetime
    entry: bytes
    leaf_hash: bytes
    openings: tuple[Opening, ...]
    draft: Draft


def _present(parts: Mapping[str, object]) -> dict[str, object]:
    """Keys absent instead of null, and no empty lists or objects."""
    return {key: value for key, value in parts.items() if value not in (None, (), [], {})}


def _who(draft: Draft) -> dict[str, object]:
    who = draft.who
    return _present(
        {
            "iss": who.issuer,
            "sub": who.subject,
            "person": who.person,
            "roles": who.roles,
            "org": who.union,
            "amr": who.methods,
            "at": who.authenticated_at and stamp(who.authenticated_at),
            "cli": who.client,
        }
    )


def _for(draft: Draft) -> dict[str, object]:
    principal = draft.acting_for
    if principal is None:
        return {}
    return _present(
        {"sub": principal.subject, "person": principal.person, "dlg": principal.delegation}
    )


def _req(draft: Draft) -> dict[str, object]:
    request = draft.request
    if request is None:
        return {}
    return _present(
        {"rid": request.id, "m": request.method, "route": request.route, "ik": request.key_digest}
    )


def _amt(draft: Draft) -> dict[str, object]:
    if draft.amount_fen is None:
        return {}
    return {"cur": CURRENCY, "fen": str(int(draft.amount_fen))}


def _content(draft: Draft) -> dict[str, object]:
    """The part of the entry that does not depend on its place in the log."""
    return {
        "act": draft.act,
        "obj": {"t": draft.kind, "id": draft.thing},
        "sh": draft.state_digest,
        "of": concerns_digest(draft.thing, draft.concerns),
        "rec": records_digest(draft.records),
        "prev": draft.prev,
        "st": _present({"from": draft.before, "to": draft.after}),
        "who": _who(draft),
        "for": _for(draft),
        "dec": _present(
            {"rule": draft.rule, "ver": draft.edition, "sod": draft.compared, "duty": draft.duty}
        ),
        "amt": _amt(draft),
        "req": _req(draft),
        "doc": [{"c": d.commitment, "n": d.length, "t": d.media_type} for d in draft.documents],
    }


def _openings(said: Mapping[str, str], salts: Salts) -> tuple[Opening, ...]:
    return tuple(
        Opening(n, name, disclose(salts(SALT_BYTES), name, said[name]))
        for n, name in enumerate(sorted(said))
    )


def seal(
    draft: Draft, *, number: int, entry_id: str, at: datetime, log: str, salts: Salts
) -> Sealed:
    """The draft at its place in the log. `log` is the origin of the deployment's tree."""
    openings = _openings(draft.said, salts)
    digests = sorted(digest_of(opening.disclosure) for opening in openings)
    entry = canonical(
        _present(
            {
                "v": FORMAT,
                "log": log,
                "seq": number,
                "id": entry_id,
                "ts": stamp(at),
                **_content(draft),
                "_sd_alg": DIGEST_NAME if digests else None,
                "_sd": digests,
            }
        )
    )
    if len(entry) > ENTRY_BYTES_MAX:
        raise ValueError(f"an entry holds at most {ENTRY_BYTES_MAX} bytes, not {len(entry)}")
    return Sealed(number, at, entry, leaf_hash(entry), openings, draft)
