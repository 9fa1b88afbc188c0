"""A campaign: who may do what in it, and what a unit may list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.store.application import Application
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.verify_log import verify_log
from tests.api.test_statements_of_a_batch import statements
from tests.api.test_union_rules import rules
from tests.batch_steps import decide, outcomes
from tests.campaign_steps import Campaigns, many_households
from tests.county import County, Reply
from tests.notice_steps import object_to, state_of
from tests.payments import second_account
from workflows.actor import SYSTEM

AWARD_FEN = 30_000


def households(county: County, who: str, count: int) -> list[str]:
    return many_households(county, county.active_file(), who, count)


def one_account(county: County, first: str, second: str) -> None:
    """Written straight into the row: the rule of one holder lets nobody do it."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        one, other = (uow.session.get_one(Application, id_) for id_ in (first, second))
        other.account_digest = one.account_digest
        uow.record("application.amend", other)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)


def told(listed: Reply) -> list[str]:
    """Of each household its outcome, or the codes it was refused with."""
    return [
        "done"
        if line["outcome"] == "done"
        else "+".join(sorted(one["code"] for one in line["refusals"]))
        for line in listed["lines"]
    ]


def test_a_unit_lists_no_more_than_its_quota(county: County) -> None:
    files, campaign = households(county, "clerk-1", 4), Campaigns(county, {"360722001": 2})
    refused = campaign.listed("clerk-1", *files[:3])
    assert (refused.status, refused.codes) == (422, {"quota_exceeded"})
    assert campaign.lines() == []
    some = campaign.listed("clerk-1", *files[:3], mode="good_ones")
    assert told(some) == ["done", "done", "quota_exceeded"]
    assert len(campaign.lines()) == 2
    (elsewhere,) = many_households(county, county.active_file(), "clerk-2", 1)
    assert campaign.listed("clerk-2", elsewhere).codes == {"quota_exceeded"}
    assert county.get("auditor-1", campaign.path)["listed"] == 2
    assert verify_log(county.house.transactions).wrong is None


def test_a_place_is_free_again_before_the_notice_and_not_after_it(county: County) -> None:
    files, campaign = households(county, "clerk-1", 3), Campaigns(county, {"360722001": 1})
    (first,) = [one["application_id"] for one in campaign.listed("clerk-1", files[0])["lines"]]
    assert county.act("clerk-1", f"/v1/applications/{first}", "withdraw").status == 200
    (second,) = [one["application_id"] for one in campaign.listed("clerk-1", files[1])["lines"]]
    campaign.submitted("clerk-1")
    notice = campaign.published("reviewer-1", second)
    object_to(county, notice)
    (objection,) = county.get("county-reviewer-1", "/v1/objections")["items"]
    path = f"/v1/objections/{objection['id']}"
    county.act("county-reviewer-1", path, "uphold", {"opinion": "举报属实"})
    assert state_of(county, f"/v1/applications/{second}") == "rejected"
    assert campaign.listed("clerk-1", files[2]).codes == {"quota_exceeded"}


def test_nothing_is_listed_after_the_last_day(county: County) -> None:
    files, campaign = households(county, "clerk-1", 2), Campaigns(county, list_by="2026-03-03")
    county.days_later(1)
    assert campaign.listed("clerk-1", files[0]).status == 201
    county.days_later(1)
    refused = campaign.listed("clerk-1", files[1])
    assert (refused.status, refused.codes) == (422, {"listing_closed"})


def test_a_household_stands_in_a_campaign_once_and_an_occasion_is_paid_once(
    county: County,
) -> None:
    files, campaign = households(county, "clerk-1", 2), Campaigns(county)
    assert campaign.listed("clerk-1", *files).status == 201
    again = campaign.listed("clerk-1", files[0])
    assert (again.status, again.codes) == (409, {"household_listed"})
    other = Campaigns(county, title="春节补充慰问")
    assert other.listed("clerk-1", files[0]).codes == {"duplicate_claim"}
    assert Campaigns(county, occasion="new_year").listed("clerk-1", files[0]).status == 201


