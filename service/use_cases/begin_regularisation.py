"""补办手续 begins with the approval in an emergency, whatever becomes of the payment."""

from __future__ import annotations

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.regularisation import Regularisation
from service.unit_of_work import UnitOfWork
from service.use_cases.emergency_facts import owed_path
from service.use_cases.regularisation_facts import remember
from service.use_cases.year_facts import pinned_edition
from workflows.regularisation import DUE
from workflows.waiting import PAPERS

__all__ = ["begin_regularisation"]


def begin_regularisation(uow: UnitOfWork, application: Application, file: HardshipFile) -> None:
    """What is owed, and within what time, is pinned as it is today; called with the last approval."""
    rules = pinned_edition(uow, application)
    if rules.emergency is None:
        raise LookupError(f"application {application.id} was approved without a delegated limit")
    owed = owed_path(uow, application, file, rules)
    begun = uow.add(
        Regularisation(
            id=uow.new_id(), union=application.union, union_path=application.union_path, state=DUE,
            application_id=application.id, file_id=file.id, person_id=application.person_id,
            programme=application.programme, edition_id=application.edition_id,
            award_fen=application.award_fen, live=True, path=[stage.to_dict() for stage in owed],
            position=0, round=1, since=uow.today, within=str(rules.emergency.papers), papers=[],
            confirmations=[], waits=PAPERS,
        )
    )  # fmt: skip
    remember(uow, begun)
    uow.record(
        "regularisation.begin", begun, after=DUE, edition=begun.edition_id,
        amount_fen=begun.award_fen,
    )  # fmt: skip
