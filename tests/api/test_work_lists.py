"""Work lists through HTTP: each with a file on either side of its boundary."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, event

from service.use_cases.work_lists import WORK_LISTS
from tests.county import County, Reply, identity_number
from tests.kin_steps import declare, end_tie, engage, found, officer_number, sample, submitted
from tests.notice_steps import id_of, reviewed_elsewhere
from tests.payments import Payments
from tests.performance.overheard import overhear
from tests.transfer_steps import FAR, moved
from workflows.vocabulary import codes

YEAR = 365
"""Days from the seeded county's today, 2026-03-02, to the day a file of today is due again."""


def page(county: County, name: str, who: str = "clerk-1", **query: Any) -> Reply:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    told = county.get(who, f"/v1/work-lists/{name}?{asked}")
    assert told.status == 200, told.body
    return told


def on(county: County, name: str, who: str = "clerk-1", **query: Any) -> list[str]:
    """The ids on a list; the count told beside it is the same."""
    found = [one["id"] for one in page(county, name, who, **query)["items"]]
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    counts = county.get(who, f"/v1/work-lists?{asked}")["items"]
    (count,) = [one["count"] for one in counts if one["name"] == name]
    assert count == len(found)
    return found


def file_of(county: County, *steps: tuple[str, str]) -> str:
    path = f"/v1/hardship-files/{county.active_file()['id']}"
    for who, action in steps:
        said = ENDING.get(action, {})
        assert county.act(who, path, action, {"opinion": "属实", **said}).status == 200
    return path.rpartition("/")[2]


ENDING = {"propose_exit": {"told_on": "2026-03-02"}, "propose_cancel": {"reason": "left"}}
EXITED = (("clerk-1", "propose_exit"), ("approver-1", "exit"))
CANCELLED = (("clerk-1", "propose_cancel"), ("approver-1", "cancel"))


def test_every_list_is_told_with_its_name_title_and_count(sqlite_county: County) -> None:
    county = sqlite_county
    told = county.get("clerk-1", "/v1/work-lists")["items"]
    assert [one["name"] for one in told] == list(WORK_LISTS)
    assert {one["count"] for one in told} == {0}
    assert told[0]["title"] == "即将到期复核"
    english = county.get("clerk-1", "/v1/work-lists", headers={"Accept-Language": "en"})
    assert english["items"][1]["title"] == "re-verification overdue"
    assert set(WORK_LISTS) <= set(codes("work_list"))


def test_a_file_is_due_from_so_many_days_before_to_the_day_itself(county: County) -> None:
    file = file_of(county)
    assert on(county, "due") == []
    assert on(county, "due", days=YEAR - 1) == []
    assert on(county, "due", days=YEAR) == [file]
    county.days_later(YEAR - 60 - 1)
    assert on(county, "due") == []
    county.days_later(1)
    (item,) = page(county, "due")["items"]
    assert item == {
        "id": file, "number": item["number"], "worker_name": "李梅", "union": "360722001",
        "state": "active", "category": "relative", "reverify_by": "2027-03-02",
        "changed_on": "2026-03-02", "why": "年度复核不得迟于 2027-03-02", "day": "2027-03-02",
        "days_left": 60, "audit_number": item["audit_number"],
    }  # fmt: skip
    county.days_later(60)
    assert (on(county, "due", days=0), on(county, "overdue")) == ([file], [])
    assert page(county, "due")["items"][0]["days_left"] == 0
    county.days_later(1)
    assert (on(county, "due"), on(county, "overdue")) == ([], [file])
    assert page(county, "overdue")["items"][0]["days_left"] == -1


def test_who_is_verified_again_leaves_both_lists_by_its_confirmation(county: County) -> None:
    file = file_of(county)
    path = f"/v1/hardship-files/{file}"
    county.days_later(YEAR + 1)
    county.act("clerk-1", path, "reverify")
    assert on(county, "overdue") == [file]
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    county.act("approver-1", path, "confirm")
    assert (on(county, "due"), on(county, "overdue")) == ([], [])


