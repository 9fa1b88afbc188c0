"""Who a machine's id and secret belong to (RFC 6749 §4.4), and how often one may guess.

Failures are counted per machine and network, and per network alone where no such machine is: a
stranger can neither shut a machine out nor learn from the answers which machines there are.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete

from service.store.people import Client
from service.store.receipt import RateCount
from service.tokens import secret_digest, secret_matches
from service.unit_of_work import UnitOfWork
from service.use_cases.count_call import Limit, caller
from workflows.errors import InvalidClient, TooManyRequests

__all__ = ["FAILURES", "client_of_secret", "count_failure"]

FAILURES: Final = Limit(calls=10, seconds=60)
_NOBODYS: Final = secret_digest("")


def client_of_secret(uow: UnitOfWork, client_id: str, secret: str, address: str) -> Client:
    """Raises ``InvalidClient``, or ``TooManyRequests`` after ten failures within the minute.

    An unknown machine costs the same comparison as a known one.
    """
    client = uow.session.get(Client, client_id)
    _refuse_beyond(uow, _bucket(uow, client, address))
    digest = client.secret_digest if client and client.secret_digest else _NOBODYS
    matches = secret_matches(secret, digest)
    if client is None or client.secret_digest is None or not matches or not _in_force(uow, client):
        raise InvalidClient(error="invalid_client")
    return client


def count_failure(uow: UnitOfWork, client_id: str, address: str) -> None:
    """One more failure; added up by the database, whoever else counts at the same moment.

    The first of a window takes the place of those before it: the table does not grow with time.
    """
    bucket = _bucket(uow, uow.session.get(Client, client_id), address)
    window = int(uow.now.timestamp()) // FAILURES.seconds
    counted = uow.session.get(RateCount, (bucket, window))
    if counted is None:
        uow.session.execute(delete(RateCount).where(RateCount.bucket == bucket))
        uow.add(RateCount(bucket=bucket, window=window, count=1))
    else:
        counted.count = RateCount.count + 1


def _refuse_beyond(uow: UnitOfWork, bucket: str) -> None:
    now = int(uow.now.timestamp())
    window = now // FAILURES.seconds
    counted = uow.session.get(RateCount, (bucket, window))
    if counted is not None and counted.count >= FAILURES.calls:
        raise TooManyRequests(retry_after=(window + 1) * FAILURES.seconds - now)


def _bucket(uow: UnitOfWork, client: Client | None, address: str) -> str:
    return f"token:{client.id if client else ''}:{caller(uow, address)}"


def _in_force(uow: UnitOfWork, client: Client) -> bool:
    return client.starts_on <= uow.today and (client.ends_on is None or uow.today <= client.ends_on)
