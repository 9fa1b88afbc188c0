"""慰问活动: a reviewer drafts one for the unions below, with quota, standard and deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from service.store.campaign import Campaign
from service.store.money import Fund
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import in_scope
from workflows.actor import Actor
from workflows.errors import NotFound, RoleRequired, UnionUnknown
from workflows.path import REVIEWER

__all__ = ["find_campaign", "open_campaign"]


def find_campaign(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Campaign:
    """A campaign is seen from above, and by every union below that may list in it."""
    found = uow.find(Campaign, args["id"], entire=True)
    if found is None:
        raise NotFound
    below = any(root.startswith(found.union_path) for root in actor.roots)
    if not below and not actor.sees(found.union_path):
        raise NotFound(hidden=found.id)
    return found


def open_campaign(uow: UnitOfWork, form: Mapping[str, Any]) -> Campaign:
    """A draft at the caller's union. Raises ``RoleRequired`` where they review nothing, and
    ``UnionUnknown`` for a quota of a union that does not stand below."""
    wanted = form.get("union")
    posts = [post for post in uow.actor.appointments if post.role in REVIEWER]
    post = next((post for post in posts if wanted in (None, post.union)), None)
    if post is None:
        raise RoleRequired(roles=sorted(REVIEWER), union=wanted)
    uow.appointment = post
    _below(uow, post.path, form["quota"])
    if form.get("fund_id"):
        in_scope(uow, uow.actor, Fund, form["fund_id"])
    campaign = uow.add(
        Campaign(
            id=uow.new_id(), union=post.union, union_path=post.path, state="draft",
            title=form["title"], occasion=form["occasion"], year=form["year"], kind=form["kind"],
            standard_fen=form["standard_fen"], list_by=form["list_by"], quota=dict(form["quota"]),
            place=Personal.of(form["place"]), fund_id=form.get("fund_id"), listed=0, decided_fen=0,
            sign_offs=[],
        )
    )  # fmt: skip
    uow.record("campaign.open", campaign, after="draft")
    return campaign


def _below(uow: UnitOfWork, path: str, codes: Iterable[str]) -> None:
    """Each union named stands at the campaign's own or below it."""
    wanted = sorted(codes)
    rows = uow.session.execute(select(Union.id, Union.path).where(Union.id.in_(wanted)))
    known = {row.id: row.path for row in rows}
    for code in wanted:
        if not known.get(code, "").startswith(path):
            hidden = {"hidden": code} if code in known else {}
            raise UnionUnknown(union=code, **hidden)  # type: ignore[arg-type]
