"""政策版本: drafted by one person, adopted by another, never edited once adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from service.audit.duties import persons_behind
from service.store.edition import Edition
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from workflows.edition import EDITION
from workflows.engine import fire
from workflows.errors import EditionInvalid, NotFound, RoleRequired
from workflows.facts import Facts
from workflows.policy import Problem, notices_short, problems
from workflows.programme import registered

__all__ = ["adopt_edition", "draft_edition"]


def draft_edition(uow: UnitOfWork, document: Mapping[str, Any], language: str) -> Edition:
    """Check the whole document and keep it as a draft of its union.

    Raises ``EditionInvalid`` with every line that is wrong and what to write instead.
    """
    _refuse(problems(dict(document), registered()), language)
    union = uow.session.get(Union, document["union"])
    if union is None or not uow.actor.sees(union.path):
        raise NotFound(hidden=document["union"] if union else None)
    uow.appointment = uow.actor.holds({"fund_manager"}, union.path)
    if uow.appointment is None:
        raise RoleRequired(roles=["fund_manager"], union=union.id)
    _keep_above(uow, document, union.path, language)
    edition = uow.add(
        Edition(
            id=uow.new_id(), programme=document["programme"], state="draft", union=union.id,
            union_path=union.path, document=dict(document), drafted_by=uow.actor.person or "",
            in_force_from=date.fromisoformat(document["in_force_from"]),
        )
    )  # fmt: skip
    uow.record("edition.draft", edition, after="draft", edition=edition.id)
    return edition


def _refuse(found: Iterable[Problem], language: str) -> None:
    word = "en" if language == "en" else "zh"
    errors = [
        {"at": one.pointer, "code": one.code, "title": one.title(word), "values": {}}
        for one in found
    ]
    if errors:
        raise EditionInvalid(errors=errors)


def _keep_above(uow: UnitOfWork, document: Mapping[str, Any], path: str, language: str) -> None:
    """No notice is shorter than a union above has made the least (``notice_at_least``)."""
    above = path.strip(".").split(".")[:-1]
    uow.watch(*above)
    adopted = uow.session.scalars(
        select(Edition).where(
            Edition.programme == document["programme"], Edition.state == "adopted",
            Edition.union.in_(above),
        )
    ).all()  # fmt: skip
    since = max(date.fromisoformat(document["in_force_from"]), uow.today)
    bound = (one for union in above for one in _from(since, adopted, union))
    least = max((one.document.get("notice_at_least") or 1 for one in bound), default=1)
    _refuse(notices_short(document, least), language)


def _from(since: date, adopted: Iterable[Edition], union: str) -> Iterator[Edition]:
    """Of one union the edition in force on the day, and those to come; what a later one has superseded
    by then binds nobody any more."""
    own = [one for one in adopted if one.union == union]
    begun = [one for one in own if one.in_force_from <= since]
    yield from (one for one in own if one.in_force_from > since)
    if begun:
        yield max(begun, key=lambda one: (one.in_force_from, one.number))


def adopt_edition(
    uow: UnitOfWork, edition: Edition, opinion: str | None, language: str = "zh-CN"
) -> None:
    """The second person adopts; from now on it binds what is submitted.

    An approver of that very union: one above it does not make its rules. Raises ``EditionInvalid``
    where a union above has meanwhile asked for a longer notice.
    """
    posts = [one for one in uow.actor.appointments if one.role == "approver"]
    uow.appointment = next((one for one in posts if one.union == edition.union), None)
    if uow.appointment is None:
        raise RoleRequired(roles=["approver"], union=edition.union)
    facts = Facts(
        actor=uow.actor,
        today=uow.today,
        opinion=opinion,
        drafted_by=_drafted_by(uow, edition),
    )
    row = fire(EDITION, edition.state, "adopt", facts)
    _keep_above(uow, edition.document, edition.union_path, language)
    edition.state = row.target
    edition.opinion = Personal.of(opinion) if opinion else None
    uow.record(
        "edition.adopt", edition, before=row.source, after=row.target, rule=row.key,
        edition=edition.id, said={"opinion": opinion} if opinion else {},
    )  # fmt: skip


def _drafted_by(uow: UnitOfWork, edition: Edition) -> frozenset[str]:
    """Whoever drafted it, and for whom."""
    behind = persons_behind(uow.session.connection(), edition.id, "edition.draft")
    return behind | {edition.drafted_by}
