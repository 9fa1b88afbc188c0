"""What a re-verification would change is kept beside the file until it is confirmed.

What was confirmed stands meanwhile: aid in hand rests on it, and an unverified member gets nothing.
How the same worker is reached and paid is no matter of verification and is written at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest, refuse_shared
from service.use_cases.file_contact import CONTACT, put_contact
from service.use_cases.fill_file import given, refuse_elsewhere
from service.use_cases.household_to_be import proposed_numbers
from service.use_cases.register_person import person_of
from workflows.errors import PersonTwice, Recusal

__all__ = ["propose_change"]

_REACHED: Final = frozenset({"phone", "account", *CONTACT})
"""How a worker is reached and paid."""


def propose_change(
    uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any], deed: Deed
) -> None:
    """Join the parts given to what is proposed already; tags, and how the worker who stays is
    reached, are written at once. Of another worker they are part of the proposal.

    Everyone named becomes a person now, so that the same person is not proposed twice over. Raises
    ``PersonTwice``, ``PersonOnFile``, ``Recusal`` or ``AccountShared``.
    """
    if "tags" in form:
        file.tags = list(form["tags"])
    parts = {name: given(form[name]) for name in form if name not in ("contact", "tags")}
    proposed = {**(file.proposed or {}), **parts}
    worker = proposed.get("worker")
    other = _other_worker(uow, file, worker)
    contact = dict(form.get("contact") or {})
    if worker is not None and other is None and "worker" in parts:
        contact = {name: value for name, value in worker.items() if name in _REACHED} | contact
    if contact and other is None:
        put_contact(uow, file, contact, deed)
    if worker is not None:
        kept = {name: value for name, value in worker.items() if name not in _REACHED}
        proposed["worker"] = {**worker, **given(contact)} if other else kept
    if other and proposed["worker"].get("account"):
        digest = account_digest(uow, proposed["worker"]["account"]["number"])
        refuse_shared(uow, digest, other, but_not=file.id)
    if proposed:
        _propose(uow, file, proposed)


def _other_worker(
    uow: UnitOfWork, file: HardshipFile, worker: Mapping[str, Any] | None
) -> str | None:
    """The person who is proposed in the place of the worker; none where the worker stays."""
    if worker is None:
        return None
    person = person_of(uow, worker["identity_number"], "worker.identity_number").id
    return None if person == file.worker.person_id else person


def _propose(uow: UnitOfWork, file: HardshipFile, proposed: Mapping[str, Any]) -> None:
    file.proposed = proposed
    persons = [person_of(uow, number, field).id for field, number in proposed_numbers(proposed)]
    everyone = [*persons, *_kept(file, proposed)]
    if len(everyone) != len(set(everyone)):
        raise PersonTwice
    if {*uow.actor.persons(), *uow.actor.kin()} & set(everyone):
        raise Recusal
    uow.watch(*everyone)
    refuse_elsewhere(uow, file, everyone)


def _kept(file: HardshipFile, proposed: Mapping[str, Any]) -> Iterator[str]:
    """Who stays as they are: a proposal that names the members leaves none of the old ones."""
    if "worker" not in proposed:
        yield file.worker.person_id
    if "members" not in proposed:
        yield from (member.person_id for member in file.members)
