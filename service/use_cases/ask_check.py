"""核对: a reviewer puts households on a list for the checking centre, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from service.audit.duties import duties_of_cases
from service.store.economic_check import CheckLine, EconomicCheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.edition_in_force import HARDSHIP_FILE as MEANS
from service.use_cases.edition_in_force import edition_in_force
from service.use_cases.file_documents import authorisations_missing
from service.use_cases.household_to_be import persons_of
from service.use_cases.noticed_case import find_cases, move_case, place_in_table
from workflows.actor import Appointment
from workflows.engine import assess, fire
from workflows.errors import NotFound, Refused, RoleRequired, Verdict, WrongState
from workflows.facts import Facts, FileFacts, Held
from workflows.path import REVIEWER
from workflows.policy import parse_means
from workflows.table import Row

__all__ = ["ask_check"]

ACTION: Final = "request_check"


def ask_check(uow: UnitOfWork, form: Mapping[str, Any]) -> EconomicCheck:
    """Raises ``NotFound``, ``RoleRequired``, ``WrongState`` or every failed guard of every line."""
    files = _listed(uow, form["hardship_file_ids"])
    rows = _rows(uow, files)
    post = uow.appointment = _covering(uow, files, rows)
    if post.giver is not None:
        rows = _rows(uow, files)  # asked for whoever gave the post, too
    check = uow.add(
        EconomicCheck(
            id=uow.new_id(), union=post.union, union_path=post.path, state="open",
            asked_on=uow.today, lines=[],
        )
    )  # fmt: skip
    for place, (file, row) in enumerate(zip(files, rows, strict=True), start=1):
        file.check_id = check.id
        check.lines.append(
            CheckLine(
                id=uow.new_id(), check_id=check.id, line=place, file_id=file.id, state="asked",
                union_path=file.union_path,
            )
        )  # fmt: skip
        move_case(uow, file, row)
    uow.record("economic_check.ask", check, after="open")
    return check


def _listed(uow: UnitOfWork, ids: Sequence[str]) -> list[HardshipFile]:
    found = find_cases(uow, (), ids)
    unseen = [one for one in ids if one not in found or not uow.actor.sees(found[one].union_path)]
    if unseen:
        hidden = next((one for one in unseen if one in found), None)
        raise NotFound(hardship_file_ids=unseen, hidden=hidden)
    return [file for one in ids if isinstance(file := found[one], HardshipFile)]


def _rows(uow: UnitOfWork, files: Sequence[HardshipFile]) -> list[Row]:
    """The row of each file, fired; every file that does not wait for a check is named at once."""
    placed = [place_in_table(file) for file in files]
    stuck = [
        {"hardship_file_id": file.id, "state": file.state, "allowed": list(table.allowed(state))}
        for file, (table, state) in zip(files, placed, strict=True)
        if not table.rows_for(state, ACTION)
    ]
    if stuck:
        raise WrongState(action=ACTION, files=stuck)
    held = duties_of_cases(uow.session.connection(), {file.id: None for file in files})
    rows, failed = [], list[Verdict]()
    for file, (table, state) in zip(files, placed, strict=True):
        facts = _facts(uow, file, held[file.id])
        (row,) = table.rows_for(state, ACTION)
        refused = [verdict for verdict in assess(row, facts) if not verdict.ok]
        failed += [replace(v, values={**v.values, "hardship_file_id": file.id}) for v in refused]
        if not refused:
            rows.append(fire(table, state, ACTION, facts))
    if failed:
        raise Refused.of(failed)
    return rows


def _facts(uow: UnitOfWork, file: HardshipFile, held: tuple[Held, ...]) -> Facts:
    rules = parse_means(edition_in_force(uow, MEANS, file.union_path).document)
    missing = authorisations_missing(uow, file, rules)
    return Facts(
        actor=uow.actor, today=uow.today, held=held, household=frozenset(persons_of(uow, file)),
        file=FileFacts(authorisations_missing=missing),
    )  # fmt: skip


def _covering(
    uow: UnitOfWork, files: Sequence[HardshipFile], rows: Sequence[Row]
) -> Appointment:  # fmt: skip
    """The reviewer's appointment under which every file lies, at the level of its stage."""
    levels = {row.level for row in rows}
    for post in uow.actor.appointments:
        covers = all(file.union_path.startswith(post.path) for file in files)
        if post.role in REVIEWER and covers and levels <= {post.level}:
            return post
    raise RoleRequired(
        roles=sorted(REVIEWER), held=list(uow.actor.roles), level=sorted(map(str, levels))
    )  # fmt: skip
