"""Where each guard of a matter refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.workflows.tables import WELL
from workflows import matter_guards
from workflows.actor import SYSTEM, Actor
from workflows.facts import Held
from workflows.table import Guard

__all__ = ["HOLDS_OF_MATTERS", "REFUSES_OF_MATTERS"]

FOR_ANN = Actor("bob", "officer", "person-bob", principal=Actor("ann", "officer", "person-ann"))


def told(**changed: Any) -> Mapping[str, Any]:
    return {"matter": replace(WELL["matter"], **changed)}


REFUSES_OF_MATTERS: dict[Guard, tuple[tuple[Mapping[str, Any], str, Mapping[str, Any]], ...]] = {
    matter_guards.own_union: (
        (told(posts_there=("360722001",)), "own_union", {"unions": ["360722001"]}),
        (told(posts_there=None), "own_union", {"unions": []}),
    ),
    matter_guards.decided_before: (
        ({"held": (Held("visit", "person-ann"),)}, "decided_before", {"duties_held": ["visit"]}),
        (
            {"held": (Held("approve", "person-ann"), Held("review", "person-eve"))},
            "decided_before",
            {"duties_held": ["approve"]},
        ),
        (
            {"actor": FOR_ANN, "held": (Held("intake", "person-ann"),)},
            "decided_before",
            {"duties_held": ["intake"]},
        ),
        ({"actor": SYSTEM}, "decided_before", {"duties_held": []}),
    ),
    matter_guards.uninvolved: (
        ({"held": (Held("review", "person-ann"),)}, "decided_before", {"duties_held": ["review"]}),
        (told(against=None), "decided_before", {"duties_held": []}),
    ),
    matter_guards.handler_unfit: ((told(fit=False), "handler_unfit", {}),),
    matter_guards.reply_missing: (
        (told(reply=None), "reply_missing", {}),
        (told(reply=" "), "reply_missing", {}),
    ),
    matter_guards.satisfaction_missing: ((told(satisfaction=None), "satisfaction_missing", {}),),
    matter_guards.appeal_open: (
        (told(appeals=("open",)), "appeal_open", {}),
        (told(appeals=None), "appeal_open", {}),
    ),
    matter_guards.appealed_already: (
        (told(appeals=("dismissed",)), "appealed_already", {"decided": ["dismissed"]}),
        (told(appeals=("upheld",)), "appealed_already", {"decided": ["upheld"]}),
        (told(appeals=None), "appealed_already", {"decided": []}),
    ),
    matter_guards.findings_missing: (
        (told(findings=None), "findings_missing", {}),
        (told(findings=" \n"), "findings_missing", {}),
    ),
}

HOLDS_OF_MATTERS: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    matter_guards.decided_before: ({"held": (Held("review", "person-eve"),)},),
    matter_guards.uninvolved: (
        {"held": (Held("review", "person-eve"),)},
        {**told(against=False), "held": (Held("review", "person-ann"),)},
    ),
    matter_guards.appeal_open: (told(appeals=("dismissed",)), told(appeals=("withdrawn",))),
    matter_guards.appealed_already: (told(appeals=("open",)), told(appeals=("withdrawn",))),
}
