"""A file that leaves its path is taken off the notice it hangs on and off the list it is checked by."""

from __future__ import annotations

from service.store.economic_check import EconomicCheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.withdraw_line import withdraw_line

__all__ = ["leave_check_list", "leave_lists"]


def leave_lists(uow: UnitOfWork, file: HardshipFile) -> None:
    """What has been answered or published stays as it is: that is what happened."""
    withdraw_line(uow, file)
    leave_check_list(uow, file)


def leave_check_list(uow: UnitOfWork, file: HardshipFile) -> None:
    """Nobody is asked about any more whose file waits for no answer."""
    if file.check_id is None:
        return
    check = uow.session.get(EconomicCheck, file.check_id)
    if check is None:
        raise LookupError(f"file {file.id} has no check")
    line = next(line for line in check.lines if line.file_id == file.id)
    if line.state != "asked":
        return
    line.state = "withdrawn"
    waiting = any(one.state == "asked" for one in check.lines)
    before, check.state = check.state, "open" if waiting else "answered"
    uow.record(
        "economic_check.withdraw_line", check, before=before, after=check.state,
        concerns=(file.id,),
    )  # fmt: skip
