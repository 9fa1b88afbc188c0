"""A unit lists its households: each line is an application of its own, opened like any other.

Lines are tried in their order. Where some are refused and the good ones are to go on, the run begins
anew with those alone, so that nothing of a refused line is left behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.campaign import Campaign
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.account_holder import know_holders
from service.use_cases.ahead import look_at_claims, look_at_file_duties
from service.use_cases.campaign_lines import listed_files, room_of
from service.use_cases.open_application import open_application
from service.use_cases.payee_of import beneficiary_of
from service.use_cases.received import look_at_grants
from workflows.campaign import CAMPAIGN
from workflows.campaign_facts import CampaignFacts
from workflows.engine import fire, open_rows
from workflows.errors import DomainError, NotFound, PayeeUnfit, Refused, Verdict
from workflows.facts import Facts
from workflows.path import CLERK
from workflows.programme import registered

__all__ = ["Asked", "Line", "Listing", "list_lines"]

WARMTH = "warmth"
GOOD_ONES = "good_ones"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line as asked for: the household, whom of it (None is the worker), and as what; and where
    that stands, in a table (sheet, row, column)."""

    file_id: str
    object: str
    member_id: str | None = None
    place: tuple[str, int, str] | None = None

    @property
    def named(self) -> dict[str, Any]:
        """How a refusal names the line."""
        told: dict[str, Any] = {"hardship_file_id": self.file_id}
        if self.place is not None:
            told |= dict(zip(("sheet", "row", "column"), self.place, strict=True))
        return told


@dataclass(frozen=True, slots=True)
class Line:
    """What became of it, or on trial would."""

    asked: Asked
    application: Application | None
    refused: DomainError | None = None

    @property
    def verdicts(self) -> list[Verdict]:
        """Why it was refused, each reason named by its household."""
        if self.refused is None:
            return []
        alone = Verdict(type(self.refused), False, self.refused.values)
        return [
            replace(verdict, values={**self.asked.named, **verdict.values})
            for verdict in self.refused.refusals or (alone,)
            if not verdict.ok
        ]


@dataclass(frozen=True, slots=True)
class Listing:
    campaign: Campaign
    lines: tuple[Line, ...]


def list_lines(
    uow: UnitOfWork, campaign: Campaign, wanted: Sequence[Asked], mode: str, *, trial: bool
) -> Listing:
    """Open a line for each. Raises ``WrongState`` unless units list now, ``NotFound`` for files out
    of scope, and with ``all_or_nothing`` the gravest refusal with those of every line."""
    open_rows(CAMPAIGN, campaign.state, "list")
    tried = _tried(uow, campaign, wanted)
    failed = [verdict for one in tried for verdict in one.verdicts]
    if failed and not trial and mode != GOOD_ONES:
        raise Refused.of(failed)
    if not failed and not trial:
        return Listing(campaign, _kept(uow, campaign, tried))
    uow.try_only()
    if trial:
        return Listing(campaign, tuple(tried))
    found = uow.find(Campaign, campaign.id, entire=True)
    if found is None:
        raise LookupError(f"campaign {campaign.id} is gone")
    good = [one.asked for one in tried if one.refused is None]
    again = iter(_kept(uow, found, _tried(uow, found, good)) if good else ())
    return Listing(found, tuple(one if one.refused else next(again) for one in tried))


def _kept(uow: UnitOfWork, campaign: Campaign, lines: Sequence[Line]) -> tuple[Line, ...]:
    failed = [verdict for one in lines for verdict in one.verdicts]
    if failed:
        raise Refused.of(failed)
    campaign.listed += len(lines)
    uow.record("campaign.list", campaign, before=campaign.state, after=campaign.state)
    return tuple(lines)


def _tried(uow: UnitOfWork, campaign: Campaign, wanted: Sequence[Asked]) -> list[Line]:
    files = _files(uow, [one.file_id for one in wanted])
    _look_ahead(uow, campaign, wanted, files)
    room = room_of(uow, campaign)
    listed = listed_files(uow, campaign.id, files)
    lines = []
    for one in wanted:
        file = files[one.file_id]
        line = _one(uow, campaign, one, file, room, listed)
        if line.application is not None:
            room[file.union] -= 1
            listed[file.id] = line.application.id
        lines.append(line)
    return lines


def _files(uow: UnitOfWork, ids: Sequence[str]) -> dict[str, HardshipFile]:
    rows = uow.session.scalars(select(HardshipFile).where(HardshipFile.id.in_(ids)))
    found = {row.id: row for row in rows}
    unseen = [one for one in ids if one not in found or not uow.actor.sees(found[one].union_path)]
    if unseen:
        hidden = next((one for one in unseen if one in found), None)
        raise NotFound(hardship_file_ids=unseen, hidden=hidden)
    return found


def _look_ahead(
    uow: UnitOfWork, campaign: Campaign, wanted: Sequence[Asked], files: Mapping[str, HardshipFile]
) -> None:
    """Ask at once what opening each would ask for by itself."""
    look_at_grants(uow, files.values(), ())
    look_at_file_duties(uow, list(files))
    know_holders(uow, [one.account_digest for one in files.values() if one.account_digest])
    keys = []
    for one in wanted:
        people = {member.id: member.person_id for member in files[one.file_id].people}
        person = people.get(one.member_id or files[one.file_id].worker.id)
        if person is not None:
            key = registered()[WARMTH].claim_key(_answers(campaign, one), person)
            keys.append(uow.keyring.lookup_digest("claim", key))
    look_at_claims(uow, keys)


def _answers(campaign: Campaign, asked: Asked) -> dict[str, Any]:
    return {
        "occasion": campaign.occasion, "year": campaign.year, "object": asked.object,
        "kind": campaign.kind,
    }  # fmt: skip


def _one(
    uow: UnitOfWork,
    campaign: Campaign,
    asked: Asked,
    file: HardshipFile,
    room: Mapping[str, int],
    listed: Mapping[str, str],
) -> Line:
    held = (listed[file.id],) if file.id in listed else ()
    told = CampaignFacts(
        list_by=campaign.list_by, room=room, asked={file.union: 1}, listed=held
    )  # fmt: skip
    facts = Facts(actor=uow.actor, today=uow.today, campaign=told)
    try:
        fire(CAMPAIGN, campaign.state, "list", facts)
        application = open_application(uow, _form(campaign, asked, file), campaign.id)
    except DomainError as error:
        return Line(asked, None, error)
    uow.deeds[-1].appointment = uow.actor.holds(CLERK, file.union_path)
    return Line(asked, application)


def _form(campaign: Campaign, asked: Asked, file: HardshipFile) -> dict[str, Any]:
    """As a clerk would fill it in: paid to the household's own account on file."""
    account = file.account.fields() if file.account is not None else None
    if not account:
        raise PayeeUnfit(hardship_file_id=file.id)
    return {
        "programme": WARMTH, "hardship_file_id": file.id,
        "beneficiary": {"member_id": None if asked.member_id is None else beneficiary_of(file, asked.member_id).id},
        "answers": _answers(campaign, asked), "payee": account,
    }  # fmt: skip
