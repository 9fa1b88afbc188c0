"""代理: an appointment given for a few days; two persons count where one acts."""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County, identity_number
from tests.kin_steps import declare, engage, family
from tests.stand_in_steps import THREE_VOTE, appointed, deputy, edition, give, given, voting


def test_a_delegate_votes_and_the_log_names_both(county: County) -> None:
    path, fund = voting(county)
    delegate = deputy(county)
    assert county.approve(path, fund, delegate).status == 404
    where = given(county, "approver-2", delegate)
    before = log_size(county)
    assert county.approve(path, fund, delegate)["state"] == "approved"
    (vote,) = [one for one in entries_since(county, before) if one["act"] == "application.approve"]
    assert vote["who"]["sub"] == delegate
    assert vote["for"]["sub"] == "approver-2"
    assert vote["for"]["dlg"] == where.rpartition("/")[2]
    told = county.get("auditor-1", f"{path}/trail")["items"]
    assert [one["acting_for"] for one in told if one["act"] == "application.approve"] == [
        "approver-2"
    ]
    assert verify_log(county.house.transactions).wrong is None


def test_what_is_read_by_a_post_that_was_given_is_noted_with_its_giver(
    sqlite_county: County,
) -> None:
    """Of the reader's own union they read for themselves, though they hold the same role there too."""
    county = sqlite_county
    county.draft_file()
    county.draft_file("clerk-2")
    where = given(county, "county-reviewer-1", "reviewer-1", role="reviewer")
    for more, giver in (("?union=360722001", None), ("", "county-reviewer-1")):
        assert county.get("reviewer-1", f"/v1/exports/hardship-files{more}").status == 200
        noted = last_entry(county)
        assert (noted["act"], noted["who"]["sub"]) == ("personal.export", "reviewer-1")
        assert noted.get("for", {}).get("sub") == giver
    assert noted["for"]["dlg"] == where.rpartition("/")[2]


def test_a_delegation_is_told_to_its_giver_its_taker_and_those_who_keep_the_officers(
    county: County,
) -> None:
    where = given(county, "approver-2", deputy(county))
    made = county.get("approver-2", where)
    assert (made["giver"], made["to"], made["in_force"]) == ("approver-2", "deputy-1", True)
    for who in ("security-1", "auditor-1"):
        assert county.get(who, where).status == 200
        assert county.get(who, "/v1/officers/approver-2/delegations")["items"][0]["id"]
    assert county.get("deputy-1", "/v1/officers/deputy-1/delegations")["items"]
    assert county.get("approver-1", where).status == 404
    assert county.get("outsider-approver-1", where).status == 404


def test_the_reason_stands_in_no_entry(county: County) -> None:
    before = log_size(county)
    given(county, "approver-2", "county-reviewer-1", reason="住院手术")
    written = entries_since(county, before)
    assert [one["act"] for one in written] == ["delegation.give"]
    assert "住院手术" not in str(written)


# --- what may be given, to whom, for how long -------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "slug"),
    [
        ({"ends_on": "2026-04-01"}, "delegation-too-long"),
        ({"starts_on": "2026-03-01", "ends_on": "2026-03-05"}, "delegation-too-long"),
        ({"starts_on": "2026-03-05", "ends_on": "2026-03-04"}, "delegation-too-long"),
        ({"ends_on": None}, "invalid-input"),
        ({"reason": " "}, "invalid-input"),
    ],
)
def test_a_delegation_has_an_end_within_thirty_days_and_a_reason(
    county: County, days: dict[str, str], slug: str
) -> None:
    refused = give(county, "approver-2", "county-reviewer-1", **days)
    assert (refused.status, refused["type"]) == (422, f"/problems/{slug}")


def test_the_terms_of_the_union_may_allow_less(county: County) -> None:
    editions = county.get("auditor-1", "/v1/editions")["items"]
    terms = next(one["document"] for one in editions if one["programme"] == "supervision")
    county.adopt({**terms, "union": "360722", "delegation_days": 5})
    assert give(county, "approver-2", "county-reviewer-1").codes == {"delegation_too_long"}
    assert give(county, "approver-2", "county-reviewer-1", ends_on="2026-03-06").status == 201


