"""The lines of a campaign: which there are, what room the units have, and who stands there twice.

Every line concerns its campaign, so whoever counts lines watches the campaign and sees each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from service.audit.duties import persons_behind
from service.store.application import Application
from service.store.campaign import Campaign
from service.store.hardship_file import Member
from service.unit_of_work import UnitOfWork
from workflows.campaign_facts import LineOf

__all__ = [
    "campaigns_ahead", "doubled_in", "drawn_up_by", "line_of", "lines_of", "listed_files", "room_of",
]  # fmt: skip


def line_of(uow: UnitOfWork, application: Application) -> LineOf:
    """What the campaign in which the application stands says of it; nothing where it stands in none."""
    if application.campaign_id is None:
        return LineOf()
    told = _told(uow, {application.campaign_id})[application.campaign_id]
    answers = application.answers or {}
    agrees = (answers.get("occasion"), answers.get("year")) == (told.occasion, told.year)
    by = drawn_up_by(uow, application.campaign_id)
    return LineOf(told.state, told.kind, told.standard_fen, agrees, by)


def drawn_up_by(uow: UnitOfWork, campaign_id: str) -> frozenset[str]:
    """The persons who drew the campaign up and who published it: neither decides on its lines. Nobody
    joins them once it is published, so a run asks once."""
    asked = f"drawn_up:{campaign_id}"
    if asked not in uow.memory:
        connection, acts = uow.session.connection(), ("campaign.open", "campaign.publish")
        behind = (persons_behind(connection, campaign_id, act) for act in acts)
        uow.memory[asked] = frozenset().union(*behind)
    found: frozenset[str] = uow.memory[asked]
    return found


def campaigns_ahead(uow: UnitOfWork, applications: Iterable[Application]) -> None:
    """The campaigns of many applications, asked at once and kept for the run."""
    _told(uow, {one.campaign_id for one in applications if one.campaign_id is not None})


def _told(uow: UnitOfWork, ids: Collection[str]) -> Mapping[str, Any]:
    known: dict[str, Any] = uow.memory.setdefault("campaigns", {})
    wanted = sorted(set(ids) - known.keys())
    if wanted:
        uow.watch(*wanted)
        asked = (
            Campaign.id, Campaign.state, Campaign.kind, Campaign.standard_fen, Campaign.occasion,
            Campaign.year,
        )  # fmt: skip
        rows = uow.session.execute(select(*asked).where(Campaign.id.in_(wanted)))
        known.update((row.id, row) for row in rows)
    return known


def lines_of(
    uow: UnitOfWork, campaign_id: str, states: Collection[str] = (), union: str | None = None
) -> list[Application]:
    """The lines in the order they were listed: those in these states, or all that are live."""
    uow.watch(campaign_id)
    asked = select(Application).where(Application.campaign_id == campaign_id)
    asked = asked.where(Application.state.in_(states) if states else Application.claim_live)
    if union is not None:
        asked = asked.where(Application.union == union)
    return list(uow.session.scalars(asked.order_by(Application.id)))


def room_of(uow: UnitOfWork, campaign: Campaign) -> dict[str, int]:
    """How many places each union has left. A line that ended before its notice has freed its place,
    one that ended after it has not (一经举报属实立即取消，不予补缺)."""
    rows = uow.session.execute(
        select(Application.union, func.count())
        .where(
            Application.campaign_id == campaign.id,
            or_(Application.claim_live, Application.notice_id.is_not(None)),
        )
        .group_by(Application.union)
    )
    taken: dict[str, int] = {row[0]: row[1] for row in rows}
    return {union: quota - taken.get(union, 0) for union, quota in campaign.quota.items()}


def listed_files(uow: UnitOfWork, campaign_id: str, files: Collection[str]) -> dict[str, str]:
    """Of these files those with a live line in the campaign, and which line that is."""
    rows = uow.session.execute(
        select(Application.file_id, Application.id).where(
            Application.campaign_id == campaign_id, Application.claim_live,
            Application.file_id.in_(files),
        )
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


def doubled_in(uow: UnitOfWork, lines: Sequence[Application]) -> list[dict[str, Any]]:
    """Lines that share an account, or a person of their households, whichever unit listed them.

    Nobody is named: whoever may see the lines looks into them.
    """
    accounts, people = defaultdict(list), defaultdict(list)
    by_file = {line.file_id: line.id for line in lines}
    for line in lines:
        accounts[line.account_digest].append(line.id)
    uow.watch(*by_file)
    members = uow.session.execute(
        select(Member.person_id, Member.file_id).where(Member.file_id.in_(by_file))
    )
    for person, file in members:
        people[person].append(by_file[file])
    return [*_shared("account", accounts.values()), *_shared("person", people.values())]


def _shared(what: str, groups: Iterable[list[str]]) -> list[dict[str, Any]]:
    found = sorted({tuple(sorted(set(group))) for group in groups if len(set(group)) > 1})
    return [{"shared": what, "application_ids": list(group)} for group in found]
