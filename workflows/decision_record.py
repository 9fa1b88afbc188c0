"""What is kept with a decision on a case, so that it can be made again in any later year.

Written and read in one place. Earlier grants are kept as the case saw them: programme, month, whole
fen, and whether they were the person's own, the household's or both; nobody's id is among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflows.caps import CAPS, Cap, CapRoom, Caps
from workflows.case import CaseFacts
from workflows.decide_case import Decided
from workflows.received import Grant, Received

__all__ = ["CONDITIONS", "GRANTS", "Before", "figures", "figures_kept", "grants_kept", "grants_of"]
__all__ += ["outcomes", "record_of"]

CONDITIONS: Final = "conditions"
GRANTS: Final = "grants"
_PERSON: Final = "person"
_HOUSEHOLD: Final = "household"


@dataclass(frozen=True, slots=True)
class Before:
    """What was granted before, as one case sees it; ``awards`` is None where nobody kept it."""

    room: CapRoom
    household_fen: int
    awards: int | None

    @classmethod
    def of(
        cls, caps: Caps, received: Received, programme: str, year: int, person_id: str, file_id: str
    ) -> Before:
        """The room under every cap, and what this programme gave the household in the year."""
        household = received.of_household(file_id, year, programme)
        return cls(
            caps.room(received, programme, year, person_id, file_id),
            sum(one.award_fen for one in household),
            received.awards_before(person_id, programme),
        )


def record_of(
    edition_id: str,
    facts: CaseFacts,
    living_line_fen: int,
    before: Before,
    grants: list[dict[str, Any]],
    decided: Decided,
) -> dict[str, Any]:
    """The assessment as it is stored with the application and shown by the wire."""
    return {
        "award_fen": decided.award.award_fen,
        "edition_id": edition_id,
        "inputs": facts.told(living_line_fen),
        "received": {**figures(before), GRANTS: grants},
        "steps": [step.to_dict() for step in decided.award.steps],
        CONDITIONS: outcomes(decided),
        "assessed_on": facts.today.isoformat(),
    }


def outcomes(decided: Decided) -> list[dict[str, Any]]:
    """Every rule and condition by its code, and whether it held."""
    return [{"code": verdict.name, "ok": verdict.ok} for verdict in decided.verdicts]


def figures(before: Before) -> dict[str, Any]:
    """What counted towards the path and under each cap that stood, in whole fen."""
    return {
        "household_programme_fen": before.household_fen,
        "caps": {cap.code: cap.received_fen for cap in before.room.caps},
    }


def grants_of(
    received: Received, programme: str, year: int, person_id: str, file_id: str
) -> list[dict[str, Any]]:
    """In their order, those that count: of the year for person or household; of any year where they
    are earlier awards of this programme to this person."""
    return [
        {
            "programme": one.programme,
            "year": one.year,
            "month": one.month,
            "award_fen": one.award_fen,
            _PERSON: one.person_id == person_id,
            _HOUSEHOLD: one.file_id == file_id,
        }
        for one in received.grants
        if (one.year == year and (one.person_id == person_id or one.file_id == file_id))
        or (one.programme == programme and one.person_id == person_id)
    ]


def grants_kept(kept: list[Mapping[str, Any]], caps: Caps, programme: str, year: int) -> Before:
    """The same from the grants of a record, by the very functions that decided."""
    received = Received(
        tuple(
            Grant(
                one["programme"],
                one["year"],
                _PERSON if one[_PERSON] else "",
                _HOUSEHOLD if one[_HOUSEHOLD] else "",
                one["award_fen"],
                one["month"],
            )
            for one in kept
        )
    )
    return Before.of(caps, received, programme, year, _PERSON, _HOUSEHOLD)


def figures_kept(record: Mapping[str, Any], caps: Caps, programme: str, year: int) -> Before:
    """As far as a record without grants says: the sum under each cap, of which nobody kept the parts.

    0.1.0 kept these sums in its steps alone, and let a path follow the award alone.
    """
    received = record.get("received") or {}
    stepped = {one["code"]: one["values"].get("received_fen") for one in record["steps"]}
    told = {code: stepped.get(f"{code}_cap") for code in CAPS} | dict(received.get("caps") or {})
    room = CapRoom(
        tuple(
            Cap(code, caps.fen[code], _unparted(told.get(code), programme, year))
            for code in CAPS
            if code in caps.fen
        )
    )
    return Before(room, received.get("household_programme_fen") or 0, None)


def _unparted(fen: int | None, programme: str, year: int) -> tuple[Grant, ...]:
    return (Grant(programme, year, "", "", fen),) if fen else ()
