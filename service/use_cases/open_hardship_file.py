"""建档: a clerk opens a household file in one worker's name, or corrects it before it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from service.store.hardship_file import HardshipFile, Member
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest, hold_account
from service.use_cases.case_facts import facts_of_file
from service.use_cases.register_person import canonical_number, person_of
from workflows import identity_number
from workflows.engine import assess
from workflows.errors import PersonOnFile, PersonTwice, Recusal, Refused, RoleRequired, WrongState
from workflows.hardship_file import AMENDED

__all__ = ["amend_hardship_file", "elsewhere_on_file", "open_hardship_file"]

WORKER = "01"  # GB/T 4761: 本人


def open_hardship_file(uow: UnitOfWork, form: Mapping[str, Any]) -> HardshipFile:
    """A new file in state draft at the clerk's union; 一户一档 is checked at once."""
    union = _clerk_union(uow, form.get("union"))
    file = uow.add(
        HardshipFile(id=uow.new_id(), union=union[0], union_path=union[1], state="draft", tags=[])
    )
    deed = uow.record("hardship_file.open", file, after="draft", duty="intake")
    _fill(uow, file, form, deed)
    return file


def amend_hardship_file(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> None:
    """Correct a draft or returned file; each part given replaces the part that stands there."""
    if file.state not in ("draft", "returned"):
        raise WrongState(state=file.state, action="amend", allowed=[])
    facts = facts_of_file(uow, file)
    failed = [verdict for verdict in assess(AMENDED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    deed = uow.record(
        "hardship_file.amend", file, before=file.state, after=file.state, duty=AMENDED.duty,
        compared=facts.compared,
    )  # fmt: skip
    _fill(uow, file, form, deed)
    uow.unless_idle(deed)


def elsewhere_on_file(uow: UnitOfWork, file_id: str, persons: Sequence[str]) -> tuple[str, ...]:
    """Where these persons stand on another live file: its id as far as the caller may see it."""
    rows = uow.session.execute(
        select(HardshipFile.id, HardshipFile.union_path)
        .join(Member, Member.file_id == HardshipFile.id)
        .where(Member.person_id.in_(persons), Member.live, HardshipFile.id != file_id)
        .distinct()
    ).all()
    return tuple(row.id if uow.actor.sees(row.union_path) else "another_union" for row in rows)


def _clerk_union(uow: UnitOfWork, wanted: str | None) -> tuple[str, str]:
    posts = [a for a in uow.actor.appointments if a.role == "clerk"]
    for post in posts:
        if wanted is None or post.union == wanted:
            return post.union, post.path
    raise RoleRequired(roles=["clerk"], union=wanted)


def _fill(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any], deed: Deed) -> None:
    if "worker" in form or "members" in form:
        _household(uow, file, form)
    if "worker" in form:
        _worker_facts(uow, file, form["worker"], deed)
    if "household" in form:
        file.household = dict(form["household"])
    if "causes" in form:
        file.causes = dict(form["causes"])
    if "tags" in form:
        file.tags = list(form["tags"])


def _worker_facts(
    uow: UnitOfWork, file: HardshipFile, worker: Mapping[str, Any], deed: Deed
) -> None:
    file.employment = worker["employment"]
    file.union_member = worker["union_member"]
    file.phone = Personal.of(worker["phone"]) if worker.get("phone") else None
    account = worker.get("account")
    file.account, file.account_digest = None, None
    if account:
        file.account = Personal.of_fields(account)
        file.account_digest = account_digest(uow, account["number"])
        hold_account(uow, file.account_digest, file.people[0].person_id, deed)


def _household(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> None:
    """Everyone of the household as a person of their own, the worker first."""
    forms = _forms(file, form)
    numbers = [
        canonical_number(uow, one["identity_number"], field) for field, one in forms if one["new"]
    ]
    if len(numbers) != len(set(numbers)):
        raise PersonTwice
    people = [
        _member(uow, file, place, one, field) if one["new"] else one["row"]
        for place, (field, one) in enumerate(forms)
    ]
    persons = [person.person_id for person in people]
    if len(persons) != len(set(persons)):
        raise PersonTwice
    if not _not_recused(uow, persons):
        raise Recusal
    uow.watch(*persons)
    elsewhere = elsewhere_on_file(uow, file.id, persons)
    if elsewhere:
        raise PersonOnFile(files=list(elsewhere))
    for place, person in enumerate(people):
        person.position = place
    file.people = people


def _forms(file: HardshipFile, form: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What was given anew, and the rows that stay where nothing was given."""
    kept = sorted(file.people or [], key=lambda person: person.position)
    worker = form.get("worker")
    forms: list[tuple[str, dict[str, Any]]] = [
        ("worker.identity_number", {**worker, "relation": WORKER, "new": True})
        if worker is not None
        else ("worker", {"row": kept[0], "new": False})
    ]
    if "members" in form:
        forms += [
            (f"members.{place}.identity_number", {**one, "new": True})
            for place, one in enumerate(form["members"])
        ]
    else:
        forms += [("members", {"row": row, "new": False}) for row in kept[1:]]
    return forms


def _member(
    uow: UnitOfWork, file: HardshipFile, place: int, form: Mapping[str, Any], field: str
) -> Member:
    number = canonical_number(uow, form["identity_number"], field)
    person = person_of(uow, number, field)
    known = {row.person_id: row for row in file.people or []}
    row = known.get(person.id) or Member(
        id=uow.new_id(), file_id=file.id, person_id=person.id, live=True,
        name=Personal.of(form["name"]), identity=Personal.of(identity_number.masked(number)),
    )  # fmt: skip
    row.name = row.name.restated(form["name"])
    row.position = place
    row.relation = form["relation"]
    row.student = form.get("student", False)
    row.minor = identity_number.is_minor(number, uow.today)
    return row


def _not_recused(uow: UnitOfWork, persons: Sequence[str]) -> bool:
    return not set(uow.actor.persons()) & set(persons)
