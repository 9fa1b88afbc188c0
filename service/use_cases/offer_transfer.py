"""转移: a clerk offers a file to the union of the worker's new unit or place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from service.store.file_life import Transfer
from service.store.hardship_file import HardshipFile
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_facts import inner_state, table_for
from service.use_cases.in_scope import in_scope
from workflows.engine import assess, open_rows
from workflows.errors import Refused, RoleRequired, UnionUnknown
from workflows.facts import TransferFacts
from workflows.path import CLERK
from workflows.transfer import OFFERED, TRANSFER

__all__ = ["offer_transfer"]


def offer_transfer(uow: UnitOfWork, form: Mapping[str, Any]) -> Transfer:
    """An open transfer. The receiver may stand anywhere in the tree, beyond the caller's scope too.

    Raises ``NotFound`` and ``RoleRequired`` for a file of another union, ``WrongState`` for one that
    is on its path or has ended, ``UnionUnknown``, or every failed guard.
    """
    file = in_scope(uow, uow.actor, HardshipFile, form["hardship_file_id"])
    uow.appointment = uow.actor.holds(CLERK, file.union_path)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(CLERK), union=file.union)
    open_rows(table_for(file), inner_state(file), "transfer")
    to = uow.session.get(Union, form["to"])
    if to is None:
        raise UnionUnknown(union=form["to"])
    told = TransferFacts(level=to.level, same_union=to.id == file.union, open=_open(uow, file))
    facts = facts_of_file(uow, file, transfer=told)
    failed = [verdict for verdict in assess(OFFERED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    transfer = uow.add(
        Transfer(
            id=uow.new_id(), union=file.union, union_path=file.union_path, state=TRANSFER.initial,
            file_id=file.id, to_union=to.id, to_path=to.path, live=True,
            reason=Personal.of(form["reason"]),
        )
    )  # fmt: skip
    uow.record(
        "transfer.offer", transfer, after=transfer.state, duty=OFFERED.duty, rule=OFFERED.key,
        said={"reason": form["reason"]}, compared=facts.compared,
    )  # fmt: skip
    return transfer


def _open(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...]:
    """The transfers of the file that wait; every deed on one concerns the file, which was loaded."""
    waiting = select(Transfer.id).where(Transfer.file_id == file.id, Transfer.live)
    return tuple(uow.session.scalars(waiting))
