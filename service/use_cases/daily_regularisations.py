"""What falls due of emergency aid day by day: papers that did not come leave the award owed back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from service.store.receipt import Job
from service.store.regularisation import Regularisation
from service.store.things import whole
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.move_regularisation import move_regularisation
from service.use_cases.regularisation_facts import inner_state, last_day, late, table_for
from workflows.emergency_facts import RegularisationFacts
from workflows.engine import fire
from workflows.facts import Facts

__all__ = ["DAILY_REGULARISATIONS", "expire_regularisations"]

AT_ONCE: Final = 200


def expire_regularisations(uow: UnitOfWork, _job: Job) -> datetime:
    """Under the service's own name; whatever is moved is late no more, so the next are the first."""
    found = uow.session.scalars(
        select(Regularisation)
        .where(late(uow))
        .order_by(Regularisation.id)
        .limit(AT_ONCE)
        .options(*whole(Regularisation))
    ).all()
    for one in found:
        known = RegularisationFacts(last_day(uow, one))
        facts = Facts(actor=uow.actor, today=uow.today, regularisation=known)
        move_regularisation(uow, one, fire(table_for(one), inner_state(one), "expire", facts))
    if len(found) == AT_ONCE:
        return uow.now
    return datetime.combine(uow.today + timedelta(days=1), time.min, tzinfo=SHANGHAI)


DAILY_REGULARISATIONS: Final[Mapping[str, Callable[[UnitOfWork, Job], datetime]]] = {
    "expire_regularisations": expire_regularisations
}