def test_a_line_satisfies_all_that_an_application_must(county: County) -> None:
    """No file, no aid; and what the edition grants stays within the standard."""
    campaign = Campaigns(county)
    draft = county.draft_file()["id"]
    (good,) = households(county, "clerk-1", 1)
    listed = campaign.listed("clerk-1", draft, good, mode="good_ones")
    assert told(listed) == ["file_not_active", "done"]
    rules(county, "warmth", benefit={
        "form": "flat", "by": ["filed"], "table": [
            {"filed": True, "amount_fen": 40_000}, {"filed": False, "amount_fen": 40_000},
        ],
    })  # fmt: skip
    (dear,) = households(county, "clerk-1", 1)
    refused = campaign.listed("clerk-1", dear)
    assert (refused.status, refused.codes) == (422, {"above_standard"})
    assert refused["refusals"][0]["values"]["award_fen"] == 40_000


def test_a_trial_of_a_list_writes_nothing(county: County) -> None:
    files, campaign = households(county, "clerk-1", 3), Campaigns(county, {"360722001": 2})
    size = county.house.transactions.read(lambda uow: uow.size)
    tried = campaign.listed("clerk-1", *files, dry=True)
    assert told(tried) == ["done", "done", "quota_exceeded"]
    assert tried["lines"][0]["award_fen"] == AWARD_FEN
    assert county.house.transactions.read(lambda uow: uow.size) == size
    assert campaign.lines() == []


def test_who_may_do_what_in_a_campaign(county: County) -> None:
    files, campaign = households(county, "clerk-1", 1), Campaigns(county)
    for who in ("reviewer-1", "approver-1", "auditor-1"):
        assert campaign.listed(who, *files).status == 403, who
    assert campaign.listed("clerk-2", *files).status == 404
    assert campaign.listed("outsider-clerk-1", *files).status == 404
    assert county.get("outsider-approver-1", campaign.path).status == 404
    assert county.get("clerk-1", campaign.path).status == 200
    for who in ("clerk-1", "reviewer-1", "approver-1"):
        assert campaign.act(who, "merge").status == 403, who
    form = {"meeting_number": "2026-3"}
    for who in ("county-reviewer-1", "clerk-1", "reviewer-1"):
        assert campaign.act(who, "decide", form).status == 403, who
    assert campaign.act("approver-2", "decide", form).codes == {"wrong_state"}
    assert county.post("clerk-1", "/v1/campaigns", {}).status == 403


@pytest.mark.parametrize(
    "quota", [{"360723001": 1}, {"360700": 1}, {"999999": 1}], ids=["other", "above", "unknown"]
)
def test_a_quota_is_of_unions_below(county: County, quota: dict[str, int]) -> None:
    form = {
        "title": "慰问", "occasion": "daily", "year": 2026, "kind": "cash", "standard_fen": 1,
        "list_by": "2026-03-06", "place": "公示栏",
        "quota": [{"union": union, "places": n} for union, n in quota.items()],
    }  # fmt: skip
    refused = county.post("county-reviewer-1", "/v1/campaigns", form)
    assert (refused.status, refused.codes) == (422, {"union_unknown"})
    many = {**form, "quota": [{"union": "360722001", "places": 1_000},
                              {"union": "360722002", "places": 1}]}  # fmt: skip
    assert county.post("county-reviewer-1", "/v1/campaigns", many).codes == {"invalid_input"}


def test_a_line_is_not_decided_before_the_lists_are_merged(county: County) -> None:
    files, campaign = households(county, "clerk-1", 2), Campaigns(county)
    lines = [one["application_id"] for one in campaign.listed("clerk-1", *files)["lines"]]
    campaign.submitted("clerk-1")
    notice = campaign.published("reviewer-1", *lines)
    early = campaign.act("county-reviewer-1", "merge")
    assert (early.status, early.codes) == (422, {"lines_unready"})
    county.days_later(10)
    county.act("reviewer-1", notice, "close")
    fund, path = county.fund(), f"/v1/applications/{lines[0]}"
    assert county.approve(path, fund).codes == {"campaign_unmerged"}
    assert decide(county, "approver-2", path, fund_id=fund).codes == {"campaign_unmerged"}
    assert campaign.act("county-reviewer-1", "merge")["state"] == "merged"
    assert campaign.listed("clerk-1", *files).codes == {"wrong_state"}
    assert outcomes(campaign.decide(fund_id=fund)) == ["approved", "approved"]


