"""One decision on a hardship file, from submission to archive, by the file's own table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.begin_waiting import begin_file_waiting, terms_in_force
from service.use_cases.confirm_file import confirm_file
from service.use_cases.end_file import archive_file, cancel_file, exit_file
from service.use_cases.file_facts import (
    Looked,
    inner_state,
    look_at_file,
    stage_waiting,
    table_for,
)
from service.use_cases.fill_file import given
from service.use_cases.household_to_be import come_of_age
from service.use_cases.leave_lists import leave_lists
from service.use_cases.rechecks import open_kinship_recheck, withdraw_rechecks
from service.use_cases.standing_files import standing_topic
from workflows.engine import fire, open_rows
from workflows.errors import ReasonUnfit
from workflows.facts import Facts
from workflows.file_guards import REASONS
from workflows.file_stages import DRAFT
from workflows.file_standing import STANDING
from workflows.hardship_file import ENDED, file_table
from workflows.recheck import RECHECK
from workflows.stage import ACCEPTANCE
from workflows.table import Row, plain

__all__ = ["LEAVING", "act_on_hardship_file", "free_if_ended", "move_file", "record_move"]

ENTERING: Final = frozenset({"submit", "resubmit"})
_ENDING: Final = frozenset({"exiting", "cancelling"})
LEAVING: Final = frozenset({"returned", "rejected", "withdrawn", DRAFT})
"""Where a file is on its path no longer: it is taken off the lists it stands on."""
SAID: Final = ("opinion", "reason", "told_on", "missing", "minutes")
"""What an action's body may say beside its name; all of it stands in openings of the entry."""


def act_on_hardship_file(
    uow: UnitOfWork, file: HardshipFile, action: str, body: Mapping[str, Any]
) -> None:
    """Fire ``action`` by the file's own table and write what follows from it.

    The path in force is pinned at submission. Raises ``WrongState``, the gravest failed guard, or
    ``ReasonUnfit`` for a reason given to an action that has none.
    """
    entering = action in ENTERING
    if not entering:
        open_rows(table_for(file), inner_state(file), action)
    body = _reasoned(file, action, body)
    looked = look_at_file(uow, file, body)
    table = file_table(looked.rules.path) if entering else table_for(file)
    row = fire(table, inner_state(file), action, looked.facts)
    if body.get("reason") and action not in REASONS:
        raise ReasonUnfit(reason=body["reason"], allowed=[])
    deed = record_move(uow, file, row, looked.facts, looked.edition.id, body)
    if action in _CONSEQUENCES:
        _CONSEQUENCES[action](uow, file, looked, body, deed)
    if row.target == "active" and action == "confirm":
        confirm_file(uow, file, looked, deed)
    if row.target == DRAFT and row.source in ("active", "exited"):
        _begin_round(uow, file, body)
    move_file(uow, file, row)
    free_if_ended(file)
    withdraw_rechecks(uow, file)
    if row.target in LEAVING:
        leave_lists(uow, file)


def _reasoned(file: HardshipFile, action: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the ordinary reason of an action where none is given: the log and the letters tell it."""
    called = RECHECK.name if file.reason == RECHECK.name else "due"
    ordinary = {"reverify": called, "return_to_hardship": "return", "propose_exit": "other"}
    return {"reason": ordinary[action], **body} if action in ordinary else body


def free_if_ended(file: HardshipFile) -> None:
    """Who stood on a file that has ended may stand on another."""
    if file.state in ENDED:
        for person in file.people:
            person.live = False


def record_move(
    uow: UnitOfWork, file: HardshipFile, row: Row, facts: Facts, edition_id: str | None,
    body: Mapping[str, Any],
) -> Deed:  # fmt: skip
    """The deed of a row: from and to as callers know them, and what was said.

    It concerns the set of standing files of the union where the file joins or leaves it.
    """
    said = {name: _text(body[name]) for name in SAID if body.get(name)}
    before, after = plain(row.source), plain(row.target)
    moves = (before in STANDING) is not (after in STANDING)
    return uow.record(
        f"hardship_file.{row.action}", file, before=before, after=after, duty=row.duty,
        rule=row.key, edition=edition_id, said=said, compared=facts.compared,
        concerns=(standing_topic(file.union),) if moves else (),
    )  # fmt: skip


def move_file(uow: UnitOfWork, file: HardshipFile, row: Row) -> None:
    """Write the row's target, with its place in the path; where the file waits anew, its clock begins."""
    state, _, place = row.target.partition(".")
    file.state, file.place = state, place or None
    if row.target != row.source:
        begin_file_waiting(uow, file)


def _terms(uow: UnitOfWork, file: HardshipFile) -> None:
    """The terms in force, pinned to what begins now: they came with the edition of files."""
    file.terms = terms_in_force(uow, file.union_path).to_dict()


def _text(said: Any) -> str:
    told = given(said)
    if isinstance(told, dict):
        return "；".join(_text(value) for value in told.values())
    return "、".join(map(str, told)) if isinstance(told, list) else str(told)


def _pin(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """Into the path, as the edition has it today; what was told missing before is settled.

    Where an officer over the file is concerned, the level above is asked to look (近亲属备案).
    """
    file.path = [stage.to_dict() for stage in looked.rules.path]
    _terms(uow, file)
    file.notice_id = file.check_id = None
    open_kinship_recheck(uow, file, sorted(looked.facts.household or ()))


def _told(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """What was named as missing at acceptance is remembered: it is told once in a round. With an end
    that is refused, its reason goes."""
    waiting = stage_waiting(file)
    if waiting is not None and waiting[1].kind == ACCEPTANCE:
        file.told_missing = sorted(body["missing"])
    if file.state in _ENDING:
        file.reason = None


def _minuted(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    file.minutes = given(body["minutes"])


def _proposed_end(
    uow: UnitOfWork, file: HardshipFile, looked: Looked, body: Mapping[str, Any], deed: Deed
) -> None:
    """The reason stands on the file until the county has decided; what was proposed beside it goes."""
    file.reason = body["reason"]
    file.proposed = None
    _terms(uow, file)


def _begin_round(uow: UnitOfWork, file: HardshipFile, body: Mapping[str, Any]) -> None:
    """A new round of verification: fresh signatures, a fresh visit, a fresh notice of what lacks."""
    come_of_age(uow, file)
    _terms(uow, file)
    file.round = file.verification + 1
    file.reason = body["reason"]
    file.told_missing = file.minutes = file.notice_id = file.check_id = None


_Consequence = Callable[[UnitOfWork, HardshipFile, Looked, Mapping[str, Any], Deed], None]
_CONSEQUENCES: Final[Mapping[str, _Consequence]] = {
    "submit": _pin,
    "resubmit": _pin,
    "return": _told,
    "deliberate": _minuted,
    "propose_exit": _proposed_end,
    "propose_cancel": _proposed_end,
    "exit": exit_file,
    "cancel": cancel_file,
    "archive": archive_file,
}
