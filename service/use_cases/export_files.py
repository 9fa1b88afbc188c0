"""导出: household files as the lines of a table, page by page, masked as every answer masks them.

Rows and not things are fetched, and a page at a time, so that ten thousand files weigh no more than
five hundred do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from service.file_table.layout import CSV_SHEET, HOUSEHOLDS, MEMBERS
from service.file_table.template import heading
from service.file_table.write_lines import EXPORTED, lines_of_members, lines_of_worker
from service.sheets.new_sheet import NewSheet
from service.sheets.write_csv import CsvCharset, write_csv
from service.sheets.write_xlsx import write_xlsx
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.file_form import FILE_COLUMNS, file_form, masked, people_of
from service.use_cases.in_scope import within
from workflows.actor import Actor, Appointment

__all__ = ["EXPORT_MAX", "PERSONAL_EXPORT", "Export", "export_csv", "export_xlsx", "note_export"]

EXPORT_MAX: Final = 10_000
PERSONAL_EXPORT: Final = "personal.export"
PAGE: Final = 500
_FILTERS: Final = ("state", "union")


@dataclass(slots=True)
class Export:
    """One export while it is written: how many files, up to which number, whether more follow, and
    the paths of the unions they are of."""

    uow: UnitOfWork
    query: Mapping[str, Any]
    content: bytes = b""
    count: int = 0
    last: int = 0
    more: bool = False
    paths: set[str] = field(default_factory=set)
    _ids: list[list[str]] = field(default_factory=list)

    def households(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The form of each file with what is told beside it, in the order of audit numbers."""
        limit = min(self.query.get("limit", EXPORT_MAX), EXPORT_MAX)
        self.last = self.query.get("after", 0)
        while page := self._page(min(PAGE, limit - self.count + 1)):
            self.more = self.count + len(page) > limit
            kept = page[: limit - self.count]
            people = people_of(self.uow, [row.id for row in kept])
            for row in kept:
                yield masked(file_form(row, people[row.id])), _told(row)
                self.count += 1
                self.last = row.number
                self.paths.add(row.union_path)
            self._ids.append([row.id for row in kept])
            if self.more or len(page) < PAGE:
                return

    def _page(self, size: int) -> list[Any]:
        conditions = [within(HardshipFile.union_path, self.uow.actor)]
        conditions += [
            getattr(HardshipFile, name) == self.query[name]
            for name in _FILTERS
            if name in self.query
        ]
        rows = self.uow.session.execute(
            select(*FILE_COLUMNS, HardshipFile.union_path)
            .where(HardshipFile.number > self.last, *conditions)
            .order_by(HardshipFile.number)
            .limit(size)
        )
        return list(rows)

    def again(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The same files once more, for a second sheet."""
        for ids in self._ids:
            people = people_of(self.uow, ids)
            rows = self.uow.session.execute(
                select(*FILE_COLUMNS).where(HardshipFile.id.in_(ids)).order_by(HardshipFile.number)
            )
            for row in rows:
                yield masked(file_form(row, people[row.id])), _told(row)


def export_csv(uow: UnitOfWork, query: Mapping[str, Any], charset: CsvCharset) -> Export:
    """One table: the worker of each household, and the members below."""
    export = Export(uow, query)
    columns = EXPORTED[CSV_SHEET]

    def lines() -> Iterator[list[str]]:
        yield [column.title for column in columns]
        for form, told in export.households():
            yield lines_of_worker(columns, form, told)
            yield from lines_of_members(columns, form, told)

    export.content = write_csv(lines(), charset)
    return export


def export_xlsx(uow: UnitOfWork, query: Mapping[str, Any]) -> Export:
    """Two sheets, the second written by asking once more for the files of the first."""
    export = Export(uow, query)
    columns, of_members = EXPORTED[HOUSEHOLDS], EXPORTED[MEMBERS]
    workers = (lines_of_worker(columns, form, told) for form, told in export.households())
    members = (
        line for form, told in export.again() for line in lines_of_members(of_members, form, told)
    )
    export.content = write_xlsx(
        [
            NewSheet(HOUSEHOLDS, [heading(one) for one in columns], workers),
            NewSheet(MEMBERS, [heading(one) for one in of_members], members),
        ]
    )
    return export


def note_export(uow: UnitOfWork, export: Export) -> None:
    """Who took how many files out of the house, and of which unions; for whom, where some of them are
    seen by a post that was given for a time and by none of the reader's own."""
    lent = _lent(uow.actor, export.paths)
    uow.appointment = uow.appointment if lent is None else lent
    roots = export.query.get("union") or ",".join(root.rstrip(".") for root in uow.actor.roots)
    uow.note(PERSONAL_EXPORT, HardshipFile.KIND, roots[-64:], rule=f"files:{export.count}")


def _lent(actor: Actor, paths: Iterable[str]) -> Appointment | None:
    own = tuple(post.path for post in actor.appointments if post.giver is None)
    beyond = [path for path in paths if not path.startswith(own)]
    given = (post for post in actor.appointments if post.giver is not None)
    return next((one for one in given if any(path.startswith(one.path) for path in beyond)), None)


def _told(row: Any) -> dict[str, Any]:
    return {
        "number": row.serial,
        "union": row.union,
        "state": row.state,
        "category": row.category,
        "declared_category": row.declared_category,
    }
