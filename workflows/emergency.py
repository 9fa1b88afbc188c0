"""应急救助: paid first within a delegated limit, by two persons beside the clerk; the rest follows.

An application in an emergency goes by a path of its own: the first review of the edition's path and
one approval at the level that the edition names. Everything else holds as it does for others. What
was left out is owed afterwards: see `regularisation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.path import table_of
from workflows.policy.edition import ProgrammeEdition
from workflows.stage import APPROVAL, REVIEW, Quorum, Stage
from workflows.table import Guard, Row, Table
from workflows.window import Window

__all__ = [
    "IN_EMERGENCY",
    "ONLY_IN_EMERGENCY",
    "Way",
    "emergency_limit",
    "emergency_open",
    "emergency_table",
]
__all__ += ["emergency_unavailable", "in_emergency", "way_of"]


def emergency_unavailable(facts: Facts) -> Iterator[Verdict]:
    """Nothing is paid first where the union's edition does not delegate it."""
    told = facts.emergency
    yield Verdict(errors.EmergencyUnavailable, told is not None and told.limit_fen is not None)


def emergency_limit(facts: Facts) -> Iterator[Verdict]:
    """The award stays within the limit, and within what the household's year leaves of its own.

    It is never cut down to the limit: who needs more applies for all of it in the ordinary way.
    """
    told, award = facts.emergency, facts.award_fen
    limit = told.limit_fen if told else None
    year = told.year_fen if told else None
    given = told.given_fen if told else 0
    within = limit is not None and award is not None and award <= limit
    ok = within and (year is None or given + (award or 0) <= year)
    values = {"award_fen": award, "limit_fen": limit, "year_fen": year, "given_fen": given}
    yield Verdict(errors.EmergencyLimit, ok, values)


def emergency_open(facts: Facts) -> Iterator[Verdict]:
    """One award at a time: a need is not split into several below the limit."""
    still = facts.emergency.open if facts.emergency else None
    values = {"regularisation_id": still[0]} if still else {}
    yield Verdict(errors.EmergencyOpen, still == (), values)


ONLY_IN_EMERGENCY: Final[tuple[Guard, ...]] = (
    emergency_unavailable,
    emergency_limit,
    emergency_open,
)
_ASKED_AT: Final = frozenset({"submit", "resubmit", "approve", "sign"})


@dataclass(frozen=True, slots=True)
class Way:
    """How a case is decided: its stages, and what must be there when it enters them."""

    path: tuple[Stage, ...]
    evidence: tuple[str, ...]
    windows: tuple[Window, ...]


def way_of(edition: ProgrammeEdition, full: tuple[Stage, ...], *, emergency: bool) -> Way:
    """``full`` is the ladder of the award. A flood keeps no window; where nothing is delegated the
    full path stands, and the guard refuses."""
    rule = edition.emergency
    if not emergency or rule is None:
        return Way(full, edition.evidence, edition.windows)
    first = next(stage for stage in full if stage.kind == REVIEW)
    granted = Stage(APPROVAL, rule.level, quorum=Quorum("any"))
    return Way((first, granted), rule.evidence, ())


def in_emergency(row: Row) -> Row:
    """The row with what is asked beside the rest."""
    return replace(row, guards=(*row.guards, *ONLY_IN_EMERGENCY))


@cache
def emergency_table(path: tuple[Stage, ...]) -> Table:
    """The application's table for such a path: that of any path, asked for more where it counts."""
    plain = table_of(path)
    rows = (in_emergency(row) if row.action in _ASKED_AT else row for row in plain.rows)
    return replace(plain, name="emergency", rows=tuple(rows))


IN_EMERGENCY: Final = emergency_table(
    (Stage(REVIEW, "grassroots"), Stage(APPROVAL, "county", quorum=Quorum("any")))
)
"""As most unions delegate it: what the rules page shows."""
