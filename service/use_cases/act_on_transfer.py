"""Accept, decline, withdraw: what becomes of a file that was offered to another union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.audit.duties import persons_behind
from service.store.application import Application
from service.store.file_life import Transfer
from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import inner_state as inner_state_of_application
from service.use_cases.application_facts import table_for as table_for_application
from service.use_cases.case_facts import facts_of_file
from service.use_cases.cases_going_along import ACTION, Along, along_with
from service.use_cases.file_changes import Told, tell_changes
from service.use_cases.file_facts import inner_state, table_for
from service.use_cases.rechecks import open_kinship_recheck
from service.use_cases.standing_files import standing_topic
from workflows.engine import assess, fire, open_rows
from workflows.facts import Facts
from workflows.file_standing import STANDING
from workflows.table import Row, plain
from workflows.transfer import TRANSFER

__all__ = ["Moved", "act_on_transfer", "facts_for_transfer"]


@dataclass(frozen=True, slots=True)
class Moved:
    """The applications that went along with the file, and those that stayed with their money."""

    going: Sequence[Application]
    staying: Sequence[Application]


def act_on_transfer(
    uow: UnitOfWork, transfer: Transfer, action: str, opinion: str | None
) -> Moved | None:  # fmt: skip
    """Fire ``action``; accepted, the file and its open applications belong to the new union, and
    what moved is handed back.

    All of it or nothing. Raises ``WrongState`` or the gravest failed guard, with those of every case
    that would move.
    """
    open_rows(TRANSFER, transfer.state, action)
    file = _file_of(uow, transfer)
    facts, along = _looked(uow, transfer, file, action, opinion)
    row = fire(TRANSFER, transfer.state, action, facts)
    transfer.state, transfer.live = row.target, False
    uow.record(
        f"transfer.{action}", transfer, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, said={"opinion": opinion} if opinion else {}, compared=facts.compared,
    )  # fmt: skip
    if along is None:
        return None
    _take_file(uow, transfer, file, along)
    for one in along.going:
        _take_case(uow, transfer, one, along.case_facts[one.id])
    return Moved(along.going, along.staying)


def facts_for_transfer(uow: UnitOfWork, transfer: Transfer) -> Facts:
    """Everything that any action on the transfer asks, to say what the caller may do and why not."""
    action = "accept" if TRANSFER.rows_for(transfer.state, "accept") else ""
    return _looked(uow, transfer, _file_of(uow, transfer), action, None)[0]


def _file_of(uow: UnitOfWork, transfer: Transfer) -> HardshipFile:
    file = uow.find(HardshipFile, transfer.file_id, entire=True)
    if file is None:
        raise LookupError(f"transfer {transfer.id} has no file")
    return file


def _looked(
    uow: UnitOfWork, transfer: Transfer, file: HardshipFile, action: str, opinion: str | None
) -> tuple[Facts, Along | None]:
    """The facts, and of an acceptance what would move; nothing does by the other actions."""
    offered_by = persons_behind(uow.session.connection(), transfer.id, "transfer.offer")
    facts = facts_of_file(uow, file, opinion=opinion, drafted_by=offered_by, lines=())
    if action != "accept":
        return facts, None
    (row,) = TRANSFER.rows_for(transfer.state, action)
    told = [verdict for verdict in assess(row, facts) if not verdict.ok]
    along = along_with(uow, transfer, file, facts, told)
    return replace(facts, lines=along.failed), along


def _take_file(uow: UnitOfWork, transfer: Transfer, file: HardshipFile, along: Along) -> None:
    """The path of the new place is pinned at once: it says at which level the file's end is decided.

    Where it comes under an officer to whom it is kin, the level above is asked to look.
    One set of standing files loses it, another gains it: whoever draws from them looks again.
    """
    row = fire(table_for(file), inner_state(file), ACTION, along.file_facts)
    deed = _recorded(uow, transfer, file, row, along.file_facts)
    deed.edition = along.edition_id
    if file.state in STANDING:
        topics = map(standing_topic, (file.union, transfer.to_union))
        deed.concerns = (*deed.concerns, *topics)
    tell_changes(deed, {"union": _told(file.union)}, {"union": _told(transfer.to_union)})
    file.union, file.union_path = transfer.to_union, transfer.to_path
    file.path = [stage.to_dict() for stage in along.path]
    if file.state in STANDING:
        open_kinship_recheck(uow, file, sorted(along.file_facts.household or ()))


def _take_case(uow: UnitOfWork, transfer: Transfer, application: Application, facts: Facts) -> None:
    """The pinned path stays: what of it is ahead is done along the new line."""
    table, state = table_for_application(application), inner_state_of_application(application)
    row = fire(table, state, ACTION, facts)
    _recorded(uow, transfer, application, row, facts).edition = application.edition_id
    application.union, application.union_path = transfer.to_union, transfer.to_path
    application.owner_id = None  # who owned it does so for the union it leaves
    application.owner_id = application.signers = application.stuck_on = None


def _recorded(
    uow: UnitOfWork, transfer: Transfer, case: HardshipFile | Application, row: Row, facts: Facts
) -> Deed:
    """A deed of the case, which the trail of the transfer tells of as well."""
    return uow.record(
        f"{case.KIND}.{row.action}", case, before=plain(row.source), after=plain(row.target),
        duty=row.duty, rule=row.key, compared=facts.compared, concerns=(transfer.id,),
    )  # fmt: skip


def _told(union: str) -> Told:
    return Told(union, union)
