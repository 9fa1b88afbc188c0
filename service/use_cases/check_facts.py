"""What the economic check of a file's round has brought: the doubts, or that nobody has answered."""

from __future__ import annotations

from sqlalchemy import select

from service.store.economic_check import CheckLine
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork

__all__ = ["check_facts"]


def check_facts(uow: UnitOfWork, file: HardshipFile) -> tuple[str, ...] | None:
    """The doubts of the answered line on the file's present list; None while there is no answer.

    Every deed that answers a line concerns the file, which whoever asks has loaded.
    """
    if file.check_id is None:
        return None
    line = uow.session.execute(
        select(CheckLine.state, CheckLine.doubts).where(
            CheckLine.check_id == file.check_id, CheckLine.file_id == file.id
        )
    ).one_or_none()
    return tuple(line.doubts or ()) if line is not None and line.state == "answered" else None
