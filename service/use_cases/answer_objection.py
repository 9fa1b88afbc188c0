"""The answer in writing to whoever objected by name."""

from __future__ import annotations

from service.store.notice import Notice, Objection
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.kinship import union_code
from workflows.answer_letter import AnswerLetter
from workflows.errors import AnswerUndue
from workflows.objection import REJECT, union_above

__all__ = ["answer_to_objector"]


def answer_to_objector(uow: UnitOfWork, notice: Notice, objection: Objection) -> AnswerLetter:
    """Raises ``AnswerUndue`` while it is undecided, and for an objection without a name (or one erased)."""
    name, decided = objection.name, objection.answered_on
    if name is None or name.erased or objection.answer is None or decided is None:
        raise AnswerUndue(state=objection.state, named=name is not None)
    upheld = objection.state == "upheld"
    above = uow.session.get(Union, union_code(union_above(objection.union_path)))
    return AnswerLetter(
        kind=f"objection_{objection.remedy or REJECT}" if upheld else "objection_dismissed",
        to=name.value,
        subject=f"{notice.serial}-{objection.line}",
        decided_on=decided,
        union=above.name if above else objection.union,
        opinion=objection.answer.value,
        findings=objection.findings.value if objection.findings else "",
    )
