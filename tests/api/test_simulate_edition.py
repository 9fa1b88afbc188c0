"""/v1/editions/{id}/simulate: a draft tried on the past, its figures worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from service.api import simulation_views
from service.use_cases import past_cases, past_grants
from tests.api.test_union_rules import CITY, bill, drafted, opened, rules, to_the_vote
from tests.counted import counted
from tests.county import County, Reply
from tests.kin_steps import engage
from tests.payments import Payments
from tests.snapshot import snapshot

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
HALF = {"form": "share", "base": "self_paid_fen", "rate": "0.50"}


def simulated(
    county: County, edition: Reply, who: str = "fund-1", period: Any = None, **more: Any
) -> Reply:
    return county.post(who, f"/v1/editions/{edition['id']}/simulate", period or YEAR, **more)


def granted(county: County, file: Reply, fund: str, fen: int, **answers: Any) -> str:
    """One bill of so much, paid by the household itself, through to its award."""
    path = to_the_vote(county, opened(county, file, **{**bill(county, fen), **answers}))
    assert county.approve(path, fund)["state"] == "approved"
    return path.rpartition("/")[2]


def outcomes(told: Reply) -> dict[str, tuple[int, int, int]]:
    """By outcome that occurred: how many, and what they were and would be granted."""
    return {
        one["outcome"]: (one["count"], one["before_fen"], one["granted_fen"])
        for one in told["outcomes"]
        if one["count"]
    }


def lines(told: Reply) -> dict[str, tuple[str, int, int]]:
    return {
        one["application_id"]: (one["outcome"], one["old_fen"], one["new_fen"])
        for one in told["lines"]
    }


def changed(told: Reply) -> bool:
    return any(told["path"].values()) or set(outcomes(told)) - {"same"} != set()


def test_a_draft_that_raises_and_lowers_is_worked_out_along_the_year(county: County) -> None:
    """Half of the bill under ¥5,000 a household and year became three fifths under ¥4,000, for bills
    from ¥2,000 on, with the city asked from ¥3,000 on."""
    rules(county, "medical", benefit=HALF, caps={"household_year_fen": 500_000})
    first, small, large = (county.active_file() for _ in range(3))
    fund = county.fund()
    spring = granted(county, first, fund, 400_000)  # ¥2,000
    little = granted(county, small, fund, 100_000)  # ¥500
    much = granted(county, large, fund, 1_000_000)  # ¥5,000
    autumn = granted(county, first, fund, 800_000)  # ¥4,000, of which the cap leaves ¥3,000
    draft = drafted(
        county, "medical", benefit={**HALF, "rate": "0.60"}, caps={"household_year_fen": 400_000},
        conditions=[
            {"code": "large_bill", "zh": "个人自付须达两千元",
             "holds": {"ask": "self_paid_fen", "at_least": 200_000}},
        ],
        thresholds=[{"from_fen": 300_000, "append": [CITY]}],
    )  # fmt: skip
    before = snapshot(county.house.transactions.engine)
    told = simulated(county, draft)
    assert told.status == 200, told.body
    assert snapshot(county.house.transactions.engine) == before
    assert lines(told) == {
        spring: ("gains", 200_000, 240_000),
        little: ("no_longer_eligible", 50_000, 0),
        much: ("loses", 500_000, 400_000),
        autumn: ("loses", 300_000, 160_000),  # what the draft's own ¥2,400 of spring leaves
    }
    assert [one["application_id"] for one in told["lines"]] == [spring, little, much, autumn]
    assert told["lines"][1]["refused"] == ["large_bill"]
    assert told["total"] == {
        "count": 4, "before_fen": 1_050_000, "granted_fen": 800_000, "difference_fen": -250_000,
    }  # fmt: skip
    assert outcomes(told) == {
        "gains": (1, 200_000, 240_000),
        "loses": (2, 800_000, 560_000),
        "no_longer_eligible": (1, 50_000, 0),
    }
    # ¥4,000 at once, and ¥2,400 + ¥1,600 in the year, both reach ¥3,000; ¥2,400 alone does not.
    assert told["path"] == {"more_levels": 2, "fewer_levels": 0}
    assert [(one["category"], one["count"]) for one in told["by_category"]] == [("relative", 4)]
    assert [(one["union"], one["difference_fen"]) for one in told["by_union"]] == [
        ("360722001", -250_000)
    ]
    assert not told["more"]
    text = str(told.body)
    assert not [word for word in ("李梅", "王小明", first["id"]) if word in text]


def test_the_edition_that_decided_gives_no_gains_and_no_losses(county: County) -> None:
    adopted = rules(
        county, "medical", benefit=HALF,
        caps={"household_year_fen": 500_000, "all_programmes": {"household_year_fen": 510_000}},
        thresholds=[{"from_fen": 300_000, "append": [CITY]}],
        exclusions=[
            {"code": "thrice", "zh": "至多三次",
             "when": {"ask": "awards_before", "at_least": 3}},
            {"code": "cancer_elsewhere", "zh": "恶性肿瘤另有项目",
             "when": {"ask": "disease", "is": "恶性肿瘤"}},
        ],
    )  # fmt: skip
    file, payments = county.active_file(), Payments(county)
    granted(county, file, payments.fund_id, 400_000)
    county.approve(to_the_vote(county, opened(county, file, "warmth")), payments.fund_id)
    second = to_the_vote(county, opened(county, file, **bill(county, 900_000)))
    assert county.approve(second, payments.fund_id)["state"] == "notice_passed"
    assert county.approve(second, payments.fund_id, "city-approver-1")["award_fen"] == 280_000
    told = simulated(county, adopted)
    assert not changed(told), told.body
    assert told["total"] == {
        "count": 2, "before_fen": 480_000, "granted_fen": 480_000, "difference_fen": 0,
    }  # fmt: skip
    payments.dispatched([second.rpartition("/")[2]])
    assert simulated(county, adopted).body == told.body


def test_who_was_rejected_because_a_cap_was_full_would_newly_be_granted(county: County) -> None:
    """And who was rejected by people for another reason stays rejected: no edition changes that."""
    adopted = rules(county, "medical", benefit=HALF, caps={"household_year_fen": 400_000})
    file, fund = county.active_file(), county.fund()
    first, second = (
        to_the_vote(county, opened(county, file, **bill(county, 800_000))) for _ in range(2)
    )
    doubted = to_the_vote(county, opened(county, county.active_file(), **bill(county, 800_000)))
    county.approve(first, fund)
    assert county.approve(second, fund).codes == {"cap_exceeded"}
    for path in (second, doubted):
        rejected = county.act("approver-2", path, "reject", {"opinion": "不予救助"})
        assert rejected["state"] == "rejected"
    assert outcomes(simulated(county, adopted)) == {"same": (3, 400_000, 400_000)}
    wider = drafted(county, "medical", benefit=HALF, caps={"household_year_fen": 700_000})
    told = simulated(county, wider)
    assert outcomes(told) == {"same": (2, 400_000, 400_000), "newly_eligible": (1, 0, 300_000)}
    assert lines(told)[second.rpartition("/")[2]] == ("newly_eligible", 0, 300_000)


def test_what_a_new_condition_asks_and_nobody_answered_is_not_guessed(county: County) -> None:
    rules(county, "medical", benefit=HALF, caps={})
    fund = county.fund()
    silent = granted(county, county.active_file(), fund, 400_000)
    told_then = granted(county, county.active_file(), fund, 400_000, disease="恶性肿瘤")
    draft = drafted(
        county, "medical", benefit=HALF, caps={},
        exclusions=[
            {"code": "minor_illness", "zh": "普通病种不予救助",
             "when": {"not": {"ask": "disease", "in": ["恶性肿瘤"]}}},
        ],
    )  # fmt: skip
    told = simulated(county, draft)
    assert outcomes(told) == {
        "same": (1, 200_000, 200_000), "undecidable": (1, 200_000, 200_000),
    }  # fmt: skip
    assert lines(told)[told_then][0] == "same"
    assert told["lines"][0]["application_id"] == silent
    assert told["lines"][0]["unanswered"] == ["disease"]
    assert told["total"]["count"] == 1


def test_other_programmes_and_other_times_stand_as_they_really_were(county: County) -> None:
    """¥300 of warmth, and a medical award assessed before the period, fill the new common cap."""
    rules(county, "medical", benefit=HALF, caps={})
    file, fund = county.active_file(), county.fund()
    granted(county, file, fund, 400_000)  # ¥2,000, assessed on 2 March
    county.approve(to_the_vote(county, opened(county, file, "warmth")), fund)
    begins = county.today().isoformat()
    late = granted(county, file, fund, 400_000)
    draft = drafted(
        county, "medical", benefit=HALF, caps={"all_programmes": {"household_year_fen": 300_000}}
    )
    told = simulated(county, draft, period={"from": begins, "to": begins})
    assert lines(told) == {late: ("loses", 200_000, 70_000)}
    nobody = simulated(county, draft, period={"from": "2026-01-01", "to": "2026-03-01"})
    assert (nobody["total"]["count"], nobody["lines"], nobody["more"]) == (0, [], False)


def test_who_sees_the_edition_may_simulate_it_and_sees_their_own_unions(county: County) -> None:
    rules(county, "medical", benefit=HALF, caps={})
    one = granted(county, county.active_file(), county.fund(), 400_000)
    engage(county, "auditor-below", "auditor", "360722002")
    engage(county, "auditor-beside", "auditor", "360723")
    draft = drafted(county, "medical")
    for who in ("fund-1", "approver-1", "auditor-1", "province-approver-1"):
        assert list(lines(simulated(county, draft, who))) == [one], who
    assert simulated(county, draft, "auditor-below")["lines"] == []
    assert simulated(county, draft, "auditor-beside").status == 404
    for who in ("clerk-1", "reviewer-1", "county-reviewer-1", "maker-1", "security-1", "finance"):
        refused = simulated(county, draft, who)
        assert (refused.status, refused.codes) == (403, {"role_required"}), who
    assert simulated(county, draft, None).status == 401  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "at"),
    [
        ({"from": "2026-12-31", "to": "2026-01-01"}, "/to"),
        ({"from": "2026-02-30", "to": "2026-12-31"}, "/from"),
        ({"from": "2026-01-01"}, "/to"),
        ({**YEAR, "programme": "medical"}, "/programme"),
    ],
)
def test_a_period_that_is_none_is_refused(
    sqlite_county: County, period: dict[str, str], at: str
) -> None:
    refused = simulated(sqlite_county, drafted(sqlite_county, "medical"), period=period)
    assert (refused.status, refused.codes) == (422, {"invalid_input"})
    assert [one["at"] for one in refused["errors"]] == [at]


def test_the_edition_of_a_means_test_grants_nothing_to_compare(sqlite_county: County) -> None:
    refused = simulated(sqlite_county, drafted(sqlite_county, "hardship_file"))
    assert (refused.status, refused.codes) == (422, {"simulation_unfit"})


def test_more_than_a_simulation_looks_at_is_refused_with_what_to_do(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = sqlite_county
    ids = Payments(county).approved(3)
    draft = drafted(county, "warmth")
    monkeypatch.setattr(past_cases, "MOST", 3)
    assert set(lines(simulated(county, draft))) == set(ids)
    monkeypatch.setattr(past_cases, "MOST", 2)
    refused = simulated(county, draft)
    assert (refused.status, refused.codes) == (422, {"simulation_too_large"})
    assert refused["values"] == {"found": 3, "most": 2}
    assert "起始日期" in refused["next"]
    county.days_later(1)
    tomorrow = county.today().isoformat()
    later = simulated(county, draft, period={"from": tomorrow, "to": tomorrow})
    assert (later.status, later["lines"]) == (200, [])


def test_more_cases_ask_no_more_statements_and_pages_lose_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    payments = Payments(county)
    draft = drafted(county, "warmth", caps={"person_year_fen": 20_000})

    def asked() -> tuple[Reply, int]:
        with counted(county) as heard:
            told = simulated(county, draft)
        return told, sum("audit_entry" not in one for one in heard)  # the log is halved to a day

    payments.approved(1)
    one, few = asked()
    payments.approved(4)
    whole, many = asked()
    assert (one["total"]["count"], whole["total"]["count"]) == (1, 5)
    assert many == few
    for place in (past_cases, past_grants):
        monkeypatch.setattr(place, "PAGE", 2)
    paged, most = asked()
    assert paged.body == whole.body
    assert many < most <= many + 2 * 2


def test_lines_beyond_a_thousand_are_not_told_one_by_one(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that change come first; the sums count all."""
    county = sqlite_county
    ids = Payments(county).approved(3)
    monkeypatch.setattr(simulation_views, "LINES", 2)
    told = simulated(county, drafted(county, "warmth"))
    assert [one["application_id"] for one in told["lines"]] == ids[:2]
    assert (told["more"], told["total"]["count"]) == (True, 3)
