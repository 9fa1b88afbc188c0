"""The facts every case has: who acts, when, which duties are held, who lives in the household."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from service.audit.duties import duties_of_cases
from service.store.hardship_file import HardshipFile
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.propose_change import persons_of
from workflows.facts import Facts

__all__ = ["facts_of_file", "levels_above"]


def facts_of_file(uow: UnitOfWork, file: HardshipFile, **more: Any) -> Facts:
    """Facts for a decision on a hardship file itself."""
    held = duties_of_cases(uow.session.connection(), {file.id: None})
    return Facts(
        actor=uow.actor,
        today=uow.today,
        held=held[file.id],
        household=frozenset(persons_of(uow, file)),
        file_state=file.state,
        reverify_by=file.reverify_by,
        **more,
    )


def levels_above(uow: UnitOfWork, path: str) -> dict[str, str]:
    """Level → code of the unions from the root down to the one at ``path``."""
    known: dict[str, str] | None = uow.memory.get(f"levels:{path}")
    if known is None:
        codes = path.strip(".").split(".")
        rows = uow.session.execute(select(Union.level, Union.id).where(Union.id.in_(codes)))
        known = {row.level: row.id for row in rows}
        uow.memory[f"levels:{path}"] = known
    return known
