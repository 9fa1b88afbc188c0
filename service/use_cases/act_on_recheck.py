"""复查: what the level above found, and what follows from it.

A re-check that agrees lets a confirmation pass. One that does not agree has the file verified again
at once: from the day after, no aid rests on it. Nothing is rejected by itself.
"""

from __future__ import annotations

from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_statement import statement_digest
from workflows.engine import fire, open_rows
from workflows.facts import Facts
from workflows.hardship_file import CALLED
from workflows.recheck import CALLED_FROM, ENDING, RECHECK

__all__ = ["act_on_recheck", "facts_of_recheck"]


def act_on_recheck(uow: UnitOfWork, recheck: Recheck, action: str, opinion: str | None) -> None:
    """Fire ``action`` and write what was found, in which round and on which form.

    Raises ``WrongState`` or the gravest failed guard.
    """
    open_rows(RECHECK, recheck.state, action)
    file = _file_of(uow, recheck)
    facts = facts_of_file(uow, file, opinion=opinion)
    row = fire(RECHECK, recheck.state, action, facts)
    recheck.state, recheck.live = row.target, False
    recheck.findings = Personal.of(opinion) if opinion else None
    recheck.round, recheck.content_digest = file.verification, statement_digest(file)
    said = {"opinion": opinion} if opinion else {}
    uow.record(
        f"recheck.{action}", recheck, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, said=said, compared=facts.compared,
    )  # fmt: skip
    if row.target == "inconsistent" and file.state in CALLED_FROM:
        _call(uow, file, facts)


def facts_of_recheck(uow: UnitOfWork, recheck: Recheck) -> Facts:
    """Who asks, what they did in the file before, and who lives in the household."""
    return facts_of_file(uow, _file_of(uow, recheck))


def _file_of(uow: UnitOfWork, recheck: Recheck) -> HardshipFile:
    file = uow.find(HardshipFile, recheck.file_id, entire=True)
    if file is None:
        raise LookupError(f"re-check {recheck.id} has no file")
    return file


def _call(uow: UnitOfWork, file: HardshipFile, facts: Facts) -> None:
    """Due today, never later than it was; a file that is overdue already stays as it is. The round that
    runs, or begins with it, is one that a re-check called for: its confirmation says why.

    Its guards are among those of the finding, which has just passed them.
    """
    file.reverify_by = min(file.reverify_by or uow.today, uow.today)
    if file.state not in ENDING:
        file.reason = RECHECK.name
    deed = uow.record(
        "hardship_file.call", file, before=file.state, after=file.state, rule=CALLED.key,
        compared=facts.compared,
    )  # fmt: skip
    uow.unless_idle(deed)
