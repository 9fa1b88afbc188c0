"""公示 through HTTP: opened by a covering reviewer, counted in working days, closed by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.store.application import Application
from service.store.notice import Notice
from service.store.receipt import Job
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.close_notice import close_due_notice
from service.use_cases.open_notice import CLOSE_NOTICE
from service.use_cases.run_jobs import run_due_jobs
from tests.county import BUSINESS_DAY, County, identity_number
from tests.kin_steps import active_of_kin
from tests.notice_steps import (
    appointed,
    id_of,
    open_notice,
    path_adopted,
    reviewed_elsewhere,
    state_of,
)


def _size(county: County) -> int:
    return int(county.get("auditor-1", "/v1/audit/checkpoint")["size"])


def _go_to(county: County, day: date) -> None:
    county.days_later((day - BUSINESS_DAY.date()).days)


def test_a_notice_is_opened_for_reviewed_applications(county: County) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path)
    assert notice.status == 201, notice.body
    assert notice.headers["Location"] == f"/v1/notices/{notice['id']}"
    assert notice.etag == f'"{notice["audit_number"]}"'
    assert (notice["state"], notice["union"], notice["place"]) == (
        "open", "360722001", "厂门公示栏",
    )  # fmt: skip
    assert (notice["starts_on"], notice["ends_on"]) == ("2026-03-02", "2026-03-09")
    assert notice["lines"] == [
        {
            "line": 1, "application_id": id_of(path), "state": "open", "ends_on": "2026-03-09",
            "name": "李*", "union": "信丰县纺织厂工会", "programme": "warmth",
            "amount_fen": 30_000, "open_objections": 0,
        }
    ]  # fmt: skip
    application = county.get("auditor-1", path)
    assert (application["state"], application["notice_id"]) == ("on_notice", notice["id"])
    assert application["stage"]["kind"] == "notice"
    got = county.get("reviewer-1", f"/v1/notices/{notice['id']}")
    assert (got["lines"], got.etag) == (notice["lines"], notice.etag)
    assert "application.open_notice" in [
        step["act"] for step in county.get("auditor-1", f"{path}/trail")["items"]
    ]


def test_a_notice_needs_a_key_and_under_it_is_opened_once(county: County) -> None:
    form = {"application_ids": [id_of(county.reviewed_application())], "place": "厂门公示栏"}
    refused = county.post("reviewer-1", "/v1/notices", form)
    assert refused.status == 400
    assert "key_required" in refused.codes
    first = county.post("reviewer-1", "/v1/notices", form, key="notice-of-march")
    again = county.post("reviewer-1", "/v1/notices", form, key="notice-of-march")
    assert (first.status, again.status) == (201, 201)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.body == first.body
    assert len(county.get("auditor-1", "/v1/notices")["items"]) == 1


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        (date(2026, 2, 12), "2026-02-26"),
        (date(2026, 9, 18), "2026-09-24"),
        (date(2026, 11, 20), "2026-11-27"),
    ],
)
def test_five_working_days_are_counted_by_the_official_calendar(
    sqlite_county: County, opened: date, last: str
) -> None:
    """domain.md §6: holidays are not counted, make-up working days are, the opening day is not."""
    county = sqlite_county
    _go_to(county, opened)
    notice = open_notice(county, "reviewer-1", county.reviewed_application())
    assert (notice["starts_on"], notice["ends_on"]) == (opened.isoformat(), last)


def test_a_period_into_a_year_without_a_calendar_is_refused_until_it_is_imported(
    county: County,
) -> None:
    _go_to(county, date(2026, 12, 28))
    path = county.reviewed_application()
    refused = open_notice(county, "reviewer-1", path)
    assert refused.status == 422
    assert "calendar_unknown" in refused.codes
    assert refused["values"]["year"] == 2027
    assert state_of(county, path) == "reviewed"
    calendar = {
        "year": 2027, "days_off": ["2027-01-01"], "days_worked": [],
        "source": "国务院办公厅关于2027年部分节假日安排的通知",
    }  # fmt: skip
    assert county.post("system-1", "/v1/calendars", calendar).status == 201
    assert open_notice(county, "reviewer-1", path)["ends_on"] == "2027-01-05"


def test_what_does_not_wait_for_a_notice_is_refused_and_all_of_it_is_named(county: County) -> None:
    ready = county.reviewed_application()
    draft = county.draft_application().headers["Location"]
    shown = county.reviewed_application()
    open_notice(county, "reviewer-1", shown)
    refused = open_notice(county, "reviewer-1", draft, ready, shown)
    assert refused.status == 409
    assert "wrong_state" in refused.codes
    assert refused["values"]["applications"] == [
        {"application_id": id_of(draft), "state": "draft"},
        {"application_id": id_of(shown), "state": "on_notice"},
    ]
    assert state_of(county, ready) == "reviewed"
    assert len(county.get("auditor-1", "/v1/notices")["items"]) == 1


def test_only_a_reviewer_above_every_line_opens_a_notice(county: County) -> None:
    here = county.reviewed_application()
    there = reviewed_elsewhere(county)
    for who in ("clerk-1", "approver-1", "auditor-1", "finance"):
        assert open_notice(county, who, here).status == 403
    for who in ("reviewer-1", "reviewer-2"):
        unseen = open_notice(county, who, here, there)
        assert unseen.status == 404
        assert unseen["values"]["application_ids"] == [
            id_of(there if who == "reviewer-1" else here)
        ]
    covering = open_notice(county, "county-reviewer-1", here, there)
    assert (covering.status, covering["union"]) == (201, "360722")


def test_who_sees_a_case_but_does_not_review_it_cannot_publish_it(county: County) -> None:
    here = county.reviewed_application()
    there = reviewed_elsewhere(county)
    appointed(county, "both-1", "reviewer", "360722001")
    appointed(county, "both-1", "clerk", "360722002")
    refused = open_notice(county, "both-1", here, there)
    assert refused.status == 403
    assert "role_required" in refused.codes
    assert open_notice(county, "both-1", here).status == 201


def test_nobody_publishes_their_own_household(county: County) -> None:
    number = identity_number()
    appointed(county, "kin-1", "reviewer", "360722001", number)
    member = {"name": "李强", "identity_number": number, "relation": "71", "student": False}
    file = active_of_kin(county, members=[member])
    own, other = county.reviewed_application(file=file), county.reviewed_application()
    refused = open_notice(county, "kin-1", other, own)
    assert refused.status == 403
    assert [r["values"] for r in refused["refusals"]] == [{"application_id": id_of(own)}]
    assert "recusal" in refused.codes
    assert open_notice(county, "kin-1", other).status == 201


@pytest.mark.parametrize("form", [
    {"application_ids": [], "place": "公示栏"},
    {"application_ids": ["0190a0a0-0000-7000-8000-000000000000"] * 2, "place": "公示栏"},
    {
        "application_ids": [f"0190a0a0-0000-7000-8000-{n:012d}" for n in range(1_001)],
        "place": "公示栏",
    },
    {"application_ids": ["0190a0a0-0000-7000-8000-000000000000"]},
    {"application_ids": ["0190a0a0-0000-7000-8000-000000000000"], "place": " "},
])  # fmt: skip
def test_an_empty_repeated_or_endless_list_is_not_read(
    sqlite_county: County, form: dict[str, object]
) -> None:
    refused = sqlite_county.post("reviewer-1", "/v1/notices", form, key="a-key-of-mine")
    assert refused.status == 422
    assert "invalid_input" in refused.codes


@pytest.mark.parametrize("days", [0, 4, 7])
def test_nobody_closes_a_notice_before_its_period_has_ended(county: County, days: int) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path).headers["Location"]
    county.days_later(days)
    for who in ("reviewer-1", "county-reviewer-1"):
        refused = county.act(who, notice, "close")
        assert refused.status == 422
        assert "notice_running" in refused.codes
        assert refused["refusals"][0]["values"] == {
            "ends_on": "2026-03-09", "today": f"2026-03-{2 + days:02d}",
        }  # fmt: skip
    _by_the_worker(county, notice)
    assert (state_of(county, notice), state_of(county, path)) == ("open", "on_notice")


def test_a_notice_is_closed_from_the_day_after_and_its_lines_pass(county: County) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path)
    place = notice.headers["Location"]
    county.days_later(8)
    assert county.post("reviewer-1", f"{place}/close").status == 428
    assert county.post("reviewer-1", f"{place}/close", etag='"1"').status == 412
    for who in ("clerk-1", "approver-1", "auditor-1"):
        assert county.post(who, f"{place}/close", etag=notice.etag).status == 403
    assert county.post("reviewer-2", f"{place}/close", etag=notice.etag).status == 404
    assert county.post("reviewer-1", f"{place}/open", etag=notice.etag).status == 404
    closed = county.post("reviewer-1", f"{place}/close", etag=notice.etag)
    assert closed.status == 200
    assert (closed["state"], closed["lines"][0]["state"]) == ("closed", "passed")
    assert state_of(county, path) == "notice_passed"
    assert closed["audit_number"] > notice["audit_number"]
    again = county.act("reviewer-1", place, "close")
    assert again.status == 409
    assert "wrong_state" in again.codes


def test_actions_say_until_when_a_notice_hangs_and_who_may_close_it(county: County) -> None:
    notice = open_notice(county, "reviewer-1", county.reviewed_application()).headers["Location"]
    (close,) = county.get("clerk-1", f"{notice}/actions")["actions"]
    assert {r["code"] for r in close["refusals"]} == {"role_required", "notice_running"}
    county.days_later(8)
    assert county.get("reviewer-1", f"{notice}/actions")["actions"] == [
        {"action": "close", "allowed": True, "needs": [], "refusals": []}
    ]


def _by_the_worker(county: County, notice: str) -> None:
    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        close_due_notice(uow, id_of(notice))
        return lambda: Answer(200, {})

    county.house.transactions.write(work)


def test_the_worker_closes_a_notice_at_midnight_and_only_once(county: County) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path).headers["Location"]
    jobs = county.house.transactions.read(
        lambda uow: [
            (job.kind, job.thing_id, job.due_at) for job in uow.session.scalars(select(Job))
        ]
    )
    assert jobs == [(CLOSE_NOTICE, id_of(notice), datetime(2026, 3, 9, 16, tzinfo=UTC))]
    county.days_later(7)
    assert run_due_jobs(county.house.transactions).done == 0
    county.days_later(1)
    assert run_due_jobs(county.house.transactions).done == 1
    assert (state_of(county, notice), state_of(county, path)) == ("closed", "notice_passed")
    size = _size(county)
    _by_the_worker(county, notice)
    assert run_due_jobs(county.house.transactions).done == 0
    assert _size(county) == size
    trail = county.get("auditor-1", f"{path}/trail")["items"]
    passed = next(step for step in trail if step["act"] == "application.pass_notice")
    assert (passed["officer"], passed["before"], passed["after"]) == (
        "system", "on_notice", "notice_passed",
    )  # fmt: skip


def test_the_worker_leaves_a_notice_that_a_person_has_closed(county: County) -> None:
    notice = open_notice(county, "reviewer-1", county.reviewed_application()).headers["Location"]
    county.days_later(8)
    closed = county.act("reviewer-1", notice, "close")
    done = run_due_jobs(county.house.transactions)
    assert (done.done, done.failed) == (1, 0)
    assert county.get("auditor-1", notice).etag == closed.etag


def test_each_line_has_a_period_of_its_own(county: County) -> None:
    path = [
        {"stage": "review", "level": "grassroots"},
        {"stage": "notice", "working_days": 3},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
    ]
    path_adopted(county, "warmth", path)
    short, long = county.reviewed_application(), county.reviewed_application("tuition")
    notice = open_notice(county, "reviewer-1", short, long)
    place = notice.headers["Location"]
    assert [line["ends_on"] for line in notice["lines"]] == ["2026-03-05", "2026-03-09"]
    assert notice["ends_on"] == "2026-03-09"
    county.days_later(4)
    assert county.act("reviewer-1", place, "close").status == 422
    assert run_due_jobs(county.house.transactions).done == 1
    got = county.get("auditor-1", place)
    assert (got["state"], [line["state"] for line in got["lines"]]) == ("open", ["passed", "open"])
    assert (state_of(county, short), state_of(county, long)) == ("notice_passed", "on_notice")
    county.days_later(4)
    assert run_due_jobs(county.house.transactions).done == 1
    assert (state_of(county, place), state_of(county, long)) == ("closed", "notice_passed")


def test_a_notice_after_the_approval_is_the_last_step_of_its_path(county: County) -> None:
    path = [
        {"stage": "review", "level": "grassroots"},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
        {"stage": "notice", "working_days": 3},
    ]
    path_adopted(county, "warmth", path)
    case = county.reviewed_application()
    early = open_notice(county, "reviewer-1", case)
    assert early.status == 409
    assert county.approve(case, county.fund())["state"] == "reviewed"
    notice = open_notice(county, "reviewer-1", case)
    assert notice["ends_on"] == "2026-03-05"
    county.days_later(4)
    county.act("reviewer-1", notice.headers["Location"], "close")
    assert (state_of(county, case), county.get("auditor-1", case)["stage"]) == ("approved", None)


def test_a_withdrawn_case_is_taken_off_its_notice_and_the_rest_goes_on(county: County) -> None:
    gone, stays = county.reviewed_application(), county.reviewed_application()
    notice = open_notice(county, "reviewer-1", gone, stays)
    place = notice.headers["Location"]
    assert county.act("clerk-1", gone, "withdraw").status == 200
    got = county.get("auditor-1", place)
    assert [line["state"] for line in got["lines"]] == ["withdrawn", "open"]
    assert got.etag != notice.etag
    county.days_later(8)
    closed = county.act("reviewer-1", place, "close")
    assert [line["state"] for line in closed["lines"]] == ["withdrawn", "passed"]
    assert (state_of(county, gone), state_of(county, stays)) == ("withdrawn", "notice_passed")


def test_a_case_that_left_the_list_unnoticed_is_not_passed_by_it(county: County) -> None:
    """A second guard behind the withdrawal: no way through the API leads here."""
    gone, moved, stays = (county.reviewed_application() for _ in range(3))
    place = open_notice(county, "reviewer-1", gone, moved, stays).headers["Location"]
    county.act("clerk-1", gone, "withdraw")

    def tamper(uow: UnitOfWork) -> Callable[[], Answer]:
        notice = uow.session.get_one(Notice, id_of(place))
        notice.lines[0].state = "open"
        uow.record("notice.amend", notice, before="open", after="open")
        application = uow.session.get_one(Application, id_of(moved))
        application.notice_id = uow.new_id()
        uow.record("application.amend", application, before="on_notice", after="on_notice")
        return lambda: Answer(200, {})

    county.house.transactions.write(tamper)
    county.days_later(8)
    closed = county.act("reviewer-1", place, "close")
    assert [line["state"] for line in closed["lines"]] == ["withdrawn", "withdrawn", "passed"]
    assert (state_of(county, gone), state_of(county, moved)) == ("withdrawn", "on_notice")


def test_everybody_sees_the_notices_of_their_unions_and_of_others_their_own_lines(
    county: County,
) -> None:
    here, there = county.reviewed_application(), reviewed_elsewhere(county)
    place = open_notice(county, "county-reviewer-1", here, there).headers["Location"]
    for who, lines in (("clerk-1", [1]), ("reviewer-2", [2]), ("auditor-1", [1, 2])):
        assert [line["line"] for line in county.get(who, place)["lines"]] == lines
        assert [item["id"] for item in county.get(who, "/v1/notices")["items"]] == [id_of(place)]
    assert county.get("outsider-approver-1", place).status == 404
    assert county.get("outsider-approver-1", "/v1/notices")["items"] == []
    assert county.get("finance", place).status == 403
    closing = county.post("reviewer-2", f"{place}/close", etag='"1"')
    assert closing.status == 403


def test_notices_are_listed_by_page_and_by_filter(county: County) -> None:
    first = open_notice(county, "reviewer-1", county.reviewed_application())
    second = open_notice(county, "reviewer-1", county.reviewed_application("tuition"))
    page = county.get("auditor-1", "/v1/notices?limit=1")
    assert [item["id"] for item in page["items"]] == [first["id"]]
    assert page["has_more"]
    rest = county.get("auditor-1", f"/v1/notices?after={page['next']}")
    assert [item["id"] for item in rest["items"]] == [second["id"]]
    for query, found in (
        ("state=open", 2), ("state=closed", 0), ("programme=tuition", 1), ("union=360722001", 2),
        ("union=360722", 0), (f"number={first['number']}", 1),
    ):  # fmt: skip
        assert len(county.get("auditor-1", f"/v1/notices?{query}")["items"]) == found, query
