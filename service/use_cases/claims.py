"""Once only: whether another live application holds the same claim (domain.md §3.3, last row)."""

from __future__ import annotations

from sqlalchemy import select

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.ahead import claims_ahead

__all__ = ["claim_topic", "claimed_elsewhere"]


def claimed_elsewhere(uow: UnitOfWork, application: Application) -> tuple[str, ...]:
    """The live application that holds the same once-only key, as far as the caller may see it."""
    uow.watch(claim_topic(application.claim_key))
    ahead = claims_ahead(uow, application)
    if ahead is not None:
        return ahead
    row = uow.session.execute(
        select(Application.id, Application.union_path).where(
            Application.claim_key == application.claim_key,
            Application.claim_live,
            Application.id != application.id,
        )
    ).first()
    if row is None:
        return ()
    return (str(row.id) if uow.actor.sees(row.union_path) else "another_union",)


def claim_topic(key: str) -> str:
    """What stands for the set of applications with one claim key in the index of concerns."""
    return f"claim:{key[:48]}"
