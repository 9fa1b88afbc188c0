"""抽查: a union draws from the standing files of a union below it, and looks at every one drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import func, select

from service.store.file_life import Recheck, Sample
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.rechecks import hand_up, new_recheck
from service.use_cases.standing_files import MOST, standing_files
from workflows.actor import Appointment
from workflows.errors import DrawTooLarge, NothingToDraw, RateTooLow, RoleRequired, UnionUnknown
from workflows.policy import parse_means
from workflows.recheck import SAMPLE
from workflows.sampling import draw, drawn_count, spelled
from workflows.vocabulary import Role

__all__ = ["DRAWERS", "draw_sample", "states_of_samples"]

DRAWERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR})
AT_ONCE: Final = 1_000
"""Re-checks opened in one transaction (design.md §6)."""


def draw_sample(uow: UnitOfWork, form: Mapping[str, Any]) -> Sample:
    """Draw, and open a re-check for every file drawn that has none of a sample open; one that a union
    below drew before is handed up, so that no draw takes a file from whoever draws above it.

    Raises ``UnionUnknown``, ``RoleRequired`` unless the caller's union lies strictly above,
    ``RateTooLow``, ``NothingToDraw`` or ``DrawTooLarge``. The seed is made last: by then everything
    it decides among is fixed, and no refusal can depend on it.
    """
    union = _union(uow, form["of_union"])
    post = uow.appointment = _post_above(uow, union)
    _enough(uow, union, form["rate"])
    population = standing_files(uow, union)
    _bearable(population, form["rate"])
    seed = uow.new_seed()
    drawn = draw(seed, population, form["rate"])
    sample = uow.add(
        Sample(
            id=uow.new_id(), union=post.union, union_path=post.path, of_union=union.id,
            rate=form["rate"], seed=seed, population=list(population), drawn=list(drawn),
            drawn_on=uow.today,
        )
    )  # fmt: skip
    uow.record("sample.draw", sample, after="drawn", rule=spelled(seed, form["rate"], population))
    open_already = _open_already(uow, drawn)
    for file_id in drawn:
        if file_id not in open_already:
            new_recheck(uow, file_id, SAMPLE, post.path, sample.id)
        elif not post.path.startswith(open_already[file_id].union_path):
            hand_up(uow, open_already[file_id], post.path)
    return sample


def _union(uow: UnitOfWork, code: str) -> Union:
    """The union drawn from; one outside the caller's subtree reads as one that is not there."""
    uow.watch(code)
    found = uow.session.get(Union, code)
    if found is None:
        raise UnionUnknown(union=code)
    if not uow.actor.sees(found.path):
        raise UnionUnknown(union=code, hidden=code)
    return found


def _post_above(uow: UnitOfWork, union: Union) -> Appointment:
    """The nearest post strictly above: no union draws its own sample."""
    above = [
        post
        for post in uow.actor.appointments
        if post.role in DRAWERS and union.path.startswith(post.path) and post.union != union.id
    ]
    if not above:
        raise RoleRequired(roles=sorted(DRAWERS), held=list(uow.actor.roles), above=union.id)
    return max(above, key=lambda post: len(post.path))


def _enough(uow: UnitOfWork, union: Union, rate: str) -> None:
    rules = parse_means(edition_in_force(uow, MEANS, union.path).document)
    if Fraction(rate) < Fraction(rules.sample_rate):
        raise RateTooLow(rate=rate, least=rules.sample_rate)


def _bearable(population: Collection[str], rate: str) -> None:
    if not population:
        raise NothingToDraw
    count = drawn_count(len(population), rate)
    if count > AT_ONCE or len(population) > MOST:
        raise DrawTooLarge(population=len(population), drawn=count, most=AT_ONCE)


def _open_already(uow: UnitOfWork, files: Collection[str]) -> dict[str, Recheck]:
    """By file the one that waits: of one kind there is never a second."""
    asked = select(Recheck).where(
        Recheck.file_id.in_(files), Recheck.reason == SAMPLE, Recheck.live
    )  # fmt: skip
    return {one.file_id: one for one in uow.session.scalars(asked)}


def states_of_samples(uow: UnitOfWork, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """How many re-checks of each sample stand in which state, in one statement."""
    waiting = [row for row in uow.session.new if isinstance(row, Recheck) and row.sample_id in ids]
    rows = uow.session.execute(
        select(Recheck.sample_id, Recheck.state, func.count())
        .where(Recheck.sample_id.in_(ids))
        .group_by(Recheck.sample_id, Recheck.state)
    )
    found: dict[str, dict[str, int]] = {one: {} for one in ids}
    for sample_id, state, count in (*rows, *((one.sample_id, one.state, 1) for one in waiting)):
        if sample_id is not None:
            found[sample_id][state] = found[sample_id].get(state, 0) + count
    return found
