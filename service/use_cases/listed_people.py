"""Who stands behind the lines of a list: households for recusal, and the name the public may read.

Minors are not named in public; the line carries the parent's name instead (domain.md §7;
浙江省社会救助条例 art. 55).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from service.store.hardship_file import Member
from service.unit_of_work import UnitOfWork
from workflows.masking import public_name

__all__ = ["Household", "households_of"]

NOBODY = "*"


@dataclass(frozen=True, slots=True)
class Household:
    """The people of one file, the worker first."""

    people: tuple[Member, ...]

    @property
    def persons(self) -> frozenset[str]:
        return frozenset(member.person_id for member in self.people)

    def shown_name(self, person_id: str | None = None) -> str:
        """The beneficiary's name masked, by default the worker's; of a minor the first adult's of
        the household."""
        wanted = person_id or self.people[0].person_id
        own = [m for m in self.people if m.person_id == wanted and not m.minor]
        adults = own or [m for m in self.people if not m.minor]
        return public_name(adults[0].name.value) if adults else NOBODY


def households_of(uow: UnitOfWork, file_ids: Collection[str]) -> dict[str, Household]:
    """The household of every file, by file id, in one statement."""
    files = sorted(file_ids)
    uow.watch(*files)
    rows: Sequence[Member] = uow.session.scalars(
        select(Member).where(Member.file_id.in_(files)).order_by(Member.file_id, Member.position)
    ).all()
    return {
        file_id: Household(tuple(people))
        for file_id, people in groupby(rows, key=attrgetter("file_id"))
    }
