"""The list as the checking centre is sent it: who lives where, with identity numbers.

Beside the instruction file it is the only answer that shows them whole, because the registries are
asked by them; every reading of it is a note in the log (ADR 0020).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from service.sheets.write_csv import write_csv
from service.store.economic_check import EconomicCheck
from service.store.hardship_file import HardshipFile, Member
from service.store.people import Person
from service.unit_of_work import UnitOfWork
from workflows.vocabulary import label

__all__ = ["HEAD", "check_request"]

HEAD: Final = ("行号", "档案编号", "姓名", "身份证号码", "与职工关系")


def check_request(uow: UnitOfWork, check: EconomicCheck) -> bytes:
    """One row for every person of every household still asked about, the worker first."""
    asked = {line.file_id: line.line for line in check.lines if line.state != "withdrawn"}
    rows = uow.session.execute(
        select(Member, HardshipFile.serial, Person.identity)
        .join(HardshipFile, HardshipFile.id == Member.file_id)
        .join(Person, Person.id == Member.person_id)
        .where(Member.file_id.in_(asked))
        .order_by(Member.file_id, Member.position)
    ).all()
    uow.note(
        "personal.export", check.KIND, check.id, rule=f"persons:{len(rows)}", concerns=tuple(asked)
    )  # fmt: skip
    told = sorted(rows, key=lambda row: (asked[row.Member.file_id], row.Member.position))
    return write_csv([HEAD, *(tuple(_row(asked, *row)) for row in told)])


def _row(asked: dict[str, int], member: Member, serial: str, identity: object) -> Iterator[str]:
    yield str(asked[member.file_id])
    yield serial
    yield member.name.value
    yield str(getattr(identity, "value", ""))
    yield label("relation", member.relation, "zh")
