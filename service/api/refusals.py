"""Refusals for role, scope or separation are entries in the audit log too (house rule 6)."""

from __future__ import annotations

from service.api.pipeline import Asked
from service.unit_of_work import Answer, CallInfo, Transactions, UnitOfWork
from service.use_cases.identify import identify
from workflows.errors import DomainError, NotFound, Recusal, RoleRequired, SeparationOfDuties

__all__ = ["note_refusal"]

_NOTED = (RoleRequired, SeparationOfDuties, Recusal)


def note_refusal(
    transactions: Transactions, asked: Asked, call: CallInfo, error: DomainError
) -> None:
    """Write the entry, in a transaction of its own: the work it refused was rolled back.

    A thing that exists outside the caller's scope is noted as ``not_found`` with its id; one that
    exists nowhere is nobody's business and is not.
    """
    claims = asked.claims
    hidden = error.values.pop("hidden", None)
    if claims is None or not (
        isinstance(error, _NOTED) or (isinstance(error, NotFound) and hidden)
    ):
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


def _codes(error: DomainError) -> list[str]:
    return [verdict.name for verdict in error.refusals]
