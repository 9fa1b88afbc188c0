"""What a row of a regularisation's table writes, whoever fires it."""

from __future__ import annotations

from collections.abc import Mapping

from service.store.regularisation import Regularisation
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.regularisation_facts import application_of, path_of
from service.use_cases.withdraw_line import withdraw_line
from workflows.path import position_of
from workflows.regularisation import CAUSES, DUE, LIVE, OVER, RECOVERED
from workflows.supervision import SupervisionRule
from workflows.table import Row, plain
from workflows.waiting import PAPERS, regularisation_waits_for

__all__ = ["begin_its_waiting", "move_regularisation"]


def move_regularisation(
    uow: UnitOfWork,
    regularisation: Regularisation,
    row: Row,
    said: Mapping[str, str] | None = None,
    compared: tuple[str, ...] = (),
) -> Deed:
    """Record the row as a deed and write its target; what was sent back has its term again."""
    before = regularisation.state
    regularisation.state = plain(row.target)
    regularisation.position = position_of(row.target) or 0
    deed = uow.record(
        f"regularisation.{row.action}", regularisation, before=before, after=regularisation.state,
        duty=row.duty, rule=row.key, edition=regularisation.edition_id, said=said or {},
        compared=compared,
    )  # fmt: skip
    if regularisation.state in OVER:
        regularisation.live = regularisation.state in LIVE
        regularisation.ended_on = uow.today
        if row.target != RECOVERED:
            regularisation.cause = CAUSES.get(row.action)
    if regularisation.state in OVER | {DUE}:
        withdraw_line(uow, regularisation)
    if regularisation.state == DUE:
        regularisation.round += 1
        regularisation.since, regularisation.notice_id = uow.today, None
    begin_its_waiting(uow, regularisation)
    return deed


def begin_its_waiting(uow: UnitOfWork, regularisation: Regularisation) -> None:
    """What it waits for since today, by the terms pinned to its application; the papers have a term of
    their own, and a further vote of the same stage begins no new one."""
    path = path_of(regularisation)
    kind, level = regularisation_waits_for(regularisation.state, regularisation.position, path)
    if (kind, level) == (regularisation.waits, regularisation.waits_level) and kind != PAPERS:
        return
    regularisation.waits, regularisation.waits_level = kind, level
    running = kind is not None and kind != PAPERS
    terms = SupervisionRule.pinned(application_of(uow, regularisation).terms)
    regularisation.waits_since = uow.today if running else None
    regularisation.waits_within = terms.term(kind) if kind is not None and running else None
