"""帮扶记录: everything a household was given, wherever it was given, and the room that is left.

However long the record is, the same few statements fetch it. What lies outside the caller's scope
is told by amount, programme and year, and by how far away it was granted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, or_, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.money import Fund, Payout
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.received import counted_on
from workflows.aid_record import state_of_aid
from workflows.caps import Caps
from workflows.errors import EditionMissing
from workflows.policy import parse_programme
from workflows.programme import registered
from workflows.received import Grant, Received

__all__ = ["MOST", "Aid", "InForce", "aid_of_file", "programmes_in_force", "received_of"]

MOST: Final = 1_000
"""Aids listed one by one, the newest first; sums and rooms count all there are."""

_COLUMNS = (
    Application.id, Application.serial, Application.file_id, Application.union,
    Application.union_path, Application.programme, Application.state, Application.aid_year,
    Application.person_id, Application.award_fen, Application.recovered_fen,
    HardshipFile.state.label("file_state"), Fund.id.label("fund_id"),
    Fund.source.label("fund_source"), Payout.state.label("payout"), Payout.paid_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aid:
    """One application as the record tells it; ``year`` is set once money is, or was, set aside."""

    id: str
    serial: str
    file_id: str
    union: str
    union_path: str
    programme: str
    application_state: str
    year: int | None
    person_id: str
    award_fen: int
    recovered_fen: int | None
    file_state: str
    fund_id: str | None
    fund_source: str | None
    payout: str | None
    paid_at: datetime | None

    @property
    def state(self) -> str:
        recovered = self.kept_fen <= 0 < self.award_fen
        return state_of_aid(self.application_state, self.year, self.payout, recovered=recovered)

    @property
    def kept_fen(self) -> int:
        """What the caps count: not what was paid back."""
        return self.award_fen - (self.recovered_fen or 0)

    @property
    def paid_on(self) -> date | None:
        at = self.paid_at if self.state in ("paid", "recovered") else None
        return at.astimezone(SHANGHAI).date() if at else None


@dataclass(frozen=True, slots=True)
class InForce:
    """A programme with the caps of the edition that binds the household today."""

    code: str
    edition_id: str
    caps: Caps


def aid_of_file(uow: UnitOfWork, file: HardshipFile) -> list[Aid]:
    """Every application of the file, and every one whose beneficiary lives in its household, on
    whichever file; the newest first."""
    persons = [person.person_id for person in file.people]
    rows: Sequence[Any] = uow.session.execute(
        select(*_COLUMNS)
        .join(HardshipFile, HardshipFile.id == Application.file_id)
        .outerjoin(Fund, Fund.id == Application.fund_id)
        .outerjoin(Payout, and_(Payout.application_id == Application.id, Payout.live))
        .where(or_(Application.file_id == file.id, Application.person_id.in_(persons)))
        .order_by(Application.id.desc())
    ).all()
    return [Aid(*row) for row in rows]


def received_of(file: HardshipFile, aids: Sequence[Aid]) -> Received:
    """Those that count under the caps: committed, being paid or paid."""
    return Received(
        tuple(
            Grant(
                one.programme, one.year, one.person_id,
                counted_on(file.id, one.file_id, one.file_state), one.kept_fen,
            )
            for one in aids
            if one.year is not None and one.kept_fen > 0
        )
    )  # fmt: skip


def programmes_in_force(uow: UnitOfWork, file: HardshipFile) -> list[InForce]:
    """The programmes for which an edition binds the union of the file today."""
    found = []
    for code in sorted(registered()):
        try:
            edition = edition_in_force(uow, code, file.union_path)
        except EditionMissing:
            continue
        found.append(InForce(code, edition.id, parse_programme(edition.document).caps))
    return found
