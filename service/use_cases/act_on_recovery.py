"""Confirm, call off, agree on instalments, remind, refer, write off: one step of a recovery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.recovery import Recovery
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.begin_waiting import terms_in_force
from service.use_cases.open_recovery import claim
from service.use_cases.recovery_facts import facts_of_recovery, payout_of, plan_of
from workflows.engine import fire, open_rows
from workflows.facts import Facts
from workflows.recovery import RECOVERY
from workflows.recovery_facts import Instalment
from workflows.table import Row

__all__ = ["act_on_recovery", "agree_instalments", "move_recovery", "next_due"]

TERM = "recovery"


def act_on_recovery(
    uow: UnitOfWork, recovery: Recovery, action: str, form: Mapping[str, Any]
) -> None:
    """Fire ``action`` and write what follows. Raises ``WrongState`` or every failed guard."""
    open_rows(RECOVERY, recovery.state, action)
    facts = facts_of_recovery(uow, recovery, form.get("opinion"))
    row = fire(RECOVERY, recovery.state, action, facts)
    said = {name: form[name] for name in ("opinion", "document_number") if form.get(name)}
    deed = move_recovery(uow, recovery, row, facts, said, amount_fen=recovery.amount_fen)
    if action == "confirm":
        _begin(uow, recovery)
        _tell_payout(uow, recovery, recovery.amount_fen, row)
    elif action == "remind":
        recovery.reminded_on = uow.today
        uow.unless_idle(deed)
    elif action == "refer":
        recovery.referred_to, recovery.document_number = form["to"], form["document_number"]
    elif action == "write_off":
        recovery.document_number = form["document_number"]
        _tell_payout(uow, recovery, recovery.recovered_fen - recovery.amount_fen, row)
    else:
        claim(uow, deed, recovery.application_id, -recovery.amount_fen)
        if action == "lift":
            _tell_payout(uow, recovery, -recovery.amount_fen, row)


def agree_instalments(
    uow: UnitOfWork, recovery: Recovery, instalments: list[Mapping[str, Any]], opinion: str | None
) -> None:
    """What is still owed comes by these days; a later agreement takes the place of an earlier one."""
    open_rows(RECOVERY, recovery.state, "agree")
    plan = tuple(Instalment(one["due_on"], one["amount_fen"]) for one in instalments)
    facts = facts_of_recovery(uow, recovery, opinion, plan=plan)
    row = fire(RECOVERY, recovery.state, "agree", facts)
    said = {"opinion": opinion} if opinion else {}
    deed = move_recovery(uow, recovery, row, facts, said)
    recovery.instalments = [
        {"due_on": one.due_on.isoformat(), "amount_fen": one.amount_fen} for one in plan
    ]
    recovery.next_due_on = plan[0].due_on
    uow.unless_idle(deed)


def move_recovery(
    uow: UnitOfWork, recovery: Recovery, row: Row, facts: Facts, said: Mapping[str, str],
    amount_fen: int | None = None,
) -> Deed:  # fmt: skip
    """Record the row as a deed and write its target."""
    deed = uow.record(
        f"recovery.{row.action}", recovery, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, said=said, compared=facts.compared, amount_fen=amount_fen,
    )  # fmt: skip
    recovery.state = row.target
    return deed


def next_due(recovery: Recovery, owed_fen: int) -> None:
    """The first instalment that what came in has not paid: the last of the plan is the last to come."""
    later = 0
    for one in reversed(plan_of(recovery)):
        later += one.amount_fen
        if later >= owed_fen:
            recovery.next_due_on = one.due_on if owed_fen > 0 else None
            return


def _begin(uow: UnitOfWork, recovery: Recovery) -> None:
    """The term of the notice (追回告知书) runs from its confirmation, by what its union has set."""
    recovery.confirmed_on = uow.today
    recovery.within = terms_in_force(uow, recovery.union_path).term(TERM)


def _tell_payout(uow: UnitOfWork, recovery: Recovery, claimed_fen: int, row: Row) -> None:
    """Finance reads of it in the feed: the payment is claimed back, or is no longer."""
    payout = payout_of(uow, recovery)
    if payout is None or not claimed_fen:
        return
    payout.recovery_fen = (payout.recovery_fen or 0) + claimed_fen
    uow.record(
        "payout.claim_back", payout, before=payout.state, after=payout.state, rule=row.key,
        amount_fen=payout.recovery_fen,
    )  # fmt: skip
