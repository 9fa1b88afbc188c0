"""The facts every case has: who acts, when, which duties are held, who lives in the household."""

from __future__ import annotations

from typing import Any

from service.audit.duties import duties_of_cases
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import persons_of
from workflows.facts import Facts

__all__ = ["facts_of_file"]


def facts_of_file(uow: UnitOfWork, hardship_file: HardshipFile, /, **more: Any) -> Facts:
    """Facts for a decision on a hardship file itself."""
    held = duties_of_cases(uow.session.connection(), {hardship_file.id: None})
    return Facts(
        actor=uow.actor,
        today=uow.today,
        held=held[hardship_file.id],
        household=frozenset(persons_of(uow, hardship_file)),
        file_state=hardship_file.state,
        reverify_by=hardship_file.reverify_by,
        **more,
    )
