"""One action on many applications in one transaction: a meeting's afternoon, line by line.

Every line goes by its own table, with the same facts, guards and roles as the single call. A line
that is decided counts for those after it: its award is received, its fund has less. A trial goes the
whole way and keeps nothing; what it found can be asked for again to the letter, by its plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.act_on_application import act_on_application
from service.use_cases.ahead import look_at_duties
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.notice_facts import look_at_notices
from service.use_cases.plan_of_lines import Outcome, differing, plan_of
from service.use_cases.received import look_at_grants
from workflows.actor import Appointment
from workflows.errors import DomainError, NotFound, Refused, RoleRequired, WorldChanged

__all__ = ["Decisions", "decide_applications", "decide_each", "look_ahead", "wanted_applications"]

ALL_OR_NOTHING = "all_or_nothing"
NOTED = frozenset({403})
"""House rule 6: who was refused for role or separation is an entry, also where other lines went on."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What became of each line, or on trial would become, and the plan that names just this."""

    outcomes: tuple[Outcome, ...]
    plan: str

    @property
    def done(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.refused is None)

    @property
    def total_fen(self) -> int:
        return sum(one.award_fen for one in self.done)


def decide_applications(uow: UnitOfWork, form: Mapping[str, Any], *, trial: bool) -> Decisions:
    """Decide the applications named. Raises ``NotFound`` for what is unknown or out of scope, then
    see `decide_each`."""
    applications = wanted_applications(uow, form["application_ids"])
    decisions = decide_each(uow, applications, form["action"], form, trial=trial)
    if trial:
        uow.try_only()
    return decisions


def wanted_applications(uow: UnitOfWork, ids: Sequence[str]) -> list[Application]:
    """The applications in the order given; what is unknown or unseen is not found, all of it named."""
    rows = uow.session.scalars(select(Application).where(Application.id.in_(ids)))
    found = {row.id: row for row in rows}
    unseen = [one for one in ids if one not in found or not uow.actor.sees(found[one].union_path)]
    if unseen:
        hidden = next((one for one in unseen if one in found), None)
        raise NotFound(application_ids=unseen, hidden=hidden)
    return [found[one] for one in ids]


def decide_each(
    uow: UnitOfWork,
    applications: Sequence[Application],
    action: str,
    body: Mapping[str, Any],
    *,
    trial: bool,
) -> Decisions:
    """Fire ``action`` on each, in this order; the caller lets go of a trial.

    Raises ``WorldChanged`` where a plan is given and the outcome is another, and with
    ``all_or_nothing`` the gravest refusal, each named by its line.
    """
    look_ahead(uow, applications)
    outcomes = tuple(_line(uow, one, action, body) for one in applications)
    found = Decisions(outcomes, plan_of(outcomes, action, body))
    if trial:
        return found
    if body.get("plan") and body["plan"] != found.plan:
        raise WorldChanged(application_ids=differing(body["plan"], found.plan, outcomes))
    if body.get("mode", ALL_OR_NOTHING) == ALL_OR_NOTHING:
        failed = [verdict for one in outcomes for verdict in one.verdicts]
        if failed:
            raise Refused.of(failed)
    _note_refusals(uow, outcomes)
    return found


def look_ahead(uow: UnitOfWork, applications: Sequence[Application]) -> None:
    """Ask at once what each decision would ask for by itself: a few statements, however many lines."""
    ids = {one.file_id for one in applications}
    files = uow.session.scalars(select(HardshipFile).where(HardshipFile.id.in_(ids))).all()
    editions = {one.edition_id for one in applications}
    uow.memory["decided"] = (
        files, uow.session.scalars(select(Edition).where(Edition.id.in_(editions))).all()
    )  # fmt: skip
    look_at_duties(uow, applications)
    look_at_notices(uow, applications)
    look_at_grants(uow, files, {one.person_id for one in applications})


def _line(
    uow: UnitOfWork, application: Application, action: str, body: Mapping[str, Any]
) -> Outcome:
    """One line as the single call decides it; refused, it is as it was."""
    before, deeds = (application.number, application.state), len(uow.deeds)
    post: Appointment | None = None
    refused: DomainError | None = None
    try:
        uow.appointment = post = _post(uow, application, action)
        act_on_application(uow, application, action, body)
    except DomainError as error:
        refused = error
        if len(uow.deeds) > deeds:  # refused halfway: there is no going on from here
            raise
    for deed in uow.deeds[deeds:]:
        deed.appointment, deed.actor = post, uow.actor
    return Outcome(
        application, before[0], before[1], application.state, application.award_fen,
        application.fund_id, refused,
    )  # fmt: skip


def _post(uow: UnitOfWork, application: Application, action: str) -> Appointment:
    """The post by which the actor may do this here: that of the row, at the level of its stage."""
    table = table_for(application)
    rows = table.rows_for(inner_state(application), action)
    roles = rows[0].roles if rows else table.roles_for(action)
    level = rows[0].level if rows else None
    post = uow.actor.holds(roles, application.union_path, level)
    if post is None:
        raise RoleRequired(roles=sorted(roles), held=list(uow.actor.roles), level=level)
    return post


def _note_refusals(uow: UnitOfWork, outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        if one.refused is not None and one.refused.status in NOTED:
            uow.note(
                "authz.deny", "applications", one.application.id, rule=one.refused.code(),
                compared=tuple(verdict.name for verdict in one.refused.refusals),
            )  # fmt: skip
