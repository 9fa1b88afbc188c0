"""/v1/application-decisions: one decision on many applications."""

from __future__ import annotations

from typing import Any

from schemas.batch_decision import BatchDecisionForm, BatchDecisionView
from schemas.money import DryRun
from service.api.endpoint import Call, Key, Result, endpoint
from service.use_cases.decide_applications import Decisions, decide_applications
from service.use_cases.plan_of_lines import Outcome

__all__ = ["decisions_view"]


def decisions_view(decisions: Decisions, action: str, language: str) -> dict[str, Any]:
    """What became of each line, in the order asked."""
    return {
        "action": action,
        "count": len(decisions.done),
        "total_fen": decisions.total_fen,
        "plan": decisions.plan,
        "lines": [_line(one, language) for one in decisions.outcomes],
    }


def _line(outcome: Outcome, language: str) -> dict[str, Any]:
    return {
        "application_id": outcome.application.id,
        "outcome": "done" if outcome.refused is None else "refused",
        "state": outcome.state,
        "award_fen": outcome.award_fen,
        "fund_id": outcome.fund_id,
        "refusals": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)}
            for v in outcome.verdicts
        ],
        "audit_number": outcome.application.number,
    }


@endpoint(
    "POST", "/v1/application-decisions", roles=frozenset({"reviewer", "approver"}),
    takes=BatchDecisionForm, query=DryRun, gives=BatchDecisionView, tries=BatchDecisionView,
    key=Key.REQUIRED,
)  # fmt: skip
def decide_on_cases(call: Call) -> Result:
    """批量办理 Review, approve, return or reject many applications at once; a dry run writes nothing."""
    trial = call.query.get("dry_run") == "true"
    decisions = decide_applications(call.uow, call.body, trial=trial)
    return Result(
        lambda: decisions_view(decisions, call.body["action"], call.language), trial=trial
    )
