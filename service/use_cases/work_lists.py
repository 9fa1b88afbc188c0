"""工作清单: files that wait for something, found by what they are and not by a mark on them.

``WORK_LISTS`` is the table: one entry is one list. A list that joins is an entry here and a word in
the vocabulary (`work_list`); paging, counting, scope and answer are the same for all
(`find_waiting`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from service.store.application import Application
from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from workflows.file_standing import STANDING
from workflows.hardship_file import ENDED
from workflows.recheck import SAMPLE

__all__ = ["WORK_LISTS", "Asked", "Conditions", "Waiting", "WorkList"]

_PAID = ("paid", "closed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked with: today, how many days ahead, how long the log was a year ago, and which
    files are those of officers' own households and relatives."""

    today: date
    days: int
    size_a_year_ago: Callable[[], int]
    kin: Callable[[], Select[tuple[str]]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on a list, and the number of the entry that last changed it."""

    id: str
    serial: str
    number: int
    worker_name: Personal
    union: str
    state: str
    category: str | None
    reverify_by: date | None
    confirmed_on: date | None
    monitored_until: date | None
    ended_on: date | None
    changed_on: date


Conditions: TypeAlias = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list: which files are on it, the day that matters of each, why it is there, and whether
    that day is one by which something is to be done."""

    holds: Callable[[Asked], Conditions]
    day: Callable[[Waiting], date | None]
    zh: str
    en: str
    term: bool = True


def _standing(*conditions: ColumnElement[bool]) -> Conditions:
    return (HardshipFile.state.in_(STANDING), *conditions)


def _over(today: date) -> ColumnElement[bool]:
    """Nothing is to be done for the household any more: it was watched long enough, or cancelled."""
    watched = and_(HardshipFile.state == "exited", HardshipFile.monitored_until < today)
    return or_(watched, HardshipFile.state == "cancelled")


def _paid() -> ColumnElement[bool]:
    return exists().where(
        Application.file_id == HardshipFile.id, Application.state.in_(_PAID)
    )  # fmt: skip


def _drawn() -> ColumnElement[bool]:
    return HardshipFile.id.in_(
        select(Recheck.file_id).where(Recheck.reason == SAMPLE, Recheck.live)
    )  # fmt: skip


WORK_LISTS: Final[Mapping[str, WorkList]] = {
    "due": WorkList(
        lambda asked: _standing(
            HardshipFile.reverify_by.between(
                asked.today, asked.today + timedelta(days=asked.days)
            )
        ),
        lambda file: file.reverify_by,
        "年度复核不得迟于 {day}", "To be verified again by {day}",
    ),
    "overdue": WorkList(
        lambda asked: _standing(HardshipFile.reverify_by < asked.today),
        lambda file: file.reverify_by,
        "年度复核已于 {day} 到期，此后不予救助", "Re-verification was due on {day}; no aid since",
    ),
    "unchanged": WorkList(
        lambda asked: (
            HardshipFile.number < asked.size_a_year_ago(), HardshipFile.state.not_in(ENDED),
        ),
        lambda file: file.changed_on,
        "自 {day} 起一年未更新", "Not touched for a year, since {day}", term=False,
    ),
    "never_aided": WorkList(
        lambda _asked: _standing(~_paid()),
        lambda file: file.confirmed_on,
        "在档以来未获救助", "On file, and nothing was ever paid", term=False,
    ),
    "monitored": WorkList(
        lambda asked: (
            HardshipFile.state == "exited", HardshipFile.monitored_until >= asked.today,
        ),
        lambda file: file.monitored_until,
        "脱困监测至 {day}", "Monitored until {day}",
    ),
    "archivable": WorkList(
        lambda asked: (_over(asked.today),),
        lambda file: file.monitored_until or file.ended_on,
        "监测期满或已注销（{day}），可归档", "Monitoring is over, or it was cancelled ({day})",
    ),
    "sampled": WorkList(
        lambda _asked: (_drawn(),), lambda _file: None,
        "抽查抽中，上级尚未复查", "Drawn for a re-check that is still to be made",
    ),
    "kin": WorkList(
        lambda asked: (HardshipFile.id.in_(asked.kin()), HardshipFile.state != "archived"),
        lambda _file: None,
        "工会工作人员本人或近亲属的家庭，已备案", "The household of an officer or of an officer's relatives",
    ),
}  # fmt: skip
