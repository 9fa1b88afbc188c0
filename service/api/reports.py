"""/v1/reports: figures of a period."""

from __future__ import annotations

from schemas.report import SupervisionQuery, SupervisionReportView
from service.api.endpoint import Call, Result, endpoint
from service.api.supervision import SUPERVISORS
from service.use_cases.supervision_report import Wanted, supervision_report

__all__: list[str] = []


@endpoint(
    "GET", "/v1/reports/supervision", roles=SUPERVISORS, query=SupervisionQuery,
    gives=SupervisionReportView,
)  # fmt: skip
def report_supervision(call: Call) -> Result:
    """督办统计 Received and ended, on time, answered and satisfied; and how long each stage took."""
    asked, today = call.query, call.uow.today
    last = asked.get("last", today)
    first = asked.get("first", last.replace(month=1, day=1))
    wanted = Wanted(first, last, asked.get("union"), asked.get("programme"))
    told = supervision_report(call.uow, wanted)
    return Result(lambda: told)
