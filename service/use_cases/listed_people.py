"""Who stands behind the lines of a list: households for recusal, and the name the public may read.

Minors are not named in public; the line carries the parent's name instead (domain.md §7;
浙江省社会救助条例 art. 55).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from service.store.hardship_file import HardshipFile, Member
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import Resident, residents
from workflows.masking import public_name

__all__ = ["Household", "households_of"]

NOBODY = "*"


@dataclass(frozen=True, slots=True)
class Household:
    """The people of one file, the worker first: as it stands, and as a re-verification under way
    would have it."""

    people: tuple[Member, ...]
    to_be: tuple[Resident, ...]

    @property
    def persons(self) -> frozenset[str]:
        """Everybody for whom somebody recuses themselves."""
        joining = {one.person_id for one in self.to_be if one.person_id is not None}
        return frozenset(member.person_id for member in self.people) | joining

    def file_name(self) -> str:
        """Of a file what is published is the household that would be confirmed: its worker's name
        masked, of a minor the first adult's."""
        adults = [one for one in self.to_be if not one.minor]
        return public_name(adults[0].name) if adults else NOBODY

    def shown_name(self, person_id: str | None = None) -> str:
        """The beneficiary's name masked, by default the worker's; of a minor the first adult's of
        the household."""
        wanted = person_id or self.people[0].person_id
        own = [m for m in self.people if m.person_id == wanted and not m.minor]
        adults = own or [m for m in self.people if not m.minor]
        return public_name(adults[0].name.value) if adults else NOBODY


def households_of(uow: UnitOfWork, file_ids: Collection[str]) -> dict[str, Household]:
    """The household of every file, by file id, in a few statements however many there are."""
    files = sorted(file_ids)
    uow.watch(*files)
    asked = select(HardshipFile.id, HardshipFile.proposed_kept).where(
        HardshipFile.id.in_(files), HardshipFile.proposed_kept.is_not(None)
    )
    kept = uow.session.execute(asked).all()
    proposed = {
        row.id: json.loads(row.proposed_kept.value) for row in kept if row.proposed_kept.value
    }
    rows: Sequence[Member] = uow.session.scalars(
        select(Member).where(Member.file_id.in_(files)).order_by(Member.file_id, Member.position)
    ).all()
    return {
        file_id: Household(people, residents(uow, people, proposed.get(file_id)))
        for file_id, group in groupby(rows, key=attrgetter("file_id"))
        for people in (tuple(group),)
    }
