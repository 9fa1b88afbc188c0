"""/v1/officers/{id}/kin: who may declare, who may read, and who may enter that a tie has ended."""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, last_entry, log_size
from tests.counted import counted
from tests.county import County, Reply, identity_number
from tests.kin_steps import declare, end_tie, engage, officer_number

OFFICERS = ("clerk-1", "maker-1", "auditor-1", "security-1", "system-1", "city-approver-1")


def listed(county: County, officer: str, who: str | None = None) -> Reply:
    return county.get(who or officer, f"/v1/officers/{officer}/kin")


@pytest.mark.parametrize("who", OFFICERS)
def test_officers_declare_their_own_relatives_under_any_role(county: County, who: str) -> None:
    number = identity_number()
    made = declare(county, who, number)
    assert made.status == 201
    place = f"/v1/officers/{who}/kin/{made['id']}"
    assert made.headers["Location"] == place
    assert made["identity_number"] == f"{number[:3]}{'*' * 11}{number[-4:]}"
    assert (made["name"], made["relation"], made["officer"]) == ("王小明", "20", who)
    assert (made["declared_on"], made["ended_on"]) == ("2026-03-02", None)
    read = county.get(who, place)
    assert (read.etag, read["in_force"]) == (made.etag, True)
    assert read.body.items() <= made.body.items()
    assert listed(county, who)["items"][0]["id"] == made["id"]


def test_an_account_that_is_kept_above_its_post_declares_its_own(county: County) -> None:
    form = {"id": "new-1", "name": "钟明", "identity_number": identity_number()}
    assert county.post("security-1", "/v1/officers", form)["union"] == "360722"
    post = {"role": "clerk", "union": "360722001", "from": "2026-01-01"}
    assert county.post("security-1", "/v1/officers/new-1/appointments", post).status == 201
    assert declare(county, "new-1", identity_number()).status == 201
    assert len(listed(county, "new-1")["items"]) == 1


def test_a_security_administrator_declares_for_officers_of_their_subtree(county: County) -> None:
    made = declare(county, "clerk-1", identity_number(), "security-1")
    assert made.status == 201
    entry = last_entry(county)
    assert (entry["act"], entry["who"]["sub"]) == ("person.declare_kin", "security-1")
    assert declare(county, "outsider-clerk-1", identity_number(), "security-1").status == 404
    assert declare(county, "city-approver-1", identity_number(), "security-1").status == 404


@pytest.mark.parametrize("who", ["clerk-2", "approver-1", "auditor-1", "outsider-approver-1"])
def test_nobody_else_declares_for_an_officer_and_the_attempt_is_noted(
    county: County, who: str
) -> None:
    before = log_size(county)
    refused = declare(county, "clerk-1", identity_number(), who)
    assert (refused.status, refused["type"]) == (404, "/problems/not-found")
    (note,) = entries_since(county, before)
    assert (note["act"], note["obj"]["id"], note["who"]["sub"]) == ("authz.deny", "clerk-1", who)


def test_a_machine_has_no_relatives(county: County) -> None:
    refused = declare(county, "clerk-1", identity_number(), "finance")
    assert refused.status == 404
    assert listed(county, "clerk-1", "bank").status == 404


def test_an_account_without_a_post_declares_nothing(county: County) -> None:
    form = {"id": "new-1", "name": "钟明", "identity_number": identity_number()}
    county.post("security-1", "/v1/officers", form)
    assert declare(county, "new-1", identity_number()).status == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("security-1", 200), ("auditor-1", 200), ("twin-1", 200), ("clerk-2", 404),
     ("approver-1", 404), ("outsider-approver-1", 404)],
)  # fmt: skip
def test_the_list_is_for_the_person_the_administrator_and_the_auditor(
    county: County, who: str, status: int
) -> None:
    made = declare(county, "clerk-1", identity_number())
    assert listed(county, "clerk-1", who).status == status
    assert county.get(who, made.headers["Location"]).status == status


def test_two_accounts_of_one_person_share_their_relatives(county: County) -> None:
    made = declare(county, "clerk-1", identity_number())
    assert [one["id"] for one in listed(county, "twin-1")["items"]] == [made["id"]]
    number = identity_number()
    assert declare(county, "twin-1", number).status == 201
    again = declare(county, "clerk-1", number)
    assert (again.status, again["type"]) == (409, "/problems/kin-declared")


def test_a_tie_is_declared_once_while_it_stands_and_again_after_its_end(county: County) -> None:
    number = identity_number()
    made = declare(county, "clerk-1", number)
    again = declare(county, "clerk-1", number, "security-1")
    assert (again.status, again["values"]) == (409, {"kin_id": made["id"]})
    assert end_tie(county, made).status == 200
    anew = declare(county, "clerk-1", number)
    assert anew.status == 201
    told = {one["id"]: one["in_force"] for one in listed(county, "clerk-1")["items"]}
    assert told == {made["id"]: False, anew["id"]: True}


@pytest.mark.parametrize("who", ["clerk-1", "twin-1"])
def test_nobody_is_their_own_kin(county: County, who: str) -> None:
    refused = declare(county, who, officer_number(1))
    assert (refused.status, refused["type"]) == (422, "/problems/own-kin")


