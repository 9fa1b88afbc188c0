"""一事一议: the county lifts an exclusion for one household, with reasons and papers.

It holds for the very value that was found and in this round of verification only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.file_parts import Exemption
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from service.use_cases.file_facts import look_at_file, pinned_path
from service.use_cases.file_statement import estate_digest
from service.use_cases.fill_file import given
from workflows.engine import assess
from workflows.errors import ExclusionUnstated, NothingExcluded, Refused, RoleRequired, WrongState
from workflows.hardship_file import ENDED, EXEMPTED
from workflows.path import APPROVER

__all__ = ["grant_exemption"]


def grant_exemption(uow: UnitOfWork, file: HardshipFile, form: Mapping[str, Any]) -> Exemption:
    """Raises ``NothingExcluded`` where the rule does not stand against the household,
    ``ExclusionUnstated`` where it does because nothing was stated (a silence cannot be exempted),
    ``WrongState`` once the file has ended, or every failed guard."""
    if file.state in ENDED:
        raise WrongState(state=file.state, action="exempt", allowed=[])
    level = pinned_path(file)[-1].level
    uow.appointment = uow.actor.holds(APPROVER, file.union_path, level)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(APPROVER), level=level)
    looked = look_at_file(uow, file)
    failed = [verdict for verdict in assess(EXEMPTED, looked.facts) if not verdict.ok]
    if failed:
        raise Refused.of(failed)
    found = {one.rule: one for one in looked.means.findings if not one.ok}.get(form["rule"])
    if found is None:
        raise NothingExcluded(rule=form["rule"])
    if found.found is None:
        raise ExclusionUnstated(rule=form["rule"])
    exemption = Exemption(
        id=uow.new_id(), file_id=file.id, round=file.verification, rule=form["rule"],
        found=found.found, content_digest=estate_digest(file),
        reason=Personal.of(form["reason"]), evidence=given(form["evidence"]),
        officer_id=uow.actor.subject, granted_on=uow.today,
    )  # fmt: skip
    file.exemptions.append(exemption)
    said = {"reason": form["reason"], "meeting_number": form["meeting_number"]}
    uow.record(
        "hardship_file.exempt", file, before=file.state, after=file.state, duty=EXEMPTED.duty,
        rule=f"{EXEMPTED.key}:{form['rule']}", edition=looked.edition.id, said=said,
        compared=looked.facts.compared,
    )  # fmt: skip
    return exemption
