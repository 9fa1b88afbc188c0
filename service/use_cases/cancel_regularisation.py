"""An award that lapses unpaid, or that came back in full, has nothing to make up for."""

from __future__ import annotations

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.move_regularisation import move_regularisation
from service.use_cases.regularisation_facts import inner_state, regularisation_of, table_for
from workflows.engine import fire
from workflows.facts import Facts

__all__ = ["cancel_regularisation"]


def cancel_regularisation(uow: UnitOfWork, application: Application) -> None:
    """Called by whoever ends the award; does nothing where there is none, or all is made up for."""
    found = regularisation_of(uow, application.id)
    if found is None or not table_for(found).rows_for(inner_state(found), "cancel"):
        return
    facts = Facts(actor=uow.actor, today=uow.today)
    move_regularisation(uow, found, fire(table_for(found), inner_state(found), "cancel", facts))
