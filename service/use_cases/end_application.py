"""What ends with an application: its once-only key is free again, its committed money released."""

from __future__ import annotations

from service.store.application import Application
from service.store.money import Fund
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import file_of
from service.use_cases.cancel_regularisation import cancel_regularisation
from service.use_cases.post_money import release_award

__all__ = ["end_application", "free_money"]

OVER = frozenset({"rejected", "withdrawn", "lapsed"})


def end_application(uow: UnitOfWork, application: Application, deed: Deed) -> None:
    """Called by whoever moved the application out of its path; ``deed`` is the deed of that move.

    A returned application keeps its key, because it may come back; its money is free meanwhile, and
    it is taken up again where its household is now (ADR 0018).
    """
    if application.state in OVER:
        application.claim_live = False
    else:
        file = file_of(uow, application)
        application.union, application.union_path = file.union, file.union_path
    free_money(uow, application, deed)


def free_money(uow: UnitOfWork, application: Application, deed: Deed) -> None:
    """The award is set aside no longer: whoever goes on with the case decides on it again."""
    if application.emergency is not None:
        cancel_regularisation(uow, application)
    if application.aid_year is None:
        return
    fund = uow.session.get(Fund, application.fund_id)
    if fund is None:
        raise LookupError(f"application {application.id} has no fund")
    release_award(uow, deed, application, fund)
    application.aid_year = None
