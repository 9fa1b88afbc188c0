"""How far the home visit of a round has come: who signed, how many it takes, whether it agrees."""

from __future__ import annotations

from service.store.file_parts import HomeVisit
from service.store.hardship_file import HardshipFile
from service.use_cases.file_statement import statement_digest
from workflows.facts import VisitFacts
from workflows.stage import HOME_VISIT, Stage

__all__ = ["AS_STATED", "signers_of", "visit_facts"]

AS_STATED = "as_stated"


def visit_facts(
    file: HardshipFile, waiting: tuple[int, Stage] | None, visit: HomeVisit | None = None
) -> VisitFacts | None:
    """Of ``visit``, or else of the one of this round and form with the most signatures."""
    if waiting is None or waiting[1].kind != HOME_VISIT:
        return None
    digest = statement_digest(file)
    counting = [
        one
        for one in ([visit] if visit else file.visits)
        if one.round == file.verification and one.content_digest == digest
    ]
    best = max(counting, key=lambda one: len(signers_of(file, one)), default=None)
    return VisitFacts(
        signed=signers_of(file, best) if best else frozenset(),
        needed=waiting[1].visitors or 0,
        agrees=best is not None and best.conclusion == AS_STATED,
    )


def signers_of(file: HardshipFile, visit: HomeVisit) -> frozenset[str]:
    return frozenset(one.person_id for one in file.signatures if one.visit_id == visit.id)
