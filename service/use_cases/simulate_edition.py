"""测算: what an edition would have granted to those who were decided on before. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from service.use_cases.past_cases import Period, past_cases
from service.use_cases.past_grants import grants_beside
from workflows.errors import SimulationUnfit
from workflows.policy import parse_programme
from workflows.programme import registered
from workflows.simulation import Simulated, simulate
from workflows.simulation_sums import Sums, summed

__all__ = ["Simulation", "simulate_edition"]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Every case with what became of it, earliest decision first, and the sums of all."""

    cases: Sequence[Simulated]
    sums: Sums


def simulate_edition(uow: UnitOfWork, edition: Edition, first: date, last: date) -> Simulation:
    """Try a draft or an adopted edition on what was assessed from ``first`` to ``last``.

    Raises ``SimulationUnfit`` for an edition of the means test, which decides on files and grants
    nothing, and ``SimulationTooLarge``.
    """
    programme = registered().get(edition.programme)
    if programme is None:
        raise SimulationUnfit(programme=edition.programme)
    cases = past_cases(uow, edition, Period(first, last))
    rules = parse_programme(edition.document)
    found = tuple(simulate(programme, rules, cases, grants_beside(uow, cases)))
    return Simulation(found, summed(found))
