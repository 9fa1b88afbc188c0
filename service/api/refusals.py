"""Refusals for role, scope or separation are entries in the audit log too (house rule 6)."""

from __future__ import annotations

from collections.abc import Callable

from service.api.endpoint import Call
from service.api.pipeline import Asked
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.identify import identify
from workflows.actor import PUBLIC
from workflows.errors import (
    DecidedBefore,
    DomainError,
    IncompatibleRoles,
    OwnUnion,
    Recusal,
    RoleRequired,
    SeparationOfDuties,
)

__all__ = ["note_refusal"]

_NOTED = (
    RoleRequired, SeparationOfDuties, Recusal, IncompatibleRoles, OwnUnion, DecidedBefore,
)  # fmt: skip


def note_refusal(
    transactions: Transactions, asked: Asked, call: CallInfo, error: DomainError
) -> None:
    """Write the entry, in a transaction of its own: the work it refused was rolled back.

    What exists outside the caller's scope is noted with its id, whichever refusal said so; what
    exists nowhere is nobody's business and is not.
    """
    claims = asked.claims
    hidden = error.values.pop("hidden", None)
    _count(transactions, asked, call, error)
    if claims is None or not (isinstance(error, _NOTED) or hidden):
        return
    target = str(hidden or asked.args.get("id") or asked.endpoint.name)

    def work(uow: UnitOfWork) -> object:
        uow.actor = identify(uow, claims)
        uow.note(
            "authz.deny",
            asked.endpoint.noun,
            target[:64],
            rule=error.code(),
            compared=tuple(str(code) for code in _codes(error)),
        )
        return lambda: Answer(200, {})

    transactions.write(work, call)  # type: ignore[arg-type]


def _count(transactions: Transactions, asked: Asked, call: CallInfo, error: DomainError) -> None:
    """What the endpoint itself still writes when it refused."""
    refused = asked.endpoint.refused
    if refused is None:
        return

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = PUBLIC
        refused(Call(uow, asked.args, asked.payload, {}, address=asked.address), error)
        return lambda: Answer(200, {})

    transactions.write(work, call)


def _codes(error: DomainError) -> list[str]:
    return [verdict.name for verdict in error.refusals]