@pytest.mark.parametrize(
    ("role", "union"),
    [("reviewer", "360722"), ("approver", "360700"), ("approver", "360722001")],
)
def test_nobody_gives_what_they_do_not_hold(county: County, role: str, union: str) -> None:
    refused = give(county, "approver-2", "county-reviewer-1", role, union=union)
    assert "role_unheld" in refused.codes


def test_what_was_given_is_not_given_on(county: County) -> None:
    delegate, third = deputy(county), deputy(county, "deputy-2")
    given(county, "approver-2", delegate)
    refused = give(county, delegate, third)
    assert (refused.status, "role_unheld" in refused.codes) == (422, True)


def test_what_has_ended_is_not_given(county: County) -> None:
    path = "/v1/officers/approver-2"
    (held,) = county.get("security-1", path)["appointments"]
    county.act("security-1", path, "end-appointment", {"appointment_id": held["id"]})
    assert give(county, "approver-2", "county-reviewer-1").status == 403
    appointed(county, "approver-2", "clerk")
    assert "role_unheld" in give(county, "approver-2", "county-reviewer-1").codes


@pytest.mark.parametrize(("who", "role"), [("security-1", "security_admin"),
                                           ("system-1", "system_admin"), ("auditor-1", "auditor")])  # fmt: skip
def test_administrators_and_auditors_delegate_nothing(county: County, who: str, role: str) -> None:
    refused = give(county, who, deputy(county), role)
    assert "role_undelegable" in refused.codes


def test_nobody_delegates_to_themselves_under_any_account(county: County) -> None:
    assert "delegate_unfit" in give(county, "approver-2", "approver-2").codes
    refused = give(county, "twin-1", "clerk-1")
    assert (refused.status, "delegate_unfit" in refused.codes) == (422, True)


def test_a_maker_is_not_lent_the_checkers_post_nor_an_auditor_any(county: County) -> None:
    for taker in ("maker-1", "auditor-1"):
        refused = give(county, "checker-1", taker, "payment_checker")
        assert (refused.status, "incompatible_roles" in refused.codes) == (403, True)


def test_who_was_lent_the_checkers_post_is_not_appointed_maker(county: County) -> None:
    delegate = deputy(county)
    where = given(county, "checker-1", delegate, "payment_checker")
    refused = appointed(county, delegate, "payment_maker")
    assert "incompatible_roles" in refused.codes
    county.post("checker-1", f"{where}/end", {}, etag=county.get("checker-1", where).etag)
    assert appointed(county, delegate, "payment_maker").status == 201


@pytest.mark.parametrize("taker", ["nobody-1", "outsider-approver-1", "finance"])
def test_only_somebody_of_the_union_takes_a_delegation(county: County, taker: str) -> None:
    refused = give(county, "approver-2", taker)
    assert (refused.status, refused["type"]) == (422, "/problems/officer-unknown")


def test_one_appointment_is_in_one_pair_of_other_hands(county: County) -> None:
    given(county, "approver-2", deputy(county))
    again = give(county, "approver-2", "county-reviewer-1", starts_on="2026-03-31")
    assert (again.status, again["type"]) == (409, "/problems/already-exists")


@pytest.mark.parametrize("who", ["security-1", "approver-1", "system-1"])
def test_nobody_gives_what_is_anothers(county: County, who: str) -> None:
    form = {
        "to": deputy(county), "role": "approver", "union": "360722", "starts_on": "2026-03-02",
        "ends_on": "2026-03-03", "reason": "出差",
    }  # fmt: skip
    assert county.post(who, "/v1/officers/approver-2/delegations", form).status == 404


