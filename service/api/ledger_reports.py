"""/v1/reports/ledger and /v1/reports/invariants: what the books say, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.ledger import InvariantsQuery, InvariantsView, LedgerQuery, LedgerView
from service.api.endpoint import Call, Result, endpoint
from service.api.listing import PAGE
from service.use_cases.ledger_report import Wanted, invariants_of, ledger_of

__all__: list[str] = []

READERS = frozenset({"fund_manager", "approver", "auditor", "finance_system"})


def _wanted(query: Mapping[str, Any]) -> Wanted:
    named = ("union", "source", "year", "programme")
    return Wanted(**{name: query[name] for name in named if name in query})


@endpoint("GET", "/v1/reports/ledger", roles=READERS, query=LedgerQuery, gives=LedgerView)
def report_ledger(call: Call) -> Result:
    """台账 Balances by source, programme, year and union, of the caller's unions."""
    items = ledger_of(call.uow, _wanted(call.query))
    return Result(lambda: {"items": items})


@endpoint(
    "GET", "/v1/reports/invariants", roles=READERS, query=InvariantsQuery, gives=InvariantsView
)
def report_invariants(call: Call) -> Result:
    """账目核对 What must hold of every fund, with both sides; what does not has stopped its payments."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    items, cursor, more = invariants_of(call.uow, _wanted(call.query), after, limit)
    told = {
        "holds": all(one["holds"] for one in items), "items": items, "next": cursor,
        "has_more": more,
    }  # fmt: skip
    return Result(lambda: told)
