"""How often somebody without a token may call: counted in the database, so by all workers at once.

The count commits with what it counts. Calls that meet in the same bucket belong to the same thing;
whoever comes second finds the thing changed, looks again under the lock and reads the new count.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from sqlalchemy import delete

from service.store.receipt import RateCount
from service.unit_of_work import UnitOfWork
from workflows.errors import TooManyRequests

__all__ = ["Limit", "caller", "count_call", "count_stranger"]

DIGEST_LENGTH = 48
NETWORK_BITS = 64  # one household's IPv6 line has as many addresses as it likes


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in a window of so many seconds."""

    calls: int
    seconds: int


def count_call(uow: UnitOfWork, bucket: str, limit: Limit) -> None:
    """One more call of this bucket; raises ``TooManyRequests`` when it had its share.

    The caller must have loaded the thing that the bucket belongs to, and change it.
    """
    now = int(uow.now.timestamp())
    window = now // limit.seconds
    counted = uow.session.get(RateCount, (bucket, window))
    if counted is None:
        uow.add(RateCount(bucket=bucket, window=window, count=1))
    elif counted.count < limit.calls:
        counted.count += 1
    else:
        raise TooManyRequests(retry_after=(window + 1) * limit.seconds - now)


def count_stranger(uow: UnitOfWork, kind: str, address: str, limit: Limit) -> None:
    """One more call of a kind that loads no thing, by the caller's network; added up by the
    database, whoever else counts at the same moment. Raises ``TooManyRequests``.

    The first count of a window takes away all of this kind from windows before: of who called
    nothing stays.
    """
    now = int(uow.now.timestamp())
    window = now // limit.seconds
    bucket = f"{kind}:{caller(uow, address)}"
    counted = uow.session.get(RateCount, (bucket, window))
    if counted is None:
        of_kind = RateCount.bucket.startswith(f"{kind}:", autoescape=True)
        uow.session.execute(delete(RateCount).where(of_kind, RateCount.window < window))
        uow.add(RateCount(bucket=bucket, window=window, count=1))
    elif counted.count < limit.calls:
        counted.count = RateCount.count + 1
    else:
        raise TooManyRequests(retry_after=(window + 1) * limit.seconds - now)


def caller(uow: UnitOfWork, address: str) -> str:
    """The digest of the caller's network: addresses are personal data and are not kept."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        bits = NETWORK_BITS if found.version == 6 else 32  # noqa: PLR2004 - the protocol's number
        network = str(ipaddress.ip_network((found, bits), strict=False))
    return uow.keyring.lookup_digest("network_address", network)[:DIGEST_LENGTH]
