"""确认建档: what was verified becomes what the file says, with its category and its next due day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.hardship_file import HardshipFile
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.file_changes import described, tell_changes
from service.use_cases.file_contact import standing_contact
from service.use_cases.file_facts import Looked
from service.use_cases.fill_file import fill_file
from service.use_cases.household_to_be import come_of_age, residents
from workflows.calendar import months_later
from workflows.means_case import INPUTS

__all__ = ["confirm_file"]


def confirm_file(uow: UnitOfWork, file: HardshipFile, looked: Looked, deed: Deed) -> None:
    """Write the proposal of a re-verification, the category, the edition, its inputs and every step.

    Aid may be given until the day the next verification is due, and not a day longer.
    """
    if file.proposed:
        before = described(file)
        fill_file(uow, file, _form(uow, file), deed)
        file.proposed = None
        tell_changes(deed, before, described(file))
    come_of_age(uow, file)
    file.category = looked.means.result.category
    file.edition_id = looked.edition.id
    file.assessment = {**looked.means.record, INPUTS: looked.means.inputs}
    file.confirmed_on = uow.today
    file.reverify_by = months_later(uow.today, looked.rules.reverification_months)
    file.reason = file.ended_on = file.monitored_until = None
    for person in file.people:
        person.live = True


def _form(uow: UnitOfWork, file: HardshipFile) -> Mapping[str, Any]:
    """The proposal; a worker who stays is reached and paid as was said last, which stands already."""
    proposed: Mapping[str, Any] = file.proposed
    worker = residents(uow, file.people, proposed)[0]
    if "worker" not in proposed or worker.person_id != file.worker.person_id:
        return proposed
    return {**proposed, "worker": {**proposed["worker"], **standing_contact(file)}}
