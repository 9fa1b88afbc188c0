"""确认建档: what was verified becomes what the file says, with its category and its next due day."""

from __future__ import annotations

from service.store.hardship_file import HardshipFile
from service.store.people import Person
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.file_changes import described, tell_changes
from service.use_cases.file_facts import Looked
from service.use_cases.fill_file import fill_file
from workflows import identity_number
from workflows.calendar import months_later

__all__ = ["confirm_file"]


def confirm_file(uow: UnitOfWork, file: HardshipFile, looked: Looked, deed: Deed) -> None:
    """Write the proposal of a re-verification, the category, the edition and every step.

    Aid may be given until the day the next verification is due, and not a day longer.
    """
    if file.proposed:
        before = described(file)
        fill_file(uow, file, file.proposed, deed)
        file.proposed = None
        tell_changes(deed, before, described(file))
    _come_of_age(uow, file)
    file.category = looked.means.result.category
    file.edition_id = looked.edition.id
    file.assessment = looked.means.record
    file.confirmed_on = uow.today
    file.reverify_by = months_later(uow.today, looked.rules.reverification_months)
    file.reason = file.ended_on = file.monitored_until = None
    for person in file.people:
        person.live = True


def _come_of_age(uow: UnitOfWork, file: HardshipFile) -> None:
    """Who was a child when the form was written may be none any more."""
    for member in file.people:
        if member.minor:
            person = uow.session.get(Person, member.person_id)
            if person is not None and not person.identity.erased:
                member.minor = identity_number.is_minor(person.identity.value, uow.today)
