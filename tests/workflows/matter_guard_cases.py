"""Where each guard of a matter refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.workflows.tables import WELL
from workflows import matter_guards
from workflows.table import Guard

__all__ = ["REFUSES_OF_MATTERS"]


def told(**changed: Any) -> Mapping[str, Any]:
    return {"matter": replace(WELL["matter"], **changed)}


REFUSES_OF_MATTERS: dict[Guard, tuple[tuple[Mapping[str, Any], str, Mapping[str, Any]], ...]] = {
    matter_guards.own_union: (
        (told(posts_there=("360722001",)), "own_union", {"unions": ["360722001"]}),
        (told(posts_there=None), "own_union", {"unions": []}),
    ),
    matter_guards.findings_missing: (
        (told(findings=None), "findings_missing", {}),
        (told(findings=" \n"), "findings_missing", {}),
    ),
}
