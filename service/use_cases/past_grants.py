"""Awards that stand, as a simulation counts them: by whom, how much, on which files, since when.

Asked for page by page: the number of statements grows with the pages alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, or_, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.money import Posting
from service.unit_of_work import UnitOfWork
from workflows.hardship_file import ENDED
from workflows.past_case import PastCase, PastGrant
from workflows.received import Grant

__all__ = ["OF_A_GRANT", "PAGE", "decided", "grants_beside", "households"]

PAGE: Final = 500
_COMMITTED = (
    select(func.max(Posting.made_by))
    .where(
        Posting.application_id == Application.id,
        Posting.kind == "commit",
        Posting.payout_id.is_(None),
    )
    .correlate(Application)
    .scalar_subquery()
)
"""The deed that set the money aside: a payment that is made again commits once more, for a payout."""
_LIVES_ON = (
    select(Member.file_id)
    .where(Member.person_id == Application.person_id, Member.live)
    .correlate(Application)
    .scalar_subquery()
)
OF_A_GRANT = (
    Application.id, Application.number, Application.programme, Application.person_id,
    Application.file_id, Application.award_fen, Application.aid_year,
    HardshipFile.state.label("file_state"), _COMMITTED.label("committed"),
    _LIVES_ON.label("lives_on"),
)  # fmt: skip


def grants_beside(uow: UnitOfWork, cases: Sequence[PastCase]) -> list[PastGrant]:
    """What else the people and households of these cases were granted in the years that count: by
    other programmes, by other unions, by assessments of another time."""
    own = {case.id for case in cases}
    years = {year for case in cases for year in case.years}
    found: dict[str, PastGrant] = {}
    for start in range(0, len(cases), PAGE):
        page = cases[start : start + PAGE]
        files = {case.file_id for case in page}
        living = select(Member.person_id).where(Member.live, Member.file_id.in_(files))
        rows = uow.session.execute(
            select(*OF_A_GRANT)
            .join(HardshipFile, HardshipFile.id == Application.file_id)
            .where(
                Application.aid_year.in_(years),
                or_(
                    Application.person_id.in_({case.person_id for case in page}),
                    Application.file_id.in_(files),
                    Application.person_id.in_(living),
                ),
            )
        )
        found |= {row.id: _grant(row) for row in rows if row.id not in own}
    return list(found.values())


def _grant(row: Any) -> PastGrant:
    grant = Grant(row.programme, row.aid_year, row.person_id, row.file_id, row.award_fen)
    return PastGrant(row.id, decided(row), grant, households(row))


def decided(row: Any) -> int:
    """Of an award the deed that set its money aside; a rejection is the last that was done."""
    committed = row.committed if row.aid_year is not None else None
    return int(row.number if committed is None else committed)


def households(row: Any) -> frozenset[str]:
    """Its own file, and, once that has ended, the one its beneficiary lives on now (`received`)."""
    moved = row.lives_on if row.file_state in ENDED else None
    return frozenset({row.file_id} | ({moved} if moved else set()))
