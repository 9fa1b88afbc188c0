"""建档: a clerk opens a household file in one worker's name, or corrects what is not confirmed yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_changes import described, proposed_fields, tell_changes
from service.use_cases.fill_file import fill_file
from service.use_cases.propose_change import propose_change
from workflows.engine import assess
from workflows.errors import Refused, RoleRequired, WrongState
from workflows.hardship_file import AMENDED, ENDED

__all__ = ["amend_hardship_file", "clerk_union", "new_file", "open_hardship_file"]

OPEN_TO_CORRECTION = ("draft", "returned")
CONFIRMED = frozenset({"active", "reverifying", "exiting", "exited", "cancelling"})
STANDING_PARTS = frozenset({"contact", "tags"})
"""What of a confirmed file may be corrected as it stands; the rest is verified again."""


def open_hardship_file(uow: UnitOfWork, form: Mapping[str, Any]) -> HardshipFile:
    """A new file in state draft at the clerk's union; 一户一档 is checked at once."""
    file, deed = new_file(uow, clerk_union(uow, form.get("union")))
    fill_file(uow, file, form, deed)
    return file


def new_file(
    uow: UnitOfWork, union: tuple[str, str], **more: Any
) -> tuple[HardshipFile, Deed]:  # fmt: skip
    """An empty file of a union, and the deed that opens it."""
    file = uow.add(
        HardshipFile(
            id=uow.new_id(), union=union[0], union_path=union[1], state="draft", round=1, tags=[],
            **more,
        )
    )  # fmt: skip
    return file, uow.record("hardship_file.open", file, after="draft", duty="intake")


def amend_hardship_file(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> None:
    """Correct a file; each part given replaces the part that stands there.

    A draft or returned file is written as given. Of an active one contact and tags are; what the
    means test rests on goes into a re-verification. Raises ``WrongState`` or every failed guard.
    """
    facts = facts_of_file(uow, file)
    failed = [verdict for verdict in assess(AMENDED, facts) if not verdict.ok]
    proposing = file.state == "reverifying" and file.place == "draft"
    if not proposing:
        _refuse_standing(file, form)
    if failed:
        raise Refused.of(failed)
    before = {**described(file), **proposed_fields(file)}
    deed = uow.record(
        "hardship_file.amend", file, before=file.state, after=file.state, duty=AMENDED.duty,
        compared=facts.compared,
    )  # fmt: skip
    if proposing:
        propose_change(uow, file, form, deed)
    else:
        fill_file(uow, file, form, deed)
    tell_changes(deed, before, {**described(file), **proposed_fields(file)})
    uow.unless_idle(deed)


def _refuse_standing(file: HardshipFile, form: Mapping[str, Any]) -> None:
    if file.state in OPEN_TO_CORRECTION:
        return
    parts = sorted(form.keys() - STANDING_PARTS)
    if file.state not in CONFIRMED:
        allowed = [] if file.state in ENDED else ["return"]
        raise WrongState(state=file.state, action="amend", allowed=allowed)
    if parts:
        allowed = ["reverify"] if file.state == "active" else []
        raise WrongState(state=file.state, action="amend", parts=parts, allowed=allowed)


def clerk_union(uow: UnitOfWork, wanted: str | None) -> tuple[str, str]:
    """Code and path of the union the caller is clerk of: the one wanted, else the first. It is by
    this post that they act, and the log says so."""
    posts = [a for a in uow.actor.appointments if a.role == "clerk"]
    for post in posts:
        if wanted is None or post.union == wanted:
            uow.appointment = post
            return post.union, post.path
    raise RoleRequired(roles=["clerk"], union=wanted)
