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
    """Of ``visit``, or else of the one of this round and form with the most signatures; and whether
    another one of this round and form was signed in full that did not find it as stated."""
    if waiting is None or waiting[1].kind != HOME_VISIT:
        return None
    digest = statement_digest(file)
    needed = waiting[1].visitors or 0
    counting = [
        one
        for one in file.visits
        if one.round == file.verification and one.content_digest == digest
    ]
    asked = [one for one in counting if visit in (None, one)]
    best = max(asked, key=lambda one: len(signers_of(file, one)), default=None)
    agrees = best is not None and best.conclusion == AS_STATED
    return VisitFacts(
        signed=signers_of(file, best) if best else frozenset(),
        needed=needed,
        agrees=agrees,
        contradicted=agrees and any(_otherwise(file, one, needed) for one in counting),
    )


def _otherwise(file: HardshipFile, visit: HomeVisit, needed: int) -> bool:
    return visit.conclusion != AS_STATED and len(signers_of(file, visit)) >= needed


def signers_of(file: HardshipFile, visit: HomeVisit) -> frozenset[str]:
    return frozenset(one.person_id for one in file.signatures if one.visit_id == visit.id)
