"""/v1/recoveries/{id}/…: what is decided about money that must come back."""

from __future__ import annotations

from typing import Any

from schemas.decision import Decision
from schemas.fields import Strict
from schemas.recovery import InstalmentsForm, RecoveryView, WriteOffForm
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.recoveries import FORMS, find_recovery
from service.api.recovery_views import recovery_view
from service.use_cases.act_on_recovery import act_on_recovery, agree_instalments
from workflows.recovery import RECOVERY

__all__: list[str] = []


def _deciding(action: str, form: type[Strict] = Decision) -> dict[str, Any]:
    return {
        "roles": RECOVERY.roles_for(action), "takes": form, "gives": RecoveryView,
        "finds": find_recovery, "versioned": True, "key": Key.ACCEPTED,
        "notes": frozenset({"body_optional"} if form is Decision else ()),
    }  # fmt: skip


def _shown(call: Call) -> Result:
    return Result(lambda: recovery_view(call.uow, call.thing), call.thing)


def _acted(call: Call, action: str) -> Result:
    act_on_recovery(call.uow, call.thing, action, call.body)
    return _shown(call)


@endpoint("POST", "/v1/recoveries/<id>/confirm", **_deciding("confirm"))
def confirm_recovery(call: Call) -> Result:
    """确认追回 The second person's look: from here on the household owes it, and is told so."""
    return _acted(call, "confirm")


@endpoint("POST", "/v1/recoveries/<id>/refuse", **_deciding("refuse"))
def refuse_recovery(call: Call) -> Result:
    """不予追回 The second person finds that nothing is owed back."""
    return _acted(call, "refuse")


@endpoint("POST", "/v1/recoveries/<id>/withdraw", **_deciding("withdraw"))
def withdraw_recovery(call: Call) -> Result:
    """撤回 Take a proposal back before it is confirmed."""
    return _acted(call, "withdraw")


@endpoint("POST", "/v1/recoveries/<id>/lift", **_deciding("lift"))
def lift_recovery(call: Call) -> Result:
    """撤销追回 Call a confirmed recovery off, as long as nothing has come in."""
    return _acted(call, "lift")


@endpoint("POST", "/v1/recoveries/<id>/remind", **_deciding("remind"))
def remind_of_recovery(call: Call) -> Result:
    """催缴 Remind the household of what is overdue, in writing."""
    return _acted(call, "remind")


@endpoint(
    "POST",
    "/v1/recoveries/<id>/refer",
    **_deciding("refer", FORMS.referral),
)
def refer_recovery(call: Call) -> Result:
    """移送 Refer what is not paid back to discipline inspection, a court or the police."""
    return _acted(call, "refer")


@endpoint(
    "POST",
    "/v1/recoveries/<id>/write-off",
    **_deciding("write_off", WriteOffForm),
)
def write_off_recovery(call: Call) -> Result:
    """核销 Give up what is still owed, by a document of the union above."""
    return _acted(call, "write_off")


@endpoint(
    "POST",
    "/v1/recoveries/<id>/agree",
    **_deciding("agree", InstalmentsForm),
)
def agree_on_instalments(call: Call) -> Result:
    """分期计划 Agree with the household on days and sums for what is still owed."""
    form = call.body
    agree_instalments(call.uow, call.thing, form["instalments"], form.get("opinion"))
    return _shown(call)