def test_an_account_stands_on_one_line_of_all_units(county: County) -> None:
    """Units do not see each other's lists; who merges them does."""
    campaign = Campaigns(county)
    lines, notices = [], []
    for who, reviewer in (("clerk-1", "reviewer-1"), ("clerk-2", "reviewer-2")):
        listed = campaign.listed(who, *households(county, who, 1))
        lines += [one["application_id"] for one in listed["lines"]]
        campaign.submitted(who)
        notices.append((reviewer, campaign.published(reviewer, lines[-1])))
    county.days_later(10)
    for reviewer, notice in notices:
        county.act(reviewer, notice, "close")
    one_account(county, *lines)
    refused = campaign.act("county-reviewer-1", "merge")
    assert (refused.status, refused.codes) == (409, {"lines_doubled"})
    assert refused["refusals"][0]["values"]["doubled"] == [
        {"shared": "account", "application_ids": sorted(lines)}
    ]
    rejected = decide(
        county, "approver-2", f"/v1/applications/{lines[1]}", action="reject", opinion="重复申报"
    )
    assert outcomes(rejected) == ["rejected"]
    assert campaign.act("county-reviewer-1", "merge")["state"] == "merged"


def test_a_fund_for_some_decides_those_and_the_meeting_sits_again(county: County) -> None:
    files, campaign = households(county, "clerk-1", 3), Campaigns(county)
    campaign.ready(files, [])
    short = county.fund(2 * AWARD_FEN)
    assert campaign.decide(fund_id=short).codes == {"fund_insufficient"}
    some = campaign.decide(fund_id=short, mode="good_ones")
    assert outcomes(some) == ["approved", "approved", "fund_insufficient"]
    assert campaign.state == "merged"
    assert outcomes(campaign.decide(fund_id=county.fund())) == ["approved"]
    made = county.get("auditor-1", campaign.path)
    assert (made["state"], made["decided_fen"]) == ("decided", 3 * AWARD_FEN)
    assert campaign.decide().codes == {"wrong_state"}
    unpaid = campaign.act("county-reviewer-1", "report")
    assert (unpaid.status, unpaid.codes) == (422, {"lines_unfinished"})
    assert verify_log(county.house.transactions).wrong is None


def test_who_drew_a_campaign_up_or_acted_on_a_line_does_not_decide(county: County) -> None:
    files, campaign = households(county, "clerk-1", 2), Campaigns(county)
    campaign.ready(files, [])
    fund = county.fund()
    drafter = second_account(county, "second-1", "county-reviewer-1", "approver")
    assert campaign.decide(drafter, fund_id=fund).codes >= {"separation_of_duties"}
    line = f"/v1/applications/{campaign.lines()[0]}"
    assert county.approve(line, fund, drafter).codes >= {"separation_of_duties"}
    assert decide(county, drafter, line, fund_id=fund).codes >= {"separation_of_duties"}
    twin = campaign.decide("twin-1", fund_id=fund, mode="good_ones")
    assert outcomes(twin) == ["separation_of_duties"] * 2
    assert campaign.state == "merged"
    assert outcomes(campaign.decide(fund_id=fund)) == ["approved"] * 2


