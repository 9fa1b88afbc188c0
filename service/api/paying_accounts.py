"""/v1/paying-accounts: the accounts a union pays from, each named by two persons."""

from __future__ import annotations

from typing import Any

from schemas.decision import Decision, PageQuery, TrailView
from schemas.paying_account import PayingAccountView, paying_account_form
from schemas.views import page_of
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.listing import listed
from service.bank.format import formats
from service.store.banking import PayingAccount
from service.use_cases.in_scope import by_id
from service.use_cases.paying_accounts import act_on_paying_account, open_paying_account
from service.use_cases.tell_trail import tell_trail
from workflows.bank_account import masked
from workflows.paying_account import FUND_MANAGER, PAYING_ACCOUNT

__all__: list[str] = []

READERS = frozenset(
    {
        "fund_manager", "approver", "payment_maker", "payment_checker", "auditor", "finance_system",
        "bank_gateway",
    }
)  # fmt: skip
ACTORS = frozenset({"fund_manager", "approver"})
find_account = by_id(PayingAccount)
BY_ROW = ByRow(
    doors=lambda _account: PAYING_ACCOUNT.doors,
    rows=lambda account, action: PAYING_ACCOUNT.rows_for(getattr(account, "state", ""), action),
    roles=lambda _account, action: PAYING_ACCOUNT.roles_for(action),
    widest=PAYING_ACCOUNT,
)


def account_view(account: PayingAccount) -> dict[str, Any]:
    held = account.account.fields()
    return {
        "id": account.id,
        "number": account.serial,
        "state": account.state,
        "union": account.union,
        "name": held.get("name", ""),
        "account_number": masked(held.get("number", "")),
        "bank_code": account.bank_code,
        "own_bank": account.own_bank,
        "place": account.place,
        "format": account.format,
        "cut_off": account.cut_off,
        "audit_number": account.number,
    }


@endpoint(
    "POST", "/v1/paying-accounts", roles=FUND_MANAGER, takes=paying_account_form([*formats()]),
    gives=PayingAccountView, key=Key.REQUIRED, status=201,
)  # fmt: skip
def open_account(call: Call) -> Result:
    """开立付款账户 Name an account to pay from; it is of no use before a second person confirms it."""
    account = open_paying_account(call.uow, call.body)
    return Result(lambda: account_view(account), account, f"/v1/paying-accounts/{account.id}")


@endpoint(
    "GET", "/v1/paying-accounts", roles=READERS, query=PageQuery, gives=page_of(PayingAccountView)
)
def list_accounts(call: Call) -> Result:
    """付款账户列表 The paying accounts of the caller's unions."""
    return listed(call, PayingAccount, account_view, {"number": "serial"})


@endpoint(
    "GET", "/v1/paying-accounts/<id>", roles=READERS, gives=PayingAccountView, finds=find_account
)
def get_account(call: Call) -> Result:
    """付款账户 One paying account, its number masked."""
    return Result(lambda: account_view(call.thing), call.thing)


@endpoint(
    "GET", "/v1/paying-accounts/<id>/trail", roles=READERS, gives=TrailView, finds=find_account
)
def account_trail(call: Call) -> Result:
    """办理过程 The account's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/paying-accounts/<id>/<action>", roles=ACTORS, takes=Decision,
    gives=PayingAccountView, finds=find_account, by_row=BY_ROW, versioned=True, key=Key.REQUIRED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_account(call: Call) -> Result:
    """办理 Confirm a paying account as a second person, or close it."""
    act_on_paying_account(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return Result(lambda: account_view(call.thing), call.thing)