def test_a_file_is_unchanged_on_the_day_after_a_whole_year(county: County) -> None:
    old, touched = file_of(county), file_of(county)
    draft = county.draft_file()["id"]
    county.days_later(YEAR)
    assert on(county, "unchanged") == []
    county.act("clerk-1", f"/v1/hardship-files/{touched}", "reverify")
    county.days_later(1)
    assert on(county, "unchanged") == [old, draft]
    (first, _) = page(county, "unchanged")["items"]
    assert (first["day"], first["changed_on"], first["days_left"]) == (
        "2026-03-02", "2026-03-02", None,
    )  # fmt: skip
    county.act("clerk-1", f"/v1/hardship-files/{draft}", "withdraw")
    assert on(county, "unchanged") == [old]
    county.days_later(YEAR)  # 2028-03-02: 2028 has a day more
    assert on(county, "unchanged") == [old]
    county.days_later(1)
    assert on(county, "unchanged") == [old, touched]


def test_a_leap_day_is_a_day_as_any_other(sqlite_county: County) -> None:
    """What was changed on 28 February 2027 is a year old on the 28th of the leap year, and on the
    list from the 29th."""
    county = sqlite_county
    county.days_later(363)  # 2027-02-28
    file = county.draft_file()["id"]
    county.days_later(365)
    assert on(county, "unchanged") == []
    county.days_later(1)
    assert on(county, "unchanged") == [file]


def test_a_file_was_never_aided_until_something_is_paid(county: County) -> None:
    payments, active = Payments(county), county.active_file()
    file_of(county, *EXITED)
    county.draft_file()
    never = file_of(county)
    case = county.reviewed_application(file=active).rpartition("/")[2]
    county.passed_notice(f"/v1/applications/{case}")
    county.approve(f"/v1/applications/{case}", payments.fund_id)
    batch = payments.dispatched([case])
    assert on(county, "never_aided") == [active["id"], never]
    assert payments.said(batch) == ["applied"]
    assert on(county, "never_aided") == [never]
    (item,) = page(county, "never_aided")["items"]
    assert (item["why"], item["days_left"]) == ("在档以来未获救助", None)


def test_a_household_is_monitored_to_the_last_day_and_archived_from_the_next(
    county: County,
) -> None:
    file = file_of(county, *EXITED)
    until = county.get("clerk-1", f"/v1/hardship-files/{file}")["monitored_until"]
    assert until == "2026-09-02"
    county.days_later(184)  # 2026-09-02
    assert (on(county, "monitored"), on(county, "archivable")) == ([file], [])
    assert page(county, "monitored")["items"][0]["days_left"] == 0
    county.days_later(1)
    assert (on(county, "monitored"), on(county, "archivable")) == ([], [file])
    assert page(county, "archivable")["items"][0]["days_left"] == -1
    county.act("clerk-1", f"/v1/hardship-files/{file}", "archive")
    assert on(county, "archivable") == []


def test_what_was_cancelled_can_be_archived_at_once(county: County) -> None:
    file = file_of(county, *CANCELLED)
    assert (on(county, "monitored"), on(county, "archivable")) == ([], [file])
    assert page(county, "archivable")["items"][0]["day"] == "2026-03-02"


def test_a_drawn_file_is_on_the_list_until_the_level_above_has_looked(county: County) -> None:
    files = {file_of(county) for _ in range(4)}
    assert on(county, "sampled") == []
    drawn = sample(county)["drawn"]
    assert set(on(county, "sampled")) == set(drawn) < files
    (item, *_) = page(county, "sampled")["items"]
    assert (item["why"], item["day"], item["days_left"]) == (
        "抽查抽中，上级尚未复查", None, None,
    )  # fmt: skip
    found(county, f"/v1/hardship-files/{drawn[0]}")
    assert on(county, "sampled") == [one for one in on(county, "never_aided") if one in drawn[1:]]


def test_the_file_of_an_officers_relative_is_on_the_list_of_kin(county: County) -> None:
    number = identity_number()
    path = submitted(county, number)
    submitted(county)
    assert on(county, "kin") == []
    tie = declare(county, engage(county, "idle-clerk", "clerk", "360722001"), number)
    assert on(county, "kin") == [id_of(path)]
    assert on(county, "kin", "clerk-2") == []
    assert page(county, "kin")["items"][0]["why"] == "工会工作人员本人或近亲属的家庭，已备案"
    end_tie(county, tie)
    assert on(county, "kin") == []


