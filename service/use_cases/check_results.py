"""The results of an economic check as the table of the checking centre says them, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from service.file_table.fault import TableFault
from service.file_table.results import ResultLine, fault_of_result, results_to_fill_in
from service.file_table.unfit import Unfit
from service.store.economic_check import CheckLine, EconomicCheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.check_table import FormFault
from service.use_cases.fill_file import given

__all__ = ["answers_of", "lines_to_fill_in"]

DOCUMENT: Final = "document_sha256"
Shape = Callable[[Sequence[Mapping[str, Any]]], Sequence[FormFault]]


def lines_to_fill_in(uow: UnitOfWork, check: EconomicCheck) -> bytes:
    """The table with a line for every household still asked about."""
    serials = _serials(uow, check)
    return results_to_fill_in(
        (line.line, serials[line.file_id]) for line in check.lines if line.state == "asked"
    )


def answers_of(
    uow: UnitOfWork, check: EconomicCheck, table: Sequence[ResultLine], shape: Shape, digest: str
) -> list[dict[str, Any]]:
    """The lines as ``answer_check`` takes them, this table being the document they rest on; what an
    earlier table said of a household in the same words rests on that one.

    Raises ``Unfit`` with every line that is none of this list, or is about another file.
    """
    serials, lines = _serials(uow, check), {line.line: line for line in check.lines}
    faults = [fault for one in table for fault in _strange(one, lines, serials)]
    for found in shape([one.found for one in table]):
        _, _, at, *rest = found.at.split("/")
        name = rest[0] if rest else "line"
        faults.append(fault_of_result(table[int(at)], name, found.code, **found.values))
    if faults:
        raise Unfit("lines_wrong", tuple(faults))
    return [
        {**one.found, DOCUMENT: _document(lines[one.found["line"]], one, digest)} for one in table
    ]


def _strange(
    one: ResultLine, lines: Mapping[int, CheckLine], serials: Mapping[str, str]
) -> Iterator[TableFault]:
    line = lines.get(one.found["line"])
    if line is None:
        yield fault_of_result(one, "line", "line_unknown")
    elif one.serial != serials[line.file_id]:
        yield fault_of_result(one, "serial", "serial_differs", serial=serials[line.file_id])


def _document(line: CheckLine, one: ResultLine, digest: str) -> str | None:
    said = given({name: value for name, value in one.found.items() if name != "line"})
    return line.document_sha256 if line.state == "answered" and line.result == said else digest


def _serials(uow: UnitOfWork, check: EconomicCheck) -> dict[str, str]:
    ids = [line.file_id for line in check.lines]
    asked = select(HardshipFile.id, HardshipFile.serial).where(HardshipFile.id.in_(ids))
    return {row.id: row.serial for row in uow.session.execute(asked)}
