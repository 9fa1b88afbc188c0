"""申请: a clerk opens an application against a household file, or amends it before it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.store.application import Application
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.account_holder import account_digest, hold_account
from service.use_cases.ahead import claim_now
from service.use_cases.application_facts import entering_facts, file_of
from service.use_cases.assess_application import Assessed
from service.use_cases.claims import claim_topic
from service.use_cases.emergency_facts import way_for
from service.use_cases.in_scope import in_scope
from service.use_cases.payee_of import beneficiary_of, payee_person, standing_beneficiary
from workflows.emergency import in_emergency
from workflows.engine import assess
from workflows.errors import InvalidInput, Refused, RoleRequired, WrongState
from workflows.path import CLERK, OPENED, REPLACED
from workflows.programme import Programme, registered

__all__ = ["amend_application", "open_application", "programme_named", "wire_form"]


def programme_named(code: str) -> Programme:
    """The programme of a code, or ``InvalidInput`` naming those on offer."""
    programme = registered().get(code)
    if programme is None:
        raise InvalidInput(field="programme", offered=sorted(registered()))
    return programme


def open_application(
    uow: UnitOfWork, form: Mapping[str, Any], campaign_id: str | None = None
) -> Application:
    """A draft with its assessment; every rule that fails refuses it, all of them at once.

    With ``campaign_id`` it is a line of that campaign, whose own rules were asked before.
    """
    programme = programme_named(form["programme"])
    file = in_scope(uow, uow.actor, HardshipFile, form["hardship_file_id"])
    uow.appointment = uow.actor.holds(CLERK, file.union_path)
    if uow.appointment is None:
        raise RoleRequired(roles=sorted(CLERK), union=file.union)
    application = uow.add(
        Application(
            id=uow.new_id(), union=file.union, union_path=file.union_path,
            programme=programme.code, file_id=file.id, state="draft", round=1, position=0,
            claim_live=True, award_fen=0, votes=[], evidence=[], path=[],
            campaign_id=campaign_id,
        )
    )  # fmt: skip
    deed = uow.record("application.open", application, after="draft", duty="intake")
    _fill(uow, application, file, programme, form, deed)
    return application


def amend_application(uow: UnitOfWork, application: Application, form: Mapping[str, Any]) -> None:
    """Correct a draft or returned application; it is assessed anew."""
    if application.state not in ("draft", "returned"):
        raise WrongState(state=application.state, action="amend", allowed=[])
    programme = programme_named(application.programme)
    file = file_of(uow, application)
    deed = uow.record(
        "application.amend", application, before=application.state, after=application.state,
        duty="intake",
    )  # fmt: skip
    _fill(uow, application, file, programme, form, deed)
    uow.unless_idle(deed)


def _fill(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    programme: Programme,
    form: Mapping[str, Any],
    deed: Deed,
) -> None:
    before = (application.person_id, application.claim_key)
    if "beneficiary" in form or application.person_id is None:
        member = beneficiary_of(file, (form.get("beneficiary") or {}).get("member_id"))
        application.member_id = None if member.position == 0 else member.id
        application.person_id = member.person_id
    if "answers" in form:
        application.answers = wire_form(form["answers"])
    key = programme.claim_key(application.answers, application.person_id)
    application.claim_key = uow.keyring.lookup_digest("claim", key)
    if "emergency" in form:
        application.emergency = _reason(form["emergency"])
    if "payee" in form or "beneficiary" in form:
        _pay_to(uow, application, file, form, deed)
    facts, assessed = entering_facts(uow, application, file)
    another = before != (application.person_id, application.claim_key)
    row = REPLACED if application.state == "returned" and another else OPENED
    asked = row if application.emergency is None else in_emergency(row)
    failed = [v for v in assess(asked, facts) if not v.ok]
    if failed:
        raise Refused.of(failed)
    pin(application, assessed)
    claim_now(uow, application)
    deed.amount_fen = application.award_fen
    deed.edition = application.edition_id
    deed.concerns = (*deed.concerns, claim_topic(application.claim_key))


def _pay_to(
    uow: UnitOfWork,
    application: Application,
    file: HardshipFile,
    form: Mapping[str, Any],
    deed: Deed,
) -> None:
    """The payee, by name a person of the household; the account belongs to that person alone."""
    payee = form.get("payee") or application.payee.fields()
    member = standing_beneficiary(file, application)
    application.payee_person_id = payee_person(file, member, payee["name"])
    application.payee = Personal.of_fields(dict(payee))
    application.account_digest = account_digest(uow, payee["number"])
    hold_account(uow, application.account_digest, application.payee_person_id, deed)


def pin(application: Application, assessed: Assessed) -> None:
    """What the assessment says becomes what the application says."""
    application.edition_id = assessed.edition.id
    application.assessment = assessed.record
    application.award_fen = assessed.decided.award.award_fen
    application.path = [stage.to_dict() for stage in way_for(application, assessed).path]


def _reason(form: Mapping[str, Any] | None) -> Personal | None:
    """Why it is to be paid first; null goes the ordinary way."""
    return Personal.of(form["reason"]) if form else None


def wire_form(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Dates are kept as the wire writes them."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in answers.items()
    }
