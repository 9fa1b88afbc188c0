"""A case that can stand on a public notice: an application, a household file, or what an emergency
award still has to make up for, which stands there as its application.

Each moves by a table of its own; what a notice, its closing and an objection do to them is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import select

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.notice import NoticeLine, Objection
from service.store.regularisation import Regularisation
from service.store.things import whole
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.act_on_application import move
from service.use_cases.act_on_hardship_file import LEAVING, free_if_ended, move_file
from service.use_cases.act_on_regularisation import facts_of_regularisation
from service.use_cases.application_facts import base_facts, file_of
from service.use_cases.application_facts import inner_state as inner_state_of_application
from service.use_cases.application_facts import table_for as table_for_application
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_facts import inner_state, stage_waiting, table_for
from service.use_cases.leave_lists import leave_check_list
from service.use_cases.move_regularisation import move_regularisation
from service.use_cases.notice_facts import Listed
from service.use_cases.rechecks import withdraw_rechecks
from service.use_cases.regularisation_facts import inner_state as inner_state_of_regularisation
from service.use_cases.regularisation_facts import path_of, regularisation_of
from service.use_cases.regularisation_facts import table_for as table_for_regularisation
from service.use_cases.vote_facts import pinned_path
from workflows.facts import Facts
from workflows.hardship_file import ENDED
from workflows.path import DONE, plain
from workflows.regularisation import OVER
from workflows.stage import Stage
from workflows.table import Row, Table

__all__ = ["Case", "case_facts", "case_of", "file_ids", "find_cases", "move_case", "place_in_table"]
__all__ += ["has_ended", "stage_of_case"]

Case: TypeAlias = Listed
C = TypeVar("C", Application, HardshipFile, Regularisation)


def find_cases(
    uow: UnitOfWork, applications: Sequence[str], files: Sequence[str]
) -> dict[str, Case]:
    """Those that exist, by the id they were asked for, whole: they are about to be changed."""
    found: dict[str, Case] = {}
    if applications:
        asked = _whole(uow, Application, applications)
        found.update(asked)
        found.update(_owed(uow, asked.values()))
    if files:
        found.update(_whole(uow, HardshipFile, files))
    return found


def _owed(uow: UnitOfWork, asked: Iterable[Application]) -> dict[str, Case]:
    """In place of emergency awards, by their ids, what they have to make up for."""
    ids = [one.id for one in asked if one.emergency is not None]
    if not ids:
        return {}
    rows = uow.session.scalars(
        select(Regularisation)
        .where(Regularisation.application_id.in_(ids))
        .options(*whole(Regularisation))
    )
    return {row.application_id: row for row in rows}


def _whole(uow: UnitOfWork, model: type[C], ids: Sequence[str]) -> dict[str, C]:
    rows = uow.session.scalars(select(model).where(model.id.in_(ids)).options(*whole(model)))
    return {row.id: row for row in rows}


def case_of(uow: UnitOfWork, line: NoticeLine | Objection) -> Case:
    """The case that a line, or an objection, is about."""
    found: Case | None = (
        uow.session.get(Application, line.application_id)
        if line.application_id
        else uow.session.get(HardshipFile, line.file_id)
    )
    if found is None:
        raise LookupError(f"no case stands behind {line.id}")
    if isinstance(found, Application) and found.emergency is not None:
        return regularisation_of(uow, found.id) or found
    return found


def has_ended(case: Case) -> bool:
    """Whether nothing that is said of it changes the case any more."""
    if isinstance(case, HardshipFile):
        return case.state in ENDED
    return case.state in (OVER if isinstance(case, Regularisation) else DONE)


def file_ids(cases: Iterable[Case]) -> set[str]:
    """The household files behind the cases."""
    return {case.id if isinstance(case, HardshipFile) else case.file_id for case in cases}


def place_in_table(case: Case) -> tuple[Table, str]:
    """The table a case moves by, and where in it the case stands."""
    if isinstance(case, HardshipFile):
        return table_for(case), inner_state(case)
    if isinstance(case, Regularisation):
        return table_for_regularisation(case), inner_state_of_regularisation(case)
    return table_for_application(case), inner_state_of_application(case)


def stage_of_case(case: Case) -> Stage:
    """The stage that waits; asked of cases that wait for one."""
    if isinstance(case, HardshipFile):
        waiting = stage_waiting(case)
        if waiting is None:
            raise LookupError(f"file {case.id} waits for no stage")
        return waiting[1]
    path = path_of(case) if isinstance(case, Regularisation) else pinned_path(case)
    return path[case.position]


def case_facts(uow: UnitOfWork, case: Case, opinion: str | None) -> Facts:
    """Who acts, what they did in the case before, and who lives in the household."""
    if isinstance(case, HardshipFile):
        return facts_of_file(uow, case, opinion=opinion)
    if isinstance(case, Regularisation):
        return facts_of_regularisation(uow, case, opinion)
    return Facts(**base_facts(uow, case, file_of(uow, case), opinion))


def move_case(
    uow: UnitOfWork, case: Case, row: Row, said: Mapping[str, str] | None = None
) -> Deed:  # fmt: skip
    """Record the row as a deed of the case and write its target."""
    if isinstance(case, Regularisation):
        return move_regularisation(uow, case, row, said)
    told: dict[str, Any] = {
        "before": plain(row.source), "after": plain(row.target), "rule": row.key,
        "duty": row.duty, "edition": case.edition_id, "said": said or {},
    }  # fmt: skip
    deed = uow.record(f"{case.KIND}.{row.action}", case, **told)
    if isinstance(case, HardshipFile):
        move_file(uow, case, row)
        free_if_ended(case)
        if row.target in LEAVING:
            leave_check_list(uow, case)
        withdraw_rechecks(uow, case)
    else:
        move(uow, case, row, deed)
    return deed
