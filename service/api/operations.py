"""/healthz, /readyz: whether the process lives, and whether it may be given work."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from schemas.operations import HealthView, ReadyView
from service.api.endpoint import ANYONE, Result, endpoint
from service.audit.read import checkpoint
from service.store.migrate import is_migrated
from service.unit_of_work import Transactions
from workflows.errors import Unavailable

__all__: list[str] = []

RETRY_S: Final = 5


@endpoint("GET", "/healthz", roles=ANYONE, gives=HealthView, bare=True)
def get_health(_transactions: Transactions) -> Result:
    """存活 The process answers; nothing else is looked at."""
    return Result(lambda: {"status": "ok"})


@endpoint("GET", "/readyz", roles=ANYONE, gives=ReadyView, bare=True)
def get_readiness(transactions: Transactions) -> Result:
    """就绪 The database is there and ours; otherwise 503 with what is missing."""
    view = _looked_at(transactions)
    return Result(lambda: view)


def _looked_at(transactions: Transactions) -> dict[str, Any]:
    try:
        with transactions.engine.connect() as connection:
            if not is_migrated(connection):
                raise Unavailable(missing="migration", retry_after=RETRY_S)
            size = checkpoint(connection).size
    except SQLAlchemyError:
        raise Unavailable(missing="database", retry_after=RETRY_S) from None
    if size == 0:
        raise Unavailable(missing="log", retry_after=RETRY_S)
    return {"status": "ready", "log_size": size}
