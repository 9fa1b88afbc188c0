"""Which documents of a file are there and which are not: by the edition, by cause, by adult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.store.file_parts import FileEvidence
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.case_facts import facts_of_file
from service.use_cases.file_statement import statement_of
from service.use_cases.household_to_be import adults_of, persons_of
from service.use_cases.register_person import canonical_number, find_person
from workflows.engine import assess
from workflows.errors import PersonNotOnFile, Refused, WrongState
from workflows.hardship_file import ENDED, GATHERED
from workflows.policy import MeansEdition

__all__ = ["authorisations_missing", "documents_missing", "register_document"]

AUTHORISATION: Final = "authorisation"
SIGNED_ANEW: Final = frozenset({"application_form", "commitment", AUTHORISATION})
"""What is signed again for every re-verification; documents that did not change need not be handed
in once more (domain.md §2.4, §3.1 F11)."""


def documents_missing(file: HardshipFile, rules: MeansEdition) -> tuple[str, ...]:
    """The kinds the edition asks of every file, and of one with these causes, that are not there.

    Authorisations are asked for person by person, by a guard of their own.
    """
    by_cause = (
        kind for cause in statement_of(file).every_cause for kind in rules.evidence_by_cause.get(cause, ())
    )  # fmt: skip
    wanted = dict.fromkeys((*rules.evidence, *by_cause))
    there = {one.kind for one in file.evidence if _counts(one, file)}
    return tuple(kind for kind in wanted if kind != AUTHORISATION and kind not in there)


def authorisations_missing(
    uow: UnitOfWork, file: HardshipFile, rules: MeansEdition
) -> tuple[str, ...]:
    """The adults who have not signed, by their id on the file or their place in the proposal; none
    where the edition does not ask."""
    if AUTHORISATION not in rules.evidence:
        return ()
    signed = {
        one.person_id for one in file.evidence if one.kind == AUTHORISATION and _counts(one, file)
    }
    return tuple(who for who, person in adults_of(uow, file) if person not in signed)


def register_document(
    uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]
) -> FileEvidence:  # fmt: skip
    """Add one document. Raises ``WrongState`` once the file has ended, or every failed guard."""
    if file.state in ENDED:
        raise WrongState(state=file.state, action="evidence", allowed=[])
    facts = facts_of_file(uow, file)
    failed = [verdict for verdict in assess(GATHERED, facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    document = FileEvidence(
        id=uow.new_id(), file_id=file.id, round=file.verification, kind=form["kind"],
        person_id=_signer(uow, file, form), sha256=form["sha256"], pages=form["pages"],
        kept=form["kept"], signed_on=form.get("signed_on"),
    )  # fmt: skip
    file.evidence.append(document)
    uow.record(
        "hardship_file.evidence", file, before=file.state, after=file.state, duty=GATHERED.duty,
        rule=GATHERED.key, compared=facts.compared,
    )  # fmt: skip
    return document


def _signer(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> str | None:
    """Whose document it is: a member's by their id, somebody proposed by their number; whether a
    number is known elsewhere is told to nobody."""
    if form.get("identity_number"):
        person = find_person(uow, canonical_number(uow, form["identity_number"]))
        if person is None or person.id not in persons_of(uow, file):
            raise PersonNotOnFile(field="identity_number")
        return person.id
    wanted = form.get("member_id")
    if wanted is None:
        return file.worker.person_id if form["kind"] == AUTHORISATION else None
    for member in file.people:
        if member.id == wanted:
            return member.person_id
    raise PersonNotOnFile(field="member_id")


def _counts(one: FileEvidence, file: HardshipFile) -> bool:
    return one.kind not in SIGNED_ANEW or one.round == file.verification