@pytest.mark.parametrize(
    ("field", "value", "slug"),
    [
        ("relation", "01", "invalid-input"), ("relation", "02", "invalid-input"),
        ("relation", "99", "invalid-input"), ("relation", "999", "invalid-input"),
        ("identity_number", "360722198503120027", "identity-number-invalid"),
        ("identity_number", "1", "invalid-input"), ("name", "", "invalid-input"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_is_refused(
    county: County, field: str, value: str, slug: str
) -> None:
    form = {"name": "王小明", "identity_number": identity_number(), "relation": "20", field: value}
    refused = county.post("clerk-1", "/v1/officers/clerk-1/kin", form)
    assert (refused.status, refused["type"]) == (422, f"/problems/{slug}")
    assert listed(county, "clerk-1")["items"] == []


def test_the_same_key_is_one_tie_and_the_first_answer_again(county: County) -> None:
    form = {"name": "王小明", "identity_number": identity_number(), "relation": "20"}
    path, key = "/v1/officers/clerk-1/kin", county.new_key()
    first, second = (county.post("clerk-1", path, form, key=key) for _ in range(2))
    assert (second.status, second.body) == (201, first.body)
    assert second.headers["Idempotent-Replayed"] == "true"
    other = county.post("clerk-1", path, {**form, "relation": "10"}, key=key)
    assert (other.status, other["type"]) == (422, "/problems/key-reused")


def test_the_entry_names_both_persons_and_neither_name_nor_number(county: County) -> None:
    number, before = identity_number(), log_size(county)
    declare(county, "clerk-1", number)
    registered, declared = entries_since(county, before)
    assert (registered["act"], declared["act"]) == ("person.register", "person.declare_kin")
    assert number not in str((registered, declared))
    assert "王小明" not in str((registered, declared))
    persons = [registered["obj"]["id"], declared["obj"]["id"]]
    for person in persons:
        trail = county.get("auditor-1", f"/v1/audit/entries?after={before - 1}&limit=10")["items"]
        assert person in str(trail)
    assert verify_log(county.house.transactions).wrong is None


def test_a_tie_changed_in_the_rows_is_found_by_the_verification(county: County) -> None:
    declare(county, "clerk-1", identity_number())
    with county.house.transactions.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE kin SET ended_on = '2026-03-02'")
    assert verify_log(county.house.transactions).wrong is not None


def test_relatives_are_read_with_the_account_in_one_statement(county: County) -> None:
    def asked() -> list[str]:
        with counted(county) as statements:
            assert county.get("clerk-1", "/v1/code-lists/role").status == 200
        return [words for words in statements if "officer" in words]

    without = asked()
    for who in ("clerk-1", "twin-1"):
        declare(county, who, identity_number())
    assert asked() == without
    (only,) = without
    assert all(table in only for table in ("officer", "appointment", "kin"))


# --- the end of a tie -------------------------------------------------------------------------------


def test_an_ended_tie_keeps_its_row_with_its_day(county: County) -> None:
    made = declare(county, "clerk-1", identity_number())
    county.days_later(3)
    ended = end_tie(county, made)
    assert (ended.status, ended["ended_on"], ended["in_force"]) == (200, "2026-03-05", False)
    assert last_entry(county)["st"] == {"from": "declared", "to": "ended"}
    again = end_tie(county, made)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")
    assert verify_log(county.house.transactions).wrong is None


def test_an_end_says_which_version_was_seen(county: County) -> None:
    made = declare(county, "clerk-1", identity_number())
    path = f"{made.headers['Location']}/end"
    assert county.post("security-1", path).status == 428
    declare(county, "twin-1", identity_number())
    assert county.post("security-1", path, etag=made.etag).status == 412
    assert county.get("clerk-1", made.headers["Location"])["in_force"] is True


@pytest.mark.parametrize(
    ("who", "status"), [("clerk-1", 403), ("approver-1", 403), ("auditor-1", 403), ("finance", 403)]
)
def test_nobody_but_a_security_administrator_enters_an_end(
    county: County, who: str, status: int
) -> None:
    made = declare(county, "clerk-1", identity_number())
    refused = county.post(who, f"{made.headers['Location']}/end", etag=made.etag)
    assert (refused.status, refused["type"]) == (status, "/problems/role-required")


def test_the_administrator_of_another_county_finds_nothing_to_end(county: County) -> None:
    engage(county, "outsider-security-1", "security_admin", "360723")
    made = declare(county, "clerk-1", identity_number())
    refused = county.post("outsider-security-1", f"{made.headers['Location']}/end", etag=made.etag)
    assert refused.status == 404


def test_nobody_lifts_their_own_recusal(county: County) -> None:
    """Neither the one who declared the tie, nor the relative, under whichever account."""
    own = declare(county, "security-1", identity_number())
    other = declare(county, "clerk-1", officer_number(17))
    engage(county, "security-2", "security_admin", "360722", officer_number(1))
    for who, made in (("security-1", own), ("security-1", other), ("security-2", other)):
        refused = county.post(who, f"{made.headers['Location']}/end", etag=made.etag)
        assert (refused.status, refused["type"]) == (403, "/problems/recusal"), who


def test_a_tie_of_another_officer_is_not_found_here(county: County) -> None:
    made = declare(county, "clerk-1", identity_number())
    elsewhere = f"/v1/officers/clerk-2/kin/{made['id']}"
    assert county.get("security-1", elsewhere).status == 404
    assert county.post("security-1", f"{elsewhere}/end", etag=made.etag).status == 404