def test_a_decision_is_of_the_version_that_was_seen_and_given_once(county: County) -> None:
    files, campaign = households(county, "clerk-1", 1), Campaigns(county)
    stale = county.get("auditor-1", campaign.path).etag
    campaign.ready(files, [])
    fund, key = county.fund(), county.new_key()
    assert campaign.decide(fund_id=fund, etag=stale).status == 412
    seen = county.get("auditor-1", campaign.path).etag
    first = campaign.decide(fund_id=fund, key=key, etag=seen)
    again = campaign.decide(fund_id=fund, key=key, etag=seen)
    assert (again.body, again.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert campaign.decide(fund_id=fund, key=key, opinion="另议").codes == {"key_reused"}


def test_a_campaign_with_lines_is_not_called_off(county: County) -> None:
    files, campaign = households(county, "clerk-1", 1), Campaigns(county)
    (line,) = [one["application_id"] for one in campaign.listed("clerk-1", *files)["lines"]]
    why = {"opinion": "资金未到位"}
    assert campaign.act("county-reviewer-1", "cancel", why).codes == {"lines_live"}
    county.act("clerk-1", f"/v1/applications/{line}", "withdraw")
    assert campaign.act("county-reviewer-1", "cancel").codes == {"opinion_required"}
    assert campaign.act("county-reviewer-1", "cancel", why)["state"] == "cancelled"


def test_listing_and_submitting_ask_the_database_as_often_for_many_as_for_few(
    county: County,
) -> None:
    files, campaign = households(county, "clerk-1", 14), Campaigns(county, {"360722001": 14})
    asked: list[tuple[int, int]] = []
    for some in (files[:3], files[3:]):
        with statements(county) as listing:
            assert campaign.listed("clerk-1", *some).status == 201
        with statements(county) as submitting:
            assert campaign.submitted("clerk-1")["count"] == len(some)
        asked.append((len(listing), len(submitting)))
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 45, asked


def table(county: County, *files: str, **changed: str) -> bytes:
    """A list as a CSV, by the numbers of the files."""
    serials = [county.get("auditor-1", f"/v1/hardship-files/{one}")["number"] for one in files]
    rows = [
        f"{changed.get('serial', one)},{changed.get('object', '在档困难职工')}," for one in serials
    ]
    return "\n".join(["档案编号,慰问对象,受助人", *rows]).encode()


def uploaded(county: County, campaign: Campaigns, file: bytes, query: str = "") -> Reply:
    path = f"{campaign.path}/line-file{query}"
    return county.upload("clerk-1", path, file, "text/csv", key=county.new_key())


def test_a_list_comes_as_a_table_and_each_fault_says_where_it_stands(county: County) -> None:
    files, campaign = households(county, "clerk-1", 3), Campaigns(county, {"360722001": 2})
    tried = uploaded(county, campaign, table(county, *files), "?dry_run=true&mode=good_ones")
    assert told(tried) == ["done", "done", "quota_exceeded"]
    where = tried["lines"][2]["refusals"][0]["values"]
    assert (where["row"], where["column"]) == (4, "档案编号")
    assert campaign.lines() == []
    done = uploaded(county, campaign, table(county, *files[:2]))
    assert (done.status, done["count"]) == (201, 2)
    for wrong, code in (
        ({"serial": "F2026-99999999"}, "file_unknown"), ({"object": "所有人"}, "not_on_list"),
    ):  # fmt: skip
        refused = uploaded(county, campaign, table(county, files[2], **wrong))
        assert (refused.status, refused.codes) == (422, {"table_refused"})
        (fault,) = refused["errors"]
        assert (fault["code"], fault["values"]["row"]) == (code, 2), fault
    twice = uploaded(county, campaign, table(county, files[2], files[2]))
    assert twice["errors"][0]["code"] == "file_repeated"
    (elsewhere,) = many_households(county, county.active_file(), "clerk-2", 1)
    assert uploaded(county, campaign, table(county, elsewhere))["errors"][0]["code"] == (
        "file_unknown"
    )


def test_a_table_names_a_member_of_the_household(county: County) -> None:
    file, campaign = county.active_file(), Campaigns(county)
    rows = f"档案编号,慰问对象,受助人\n{file['number']},在档困难职工,王小明".encode()
    listed = uploaded(county, campaign, rows)
    assert listed.status == 422, "a student with no account of their own is not the holder"
    assert listed.codes & {"payee_unfit", "account_shared"}
    nobody = f"档案编号,慰问对象,受助人\n{file['number']},在档困难职工,张三".encode()
    assert uploaded(county, campaign, nobody)["errors"][0]["code"] == "person_unclear"
