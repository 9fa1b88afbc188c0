"""/v1/bank-statements: the bank's own account of what left and came, held against the books."""

from __future__ import annotations

from typing import Any, Final

from schemas.bank_statement import BankStatementView, StatementLineView, statement_forms
from schemas.decision import PageQuery
from schemas.views import page_of
from service.api.bank_results import QUEUE_READERS
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE, listed
from service.api.tables import read_uploaded, refused_table
from service.api.uploads import RESULT_BYTES_MAX, RESULT_TABLE
from service.bank.layout import STATEMENT, layouts
from service.file_table.bank_table import BankLine, bank_lines
from service.file_table.unfit import Unfit
from service.sheets import Limits
from service.store.banking import BankStatement, BankStatementLine
from service.use_cases.hold_statement import (
    STATEMENT_BRINGERS,
    hold_statement,
    lines_of,
    statement_lines,
)
from service.use_cases.in_scope import by_id
from workflows.vocabulary import codes

__all__: list[str] = []

READERS = (QUEUE_READERS - {"bank_gateway"}) | {"fund_manager"}
LIMITS: Final = Limits(upload_bytes=RESULT_BYTES_MAX, rows=2_020, cells=60_000)
"""A busy month of one account; more come in pieces."""
GENERIC: Final = "generic_statement"
FORMS: Final = statement_forms({"statement_sort": codes("statement_sort")}, [*layouts(STATEMENT)])
find_statement = by_id(BankStatement)


def statement_view(statement: BankStatement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "number": statement.serial,
        "union": statement.union,
        "paying_account_id": statement.paying_account_id,
        "layout": statement.layout,
        "sha256": statement.sha256,
        "first_day": statement.first_day.isoformat(),
        "last_day": statement.last_day.isoformat(),
        "tally": statement.tally,
        "audit_number": statement.number,
    }


def _line(line: BankStatementLine) -> dict[str, Any]:
    names = (
        "line", "row", "sort", "side", "amount_fen", "books_fen", "reference", "bank_serial", "payout_id",
        "suggestion",
    )  # fmt: skip
    told = {name: getattr(line, name) for name in names}
    return {**told, "on": line.on.isoformat() if line.on else None}


def _layout(call: Call) -> str:
    return str(call.query.get("layout", GENERIC))


def _look(call: Call) -> list[BankLine]:
    try:
        workbook = read_uploaded(call.upload, LIMITS)
        return bank_lines(workbook, layouts(STATEMENT)[_layout(call)])
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


@endpoint(
    "POST", "/v1/bank-statements", roles=STATEMENT_BRINGERS, upload=RESULT_TABLE, looks=_look,
    query=FORMS.bringing, gives=BankStatementView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def upload_statement(call: Call) -> Result:
    """对账 Hold an account statement against the payouts of its days; nothing is changed by it."""
    lines = statement_lines(call.looked, layouts(STATEMENT)[_layout(call)])
    digest = call.upload.sha256 if call.upload else ""
    made = hold_statement(call.uow, call.query, _layout(call), lines, digest)
    return Result(lambda: statement_view(made), made, f"/v1/bank-statements/{made.id}")


@endpoint(
    "GET", "/v1/bank-statements", roles=READERS, query=PageQuery, gives=page_of(BankStatementView)
)
def list_statements(call: Call) -> Result:
    """对账单列表 The statements of the caller's unions, without their lines."""
    return listed(call, BankStatement, statement_view, {"number": "serial"})


@endpoint(
    "GET", "/v1/bank-statements/<id>", roles=READERS, gives=BankStatementView, finds=find_statement
)
def get_statement(call: Call) -> Result:
    """对账单 One statement with its tally."""
    return Result(lambda: statement_view(call.thing), call.thing)


@endpoint(
    "GET", "/v1/bank-statements/<id>/lines", roles=READERS, query=FORMS.lines,
    gives=page_of(StatementLineView), finds=find_statement,
)  # fmt: skip
def list_statement_lines(call: Call) -> Result:
    """对账明细 The lines of a statement, all or those of one sort, a page at a time."""
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = lines_of(call.uow, call.thing, after, limit, call.query.get("sort"))
    items = [_line(row) for row in rows]
    cursor = rows[-1].line if rows else None
    return Result(lambda: {"items": items, "next": cursor, "has_more": more}, call.thing)
