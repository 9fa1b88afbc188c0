"""疑似重复: other live files with the same phone, address, or name and date of birth.

Found across the whole tree by keyed digests and told only as far as the caller's scope allows
(domain.md §8). Nothing is a duplicate by itself: a person decides, with a reason, and the decision
is remembered while the facts it rests on stand. That two are one household stands until a person
decides otherwise: another telephone makes no other household.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, or_, select

from service.store.file_parts import Resemblance
from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_likeness import Marks, marks_to_be
from service.use_cases.place_of_union import place_of_union
from workflows.engine import assess
from workflows.errors import DecidedAlready, NotFound, Refused, WrongState
from workflows.hardship_file import COMPARED, ENDED

__all__ = ["Alike", "decide_resemblance", "resemblances_of", "same_household", "undecided"]

SAME: Final = "same"
MOST: Final = 100
"""Files told of at once: a telephone that a whole workshop gave is no evidence of anything."""


@dataclass(slots=True)
class Alike:
    """Another file, what it has in common with this one, and what was decided about it."""

    file_id: str
    union_path: str
    place: str
    handle: str
    marks: dict[str, str] = field(default_factory=dict)
    decided: Resemblance | None = None

    @property
    def grounds(self) -> list[str]:
        return sorted(self.marks)

    @property
    def facts_digest(self) -> str:
        """Over what is shared: where something else is shared tomorrow, it is another question."""
        told = "|".join(f"{name}={self.marks[name]}" for name in self.grounds)
        return hashlib.sha256(told.encode()).hexdigest()


def resemblances_of(uow: UnitOfWork, file: HardshipFile) -> list[Alike]:
    """The files that resemble this one, at most 101, those decided on as well; and those that were
    judged to be the same household, whatever they have in common today."""
    found: dict[str, Alike] = {}
    for ground, mark, other_id, path in _rows(uow, file):
        found.setdefault(other_id, _alike(uow, file, other_id, path)).marks[ground] = mark
    same = {who: one for who, one in _last_decided(file).items() if one.verdict == SAME}
    for other_id, path in _standing(uow, same.keys() - found.keys()):
        found[other_id] = _alike(uow, file, other_id, path)
    decided = {(one.other_id, one.facts_digest): one for one in file.resemblances}
    for alike in found.values():
        on_these_facts = decided.get((alike.file_id, alike.facts_digest))
        alike.decided = same.get(alike.file_id, on_these_facts)
    return sorted(found.values(), key=lambda alike: alike.file_id)


def _alike(uow: UnitOfWork, file: HardshipFile, other_id: str, path: str) -> Alike:
    place = place_of_union(uow, file.union_path, path)
    return Alike(other_id, path, place, _handle(uow, file, other_id))


def _last_decided(file: HardshipFile) -> dict[str, Resemblance]:
    """By the other file the decision made last, on whichever facts."""
    return {one.other_id: one for one in file.resemblances}


def _standing(uow: UnitOfWork, files: Collection[str]) -> list[tuple[str, str]]:
    """Those of the files that have not ended, each with its place."""
    if not files:
        return []
    rows = uow.session.execute(
        select(HardshipFile.id, HardshipFile.union_path).where(
            HardshipFile.id.in_(files), HardshipFile.state.not_in(ENDED)
        )
    )
    return [(row.id, row.union_path) for row in rows]


def same_household(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """The handles of those that were judged to be this household, and still stand beside it."""
    if all(one.verdict != SAME for one in file.resemblances):
        return ()
    return tuple(
        alike.handle
        for alike in resemblances_of(uow, file)
        if alike.decided is not None and alike.decided.verdict == SAME
    )


def undecided(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """The handles of those nobody has decided on."""
    return tuple(alike.handle for alike in resemblances_of(uow, file) if alike.decided is None)


def decide_resemblance(
    uow: UnitOfWork, file: HardshipFile, handle: str, form: Mapping[str, Any]
) -> Alike:
    """Remember the decision with its reason; the one made last counts. Raises ``NotFound``,
    ``WrongState`` once the file has ended, ``DecidedAlready`` where the same was decided on the same
    facts, or every failed guard."""
    found = {alike.handle: alike for alike in resemblances_of(uow, file)}.get(handle)
    if found is None:
        raise NotFound
    if file.state in ENDED:
        raise WrongState(state=file.state, action="decide", allowed=[])
    if found.decided is not None and found.decided.verdict == form["verdict"]:
        raise DecidedAlready(verdict=found.decided.verdict)
    facts = facts_of_file(uow, file)
    failed = [verdict for verdict in assess(COMPARED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    found.decided = Resemblance(
        id=uow.new_id(), file_id=file.id, other_id=found.file_id, grounds=found.grounds,
        facts_digest=found.facts_digest, verdict=form["verdict"], decided_on=uow.today,
        reason=Personal.of(form["reason"]), officer_id=uow.actor.subject,
    )  # fmt: skip
    file.resemblances.append(found.decided)
    uow.record(
        "hardship_file.compare", file, before=file.state, after=file.state, duty=COMPARED.duty,
        rule=f"{COMPARED.key}:{form['verdict']}", said={"reason": form["reason"]},
        compared=facts.compared,
    )  # fmt: skip
    return found


def _rows(uow: UnitOfWork, file: HardshipFile) -> list[tuple[str, str, str, str]]:
    """Ground, the mark shared, and the other file with its place."""
    rows: list[tuple[str, str, str, str]] = []
    marks = marks_to_be(uow, file)
    for ground, column, shared in (
        ("phone", HardshipFile.phone_digest, marks.phones),
        ("address", HardshipFile.address_digest, marks.addresses),
    ):
        for mark in shared:
            others = uow.session.execute(
                select(HardshipFile.id, HardshipFile.union_path)
                .where(column == mark, HardshipFile.id != file.id, HardshipFile.state.not_in(ENDED))
                .order_by(HardshipFile.id)
                .limit(MOST + 1)
            )
            rows += [(ground, mark, row.id, row.union_path) for row in others]
    return [*rows, *_same_name_and_birthday(uow, file, marks)]


def _same_name_and_birthday(
    uow: UnitOfWork, file: HardshipFile, marks: Marks
) -> list[tuple[str, str, str, str]]:
    """Another person with the name and birthday of somebody here; the same person is another rule."""
    ours = [
        and_(Member.likeness_digest == likeness, Member.person_id != person_id)
        for likeness, person_id in marks.people
    ]
    if not ours:
        return []
    others = uow.session.execute(
        select(Member.likeness_digest, HardshipFile.id, HardshipFile.union_path)
        .join(HardshipFile, HardshipFile.id == Member.file_id)
        .where(or_(*ours), Member.live, Member.file_id != file.id)
        .order_by(HardshipFile.id)
        .limit(MOST + 1)
    )
    return [
        ("name_and_birth_date", str(row.likeness_digest), row.id, row.union_path) for row in others
    ]


def _handle(uow: UnitOfWork, file: HardshipFile, other_id: str) -> str:
    """A name for the pair that tells nothing of the other file."""
    return uow.keyring.lookup_digest("resemblance", f"{file.id}:{other_id}")[:32]
