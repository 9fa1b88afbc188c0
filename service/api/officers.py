"""/v1/officers: accounts of natural persons and their appointments (role × union × from–to)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from schemas.people import (
    AppointedView,
    AppointmentsView,
    AppointmentView,
    EarlyEnd,
    KeptAtQuery,
    OfficerForm,
    OfficerView,
)
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import PAGE, page_view
from service.api.people_forms import FORMS
from service.store.people import Appointed, Officer, Person
from service.unit_of_work import UnitOfWork
from service.use_cases.appoint_officer import appoint_officer, end_appointment
from service.use_cases.in_scope import by_id, page_after, within
from service.use_cases.register_officer import register_officer
from workflows import identity_number
from workflows.errors import NotFound
from workflows.vocabulary import Role

__all__ = ["officer_view"]

SECURITY = frozenset({Role.SECURITY_ADMIN})
READERS = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
find_officer = by_id(Officer)


def appointment_view(uow: UnitOfWork, row: Appointed) -> dict[str, Any]:
    return {
        "id": row.id,
        "officer": row.officer_id,
        "role": row.role,
        "union": row.union,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "rank": row.rank,
        "in_force": row.starts_on <= uow.today
        and (row.ends_on is None or uow.today <= row.ends_on),
    }


def officer_view(uow: UnitOfWork, officer: Officer, masked: str) -> dict[str, Any]:
    return {
        "id": officer.id,
        "name": officer.name.value,
        "identity_number": masked,
        "person": officer.person_id,
        "union": officer.union,
        "appointments": [appointment_view(uow, row) for row in officer.appointments],
        "audit_number": officer.number,
    }


def masked_numbers(uow: UnitOfWork, officers: Sequence[Officer]) -> Mapping[str, str]:
    """Person → what may be shown of the identity number; one query for a page."""
    persons = {officer.person_id for officer in officers}
    waiting = [row for row in uow.session.new if isinstance(row, Person)]
    stored = uow.session.scalars(select(Person).where(Person.id.in_(persons)))
    return {row.id: _masked(row) for row in (*waiting, *stored)}


def _masked(person: Person) -> str:
    shown = person.identity
    return "" if shown.erased else identity_number.masked(shown.value)


def _one(call: Call, officer: Officer, **more: Any) -> Result:
    masked = masked_numbers(call.uow, [officer])[officer.person_id]
    return Result(
        lambda: {**officer_view(call.uow, officer, masked), **more}, officer,
        f"/v1/officers/{officer.id}",
    )  # fmt: skip


@endpoint(
    "POST", "/v1/officers", roles=SECURITY, takes=OfficerForm, gives=OfficerView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def open_officer(call: Call) -> Result:
    """新建人员 Register an officer; the account has no power until appointed."""
    return _one(call, register_officer(call.uow, call.body))


@endpoint("GET", "/v1/officers", roles=READERS, query=KeptAtQuery, gives=page_of(OfficerView))
def list_officers(call: Call) -> Result:
    """人员列表 The officers kept at the caller's unions."""
    conditions = [within(Officer.union_path, call.actor)]
    if "union" in call.query:
        conditions.append(Officer.union == call.query["union"])
    after, limit = call.query.get("after", 0), call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Officer, conditions, after, limit)
    masked = masked_numbers(call.uow, rows)
    return page_view(rows, more, lambda row: officer_view(call.uow, row, masked[row.person_id]))


@endpoint("GET", "/v1/officers/<id>", roles=READERS, gives=OfficerView, finds=find_officer)
def get_officer(call: Call) -> Result:
    """人员 One officer, with every appointment there ever was."""
    return _one(call, call.thing)


@endpoint(
    "GET", "/v1/officers/<id>/appointments", roles=READERS, gives=AppointmentsView,
    finds=find_officer,
)  # fmt: skip
def list_appointments(call: Call) -> Result:
    """任职列表 The appointments of one officer."""
    items = [appointment_view(call.uow, row) for row in call.thing.appointments]
    return Result(lambda: {"items": items, "audit_number": call.thing.number}, call.thing)


@endpoint(
    "GET", "/v1/officers/<id>/appointments/<appointment_id>", roles=READERS,
    gives=AppointmentView, finds=find_officer,
)  # fmt: skip
def get_appointment(call: Call) -> Result:
    """任职 One appointment."""
    wanted = call.args["appointment_id"]
    row = next((one for one in call.thing.appointments if one.id == wanted), None)
    if row is None:
        raise NotFound
    view = {**appointment_view(call.uow, row), "audit_number": call.thing.number}
    return Result(lambda: view, call.thing)


@endpoint(
    "POST", "/v1/officers/<id>/appointments", roles=SECURITY, takes=FORMS.appointment,
    gives=AppointedView, finds=find_officer, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def appoint(call: Call) -> Result:
    """任职 Appoint an officer; refused to oneself, and where the roles exclude each other."""
    appointed = appoint_officer(call.uow, call.thing, call.body)
    made = _one(call, call.thing, appointment_id=appointed.id)
    return Result(made.view, made.thing, f"{made.location}/appointments/{appointed.id}")


@endpoint(
    "POST", "/v1/officers/<id>/end-appointment", roles=SECURITY, takes=EarlyEnd,
    gives=OfficerView, finds=find_officer, versioned=True, key=Key.ACCEPTED,
)  # fmt: skip
def end_officer_appointment(call: Call) -> Result:
    """免职 End an appointment early; without a date it ends at once."""
    end_appointment(call.uow, call.thing, call.body)
    ended = _one(call, call.thing)
    return Result(ended.view, ended.thing)
