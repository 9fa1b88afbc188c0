"""/v1/bank-answers: a bank's answer as a file is a plan first; a second person applies it."""

from __future__ import annotations

from typing import Any, Final

from schemas.banking import BankAnswerSummaryView, BankAnswerView
from schemas.decision import Decision, PageQuery, TrailView
from schemas.views import page_of
from service.api.bank_results import BANK_FORMS, QUEUE_READERS
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.listing import listed
from service.api.payouts import instant
from service.api.tables import read_uploaded, refused_table
from service.api.uploads import RESULT_BYTES_MAX, RESULT_TABLE
from service.bank.layout import ANSWER, layouts
from service.file_table.bank_table import BankLine, bank_lines
from service.file_table.unfit import Unfit
from service.sheets import Limits
from service.store.banking import BankAnswer, BankAnswerLine
from service.use_cases.act_on_bank_answer import act_on_bank_answer
from service.use_cases.bank_answer_lines import read_lines
from service.use_cases.in_scope import by_id
from service.use_cases.plan_bank_answer import UPLOADERS, plan_bank_answer
from service.use_cases.tell_trail import tell_trail
from workflows.bank_answer import BANK_ANSWER

__all__: list[str] = []

READERS = QUEUE_READERS - {"bank_gateway"}
LIMITS: Final = Limits(upload_bytes=RESULT_BYTES_MAX, rows=1_020, cells=60_000)
"""A line for each payout that a batch can hold, and what banks write above and below them."""
GENERIC: Final = "generic_answer"
find_answer = by_id(BankAnswer)
BY_ROW = ByRow(
    doors=lambda _answer: BANK_ANSWER.doors,
    rows=lambda answer, action: BANK_ANSWER.rows_for(getattr(answer, "state", ""), action),
    roles=lambda _answer, action: BANK_ANSWER.roles_for(action),
    widest=BANK_ANSWER,
)


def summary_view(answer: BankAnswer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "number": answer.serial,
        "state": answer.state,
        "union": answer.union,
        "batch_id": answer.batch_id,
        "paying_account_id": answer.paying_account_id,
        "layout": answer.layout,
        "sha256": answer.sha256,
        "tally": answer.tally,
        "audit_number": answer.number,
    }


def answer_view(answer: BankAnswer) -> dict[str, Any]:
    return {**summary_view(answer), "lines": [_line(line) for line in answer.lines]}


def _line(line: BankAnswerLine) -> dict[str, Any]:
    return {
        "row": line.line,
        "sort": line.sort,
        "reason": line.reason,
        "reference": line.reference,
        "outcome": line.outcome,
        "amount_fen": line.amount_fen,
        "failure_code": line.failure_code,
        "bank_serial": line.bank_serial,
        "occurred_at": instant(line.occurred_at),
    }


def _layout(call: Call) -> str:
    return str(call.query.get("layout", GENERIC))


def _look(call: Call) -> list[BankLine]:
    """What the file says; raises ``TableRefused`` for one that is not read or has no such headings."""
    try:
        workbook = read_uploaded(call.upload, LIMITS)
        return bank_lines(workbook, layouts(ANSWER)[_layout(call)])
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


@endpoint(
    "POST", "/v1/bank-answers", roles=UPLOADERS, upload=RESULT_TABLE, looks=_look,
    query=BANK_FORMS.answer, gives=BankAnswerView, key=Key.REQUIRED, status=201,
)  # fmt: skip
def upload_bank_answer(call: Call) -> Result:
    """上传结果文件 Check a bank's result file line by line into a plan; nothing is applied by it."""
    read = read_lines(call.looked, layouts(ANSWER)[_layout(call)], call.uow.now)
    digest = call.upload.sha256 if call.upload else ""
    answer = plan_bank_answer(call.uow, call.query, _layout(call), read, digest)
    return Result(lambda: answer_view(answer), answer, f"/v1/bank-answers/{answer.id}")


@endpoint(
    "GET", "/v1/bank-answers", roles=READERS, query=PageQuery, gives=page_of(BankAnswerSummaryView)
)
def list_bank_answers(call: Call) -> Result:
    """结果文件列表 The plans of the caller's unions, without their lines."""
    return listed(call, BankAnswer, summary_view, {"number": "serial"})


@endpoint("GET", "/v1/bank-answers/<id>", roles=READERS, gives=BankAnswerView, finds=find_answer)
def get_bank_answer(call: Call) -> Result:
    """结果文件 One plan with what becomes of each line."""
    return Result(lambda: answer_view(call.thing), call.thing)


@endpoint("GET", "/v1/bank-answers/<id>/trail", roles=READERS, gives=TrailView, finds=find_answer)
def bank_answer_trail(call: Call) -> Result:
    """办理过程 The plan's history, entry by entry."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "POST", "/v1/bank-answers/<id>/<action>", roles=UPLOADERS, takes=Decision,
    gives=BankAnswerView, finds=find_answer, by_row=BY_ROW, versioned=True, key=Key.REQUIRED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_answer(call: Call) -> Result:
    """办理 Apply the plan as a second person, or discard it."""
    act_on_bank_answer(call.uow, call.thing, call.args["action"], call.body.get("opinion"))
    return Result(lambda: answer_view(call.thing), call.thing)
