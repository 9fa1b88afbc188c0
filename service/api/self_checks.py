"""/v1/self-check: anybody tries their answers before they apply; nothing of it is kept.

A write in name only: what it may write is the counter of calls, and nothing else.
"""

from __future__ import annotations

from typing import Any, Final

from schemas.self_check import SelfCheckView, self_check_form
from service.api.applications import answered
from service.api.endpoint import ANYONE, Call, Result, endpoint
from service.use_cases.self_check import SelfCheck, self_check
from workflows.errors import Verdict
from workflows.stage import Stage
from workflows.vocabulary import CODE_LISTS, codes, label

__all__: list[str] = []

FORM: Final = self_check_form({name: codes(name) for name in CODE_LISTS})
REMARK: Final = {
    "zh": "本结果仅供参考，不作为审批依据，也不约束任何一方；所填内容不保存。",
    "en": "This is for orientation alone and binds nobody; nothing that was entered is kept.",
}


@endpoint(
    "POST", "/v1/self-check", roles=ANYONE, takes=FORM, gives=SelfCheckView,
    notes=frozenset({"rate_limited"}),
)  # fmt: skip
def check_oneself(call: Call) -> Result:
    """自查 Try answers without leaving any: what the rules say and what might be granted."""
    form = answered(call.body["programme"], call.body, call.language)
    found = self_check(call.uow, form, call.address)
    view = _view(found, "en" if call.language == "en" else "zh")
    return Result(lambda: view)


def _view(found: SelfCheck, word: str) -> dict[str, Any]:
    steps = [step.to_dict() for step in found.decided.award.steps]
    return {
        "programme": found.programme.code,
        "label": found.programme.title(word),
        "union": found.union.id,
        "edition_id": found.edition.id,
        "in_force_from": found.edition.in_force_from,
        "fits": all(one.ok for one in found.verdicts),
        "category": found.category,
        "means": _means(found, word),
        "rules": [_rule(one, word) for one in found.verdicts],
        "award": {
            "award_fen": found.decided.award.award_fen,
            "sentences": [step[word] for step in steps],
        },
        "documents": [
            {"code": code, "name": _document(found, code, word)} for code in found.rules.evidence
        ],
        "window": {
            "open": found.window.ok,
            "windows": [one.to_dict() for one in found.rules.windows],
        },
        "path": [_stage(one, word) for one in found.decided.path],
        "needs_active_file": found.programme.needs_active_file,
        "remark": REMARK[word],
    }


def _means(found: SelfCheck, word: str) -> dict[str, Any] | None:
    if found.means is None:
        return None
    record = found.means.record
    return {
        "edition_id": record["edition_id"],
        "category": record["category"],
        "sentences": [step[word] for step in record["steps"]],
    }


def _rule(one: Verdict, word: str) -> dict[str, Any]:
    return {"code": one.name, "ok": one.ok, "sentence": one.title(word)}


def _document(found: SelfCheck, code: str, word: str) -> str:
    """By the edition's own name for it, where it has one; an edition older than the list may name
    what the list does not."""
    own = found.edition.document.get("documents", {}).get(code)
    if own is not None:
        return str(own.get(word) or own["zh"])
    return label("evidence_kind", code, word) if code in codes("evidence_kind") else code


def _stage(one: Stage, word: str) -> dict[str, Any]:
    return {
        "stage": one.kind,
        "label": label("stage_kind", one.kind, word),
        "level": one.level,
        "level_label": label("level", one.level, word) if one.level else None,
        "working_days": one.working_days,
    }
