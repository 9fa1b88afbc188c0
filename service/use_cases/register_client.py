"""A machine that calls us: one role at one union, and a secret that lives a year at most.

The secret is told once, in the answer that made it; we keep its digest (ASVS 6.5.2, 13.2.1). Under
an Idempotency-Key that answer is kept sealed with the receipts and told again to the same caller
for the same input, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from service.store.people import Client
from service.tokens import new_secret, secret_digest
from service.unit_of_work import UnitOfWork
from service.use_cases.named_union import named_union
from service.use_cases.register_officer import refuse_taken
from workflows.errors import PeriodInvalid, WrongState
from workflows.vocabulary import Role

__all__ = ["end_client", "register_client", "renew_secret"]

LONGEST: Final = timedelta(days=365)
ONE_DAY: Final = timedelta(days=1)


def register_client(uow: UnitOfWork, form: Mapping[str, Any]) -> tuple[Client, str]:
    """The client and its secret; raises ``UnionUnknown``, ``PeriodInvalid``, ``AlreadyExists``."""
    union = named_union(uow, form["union"], Role.SYSTEM_ADMIN)
    ends_on = _last_day(uow, form.get("ends_on"))
    refuse_taken(uow, form["id"])
    secret = new_secret()
    client = uow.add(
        Client(
            id=form["id"], name=form["name"], role=form["role"], level=union.level, union=union.id,
            union_path=union.path, secret_digest=secret_digest(secret), starts_on=uow.today,
            ends_on=ends_on,
        )
    )  # fmt: skip
    uow.record("client.create", client)
    return client, secret


def renew_secret(uow: UnitOfWork, client: Client, form: Mapping[str, Any]) -> str:
    """A new secret in place of the old one, which no longer opens anything."""
    secret = new_secret()
    client.ends_on = _last_day(uow, form.get("ends_on"))
    client.secret_digest = secret_digest(secret)
    uow.record("client.renew_secret", client)
    return secret


def end_client(uow: UnitOfWork, client: Client) -> None:
    """At once: tokens already given find no appointment at the next request."""
    yesterday = uow.today - ONE_DAY
    if client.ends_on is not None and client.ends_on <= yesterday:
        raise WrongState(state="ended", action="end", allowed=[])
    client.ends_on, client.secret_digest = yesterday, None
    uow.record("client.end", client)


def _last_day(uow: UnitOfWork, wanted: date | None) -> date:
    latest = uow.today + LONGEST
    if wanted is None:
        return latest
    if not uow.today <= wanted <= latest:
        raise PeriodInvalid(to=wanted.isoformat(), latest=latest.isoformat())
    return wanted
