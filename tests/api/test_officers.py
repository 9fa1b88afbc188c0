"""/v1/officers: accounts, appointments, and the persons behind them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County, Reply, identity_number

TODAY = "2026-03-02"


def register(county: County, name: str = "new-1", **more: Any) -> Reply:
    form = {"id": name, "name": "张三", "identity_number": identity_number(), **more}
    return county.post("security-1", "/v1/officers", form)


def appoint(county: County, name: str, role: str, who: str = "security-1", **more: Any) -> Reply:
    form = {"role": role, "union": "360722", "from": TODAY, **more}
    return county.post(who, f"/v1/officers/{name}/appointments", form)


def end(county: County, name: str, appointment: str, **more: Any) -> Reply:
    path = f"/v1/officers/{name}"
    form = {"appointment_id": appointment, **more}
    return county.act("security-1", path, "end-appointment", form)


def test_an_account_without_appointment_may_do_nothing(county: County) -> None:
    made = register(county)
    assert made.status == 201
    assert made.headers["Location"] == "/v1/officers/new-1"
    assert (made["union"], made["appointments"]) == ("360722", [])
    assert made["identity_number"].count("*") == 11
    assert county.get("new-1", "/v1/unions").status == 403
    assert county.get("security-1", "/v1/officers/new-1").body.items() <= made.body.items()


def test_name_and_number_stand_in_no_entry_of_the_log(county: County) -> None:
    number = identity_number()
    before = log_size(county)
    register(county, identity_number=number)
    written = entries_since(county, before)
    assert [entry["act"] for entry in written] == ["person.register", "officer.create"]
    assert number not in str(written)
    assert "张三" not in str(written)


def test_two_accounts_of_one_person_are_told_apart_by_id_and_joined_by_person(
    county: County,
) -> None:
    number = identity_number()
    first = register(county, "new-1", identity_number=number)
    second = register(county, "new-2", identity_number=number.lower())
    assert first["person"] == second["person"]
    assert first["id"] != second["id"]


@pytest.mark.parametrize("taken", ["clerk-1", "outsider-clerk-1", "finance", "system", "public"])
def test_an_id_is_given_once_to_whomever_and_whatever(county: County, taken: str) -> None:
    refused = register(county, taken)
    assert (refused.status, refused["type"]) == (409, "/problems/already-exists")


@pytest.mark.parametrize(
    ("field", "value", "slug"),
    [
        ("identity_number", "360722198503120027", "identity-number-invalid"),
        ("identity_number", "36072219850312", "invalid-input"),
        ("name", "张三3", "invalid-input"),
        ("id", "New_1", "invalid-input"),
        ("union", "360700", "union-unknown"),
        ("union", "360723", "union-unknown"),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_nothing_is_written(
    county: County, field: str, value: str, slug: str
) -> None:
    refused = register(county, **{field: value})
    assert (refused.status, refused["type"]) == (422, f"/problems/{slug}")
    assert county.get("security-1", "/v1/officers/new-1").status == 404


def test_an_appointment_opens_the_doors_of_its_role_at_the_next_request(county: County) -> None:
    register(county)
    made = appoint(county, "new-1", "clerk", union="360722001", to=None)
    assert made.status == 201
    assert last_entry(county)["st"]["to"] == "clerk@360722001"
    shown = county.get("auditor-1", made.headers["Location"])
    assert shown.body == {
        "id": made["appointment_id"], "officer": "new-1", "role": "clerk", "union": "360722001",
        "from": TODAY, "to": None, "in_force": True, "rank": None, "audit_number": made["audit_number"],
    }  # fmt: skip
    assert county.draft_file("new-1")["union"] == "360722001"
    assert county.draft_file("new-1").status == 201


def test_an_appointment_that_begins_tomorrow_begins_tomorrow(county: County) -> None:
    register(county)
    made = appoint(county, "new-1", "clerk", union="360722001", **{"from": "2026-03-03"})
    assert made["appointments"][0]["in_force"] is False
    assert county.draft_file("new-1").status == 403
    county.days_later(1)
    assert county.draft_file("new-1").status == 201


def test_a_revocation_works_at_the_next_request(county: County) -> None:
    register(county)
    appointment = appoint(county, "new-1", "clerk", union="360722001")["appointment_id"]
    assert county.draft_file("new-1").status == 201
    ended = end(county, "new-1", appointment)
    assert (ended.status, ended["appointments"][0]["to"]) == (200, "2026-03-01")
    assert county.draft_file("new-1").status == 403
    again = end(county, "new-1", appointment)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")


def test_an_appointment_ended_for_a_later_day_holds_until_that_day(county: County) -> None:
    register(county)
    appointment = appoint(county, "new-1", "clerk", union="360722001")["appointment_id"]
    assert end(county, "new-1", appointment, to="2026-03-04").status == 200
    county.days_later(2)
    assert county.draft_file("new-1").status == 201
    county.days_later(1)
    assert county.draft_file("new-1").status == 403


@pytest.mark.parametrize("last_day", ["2026-02-28", "2026-06-30", "2026-07-01"])
def test_an_end_neither_rewrites_the_past_nor_prolongs(county: County, last_day: str) -> None:
    register(county)
    appointment = appoint(county, "new-1", "clerk", to="2026-06-30")["appointment_id"]
    refused = end(county, "new-1", appointment, to=last_day)
    assert (refused.status, refused["type"]) == (422, "/problems/period-invalid")


def test_an_end_says_which_version_was_seen(county: County) -> None:
    path = "/v1/officers/clerk-1/end-appointment"
    appointment = county.get("security-1", "/v1/officers/clerk-1")["appointments"][0]["id"]
    form = {"appointment_id": appointment}
    assert county.post("security-1", path, form).status == 428
    assert county.post("security-1", path, form, etag='"1"').status == 412
    assert county.draft_file("clerk-1").status == 201


def test_an_appointment_somebody_else_holds_is_not_ended_here(county: County) -> None:
    appointment = county.get("security-1", "/v1/officers/clerk-2")["appointments"][0]["id"]
    refused = end(county, "clerk-1", appointment)
    assert (refused.status, refused["type"]) == (422, "/problems/appointment-unknown")


def test_nobody_appoints_himself(county: County) -> None:
    before = log_size(county)
    refused = appoint(county, "security-1", "security_admin", union="360722001")
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")
    note = entries_since(county, before)[0]
    assert (note["act"], note["obj"]["id"]) == ("authz.deny", "security-1")


def test_nobody_gives_their_own_person_a_second_account(county: County) -> None:
    refused = register(county, identity_number="360722197001010172")
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")


def test_nobody_ends_their_own_appointment(county: County) -> None:
    held = county.get("security-1", "/v1/officers/security-1")["appointments"][0]["id"]
    refused = end(county, "security-1", held)
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")


def test_an_auditor_takes_no_business_role_and_the_log_tells_of_the_attempt(
    county: County,
) -> None:
    before = log_size(county)
    refused = appoint(county, "auditor-1", "clerk")
    assert (refused.status, refused["type"]) == (403, "/problems/incompatible-roles")
    assert refused["refusals"][0]["values"] == {"role": "clerk", "held": ["auditor"]}
    (note,) = entries_since(county, before)
    assert (note["act"], note["dec"]["sod"]) == ("authz.deny", ["incompatible_roles"])


def test_a_second_account_of_the_person_is_no_way_round(county: County) -> None:
    refused = appoint(county, "twin-1", "auditor")
    assert (refused.status, refused["type"]) == (403, "/problems/incompatible-roles")
    assert refused["refusals"][0]["values"]["held"] == ["approver", "clerk"]


def test_who_makes_payments_is_not_appointed_to_check_them(county: County) -> None:
    assert "incompatible_roles" in appoint(county, "maker-1", "payment_checker").codes
    assert "incompatible_roles" in appoint(county, "checker-1", "payment_maker").codes


def test_a_role_given_up_stands_in_nobodys_way(county: County) -> None:
    register(county)
    appointment = appoint(county, "new-1", "clerk")["appointment_id"]
    assert appoint(county, "new-1", "auditor").status == 403
    end(county, "new-1", appointment)
    assert appoint(county, "new-1", "auditor").status == 201


@pytest.mark.parametrize("union", ["360700", "360723", "360723001", "999999"])
def test_nobody_is_appointed_outside_the_subtree(county: County, union: str) -> None:
    refused = appoint(county, "clerk-2", "reviewer", union=union)
    assert (refused.status, refused["type"]) == (422, "/problems/union-unknown")


@pytest.mark.parametrize("role", ["finance_system", "bank_gateway", "emperor"])
def test_a_person_takes_no_role_of_a_machine(county: County, role: str) -> None:
    refused = appoint(county, "clerk-2", role)
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/role")


def test_the_same_appointment_is_made_once(county: County) -> None:
    again = appoint(county, "clerk-2", "clerk", union="360722002")
    assert (again.status, again["type"]) == (409, "/problems/already-exists")
    assert appoint(county, "clerk-2", "clerk", union="360722001").status == 201


def test_a_period_ends_after_it_begins(county: County) -> None:
    refused = appoint(county, "clerk-2", "reviewer", to="2026-03-01")
    assert (refused.status, refused["type"]) == (422, "/problems/period-invalid")


def test_the_list_holds_the_officers_of_the_subtree(county: County) -> None:
    found = county.get("auditor-1", "/v1/officers?limit=1000")["items"]
    ids = {item["id"] for item in found}
    assert {"clerk-1", "twin-1", "security-1"} <= ids
    assert not {"city-approver-1", "province-approver-1", "outsider-clerk-1"} & ids
    some = county.get("auditor-1", "/v1/officers?union=360722001")["items"]
    assert {item["id"] for item in some} == {"clerk-1", "reviewer-1"}
    assert all(item["identity_number"].count("*") == 11 for item in found)