# --- how long it lasts ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["approver-2", "security-1", "deputy-1"])
def test_a_delegation_is_ended_at_once_and_only_once(county: County, who: str) -> None:
    path, fund = voting(county)
    kept = given(county, "approver-2", deputy(county))
    where = kept.replace("approver-2", "deputy-1") if who == "deputy-1" else kept
    etag = county.get("approver-2", kept).etag
    assert county.post(who, f"{where}/end", {}).status == 428
    assert county.post(who, f"{where}/end", {"opinion": "提前返岗"}, etag=etag).status == 200
    assert county.approve(path, fund, "deputy-1").status == 404
    told = county.get("approver-2", kept)
    assert (told["ended_by"], told["in_force"]) == (who, False)
    again = county.post("approver-2", f"{kept}/end", {}, etag=told.etag)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")


def test_nobody_else_ends_it(county: County) -> None:
    where = given(county, "approver-2", deputy(county))
    etag = county.get("approver-2", where).etag
    for who in ("approver-1", "auditor-1", "system-1"):
        assert county.post(who, f"{where}/end", {}, etag=etag).status == 404
    other = where.replace("approver-2", "approver-1")
    assert county.post("security-1", f"{other}/end", {}, etag=etag).status == 404


def test_it_begins_and_ends_with_its_days(county: County) -> None:
    path, fund = voting(county)
    delegate = deputy(county)
    today = county.today()
    given(county, "approver-2", delegate, starts_on="2026-03-14", ends_on="2026-03-20")
    assert today.isoformat() < "2026-03-14"
    assert county.approve(path, fund, delegate).status == 404
    county.days_later(10)
    assert county.today().isoformat() > "2026-03-20"
    assert county.approve(path, fund, delegate).status == 404
    county.days_later(-5)
    assert county.approve(path, fund, delegate).status == 200


def test_it_dies_with_the_appointment_it_was_given_from(county: County) -> None:
    path, fund = voting(county)
    given(county, "approver-2", deputy(county))
    officer = "/v1/officers/approver-2"
    (held,) = county.get("security-1", officer)["appointments"]
    county.act("security-1", officer, "end-appointment", {"appointment_id": held["id"]})
    assert county.approve(path, fund, "deputy-1").status == 404
    assert county.get("security-1", f"{officer}/delegations")["items"][0]["ended_on"] is None


# --- two persons count ------------------------------------------------------------------------------


def test_the_givers_duty_in_the_case_bars_the_delegate(county: County) -> None:
    """approver-2 filed the case as clerk; nobody votes for them in it."""
    appointed(county, "approver-2", "clerk", "360722001")
    file = county.active_file()
    case = county.post(
        "approver-2", "/v1/applications", county.application_form("warmth", file)
    ).headers["Location"]
    county.act("approver-2", case, "submit")
    county.act("reviewer-1", case, "review")
    county.passed_notice(case)
    given(county, "approver-2", deputy(county))
    refused = county.approve(case, county.fund(), "deputy-1")
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)


def test_the_delegates_deed_bars_the_giver_from_other_duties(county: County) -> None:
    """A case reviewed for the giver is not approved by the giver."""
    appointed(county, "approver-2", "reviewer", "360722001")
    case = county.draft_application("warmth").headers["Location"]
    county.act("clerk-1", case, "submit")
    given(county, "approver-2", deputy(county), "reviewer", union="360722001")
    assert county.act("deputy-1", case, "review").status == 200
    county.passed_notice(case)
    refused = county.approve(case, county.fund(), "approver-2")
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)


def test_the_givers_kin_recuse_the_delegate(county: County) -> None:
    number = identity_number()
    path, fund = voting(county, file=county.active_file(**family(number)))
    given(county, "approver-2", deputy(county))
    declare(county, "approver-2", number)
    refused = county.approve(path, fund, "deputy-1")
    assert (refused.status, "recusal" in refused.codes) == (403, True)
    told = county.get("deputy-1", f"{path}/actions")["actions"]
    (approve,) = [one for one in told if one["action"] == "approve"]
    assert [one["code"] for one in approve["refusals"]] == ["recusal"]


