"""Which documents an edition asks for: those of the house's list, and those the union names itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workflows.policy.check import Problem, at, listed, record
from workflows.policy.scalar import plain_text, text
from workflows.vocabulary import codes

__all__ = ["DOCUMENTS", "EVIDENCE", "EVIDENCE_BY_CAUSE", "documents_known"]

MOST_EVIDENCE: Final = 30
_SHAPE: Final = r"[a-z][a-z0-9_]{0,39}"
EVIDENCE_KIND = text(_SHAPE, "须为小写短代码，如 diagnosis", "Write a short code such as diagnosis")
EVIDENCE = listed(EVIDENCE_KIND, 0, MOST_EVIDENCE, distinct=True)
EVIDENCE_BY_CAUSE = record({}, dict.fromkeys(codes("cause"), EVIDENCE))
"""What a cause asks for beside the rest (domain.md §4: attachments by cause, S29)."""
_NAME = plain_text(60)
_NAMED = record({"zh": _NAME}, {"en": _NAME})


def _documents(value: Any, pointer: str) -> Iterator[Problem]:
    """A union's own kinds of document by code, each with the name a person reads."""
    if not isinstance(value, dict) or len(value) > MOST_EVIDENCE:
        zh = f'须为至多 {MOST_EVIDENCE} 项的对象，如 {{"training_receipt": {{"zh": "培训收据"}}}}'
        en = f'Write an object of at most {MOST_EVIDENCE}, such as {{"training_receipt": {{"zh": "…"}}}}'
        yield Problem(pointer, "object", zh, en)
        return
    for code, one in value.items():
        yield from EVIDENCE_KIND(code, at(pointer, code))
        yield from _NAMED(one, at(pointer, code))


DOCUMENTS: Final = _documents


def documents_known(value: Mapping[str, Any], pointer: str) -> Iterator[Problem]:
    """Every document asked for is on the list of the house or named in the edition itself."""
    known = {*codes("evidence_kind"), *value.get("documents", {})}
    asked = [
        ("evidence",),
        *(("evidence_by_cause", cause) for cause in value.get("evidence_by_cause", {})),
    ]
    for steps in asked:
        kinds, where = value, pointer
        for step in steps:
            kinds, where = kinds.get(step, {}), at(where, step)
        for index, kind in enumerate(kinds or ()):
            if kind not in known:
                zh = "没有此种材料：请从 evidence_kind 中选用，或在 documents 中写明名称"
                en = "No such document: choose one of evidence_kind, or name it under documents"
                yield Problem(at(where, index), "document_unknown", zh, en)