def test_a_list_holds_the_files_of_the_callers_unions_alone(county: County) -> None:
    here, gone = file_of(county), file_of(county)
    reviewed_elsewhere(county)
    moved(county, f"/v1/hardship-files/{gone}", FAR)
    assert on(county, "never_aided") == [here]
    assert on(county, "never_aided", "outsider-clerk-1") == [gone]
    assert len(on(county, "never_aided", "auditor-1")) == 2
    assert on(county, "never_aided", "auditor-1", union="360722001") == [here]
    assert on(county, "never_aided", "clerk-2", union="360722001") == []
    assert on(county, "never_aided", "clerk-1", union=FAR) == []


def test_a_list_comes_a_page_at_a_time_in_the_order_of_the_last_deeds(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    files = [file_of(county) for _ in range(5)]
    county.act("clerk-1", f"/v1/hardship-files/{files[0]}", "reverify")
    order = [*files[1:], files[0]]
    seen, after = [], 0
    for size, more in ((2, True), (2, True), (1, False)):
        told = page(county, "never_aided", limit=2, after=after)
        assert (len(told["items"]), told["has_more"]) == (size, more)
        after = told["next"]
        seen += [one["id"] for one in told["items"]]
    assert seen == order
    assert page(county, "never_aided", limit=2, after=after)["items"] == []


@pytest.mark.parametrize("name", ["nobody", "DUE", "never-aided", "state", "__class__"])
def test_a_list_that_there_is_not_is_not_found(sqlite_county: County, name: str) -> None:
    assert sqlite_county.get("clerk-1", f"/v1/work-lists/{name}").status == 404


@pytest.mark.parametrize("query", ["days=-1", "days=367", "days=x", "limit=0", "limit=1001", "x=1"])
def test_a_question_that_is_none_is_refused(sqlite_county: County, query: str) -> None:
    told = sqlite_county.get("clerk-1", f"/v1/work-lists/due?{query}")
    assert (told.status, told.codes) == (422, {"invalid_input"})


@pytest.mark.parametrize("name", WORK_LISTS)
def test_the_words_of_a_list_are_said_in_the_callers_language(
    sqlite_county: County, name: str
) -> None:
    county = sqlite_county
    file_of(county)
    file_of(county, *EXITED)
    file_of(county, *CANCELLED)
    sample(county)
    submitted(county, officer_number(13))
    county.days_later(YEAR + 1)
    if name in ("due", "monitored"):
        county.days_later(-YEAR)
    for language, letters in (("zh-CN", "一"), ("en", "A")):
        told = county.get(
            "clerk-1", f"/v1/work-lists/{name}?days=366", headers={"Accept-Language": language}
        )
        (why, *_) = [one["why"] for one in told["items"]]
        assert max(why) >= letters
        assert (language == "en") == why.isascii()


def statements(engine: Engine, call: Any) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []

    def listen(_c: Any, _cursor: Any, words: str, told: Any, _x: Any, _many: bool) -> None:
        heard.append((words, told))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return heard


@pytest.mark.parametrize("name", ["", *WORK_LISTS])
def test_no_list_reads_every_file_there_is(sqlite_county: County, name: str) -> None:
    county, engine = sqlite_county, sqlite_county.house.transactions.engine
    file_of(county)
    place = f"/v1/work-lists/{name}".rstrip("/")
    asked = statements(engine, lambda: county.get("clerk-1", place))
    about_files = [one for one in asked if "hardship_file" in one[0]]
    assert len(about_files) == 1
    with engine.connect() as connection:
        for words, told in about_files:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", told).all()
            steps = [str(row[-1]) for row in plan]
            assert [step for step in steps if step.startswith("SCAN hardship_file")] == [], steps
            assert [step for step in steps if step.startswith(("SCAN member", "SCAN app"))] == []


def test_a_full_list_asks_no_more_of_the_database_than_an_empty_one(
    postgres_county: County,
) -> None:
    county, engine = postgres_county, postgres_county.house.transactions.engine

    def count(place: str) -> int:
        return len(overhear(engine, lambda: county.get("clerk-1", place)))

    places = ["/v1/work-lists", *(f"/v1/work-lists/{name}" for name in WORK_LISTS)]
    before = [count(place) for place in places]
    for _ in range(4):
        file_of(county)
    file_of(county, *EXITED)
    file_of(county, *CANCELLED)
    after = [count(place) for place in places]
    halvings = 2  # the log is four times as long, at the most
    assert [a for b, a in zip(before, after, strict=True) if a > b + halvings] == [], (
        before,
        after,
    )