def test_the_givers_own_household_recuses_the_delegate(county: County) -> None:
    number = identity_number()
    path, fund = voting(county, file=county.active_file(**family(number)))
    engage(county, "applicant-1", "approver", "360722", number)
    given(county, "applicant-1", deputy(county))
    assert "recusal" in county.approve(path, fund, "deputy-1").codes


def test_giver_and_delegate_have_one_vote_between_them(county: County) -> None:
    edition(county, THREE_VOTE)
    path, fund = voting(county)
    given(county, "approver-2", deputy(county))
    assert county.approve(path, fund, "deputy-1")["state"] == "notice_passed"
    refused = county.approve(path, fund, "approver-2")
    assert (refused.status, "already_voted" in refused.codes) == (409, True)
    assert county.approve(path, fund, "approver-1")["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_after_the_giver_the_delegate_does_not_vote(county: County) -> None:
    edition(county, THREE_VOTE)
    path, fund = voting(county)
    given(county, "approver-2", deputy(county))
    county.approve(path, fund, "approver-2")
    assert "already_voted" in county.approve(path, fund, "deputy-1").codes


def test_all_means_all_though_one_of_them_is_stood_in_for(county: County) -> None:
    edition(county, {"quorum": {"kind": "all"}})
    path, fund = voting(county)
    given(county, "approver-2", deputy(county))
    for who in ("deputy-1", "approver-1"):
        assert county.approve(path, fund, who)["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_own_appointments_come_first(county: County) -> None:
    """approver-1 stands in for approver-2, and yet votes for themself."""
    path, fund = voting(county)
    given(county, "approver-2", "approver-1")
    before = log_size(county)
    assert county.approve(path, fund, "approver-1").status == 200
    votes = [one for one in entries_since(county, before) if one["act"] == "application.approve"]
    assert "for" not in votes[-1]


def test_a_delegate_acts_where_the_giver_could_and_nowhere_else(county: County) -> None:
    """The clerk of one grassroots union, lent the post of the other's clerk, opens cases there."""
    file = county.active_file()
    form = county.application_form("warmth", file)
    refused = county.post("clerk-2", "/v1/applications", form)
    assert refused.status == 404
    appointed(county, "clerk-2", "clerk", "360722001", **{"from": "2026-01-01", "to": "2026-01-02"})
    given(county, "clerk-1", deputy(county, union="360722001"), "clerk", union="360722001")
    made = county.post("deputy-1", "/v1/applications", form)
    assert made.status == 201
    assert last_entry(county)["for"]["sub"] == "clerk-1"
    assert county.draft_file("deputy-1", union="360722002").status == 403


def test_a_draft_made_for_somebody_is_not_adopted_by_them(county: County) -> None:
    appointed(county, "approver-2", "fund_manager")
    given(county, "approver-2", deputy(county), "fund_manager")
    editions = county.get("auditor-1", "/v1/editions")["items"]
    warmth = next(one["document"] for one in editions if one["programme"] == "warmth")
    draft = county.post("deputy-1", "/v1/editions", {**warmth, "union": "360722"})
    refused = county.act("approver-2", draft.headers["Location"], "adopt", {"opinion": "同意"})
    assert (refused.status, "separation_of_duties" in refused.codes) == (403, True)
    adopted = county.act("approver-1", draft.headers["Location"], "adopt", {"opinion": "同意"})
    assert adopted.status == 200


def test_the_same_key_is_one_delegation(county: County) -> None:
    delegate, key = deputy(county), county.new_key()
    form = {
        "to": delegate, "role": "approver", "union": "360722", "starts_on": "2026-03-02",
        "ends_on": "2026-03-03", "reason": "出差",
    }  # fmt: skip
    path = "/v1/officers/approver-2/delegations"
    first = county.post("approver-2", path, form, key=key)
    assert county.post("approver-2", path, form, key=key).body == first.body
    assert county.post("approver-2", path, {**form, "reason": "病假"}, key=key).status == 422
    assert len(county.get("approver-2", path)["items"]) == 1
