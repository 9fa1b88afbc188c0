"""佐证材料: registered by kind and digest before submission; the document stays where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.application import Application, Evidence
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import base_facts, file_of
from workflows.engine import assess
from workflows.errors import Refused, WrongState
from workflows.facts import Facts
from workflows.path import EVIDENCED

__all__ = ["register_evidence"]


def register_evidence(
    uow: UnitOfWork, application: Application, form: Mapping[str, Any]
) -> Evidence:
    """Add one document to a draft or returned application.

    Its kind is the clerk's word: it stands in the row that the log commits to, not in the log.
    """
    if application.state not in ("draft", "returned"):
        raise WrongState(state=application.state, action="evidence", allowed=[])
    facts = Facts(**base_facts(uow, application, file_of(uow, application), None))
    failed = [v for v in assess(EVIDENCED, facts) if not v.ok]
    if failed:
        raise Refused.of(failed)
    evidence = Evidence(id=uow.new_id(), application_id=application.id, **form)
    application.evidence.append(evidence)
    uow.record(
        "application.evidence", application, before=application.state, after=application.state,
        duty="intake", rule=EVIDENCED.key, compared=facts.compared,
    )  # fmt: skip
    return evidence
