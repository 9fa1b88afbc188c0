"""/v1/payouts/{id}/duties-proof: who did what in a payment's case, proven to be different people."""

from __future__ import annotations

from schemas.duties_proof import DutiesProofView
from service.api.endpoint import Call, Result, endpoint
from service.store.money import Payout
from service.use_cases.in_scope import by_id
from service.use_cases.prove_duties import prove_duties

__all__: list[str] = []

READERS = frozenset({"approver", "payment_checker", "auditor", "finance_system"})


@endpoint(
    "GET", "/v1/payouts/<id>/duties-proof", roles=READERS, gives=DutiesProofView,
    finds=by_id(Payout),
)  # fmt: skip
def duties_proof(call: Call) -> Result:
    """岗位分离证明 Who opened, reviewed, published, approved, made and released, by the log alone."""
    told = prove_duties(call.uow, call.thing)
    return Result(lambda: told, call.thing)
