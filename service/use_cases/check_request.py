"""The list as the checking centre is sent it: who lives where, with identity numbers.

Beside the instruction file it is the only answer that shows them whole, because the registries are
asked by them; every reading of it is a note in the log (ADR 0020).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from service.sheets import write_csv
from service.store.economic_check import EconomicCheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.household_to_be import Resident, numbers_of, residents
from workflows.vocabulary import label

__all__ = ["HEAD", "check_request"]

HEAD: Final = ("行号", "档案编号", "姓名", "身份证号码", "与职工关系")


def check_request(uow: UnitOfWork, check: EconomicCheck) -> bytes:
    """One row for every person of every household still asked about, as it would be confirmed, the
    worker first."""
    asked = {line.file_id: line.line for line in check.lines if line.state == "asked"}
    files = uow.session.scalars(select(HardshipFile).where(HardshipFile.id.in_(asked))).all()
    households = {one.id: residents(uow, one.people, one.proposed) for one in files}
    staying = [one.person_id for people in households.values() for one in people if one.person_id]
    numbers = numbers_of(uow, staying)
    rows = [
        _row(asked[file.id], file.serial, one, numbers)
        for file in sorted(files, key=lambda file: asked[file.id])
        for one in households[file.id]
    ]
    uow.note(
        "personal.export", check.KIND, check.id, rule=f"persons:{len(rows)}", concerns=tuple(asked)
    )  # fmt: skip
    return write_csv([HEAD, *rows])


def _row(line: int, serial: str, one: Resident, numbers: Mapping[str, str]) -> tuple[str, ...]:
    number = one.number or numbers.get(one.person_id or "", "")
    return str(line), serial, one.name, number, label("relation", one.relation, "zh")
