"""What may I do, and why not: the tables and guards the service runs, asked without acting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflows.engine import assess, nearest
from workflows.errors import RoleRequired, Verdict
from workflows.facts import Facts
from workflows.inputs import INPUTS
from workflows.table import Row, Table, plain

__all__ = ["actions_view"]


def actions_view(
    table: Table, state: str, facts: Facts, path: str, language: str
) -> dict[str, Any]:
    """Every door of the table: allowed or not, with each refusal and the values compared.

    What the call itself must say does not count here: ``needs`` names it where the action is allowed.
    """
    actions = [
        _action(action, table.doors_for(state, action), facts, path, language)
        for action in table.doors
    ]
    return {"state": plain(state), "actions": actions}


def _action(
    action: str, rows: tuple[Row, ...], facts: Facts, path: str, language: str
) -> dict[str, Any]:
    if not rows:
        title = {"en": "Not in the present state"}.get(language, "当前状态下不能进行此操作")
        refusal = {"code": "wrong_state", "title": title, "values": {}}
        return {"action": action, "allowed": False, "needs": [], "refusals": [refusal]}
    tried = [_tried(row, facts, path) for row in rows]
    fewest = nearest([failed for failed, _ in tried])
    needs = next(needs for failed, needs in tried if failed == fewest)
    return {
        "action": action,
        "allowed": not fewest,
        "needs": [] if fewest else needs,
        "refusals": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)} for v in fewest
        ],
    }


def _tried(row: Row, facts: Facts, path: str) -> tuple[tuple[Verdict, ...], list[str]]:
    """What stands in the way of a row, and what its call must say."""
    failed = _failed(row, facts, path)
    needs = {INPUTS[verdict.name] for verdict in failed if verdict.name in INPUTS}
    return tuple(verdict for verdict in failed if verdict.name not in INPUTS), sorted(needs)


def _failed(row: Row, facts: Facts, path: str) -> tuple[Verdict, ...]:
    held = facts.actor.holds(row.roles, path, row.level)
    role = Verdict(
        RoleRequired,
        held is not None,
        {"roles": sorted(row.roles)} | ({"level": row.level} if row.level else {}),
    )
    asked = facts if held is None else replace(facts, actor=facts.actor.by(held))
    return tuple(verdict for verdict in (role, *assess(row, asked)) if not verdict.ok)
