"""/v1/payment-orders: each payout as a payment system books it, in the order of the feed."""

from __future__ import annotations

from typing import Final

from schemas.money import PayoutQuery
from schemas.payment_order import PaymentOrderView
from schemas.views import page_of
from service.api.endpoint import Call, Result, endpoint
from service.api.listing import PAGE
from service.api.masks import account_view
from service.api.payouts import instant
from service.use_cases.payment_orders import payment_orders_after

__all__: list[str] = []

READERS: Final = frozenset({"finance_system", "auditor"})


@endpoint(
    "GET", "/v1/payment-orders", roles=READERS, query=PayoutQuery,
    gives=page_of(PaymentOrderView),
)  # fmt: skip
def list_payment_orders(call: Call) -> Result:
    """付款单 Payouts with fund, case, hands, bank and voucher, from a cursor on."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = payment_orders_after(call.uow, call.query, after, limit)
    items = [
        {**told, "payee": account_view(one.payee), "paid_at": instant(one.paid_at)}
        for one, told in rows
    ]
    cursor = rows[-1][0].number if rows else after
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})
