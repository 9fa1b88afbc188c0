"""/v1/reports/supervision: counts of a period, what each rate is of, and the time spent at each stage."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from service.use_cases import supervision_report
from service.use_cases.matters import MATTERS
from service.use_cases.reply_rates import BROUGHT
from tests.county import County, Reply
from tests.matter_steps import appeal, refused_below
from tests.notice_steps import id_of, object_to
from tests.payments import Payments
from tests.supervision_steps import submitted_application
from workflows.figures import Span, decimals, spent


def report(county: County, who: str = "auditor-1", more: str = "") -> Reply:
    told = county.get(who, f"/v1/reports/supervision?from=2026-03-01&to=2026-12-31{more}")
    assert told.status == 200, told.body
    return told


def of(told: Reply, stage: str) -> Any:
    return next((one for one in told["stages"] if one["stage"] == stage), None)


def rate(told: Any) -> tuple[int, int, str | None]:
    return told["numerator"], told["denominator"], told["rate"]


def test_a_year_in_whole_counts_and_rates_of_them(county: County) -> None:
    payments = Payments(county)
    (case,) = payments.approved()
    batch = payments.dispatched([case])
    payments.said(batch, occurred_at="2026-03-12T10:00:00+08:00")
    rejected = submitted_application(county)
    county.days_later(11)
    county.act("reviewer-1", rejected, "reject", {"opinion": "不符合条件"})
    submitted_application(county)
    told = report(county)
    assert (told["received"], told["ended"]) == (3, 2)
    assert rate(told["completion"]) == (2, 3, "0.6667")
    review = of(told, "review")
    assert (review["count"], review["median"], review["mean"], review["longest"]) == (
        2, "3.5000", "3.5000", 7,
    )  # fmt: skip
    assert rate(review["on_time"]) == (1, 2, "0.5000")
    running = of(told, "notice_period")
    assert (running["longest"], rate(running["on_time"])) == (8, (0, 0, None))
    assert of(told, "payment")["longest"] == 0
    assert of(told, "correction") is None
    assert [(one["code"], rate(one["completion"])) for one in told["unions"]] == [
        ("360722001", (2, 3, "0.6667"))
    ]
    assert [one["code"] for one in told["programmes"]] == ["warmth"]


def test_the_time_a_case_is_with_its_clerk_is_shown_apart(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.days_later(1)
    county.act("reviewer-1", path, "return", {"opinion": "材料不清"})
    county.days_later(3)
    county.act("clerk-1", path, "resubmit")
    county.days_later(3)
    county.act("reviewer-1", path, "review")
    told = report(county)
    assert (of(told, "review")["count"], of(told, "review")["longest"]) == (2, 1)
    assert (of(told, "correction")["count"], of(told, "correction")["longest"]) == (1, 3)


def test_what_was_received_before_or_after_the_period_is_not_counted(sqlite_county: County) -> None:
    county = sqlite_county
    path = submitted_application(county)
    county.days_later(4)
    county.act("reviewer-1", path, "reject", {"opinion": "不符合条件"})

    def counted(more: str) -> tuple[int, int]:
        told = county.get("auditor-1", f"/v1/reports/supervision?{more}")
        return told["received"], told["ended"]

    assert counted("from=2026-03-02&to=2026-03-02") == (1, 0)
    assert counted("from=2026-03-02&to=2026-03-06") == (1, 1)
    assert counted("from=2026-03-03&to=2026-03-06") == (0, 0)
    assert counted("from=2026-01-01&to=2026-03-01") == (0, 0)
    assert counted("") == (1, 1)
    assert rate(report(county, more="&programme=medical")["completion"]) == (0, 0, None)


def test_each_sees_the_figures_of_their_own_unions(sqlite_county: County) -> None:
    county = sqlite_county
    submitted_application(county)
    assert report(county, "reviewer-1")["received"] == 1
    assert report(county, "reviewer-2")["received"] == 0
    assert report(county, "outsider-approver-1")["received"] == 0
    assert report(county, more="&union=360722")["received"] == 1
    assert report(county, more="&union=360722002")["received"] == 0


def test_every_objection_is_owed_a_reply_and_households_say_whether_they_are_content(
    sqlite_county: County,
) -> None:
    payments = Payments(sqlite_county)
    county = payments.county
    paths = [county.reviewed_application() for _ in range(2)]
    notice = county.on_notice(*paths)
    raised = [object_to(county, f"/v1/notices/{notice['id']}", line) for line in (1, 2)]
    decided = raised[0].headers["Location"]
    county.act("county-reviewer-1", decided, "dismiss", {"opinion": "查无此事"})
    told = report(county)
    assert rate(told["reply"]) == (1, 2, "0.5000")
    assert [one["code"] for one in told["reply"]["kinds"]] == ["objection", "petition", "appeal"]
    assert rate(told["satisfaction"]) == (0, 0, None)
    cases = payments.approved(3)
    payments.said(payments.dispatched(cases), occurred_at=f"{county.today()}T08:00:00+08:00")
    for case, word in zip(cases, ("satisfied", "neutral", "dissatisfied"), strict=True):
        form = {
            "visited_on": county.today().isoformat(), "method": "phone", "received_fen": 30_000,
            "satisfaction": word, "with": "李梅",
        }  # fmt: skip
        path = f"/v1/applications/{case}/follow-ups"
        assert county.post("approver-3", path, form).status == 201
    assert rate(report(county)["satisfaction"]) == (2, 3, "0.6667")


def test_petitions_and_appeals_are_owed_a_reply_as_objections_are(county: County) -> None:
    form = {"union": "360722", "channel": "phone", "kind": "inquiry", "subject": "咨询"}
    about = id_of(refused_below(county, programme="medical"))
    taken = [
        county.post("county-reviewer-1", "/v1/petitions", {**form, **more}).headers["Location"]
        for more in ({}, {}, {"application_id": about})
    ]
    for place, said in zip(taken[:2], ("dissatisfied", "not_reached"), strict=True):
        for action in ("check", "handle"):
            county.act("county-reviewer-1", place, action, {"opinion": "已核实"})
        county.act("county-reviewer-1", place, "reply", {"reply": "已告知"})
        county.act("county-reviewer-1", place, "close", {"satisfaction": said})
    notice = county.on_notice(county.reviewed_application())
    raised = object_to(county, f"/v1/notices/{notice['id']}").headers["Location"]
    county.act("county-reviewer-1", raised, "triage", {"opinion": "需核实"})
    brought = appeal(county, f"/v1/applications/{about}").headers["Location"]
    told = report(county)
    kinds = {one["code"]: rate(one) for one in told["reply"]["kinds"]}
    assert kinds == {
        "objection": (0, 1, "0.0000"), "petition": (2, 3, "0.6667"), "appeal": (0, 1, "0.0000"),
    }  # fmt: skip
    assert rate(told["reply"]) == (2, 5, "0.4000")
    assert {one["code"]: rate(one)[:2] for one in told["reply"]["unions"]} == {
        "360722": (2, 3), "360722001": (0, 2),
    }  # fmt: skip
    assert {one["code"]: rate(one)[:2] for one in told["reply"]["programmes"]} == {
        "medical": (0, 2), "warmth": (0, 1),
    }  # fmt: skip
    assert rate(told["satisfaction"]) == (0, 1, "0.0000")
    assert rate(report(county, more="&programme=medical")["reply"]) == (0, 2, "0.0000")
    assert rate(report(county, more="&union=360722001")["reply"]) == (0, 2, "0.0000")
    county.days_later(1)
    county.act("clerk-1", brought, "withdraw", {"opinion": "本人撤回"})
    county.act("county-reviewer-1", raised, "dismiss", {"opinion": "不实", "findings": "无门面"})
    told = report(county)
    counts = {one["code"]: rate(one)[:2] for one in told["reply"]["kinds"]}
    assert counts == {"objection": (1, 1), "petition": (2, 3), "appeal": (0, 0)}
    day = county.get("auditor-1", "/v1/reports/supervision?from=2026-03-01&to=2026-03-02")
    assert rate(day["reply"])[:2] == (2, 4)  # answered on the day after the period
    later = county.get("auditor-1", "/v1/reports/supervision?from=2026-03-03&to=2026-03-04")
    assert rate(later["reply"]) == (0, 0, None)


def test_the_kinds_that_are_counted_are_those_that_are_owed_a_reply() -> None:
    owed = {kind: matter.model for kind, matter in MATTERS.items() if matter.reply}
    assert {kind: one.model for kind, one in BROUGHT.items()} == owed


def test_more_cases_than_are_counted_at_once_are_refused_and_said(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = sqlite_county
    for _ in range(2):
        submitted_application(county)
    monkeypatch.setattr(supervision_report, "MOST", 1)
    told = county.get("auditor-1", "/v1/reports/supervision")
    assert (told.status, told.codes) == (422, {"report_too_large"})
    assert (supervision_report.AT_ONCE, MOST) == (500, 5_000)


MOST = supervision_report.MOST


@pytest.mark.parametrize("more", ["?from=2026-13-01", "?from=2026-02-02&to=2026-02-01", "?of=x"])
def test_a_period_that_is_none_is_refused(sqlite_county: County, more: str) -> None:
    assert sqlite_county.get("auditor-1", f"/v1/reports/supervision{more}").status == 422


@pytest.mark.parametrize("who", ["clerk-1", "security-1", "finance"])
def test_figures_are_for_those_who_answer_for_the_work(sqlite_county: County, who: str) -> None:
    assert sqlite_county.get(who, "/v1/reports/supervision").status == 403


def test_a_rate_is_rounded_once_half_up_and_a_median_may_lie_between() -> None:
    assert [decimals(Fraction(n, 3)) for n in (1, 2, 3)] == ["0.3333", "0.6667", "1.0000"]
    assert decimals(Fraction(1, 20_000)) == "0.0001"
    spans = [Span("review", days, days < 5) for days in (1, 2, 9, 4)]
    told = spent("review", spans)
    assert (told["median"], told["mean"], told["longest"]) == ("3.0000", "4.0000", 9)
    assert told["on_time"]["rate"] == "0.7500"
