"""Re-checks by the level above: which a file still waits for, how one opens, and when it falls away."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.file_life import Recheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.file_statement import statement_digest
from service.use_cases.kinship import recheck_waiting, union_code, union_that_looks
from workflows.engine import fire
from workflows.facts import Facts
from workflows.recheck import HANDED_UP, KINSHIP, OVER, RECHECK

__all__ = ["hand_up", "left_behind", "new_recheck", "open_kinship_recheck", "rechecks_open"]
__all__ += ["withdraw_rechecks"]


def rechecks_open(uow: UnitOfWork, file: HardshipFile, persons: Sequence[str]) -> tuple[str, ...]:
    """What a confirmation of the file still waits for: the id of the open re-check, or ``kinship``
    where an officer is concerned and none has been opened; empty where nothing is.

    One that is open is made, also where the tie has been ended since. It takes one that was found
    consistent in this round, on the form as it stands, by the union that must look or one above it.
    """
    path = union_that_looks(uow, file, persons)
    if path is None:
        waiting = recheck_waiting(uow, file)
        return (waiting,) if waiting else ()
    high_enough = [one for one in _of_kin(uow, file) if path.startswith(one.union_path)]
    if any(_holds(one, file) for one in high_enough):
        return ()
    return tuple(one.id for one in high_enough if one.live) or (KINSHIP,)


def left_behind(uow: UnitOfWork, file: HardshipFile, path: str) -> tuple[str, ...]:
    """The open re-checks that nobody could finish if the file went to ``path``: of unions that do not
    stand above it. One is named as far as the caller may see it."""
    waiting = uow.session.scalars(select(Recheck).where(Recheck.file_id == file.id, Recheck.live))
    return tuple(
        one.id if uow.actor.sees(one.union_path) else "another_union"
        for one in waiting
        if not path.startswith(one.union_path)
    )


def _of_kin(uow: UnitOfWork, file: HardshipFile) -> Sequence[Recheck]:
    asked = select(Recheck).where(Recheck.file_id == file.id, Recheck.reason == KINSHIP)
    return uow.session.scalars(asked.order_by(Recheck.number)).all()


def _holds(recheck: Recheck, file: HardshipFile) -> bool:
    return (
        recheck.state == "consistent"
        and recheck.round == file.verification
        and recheck.content_digest == statement_digest(file)
    )


def open_kinship_recheck(
    uow: UnitOfWork, file: HardshipFile, persons: Sequence[str]
) -> Recheck | None:
    """What the file waits for and nobody has opened is opened now; None where there is nothing to do.

    An open one of a union that lies too low is handed up.
    """
    path = union_that_looks(uow, file, persons)
    if path is None or KINSHIP not in rechecks_open(uow, file, persons):
        return None
    for one in _of_kin(uow, file):
        if one.live:
            hand_up(uow, one, path)
            return one
    return new_recheck(uow, file.id, KINSHIP, path)


def hand_up(uow: UnitOfWork, recheck: Recheck, path: str) -> None:
    """An open re-check that lies too low is the union's at ``path`` from now on."""
    recheck.union, recheck.union_path = union_code(path), path
    uow.record(
        "recheck.hand_up", recheck, before=recheck.state, after=recheck.state, rule=HANDED_UP.key
    )  # fmt: skip


def new_recheck(
    uow: UnitOfWork, file_id: str, reason: str, path: str, sample_id: str | None = None
) -> Recheck:
    """An open re-check of the file by the union at ``path``."""
    made = uow.add(
        Recheck(
            id=uow.new_id(), union=union_code(path), union_path=path, state=RECHECK.initial, live=True,
            reason=reason, file_id=file_id, sample_id=sample_id,
        )
    )  # fmt: skip
    uow.record("recheck.open", made, after=made.state, rule=reason)
    return made


def withdraw_rechecks(uow: UnitOfWork, file: HardshipFile) -> None:
    """With the end of a file what was still to be looked at falls away; else nothing happens."""
    if file.state in OVER:
        _withdraw(uow, _live(uow, file))


def _live(uow: UnitOfWork, file: HardshipFile) -> Sequence[Recheck]:
    asked = select(Recheck).where(Recheck.file_id == file.id, Recheck.live)
    return uow.session.scalars(asked.order_by(Recheck.number)).all()


def _withdraw(uow: UnitOfWork, waiting: Sequence[Recheck]) -> None:
    for one in waiting:
        row = fire(RECHECK, one.state, "withdraw", Facts(actor=uow.actor, today=uow.today))
        one.state, one.live = row.target, False
        uow.record("recheck.withdraw", one, before=row.source, after=row.target, rule=row.key)
