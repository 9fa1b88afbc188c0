"""What moves when a file is taken by another union: the file, and its applications without money.

Each by its own table, so that whoever takes the file is held to separation of duties and recusal in
every case that comes with it (ADR 0018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from service.audit.duties import duties_of_cases
from service.store.application import Application
from service.store.file_life import Transfer
from service.store.hardship_file import HardshipFile
from service.store.things import whole
from service.unit_of_work import UnitOfWork
from service.use_cases.application_facts import inner_state as inner_state_of_application
from service.use_cases.application_facts import table_for as table_for_application
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_facts import inner_state, table_for
from service.use_cases.rechecks import left_behind
from service.use_cases.union_levels import levels_above
from service.use_cases.vote_facts import pinned_path
from workflows.engine import assess
from workflows.errors import EditionMissing, RecheckOpen, Verdict, WrongState
from workflows.facts import Facts, TransferFacts
from workflows.path import levels_of
from workflows.policy import parse_means
from workflows.stage import Stage
from workflows.table import Row, Table
from workflows.transfer import goes_along

__all__ = ["ACTION", "Along", "along_with"]

ACTION = "transfer"


@dataclass(frozen=True, slots=True)
class Along:
    """One look at what would move: the edition at the new place with its path, the applications that
    go and those that stay, the facts for each, and everything that stands against it."""

    edition_id: str | None
    path: tuple[Stage, ...]
    file_facts: Facts
    case_facts: Mapping[str, Facts]
    going: tuple[Application, ...]
    staying: tuple[Application, ...]
    failed: tuple[Verdict, ...]


def along_with(
    uow: UnitOfWork, transfer: Transfer, file: HardshipFile, facts: Facts, told: Sequence[Verdict]
) -> Along:
    """Look at the file and each application by the table it moves by.

    ``told`` is what is refused anyway: it is not said once more of each case.
    """
    edition_id, path, found = _bound_there(uow, transfer)
    file_facts = replace(facts, levels_missing=_levels_missing(uow, transfer, path[-1:]))
    found += _found(table_for(file), inner_state(file), file_facts, told, file, file.KIND)
    found += _left_behind(uow, transfer, file)
    applications = _applications(uow, file)
    going = tuple(one for one in applications if goes_along(one.state, one.aid_year))
    staying = tuple(one for one in applications if not goes_along(one.state, one.aid_year))
    case_facts = _case_facts(uow, transfer, going, facts)
    for one in going:
        table, state = table_for_application(one), inner_state_of_application(one)
        found += _found(table, state, case_facts[one.id], told, one, one.KIND)
    return Along(edition_id, path, file_facts, case_facts, going, staying, tuple(found))


def _bound_there(
    uow: UnitOfWork, transfer: Transfer
) -> tuple[str | None, tuple[Stage, ...], list[Verdict]]:
    """The edition of files that binds the receiving union, with its path; or that there is none."""
    try:
        edition = edition_in_force(uow, MEANS, transfer.to_path)
    except EditionMissing as error:
        return None, (), [Verdict(EditionMissing, False, error.values)]
    return edition.id, parse_means(edition.document).path, []


def _left_behind(uow: UnitOfWork, transfer: Transfer, file: HardshipFile) -> list[Verdict]:
    """Nobody leaves a re-check by moving: where it could not be made any more, it is made first."""
    waiting = left_behind(uow, file, transfer.to_path)
    values = {"rechecks": list(waiting), "hardship_file_id": file.id}
    return [Verdict(RecheckOpen, False, values)] if waiting else []


def _levels_missing(
    uow: UnitOfWork, transfer: Transfer, path: Sequence[Stage]
) -> tuple[str, ...]:  # fmt: skip
    there = levels_above(uow, transfer.to_path)
    return tuple(level for level in levels_of(path) if level not in there)


def _applications(uow: UnitOfWork, file: HardshipFile) -> Sequence[Application]:
    """All of the file, whole; one that is opened meanwhile concerns the file, which was loaded."""
    return uow.session.scalars(
        select(Application)
        .where(Application.file_id == file.id)
        .order_by(Application.id)
        .options(*whole(Application))
    ).all()


def _found(
    table: Table, state: str, facts: Facts, told: Sequence[Verdict],
    case: HardshipFile | Application, kind: str,
) -> list[Verdict]:  # fmt: skip
    """What stands against one case, each verdict named as of that case."""
    named = {f"{kind}_id": case.id}
    rows: tuple[Row, ...] = table.rows_for(state, ACTION)
    if not rows:
        values = {**named, "state": case.state, "action": ACTION}
        return [Verdict(WrongState, False, values)]
    return [
        replace(verdict, values={**verdict.values, **named})
        for verdict in assess(rows[0], facts)
        if not verdict.ok and verdict not in told
    ]


def _case_facts(
    uow: UnitOfWork, transfer: Transfer, going: Sequence[Application], facts: Facts
) -> dict[str, Facts]:
    """Of each application who holds a duty in it, and whether the rest of its path can be walked
    at the new place."""
    held = duties_of_cases(uow.session.connection(), {one.id: one.file_id for one in going})
    here, there = levels_above(uow, transfer.union_path), levels_above(uow, transfer.to_path)
    found = {}
    for one in going:
        ahead = pinned_path(one)[one.position :]
        level = ahead[0].level if ahead else None
        same_place = level is None or here.get(level) == there.get(level)
        cast = [vote for vote in one.cast if vote.position == one.position]
        found[one.id] = replace(
            facts,
            held=held[one.id],
            levels_missing=_levels_missing(uow, transfer, ahead),
            transfer=TransferFacts(votes_lost=0 if same_place else len(cast)),
        )
    return found
