"""The lines of a notice as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from service.store.hardship_file import HardshipFile
from service.store.notice import Notice, NoticeLine
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.file_means import category_now
from service.use_cases.listed_people import Household
from service.use_cases.notice_facts import listed_as
from service.use_cases.noticed_case import Case

__all__ = ["lines_of"]


def lines_of(
    uow: UnitOfWork,
    notice: Notice,
    cases: Sequence[Case],
    households: Mapping[str, Household],
    last_days: Sequence[date],
) -> list[NoticeLine]:
    """One line a case, in the order given, each with its own last day."""
    codes = {one.union for one in cases}
    named = uow.session.execute(select(Union.id, Union.name).where(Union.id.in_(codes)))
    unions = {row.id: row.name for row in named}
    return [
        NoticeLine(
            id=uow.new_id(), notice_id=notice.id, line=place, state="open", ends_on=ends_on,
            shown_union=unions[one.union], union_path=one.union_path,
            **_shown(uow, one, households),
        )
        for place, (one, ends_on) in enumerate(zip(cases, last_days, strict=True), start=1)
    ]  # fmt: skip


def _shown(uow: UnitOfWork, case: Case, households: Mapping[str, Household]) -> dict[str, Any]:
    """What the public reads: of an application programme and amount, of a file its category."""
    if isinstance(case, HardshipFile):
        return {
            "file_id": case.id, "programme": case.KIND, "category": category_now(uow, case),
            "shown_name": Personal.of(households[case.id].file_name()),
        }  # fmt: skip
    return {
        "application_id": listed_as(case), "programme": case.programme, "award_fen": case.award_fen,
        "shown_name": Personal.of(households[case.file_id].shown_name(case.person_id)),
    }  # fmt: skip
