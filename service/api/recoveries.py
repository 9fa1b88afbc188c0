"""/v1/recoveries: money that must come back, from the finding to the last receipt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, not_

from schemas.decision import ActionsView, TrailView
from schemas.recovery import (
    RecoveriesView,
    RecoveryLettersView,
    RecoveryView,
    recovery_forms,
)
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.payouts import PAYOUT_READERS
from service.api.reasons import actions_view
from service.api.recovery_views import recovery_view
from service.store.application import Application
from service.store.recovery import Recovery
from service.use_cases.in_scope import by_id, page_after, within
from service.use_cases.open_recovery import open_recovery
from service.use_cases.recovery_facts import facts_of_recovery, overdue, recoveries_of
from service.use_cases.tell_recovery_letters import tell_recovery_letters
from service.use_cases.tell_trail import tell_trail
from workflows.recovery import OPENERS, RECOVERY
from workflows.vocabulary import codes

__all__ = ["FORMS", "find_recovery"]

FORMS = recovery_forms({name: codes(name) for name in ("recovery_reason", "referral")})
find_recovery = by_id(Recovery)
_FILTERS = {
    "state": Recovery.state,
    "programme": Recovery.programme,
    "union": Recovery.union,
    "number": Recovery.serial,
    "reason": Recovery.reason,
    "application_id": Recovery.application_id,
    "payout_id": Recovery.payout_id,
}


def _shown(call: Call, one: Recovery) -> Result:
    return Result(lambda: recovery_view(call.uow, one), one)


@endpoint(
    "POST", "/v1/recoveries", roles=OPENERS, takes=FORMS.opening, gives=RecoveryView,
    key=Key.REQUIRED, status=201,
)  # fmt: skip
def propose_recovery(call: Call) -> Result:
    """提出追回 Say that what was paid must come back, how much of it and why; another confirms it."""
    made = open_recovery(call.uow, call.body)
    return Result(lambda: recovery_view(call.uow, made), made, f"/v1/recoveries/{made.id}")


@endpoint(
    "GET", "/v1/recoveries", roles=PAYOUT_READERS, query=FORMS.query, gives=page_of(RecoveryView)
)
def list_recoveries(call: Call) -> Result:
    """追回列表 The recoveries of the caller's unions; ``overdue`` asks for what is due since before today."""
    wanted: list[ColumnElement[bool]] = [within(Recovery.union_path, call.actor)]
    wanted += [
        column == call.query[name] for name, column in _FILTERS.items() if name in call.query
    ]
    if "overdue" in call.query:
        late = overdue(call.uow)
        wanted.append(late if call.query["overdue"] == "true" else not_(late))
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Recovery, wanted, after, limit)
    return page_view(rows, more, lambda row: recovery_view(call.uow, row))


@endpoint(
    "GET", "/v1/recoveries/<id>", roles=PAYOUT_READERS, gives=RecoveryView, finds=find_recovery
)
def get_recovery(call: Call) -> Result:
    """追回 One recovery with its instalments and receipts."""
    return _shown(call, call.thing)


@endpoint(
    "GET", "/v1/recoveries/<id>/actions", roles=PAYOUT_READERS, gives=ActionsView,
    finds=find_recovery,
)  # fmt: skip
def recovery_actions(call: Call) -> Result:
    """可办事项 What the caller may do about it, and why not."""
    one: Recovery = call.thing
    facts = facts_of_recovery(call.uow, one)
    view = actions_view(RECOVERY, one.state, facts, one.union_path, call.language)
    return Result(lambda: view, one)


@endpoint(
    "GET", "/v1/recoveries/<id>/trail", roles=PAYOUT_READERS, gives=TrailView, finds=find_recovery
)
def recovery_trail(call: Call) -> Result:
    """办理过程 What was done to get the money back, by whom, and what they said."""
    items = tell_trail(call.uow, call.thing.id, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/recoveries/<id>/letters", roles=PAYOUT_READERS, gives=RecoveryLettersView,
    finds=find_recovery,
)  # fmt: skip
def recovery_letters(call: Call) -> Result:
    """追回告知书 What the household is told in writing: notice, reminders, referral, settlement."""
    items = tell_recovery_letters(call.uow, call.thing, call.language)
    return Result(lambda: {"items": items}, call.thing)


@endpoint(
    "GET", "/v1/applications/<id>/recoveries", roles=CASEWORK | PAYOUT_READERS,
    gives=RecoveriesView, finds=by_id(Application),
)  # fmt: skip
def recoveries_of_case(call: Call) -> Result:
    """本案追回 Every recovery of one case, for those who work on it."""
    application: Application = call.thing
    items = [recovery_view(call.uow, one) for one in recoveries_of(call.uow, application.id)]
    told: dict[str, Any] = {"recovered_fen": application.recovered_fen or 0, "items": items}
    return Result(lambda: told, application)
