"""/v1/vouchers: every movement of money as a voucher, to be polled; and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from marshmallow import Schema

from schemas.views import page_of
from schemas.vouchers import VoucherFileQuery, VoucherQuery, VoucherView
from service.api.endpoint import Call, Result, endpoint
from service.api.funds import FUND_READERS
from service.api.imports import table_file, written
from service.api.listing import PAGE
from service.api.uploads import CSV, XLSX
from service.sheets import Column, NewSheet, write_csv, write_xlsx
from service.use_cases.derive_vouchers import vouchers_after

__all__: list[str] = []

BOOKKEEPERS: Final = FUND_READERS & {"finance_system", "auditor", "fund_manager"}
COLUMNS: Final[Sequence[tuple[str, str]]] = (
    ("凭证号", "number"), ("日期", "date"), ("摘要", "summary"), ("科目编码", "code"), ("科目名称", "name"),
    ("借方金额", "debit"), ("贷方金额", "credit"), ("金额大写", "amount_cn"), ("资金", "fund_code"),
    ("资金来源", "source"), ("资金年度", "year"), ("项目", "programme"), ("工会", "union"),
    ("申请编号", "application_number"), ("批次号", "batch_number"), ("付款指令号", "reference"),
    ("银行流水号", "bank_serial"), ("附件数", "attachments"), ("冲销凭证号", "reversal_of"),
)  # fmt: skip
"""One row a line of a voucher, as the imports of accounting programs take them."""


def _page(call: Call) -> tuple[list[dict[str, Any]], int | None, bool]:
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    return vouchers_after(call.uow, call.query, after, limit)


@endpoint("GET", "/v1/vouchers", roles=BOOKKEEPERS, query=VoucherQuery, gives=page_of(VoucherView))
def list_vouchers(call: Call) -> Result:
    """会计凭证 Vouchers in the order of their audit numbers, from a cursor on."""
    items, last, more = _page(call)
    cursor = call.query.get("after", 0) if last is None else last
    return Result(lambda: {"items": items, "next": cursor, "has_more": more})


@endpoint(
    "GET", "/v1/exports/vouchers", roles=BOOKKEEPERS, query=VoucherFileQuery, gives=Schema,
    media=XLSX, also=(CSV,), notes=frozenset({"paged"}),
)  # fmt: skip
def export_vouchers(call: Call) -> Result:
    """导出凭证 The same vouchers as a table, one row for each of their lines."""
    items, last, more = _page(call)
    rows = [line for item in items for line in _rows(item)]
    kind, charset = call.query.get("format", "xlsx"), call.query.get("charset")
    titles = [title for title, _ in COLUMNS]
    if kind == "csv":
        content = write_csv([titles, *rows], written(charset))
    else:
        content = write_xlsx([NewSheet("会计凭证", [Column(title) for title in titles], rows)])
    paged: dict[str, Any] = {}
    if more:
        paged = {"has_more": True, "next": last, "headers": {"X-Next-After": str(last)}}
    return table_file(content, kind, "vouchers", charset, **paged)


def _rows(voucher: dict[str, Any]) -> Iterator[list[str]]:
    for line in voucher["lines"]:
        told = {
            **voucher, "code": line["code"], "name": line["name"], line["side"]: voucher["amount"],
            "attachments": len(voucher["attachments"]),
        }  # fmt: skip
        yield ["" if told.get(name) is None else str(told[name]) for _, name in COLUMNS]
