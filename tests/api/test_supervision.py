"""督办: every case says what it waits for, since when and by when; what is late is found, urged and told
of above; and nothing is ever decided by time."""

from __future__ import annotations

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County
from tests.file_steps import FullFiling
from tests.notice_steps import id_of
from tests.payments import Payments
from tests.supervision_steps import (
    as_of_before,
    submitted_application,
    submitted_file,
    waiting,
    worked,
)

WAITS = {
    "for": "review", "level": "grassroots", "union": "360722001", "since": "2026-03-02", "within": "5w",
    "due_on": "2026-03-09", "overdue": False, "owner": None, "reminded": 0,
}  # fmt: skip


# --- what a case waits for ------------------------------------------------------------------------


def test_an_application_says_what_it_waits_for_and_by_when(county: County) -> None:
    path = f"/v1/applications/{county.draft_application()['id']}"
    assert waiting(county, path) is None
    county.act("clerk-1", path, "submit")
    assert waiting(county, path) == WAITS
    county.days_later(8)
    assert waiting(county, path) == {**WAITS, "overdue": True}
    county.act("reviewer-1", path, "review")
    assert waiting(county, path) == {
        **WAITS, "for": "notice", "level": None, "since": "2026-03-10", "due_on": "2026-03-17",
    }  # fmt: skip
    county.passed_notice(path)
    told = waiting(county, path)
    assert (told["for"], told["level"], told["union"]) == ("approval", "county", "360722")
    assert (told["since"], told["within"], told["overdue"]) == ("2026-03-20", "10w", False)
    assert verify_log(county.house.transactions).wrong is None


def test_the_clock_stands_still_while_a_notice_runs_and_is_the_clerks_after_a_return(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    path = county.reviewed_application()
    county.on_notice(path)
    assert waiting(county, path) is None
    returned = submitted_application(county)
    county.act("reviewer-1", returned, "return", {"opinion": "材料不清"})
    assert waiting(county, returned) == {
        **WAITS, "for": "correction", "level": None, "within": "10w", "due_on": "2026-03-16",
    }  # fmt: skip


def test_payment_is_owed_from_the_approval_on_whatever_becomes_of_a_batch(
    sqlite_county: County,
) -> None:
    payments = Payments(sqlite_county)
    county = payments.county
    (case,) = payments.approved()
    path = f"/v1/applications/{case}"
    owed = waiting(county, path)
    assert (owed["for"], owed["within"]) == ("payment", "10w")
    county.days_later(1)
    batch = payments.made([case])
    assert waiting(county, path) == owed
    county.act("maker-1", batch, "cancel", {"opinion": "换资金"})
    assert waiting(county, path) == owed
    sent = payments.dispatched([case])
    assert payments.said(sent) == ["applied"]
    told = waiting(county, path)
    assert (told["for"], told["since"], told["within"]) == ("follow_up", "2026-03-13", "60d")


def test_a_file_says_so_at_every_stage_of_its_path(sqlite_county: County) -> None:
    filing = FullFiling(sqlite_county)
    county, file = filing.county, filing.opened()
    filing.gathered(file)
    met = []

    def look() -> None:
        told = waiting(county, file)
        met.append(told and (told["for"], told["union"], told["within"]))

    look()
    county.act("clerk-1", file, "submit")
    look()
    county.act("clerk-1", file, "accept")
    look()
    visit = filing.visit(file)
    county.days_later(1)
    assert waiting(county, file)["since"] == "2026-03-02"  # one signature of two moves nothing
    filing.sign(file, visit)
    look()
    filing.deliberate(file)
    look()
    filing.shown(file)
    look()
    assert met == [
        None,
        ("acceptance", "360722001", "2w"),
        ("home_visit", "360722001", "5w"),
        ("committee", "360722001", "5w"),
        ("notice", "360722001", "5w"),
        None,
    ]
    assert verify_log(county.house.transactions).wrong is None


def test_a_standing_file_waits_again_with_its_re_verification_and_its_end(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    file = f"/v1/hardship-files/{county.active_file()['id']}"
    assert waiting(county, file) is None
    county.act("clerk-1", file, "reverify", {"reason": "changed"})
    assert waiting(county, file)["for"] == "correction"
    county.act("clerk-1", file, "submit")
    assert waiting(county, file) == WAITS
    county.act("reviewer-1", file, "review")
    county.act("approver-1", file, "confirm")
    assert waiting(county, file) is None
    county.act("clerk-1", file, "propose_cancel", {"opinion": "迁出", "reason": "left"})
    told = waiting(county, file)
    assert (told["for"], told["level"], told["union"]) == ("confirm", "county", "360722")


# --- rows of before -------------------------------------------------------------------------------


def test_what_waited_before_there_were_terms_is_given_its_day_by_the_log(county: County) -> None:
    case, file = submitted_application(county), submitted_file(county)
    county.days_later(3)
    for path in (case, file):
        as_of_before(county, path)
        told = waiting(county, path)
        assert (told["for"], told["since"], told["due_on"]) == ("review", None, None)
    size = log_size(county)
    assert worked(county).failed == 0
    written = {
        (one["act"], one["obj"]["id"], one["who"]["sub"]) for one in entries_since(county, size)
    }
    assert written == {
        ("application.set_terms", id_of(case), "system"),
        ("hardship_file.set_terms", id_of(file), "system"),
    }
    assert waiting(county, case) == waiting(county, file) == WAITS
    county.days_later(1)
    size = log_size(county)
    worked(county)
    assert entries_since(county, size) == []
    assert verify_log(county.house.transactions).wrong is None


@pytest.mark.parametrize("who", ["outsider-clerk-1", "outsider-approver-1"])
def test_another_union_is_told_nothing(sqlite_county: County, who: str) -> None:
    path = submitted_application(sqlite_county)
    assert sqlite_county.get(who, path).status == 404
