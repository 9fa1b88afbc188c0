"""测算: a draft edition tried on cases that were decided before, in the order of their decision.

Two histories are walked side by side: what was really granted, and what the draft would have. Caps
count along the draft's own, so that what it grants in spring leaves less for autumn; other
programmes, and cases outside the period, stand as they really were. The decision is `decide_case`,
as at the counter. When an application may be entered (the window), and with which documents, is the
applicant's to follow and is not tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from workflows.actor import PUBLIC
from workflows.caps import CapRoom
from workflows.decide_case import decide_case
from workflows.edition_guards import programme_limit
from workflows.errors import AwardZero, Verdict
from workflows.facts import DrawnFacts, Facts
from workflows.past_case import PastCase, PastGrant, facts_of, line_of, unanswered
from workflows.policy.edition import ProgrammeEdition
from workflows.programme import Programme
from workflows.received import Received
from workflows.simulated_history import History

__all__ = ["UNDECIDABLE", "Simulated", "simulate"]

UNDECIDABLE: Final = "undecidable"


@dataclass(frozen=True, slots=True)
class Simulated:
    """One case: what was granted and what the draft grants, in fen, and what stood against it.

    ``levels`` is how many more stages at a level its path has, None where there is no path to
    compare; ``unanswered`` is what the draft asks and the case does not answer.
    """

    case: PastCase
    outcome: str
    new_fen: int
    refused: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    levels: int | None = None

    @property
    def old_fen(self) -> int:
        return self.case.granted_fen


def simulate(
    programme: Programme,
    edition: ProgrammeEdition,
    cases: Iterable[PastCase],
    others: Iterable[PastGrant],
) -> Iterator[Simulated]:
    """Every case once, earliest decision first; ``others`` are all further grants of its people."""
    real, drafted = History(), History()
    past: list[PastCase | PastGrant] = [*cases, *others]
    for one in sorted(past, key=attrgetter("decided")):
        if isinstance(one, PastGrant):
            real.add(one)
            drafted.add(one)
            continue
        found = _decided(programme, edition, one, real, drafted)
        if one.granted_fen:
            real.add(one.grant(programme.code, one.granted_fen))
        if found.new_fen:
            drafted.add(one.grant(programme.code, found.new_fen))
        yield found


def _decided(
    programme: Programme, edition: ProgrammeEdition, case: PastCase, real: History, drafted: History
) -> Simulated:
    missing = unanswered(programme, edition, case)
    if missing or case.inputs is None:
        return Simulated(case, UNDECIDABLE, case.granted_fen, unanswered=missing)
    if case.aid_year is None and not _refused_by_rules(case, real):
        return Simulated(case, "same", 0)
    found = _tried(programme, edition, case, real, drafted)
    return replace(found, outcome=_outcome(case.granted_fen, found.new_fen))


def _tried(
    programme: Programme, edition: ProgrammeEdition, case: PastCase, real: History, drafted: History
) -> Simulated:
    received = drafted.received(case.person_id, case.file_id)
    decided = decide_case(
        programme,
        edition,
        facts_of(programme, edition, case, _awards_before(programme, case, real, drafted)),
        line_of(edition, case) or 0,
        _room(edition, case, received),
        _household_before(case, received),
    )
    limit = programme_limit(_facts(case, _drawn(edition, case, received)))
    award = decided.award.award_fen
    zero = Verdict(AwardZero, award > 0, {"award_fen": award})
    refused = tuple(one.name for one in (*decided.verdicts, zero, *limit) if not one.ok)
    if refused:
        return Simulated(case, "", 0, refused)
    levels = sum(stage.level is not None for stage in decided.path) - case.levels
    return Simulated(case, "", award, levels=levels if case.granted_fen else None)


def _awards_before(programme: Programme, case: PastCase, real: History, drafted: History) -> int:
    """As it was counted then, with what the draft granted more, or less, to the person until here."""
    kept = int((case.inputs or {}).get("awards_before") or 0)
    drawn, was = (one.awards(case.person_id, programme.code) for one in (drafted, real))
    return max(kept + drawn - was, 0)


def _room(edition: ProgrammeEdition, case: PastCase, received: Received) -> CapRoom:
    """Under the caps of every year that counts; where decision and assessment lie in two, both."""
    rooms = (
        edition.caps.room(received, edition.programme, year, case.person_id, case.file_id)
        for year in case.years
    )
    return CapRoom(tuple(cap for room in rooms for cap in room.caps))


def _household_before(case: PastCase, received: Received) -> int:
    """The sum that climbs the ladder: this programme, this household, the fuller of the years."""
    return max(
        sum(
            one.award_fen
            for one in received.of_household(case.file_id, year, case.edition.programme)
        )
        for year in case.years
    )


def _drawn(edition: ProgrammeEdition, case: PastCase, received: Received) -> DrawnFacts:
    drawn = received.programmes(case.file_id, case.years[0])
    most = edition.programmes_per_year.get(case.category or "")
    return DrawnFacts(tuple(one for one in drawn if one != edition.programme), most)


def _refused_by_rules(case: PastCase, real: History) -> bool:
    """Whether the rules of then granted nothing to a case that people rejected, all room being taken
    by then; where something was left, people had their reason, and no edition changes that."""
    received = real.received(case.person_id, case.file_id)
    room = _room(case.edition, case, received).room_fen()
    limit = programme_limit(_facts(case, _drawn(case.edition, case, received)))
    return not case.sound or room == 0 or any(not one.ok for one in limit)


def _facts(case: PastCase, drawn: DrawnFacts) -> Facts:
    return Facts(actor=PUBLIC, today=case.assessed_on, drawn=drawn)


def _outcome(old_fen: int, new_fen: int) -> str:
    if not old_fen:
        return "newly_eligible" if new_fen else "same"
    if not new_fen:
        return "no_longer_eligible"
    if new_fen == old_fen:
        return "same"
    return "gains" if new_fen > old_fen else "loses"
