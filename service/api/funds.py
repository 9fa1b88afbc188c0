"""/v1/funds: open, fill, read, and the ledger behind each figure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from schemas.decision import PageQuery
from schemas.fund import (
    AllocationForm,
    CloseFundForm,
    FlowsView,
    FundView,
    FundWithAllocationsView,
    MovementView,
)
from schemas.money import money_forms
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE
from service.store.money import Fund, Posting
from service.unit_of_work import UnitOfWork
from service.use_cases.allocate_money import allocate_money
from service.use_cases.close_fund import close_fund
from service.use_cases.fund_flows import flows_of
from service.use_cases.in_scope import by_id, page_after, within
from service.use_cases.keep_fund import (
    FUND_MANAGER,
    Figures,
    create_fund,
    figures_of,
    movements_of,
)
from workflows.fund import state_of_fund
from workflows.path import APPROVER
from workflows.purpose import BOUNDS
from workflows.vocabulary import CODE_LISTS, codes

__all__ = ["FORMS", "FUND_READERS"]

FORMS = money_forms({name: codes(name) for name in CODE_LISTS})
FUND_READERS = frozenset(
    {"fund_manager", "approver", "payment_maker", "payment_checker", "auditor", "finance_system"}
)
find_fund = by_id(Fund)


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def fund_view(fund: Fund, figures: Figures) -> dict[str, Any]:
    return {
        "id": fund.id,
        "code": fund.code,
        "name": fund.name,
        "source": fund.source,
        "year": fund.year,
        "union": fund.union,
        "state": state_of_fund(closed=fund.closed_on is not None),
        "purpose": _purpose(fund),
        "closed_on": day(fund.closed_on),
        "carried_to": fund.carried_to,
        **asdict(figures),
        "audit_number": fund.number,
    }


def _purpose(fund: Fund) -> dict[str, Any] | None:
    if fund.purpose is None:
        return None
    lists = {name: fund.purpose.get(name, []) for name in BOUNDS}
    free = fund.purpose.get("unrestricted", False)
    return {"donor": fund.donor.value if fund.donor else None, "unrestricted": free, **lists}


def _whole(uow: UnitOfWork, fund: Fund) -> dict[str, Any]:
    allocations = [
        {
            "id": one.id,
            "amount_fen": one.amount_fen,
            "document_number": one.document_number,
            "from_fund_id": one.from_fund_id,
            "issued_by": one.issued_by,
            "received_on": day(one.received_on),
        }
        for one in fund.allocations
    ]
    return {**fund_view(fund, figures_of(uow, [fund])[fund.id]), "allocations": allocations}


@endpoint(
    "POST", "/v1/funds", roles=FUND_MANAGER, takes=FORMS.fund, gives=FundWithAllocationsView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_fund(call: Call) -> Result:
    """资金来源 Open a ledger line: a source of one year at the caller's union."""
    fund = create_fund(call.uow, call.body)
    view = {**fund_view(fund, Figures()), "allocations": []}
    return Result(lambda: {**view, "audit_number": fund.number}, fund, f"/v1/funds/{fund.id}")


@endpoint("GET", "/v1/funds", roles=FUND_READERS, query=PageQuery, gives=page_of(FundView))
def list_funds(call: Call) -> Result:
    """资金列表 The funds of the caller's unions with their figures."""
    conditions = [within(Fund.union_path, call.actor)]
    if "union" in call.query:
        conditions.append(Fund.union == call.query["union"])
    if "number" in call.query:
        conditions.append(Fund.code == call.query["number"])
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    funds, more = page_after(call.uow, Fund, conditions, after, limit)
    figures = figures_of(call.uow, funds)
    items = [fund_view(fund, figures[fund.id]) for fund in funds]
    cursor = funds[-1].number if funds else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more is not None})


@endpoint(
    "GET", "/v1/funds/<id>", roles=FUND_READERS, gives=FundWithAllocationsView, finds=find_fund
)
def get_fund(call: Call) -> Result:
    """资金 One fund: allocated, committed, disbursed, returned, available."""
    return Result(lambda: _whole(call.uow, call.thing), call.thing)


@endpoint(
    "POST", "/v1/funds/<id>/allocations", roles=FUND_MANAGER, takes=AllocationForm,
    gives=FundWithAllocationsView, finds=find_fund, key=Key.REQUIRED, status=201,
)  # fmt: skip
def allocate_to_fund(call: Call) -> Result:
    """资金下达 Allocate money to the fund under the giver's document."""
    allocate_money(call.uow, call.thing, call.body)
    view = _whole(call.uow, call.thing)
    return Result(
        lambda: {**view, "audit_number": call.thing.number},
        call.thing,
        f"/v1/funds/{call.thing.id}",
    )


@endpoint("GET", "/v1/funds/<id>/allocations", roles=FUND_READERS, gives=FlowsView, finds=find_fund)
def tell_flows(call: Call) -> Result:
    """资金来去 Where the money came from, where it was passed down, and what lies there unused."""
    flows = flows_of(call.uow, call.thing)
    return Result(lambda: flows, call.thing)


@endpoint(
    "POST", "/v1/funds/<id>/close", roles=APPROVER, takes=CloseFundForm,
    gives=FundWithAllocationsView, finds=find_fund, versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def close_the_fund(call: Call) -> Result:
    """关账 Close the year of a fund; what is free may be carried to that of the next year."""
    close_fund(call.uow, call.thing, call.body)
    view = _whole(call.uow, call.thing)
    return Result(lambda: {**view, "audit_number": call.thing.number}, call.thing)


@endpoint(
    "GET", "/v1/funds/<id>/postings", roles=FUND_READERS, query=PageQuery,
    gives=page_of(MovementView), finds=find_fund,
)  # fmt: skip
def list_postings(call: Call) -> Result:
    """台账 The fund's movements by double entry, first one first."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    movements, more = movements_of(call.uow, call.thing, after, limit)
    items = [_movement(postings) for postings in movements]
    cursor = items[-1]["audit_number"] if items else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more}, call.thing)


def _movement(postings: list[Posting]) -> dict[str, Any]:
    first = postings[0]
    return {
        "audit_number": first.made_by,
        "kind": first.kind,
        "programme": first.programme,
        "union": first.union,
        "application_id": first.application_id,
        "payout_id": first.payout_id,
        "reference": first.reference,
        "other_fund_id": first.other_fund_id,
        "postings": [{"account": one.account, "amount_fen": one.amount_fen} for one in postings],
    }
