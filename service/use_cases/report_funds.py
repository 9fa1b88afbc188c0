"""季报与年报: for each source a table of its own of what was raised and used, and for whom.

送温暖 and 帮扶 are counted separately (domain.md §5 «Reporting»). Used is what was paid out less what came
back in the period, by the movements of the ledger: so the tables add up to its balances to the fen. A
household or a person is counted where something was paid and did not come back; a person-time is such
a payment. Categories are those the files have today, sex where the file says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Row, func, select

from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.money import Fund, Posting
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.report_balances import HELD, Flow, Period, flows_of
from workflows.accounting import REVERSALS
from workflows.errors import ReportTooLarge
from workflows.vocabulary import codes

__all__ = ["GROUPS", "MOST", "funds_report"]

MOST: Final = 50_000
"""Movements looked at in one report."""
USED: Final = REVERSALS | {"disburse", "overpay"}
WARMTH: Final = "warmth"
GROUPS: Final = (WARMTH, "support")
"""送温暖, and 帮扶 with everything else."""
UNSAID: Final = "unsaid"
MIGRANT: Final = "migrant"


@dataclass(slots=True)
class _Case:
    """What one application was paid in the period, from one source."""

    row: Row[*tuple[Any, ...]]
    fen: int = 0
    times: int = 0


@dataclass(slots=True)
class _Count:
    """Households and persons by id, so that who was aided twice is counted once."""

    households: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    times: int = 0
    fen: int = 0

    def add(self, case: _Case) -> None:
        self.fen += case.fen
        self.times += case.times
        if case.times > 0:
            self.households.add(case.row.file_id)
            self.persons.add(case.row.person_id)

    def told(self) -> dict[str, Any]:
        return {
            "households": len(self.households),
            "persons": len(self.persons),
            "person_times": self.times,
            "amount_fen": self.fen,
        }


def funds_report(uow: UnitOfWork, period: Period, union: str | None) -> dict[str, Any]:
    """A table for every source there is money of; raises ``ReportTooLarge``."""
    asked = [within(Fund.union_path, uow.actor)]
    if union is not None:
        asked.append(Fund.union == union)
    begin, end = period.numbers(uow)
    rows = uow.session.execute(select(Fund.id, Fund.source).where(*asked)).all()
    sources = {row.id: row.source for row in rows}
    flows = flows_of(uow, sources, begin, end)
    cases = _cases(uow, asked, begin, end)
    tables = []
    for source in codes("fund_source"):
        flow = Flow()
        for fund, of in sources.items():
            if of == source:
                flow.add(flows[fund])
        if flow.opening_fen or any(flow.kinds.values()):
            tables.append(_table(source, flow, [one for one in cases if one.row.source == source]))
    return {"from": period.first.isoformat(), "to": period.last.isoformat(), "tables": tables}


def _cases(uow: UnitOfWork, asked: Sequence[Any], begin: int, end: int) -> list[_Case]:
    """Every movement that used money in the period, by application and source: in one statement."""
    sex = (
        select(func.max(Member.sex))
        .where(Member.file_id == Application.file_id, Member.person_id == Application.person_id)
        .scalar_subquery()
    )
    rows = uow.session.execute(
        select(
            Fund.source, Posting.kind, Posting.amount_fen, Posting.programme, Application.id,
            Application.file_id, Application.person_id, HardshipFile.category,
            HardshipFile.employment, HardshipFile.tags, sex.label("sex"),
        )
        .join(Fund, Fund.id == Posting.fund_id)
        .join(Application, Application.id == Posting.application_id)
        .join(HardshipFile, HardshipFile.id == Application.file_id)
        .where(
            *asked, Posting.kind.in_(USED), Posting.account.in_(HELD), Posting.made_by >= begin,
            Posting.made_by < end,
        )
        .limit(MOST + 1)
    ).all()  # fmt: skip
    if len(rows) > MOST:
        raise ReportTooLarge(found=len(rows), most=MOST)
    found: dict[tuple[str, str], _Case] = {}
    for row in rows:
        case = found.setdefault((row.source, row.id), _Case(row))
        case.fen -= row.amount_fen  # what leaves what is held was used
        case.times += {"disburse": 1, "return": -1, "return_late": -1}.get(row.kind, 0)
    return list(found.values())


def _table(source: str, flow: Flow, cases: Sequence[_Case]) -> dict[str, Any]:
    used = -sum(fen for kind, fen in flow.kinds.items() if kind in USED)
    raised = sum(fen for kind, fen in flow.kinds.items() if kind not in USED)
    return {
        "source": source,
        "opening_fen": flow.opening_fen,
        "raised_fen": raised,
        "used_fen": used,
        "closing_fen": flow.closing_fen,
        "groups": [_group(name, [one for one in cases if _in(name, one)]) for name in GROUPS],
        "total": _counted(cases).told(),
    }


def _in(group: str, case: _Case) -> bool:
    return (str(case.row.programme) == WARMTH) == (group == WARMTH)


def _group(name: str, cases: Sequence[_Case]) -> dict[str, Any]:
    migrants = [one for one in cases if _migrant(one.row)]
    return {
        "group": name,
        **_counted(cases).told(),
        "programmes": _by(cases, lambda row: row.programme),
        "categories": _by(cases, lambda row: row.category),
        "sexes": _by(cases, lambda row: row.sex),
        "migrant_workers": _counted(migrants).told(),
    }


def _migrant(row: Row[*tuple[Any, ...]]) -> bool:
    tags: list[str] = row.tags or []
    return str(row.employment) == MIGRANT or MIGRANT in tags


def _counted(cases: Iterable[_Case]) -> _Count:
    count = _Count()
    for case in cases:
        count.add(case)
    return count


def _by(cases: Sequence[_Case], of: Any) -> list[dict[str, Any]]:
    groups: Mapping[str, _Count] = defaultdict(_Count)
    for case in cases:
        groups[of(case.row) or UNSAID].add(case)
    return [{"code": code, **groups[code].told()} for code in sorted(groups)]
