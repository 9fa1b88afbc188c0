"""What may I do, and why not: the tables and guards the service runs, asked without acting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflows.engine import assess, nearest
from workflows.errors import RoleRequired, Verdict
from workflows.facts import Facts
from workflows.table import Row, Table, plain

__all__ = ["actions_view"]


def actions_view(
    table: Table, state: str, facts: Facts, path: str, language: str
) -> dict[str, Any]:
    """Every door of the table: allowed or not, with each refusal and the values compared.

    Opinion and fund are input of the call itself, so a missing opinion does not count here.
    """
    asked = replace(facts, opinion=facts.opinion or "…")
    actions = [
        _action(action, table.rows_for(state, action), table, asked, path, language)
        for action in table.doors
    ]
    return {"state": plain(state), "actions": actions}


def _action(
    action: str, rows: tuple[Row, ...], table: Table, facts: Facts, path: str, language: str
) -> dict[str, Any]:
    if not rows:
        title = {"en": "Not in the present state"}.get(language, "当前状态下不能进行此操作")
        refusal = {"code": "wrong_state", "title": title, "values": {}}
        return {"action": action, "allowed": False, "refusals": [refusal]}
    tried = [_failed(row, facts, path) for row in rows]
    fewest = nearest(tried)
    return {
        "action": action,
        "allowed": not fewest,
        "refusals": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)} for v in fewest
        ],
    }


def _failed(row: Row, facts: Facts, path: str) -> tuple[Verdict, ...]:
    held = facts.actor.holds(row.roles, path, row.level)
    role = Verdict(
        RoleRequired,
        held is not None,
        {"roles": sorted(row.roles)} | ({"level": row.level} if row.level else {}),
    )
    return tuple(verdict for verdict in (role, *assess(row, facts)) if not verdict.ok)
