"""A unit's list as a table: which file each line means, and whom of the household."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.file_table.fault import TableFault
from service.file_table.listing import PERSON, SERIAL, ListedRow, fault_of_row
from service.file_table.unfit import Unfit
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import within
from service.use_cases.list_lines import Asked

__all__ = ["asked_by_table"]


def asked_by_table(uow: UnitOfWork, rows: Sequence[ListedRow]) -> list[Asked]:
    """The lines as they are listed. Raises ``Unfit`` with every line whose file the clerk does not
    keep, or whose person is not, or not alone, of that name in the household."""
    found = uow.session.scalars(
        select(HardshipFile).where(
            HardshipFile.serial.in_([row.serial for row in rows]),
            within(HardshipFile.union_path, uow.actor),
        )
    )
    files = {file.serial: file for file in found}
    asked: list[Asked] = []
    faults: list[TableFault] = []
    for row in rows:
        file = files.get(row.serial)
        if file is None:
            faults.append(fault_of_row(row, SERIAL, "file_unknown"))
            continue
        named = [one for one in file.people if row.person in (None, one.name.value)]
        chosen = file.worker if row.person is None else named[0] if len(named) == 1 else None
        if chosen is None:
            faults.append(fault_of_row(row, PERSON, "person_unclear"))
            continue
        member = None if chosen.position == 0 else chosen.id
        place = (row.layout.sheet, row.row, SERIAL.title)
        asked.append(Asked(file.id, row.object, member, place))
    if faults:
        raise Unfit("lines_wrong", tuple(faults))
    return asked
