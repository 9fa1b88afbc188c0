"""Guardians who are paid for a minor: whether they still may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import select

from service.store.application import Application
from service.store.hardship_file import Member
from service.store.money import Payout
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import numbers_of
from workflows import identity_number

__all__ = ["unfit_guardians"]


class _Line(Protocol):
    @property
    def application(self) -> Application: ...

    @property
    def payout(self) -> Payout | None: ...


def unfit_guardians(uow: UnitOfWork, lines: Sequence[_Line]) -> frozenset[str]:
    """The applications whose payee is somebody else than the beneficiary and stands on the file no more,
    or whose beneficiary is a minor no more; asked only where there are such payees. The files are watched
    by whoever asks for the lines."""
    paid = {}
    for line in lines:
        payee = (line.payout or line.application).payee_person_id
        if payee != line.application.person_id:
            paid[line.application.id] = (line.application, payee)
    if not paid:
        return frozenset()
    people = {one for case, payee in paid.values() for one in (case.person_id, payee)}
    files = {case.file_id for case, _ in paid.values()}
    stand = uow.session.execute(
        select(Member.file_id, Member.person_id).where(
            Member.file_id.in_(files), Member.person_id.in_(people)
        )
    )
    numbers = numbers_of(uow, sorted(people))
    minor = {one: identity_number.is_minor(number, uow.today) for one, number in numbers.items()}
    there = {(row.file_id, row.person_id) for row in stand}
    return frozenset(
        one
        for one, (case, payee) in paid.items()
        if (case.file_id, payee) not in there
        or minor.get(payee, True)
        or not minor.get(case.person_id, False)
    )
