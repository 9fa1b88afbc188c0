"""How an application in an emergency is decided, and what the household has open already.

Asked of every application, and answered without a statement for those that are none.
"""

from __future__ import annotations

from sqlalchemy import func, or_, select

from service.store.application import KEPT_FEN, Application
from service.store.hardship_file import HardshipFile
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.assess_application import Assessed
from service.use_cases.received import received_by
from workflows.emergency import Way, emergency_table, way_of
from workflows.emergency_facts import EmergencyFacts
from workflows.path import table_of
from workflows.policy import ProgrammeEdition, ladder
from workflows.stage import Stage
from workflows.table import Table

__all__ = ["emergency_facts", "owed_path", "table_on", "way_for"]


def way_for(application: Application, assessed: Assessed) -> Way:
    """The stages of the case, and what must be there when it enters them."""
    emergency = application.emergency is not None
    return way_of(assessed.rules, assessed.decided.path, emergency=emergency)


def table_on(application: Application, path: tuple[Stage, ...]) -> Table:
    """The application's table for a path: an emergency is asked for more."""
    return (table_of if application.emergency is None else emergency_table)(path)


def emergency_facts(
    uow: UnitOfWork, application: Application, file: HardshipFile, rules: ProgrammeEdition
) -> EmergencyFacts | None:
    """The limits of the edition, and what the household was given in emergencies and still owes.

    File and persons are watched: every award and every regularisation concerns both.
    """
    if application.emergency is None:
        return None
    rule = rules.emergency
    return EmergencyFacts(
        limit_fen=rule.limit_fen if rule else None,
        year_fen=rule.year_fen if rule else None,
        open=_open(uow, application, file),
        given_fen=_given_fen(uow, application, file),
    )


def owed_path(
    uow: UnitOfWork, application: Application, file: HardshipFile, rules: ProgrammeEdition
) -> tuple[Stage, ...]:
    """What an award in an emergency is to make up for: the path that its amount, with the household's
    year, asks of any other; of an ordinary case nothing."""
    if application.emergency is None:
        return ()
    received = received_by(uow, file, application.person_id, application.id)
    before = received.of_household(file.id, uow.today.year, application.programme)
    return ladder(rules, application.award_fen + sum(one.award_fen for one in before))


def _persons(application: Application, file: HardshipFile) -> set[str]:
    return {application.person_id, *(one.person_id for one in file.people)}


def _open(uow: UnitOfWork, application: Application, file: HardshipFile) -> tuple[str, ...]:
    """Those of the household that count as open, as far as the caller may see them; begun in this
    very run as well."""
    persons = _persons(application, file)
    uow.watch(file.id, *persons)
    rows = uow.session.execute(
        select(Regularisation.id, Regularisation.union_path)
        .where(
            Regularisation.live,
            Regularisation.application_id != application.id,
            or_(Regularisation.file_id == file.id, Regularisation.person_id.in_(persons)),
        )
        .order_by(Regularisation.id)
    )
    begun = (one for one in uow.session.new if isinstance(one, Regularisation))
    return (
        *(str(row.id) if uow.actor.sees(row.union_path) else "another_union" for row in rows),
        *(one.id for one in begun if one.file_id == file.id or one.person_id in persons),
    )


def _given_fen(uow: UnitOfWork, application: Application, file: HardshipFile) -> int:
    found = uow.session.scalar(
        select(func.sum(KEPT_FEN)).where(
            Application.emergency.is_not(None),
            Application.aid_year == uow.today.year,
            Application.id != application.id,
            or_(
                Application.file_id == file.id,
                Application.person_id.in_(_persons(application, file)),
            ),
        )
    )
    return int(found or 0)
