"""Which subjects bind a movement: the edition ``accounting`` of its day, at the union of its fund."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from service.store.edition import Edition
from service.store.money import Fund
from service.unit_of_work import UnitOfWork
from workflows.accounting import AccountingRule, Binding, Entry, binding
from workflows.errors import EditionMissing
from workflows.policy import ACCOUNTING, parse_accounting

__all__ = ["Subjects", "subjects_for"]


@dataclass(frozen=True, slots=True)
class _Adopted(Binding):
    """An adopted edition with its table."""

    id: str
    union: str
    rule: AccountingRule


@dataclass(frozen=True, slots=True)
class Subjects:
    """Every adopted edition of the unions that keep these funds, and of those above them."""

    adopted: tuple[_Adopted, ...]

    def entry(
        self, fund: Fund, kind: str, programme: str | None, day: date, number: int
    ) -> tuple[Entry, str]:
        """The line of the table and the edition it stands in; raises ``EditionMissing``."""
        chain = fund.union_path.strip(".").split(".")
        found = binding((one for one in self.adopted if one.union in chain), day, number)
        if found is None:
            raise EditionMissing(programme=ACCOUNTING, union=fund.union)
        return found.rule.entry(kind, fund.source, programme), found.id


def subjects_for(uow: UnitOfWork, funds: Iterable[Fund]) -> Subjects:
    """In one statement, however many funds."""
    unions = {code for fund in funds for code in fund.union_path.strip(".").split(".")}
    rows = uow.session.scalars(
        select(Edition).where(
            Edition.programme == ACCOUNTING, Edition.state == "adopted", Edition.union.in_(unions)
        )
    )
    return Subjects(
        tuple(
            _Adopted(
                len(row.union_path.strip(".").split(".")), row.in_force_from, row.number, row.id,
                row.union, parse_accounting(row.document),
            )
            for row in rows
        )
    )  # fmt: skip
