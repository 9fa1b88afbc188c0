"""/v1/self-check: anybody tries their answers; the rules answer, and nothing of it stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from service.store.receipt import RateCount
from service.use_cases.self_check import PER_NETWORK
from tests.api.test_union_rules import CITY, bill, rules
from tests.county import County, Reply
from tests.snapshot import log_size, snapshot

UNION = "360722001"
POOR = {
    "size": 2, "main_cause": "6", "annual_income_fen": 3_600_000,
    "annual_rigid_expenditure_fen": 1_200_000, "dwellings": 1, "vehicles": 0,
}  # fmt: skip


def tried(county: County, answers: dict[str, Any] | None = None, **more: Any) -> Reply:
    form = {"programme": "medical", "union": UNION, **more}
    form["answers"] = answers or county.answers(form["programme"])
    headers = form.pop("headers", None)
    return county.post(None, "/v1/self-check", form, headers=headers)


def failing(told: Reply) -> set[str]:
    return {one["code"] for one in told["rules"] if not one["ok"]}


def test_an_applicant_learns_category_rules_award_documents_and_path(county: County) -> None:
    adopted = rules(
        county, "medical",
        benefit={"form": "share", "base": "self_paid_fen", "rate": "0.50"},
        caps={"per_time_fen": 700_000}, window={"from": "03-01", "to": "03-31"},
        evidence=["diagnosis", "village_proof"], documents={"village_proof": {"zh": "村委会证明"}},
        thresholds=[{"from_fen": 700_000, "append": [CITY]}],
        conditions=[
            {"code": "in_hardship", "zh": "须为相对困难以上",
             "holds": {"ask": "category", "in": ["severe", "relative"]}},
            {"code": "large_bill", "zh": "个人自付须达两万元", "en": "At least ¥20,000 self-paid",
             "holds": {"ask": "self_paid_fen", "at_least": 2_000_000}},
        ],
    )  # fmt: skip
    told = tried(county, bill(county, 1_600_000), household=POOR)
    assert told.status == 200, told.body
    assert (told["edition_id"], told["in_force_from"]) == (
        adopted["id"], adopted["in_force_from"],
    )  # fmt: skip
    # ¥24,000 of a year for two is ¥1,000 a month and head: above the line of ¥750, below its double.
    assert (told["category"], told["means"]["category"]) == ("relative", "relative")
    assert any("¥1,000.00" in one for one in told["means"]["sentences"])
    assert failing(told) == {"large_bill"}
    assert not told["fits"]
    sentences = {one["code"]: one["sentence"] for one in told["rules"]}
    assert sentences["large_bill"] == "个人自付须达两万元"
    assert sentences["self_paid_positive"] == "须有个人自付费用"
    assert told["award"]["award_fen"] == 700_000  # half of ¥16,000, under the cap of ¥7,000
    assert any("每次限额 ¥7,000.00" in one for one in told["award"]["sentences"])
    assert told["documents"] == [
        {"code": "diagnosis", "name": "诊断证明"}, {"code": "village_proof", "name": "村委会证明"},
    ]  # fmt: skip
    assert told["window"] == {"open": True, "windows": [{"from": "03-01", "to": "03-31"}]}
    assert [(one["stage"], one["level"]) for one in told["path"]] == [
        ("review", "grassroots"), ("notice", None), ("approval", "county"), ("approval", "city"),
    ]  # fmt: skip
    assert "不保存" in told["remark"]
    county.days_later(40)
    english = tried(
        county, bill(county, 4_000_000), household=POOR, headers={"Accept-Language": "en"}
    )
    assert english["fits"]
    assert not english["window"]["open"]
    assert "At least ¥20,000 self-paid" in [one["sentence"] for one in english["rules"]]
    assert "binds nobody" in english["remark"]


def test_it_says_what_the_counter_says_of_a_file_in_that_category(county: County) -> None:
    answers = county.answers("medical")
    file = county.active_file()
    form = {**county.application_form("medical", file), "answers": answers}
    made = county.post("clerk-1", "/v1/applications", form)
    rules_of = [one["code"] for one in county.get("clerk-1", "/v1/programmes/medical")["rules"]]
    for told in (
        tried(county, answers, household=POOR),
        tried(county, answers, category="relative"),
    ):
        assert told["fits"]
        assert told["award"]["award_fen"] == made["award_fen"]
        kept = [one["zh"] for one in made["assessment"]["steps"]]
        assert told["award"]["sentences"] == kept
        assert [one["code"] for one in told["rules"]] == rules_of
        assert [one["stage"] for one in told["path"]] == [one["stage"] for one in made["path"]]


def test_a_household_in_no_category_and_one_that_is_excluded_are_told_so(county: County) -> None:
    rich = tried(county, household={**POOR, "annual_income_fen": 90_000_000})
    assert (rich["category"], rich["fits"], failing(rich)) == (None, False, {"no_category"})
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "hardship_file")
    county.adopt({**seeded, "union": "360722", "exclusions": [{"rule": "dwellings", "at_most": 1}]})
    owner = tried(county, household={**POOR, "dwellings": 2})
    assert (owner["category"], owner["means"]["category"]) == (None, "relative")
    assert "exclusion_dwellings" in failing(owner)
    assert tried(county, household=POOR)["fits"]


def test_who_is_to_be_aided_is_as_the_caller_says(sqlite_county: County) -> None:
    county = sqlite_county
    nobody = tried(county, programme="tuition", category="relative")
    assert failing(nobody) >= {"beneficiary_is_member", "beneficiary_is_student"}
    child = {"relation": "20", "student": True}
    told = tried(county, programme="tuition", category="relative", beneficiary=child)
    assert (told["fits"], told["award"]["award_fen"]) == (True, 500_000)
    worker = tried(
        county, programme="tuition", category="relative", beneficiary={**child, "relation": "01"}
    )
    assert failing(worker) == {"beneficiary_is_member"}


def test_nothing_changes_but_a_count_and_no_answer_is_logged(
    county: County, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    engine = county.house.transactions.engine
    before, size = snapshot(engine), log_size(engine)
    planted = {
        **bill(county, 6_812_347), "settlement_number": "SETTLEMENT-ZZ", "disease": "lupus-zz",
    }  # fmt: skip
    household = {**POOR, "annual_income_fen": 3_611_117}
    assert tried(county, planted, household=household).status == 200
    assert tried(county, {**planted, "hospital_level": 9}, household=household).status == 422
    after = snapshot(engine)
    assert {name for name in before if before[name] != after[name]} == {"rate_count"}
    assert log_size(engine) == size
    with engine.connect() as connection:
        (row,) = connection.execute(select(RateCount.bucket, RateCount.count.label("calls"))).all()
    assert row.bucket.startswith("self_check:")
    assert "127.0.0.1" not in row.bucket
    assert row.calls == 1
    out, err = capfd.readouterr()
    said = "".join(
        (out, err, caplog.text, *(json.dumps(vars(r), default=str) for r in caplog.records))
    )
    assert "/v1/self-check" in said
    found = [w for w in ("6812347", "ZZ", "lupus", "3611117") if w in said]
    assert found == []


def test_too_many_tries_from_one_network_wait_and_others_are_answered(county: County) -> None:
    form = {"programme": "warmth", "union": UNION, "answers": county.answers("warmth")}

    def status(address: str) -> int:
        answer = county.client.post(
            "/v1/self-check", json=form, environ_base={"REMOTE_ADDR": address}
        )
        return int(answer.status_code)

    assert [status("203.0.113.9") for _ in range(PER_NETWORK.calls)] == [200] * PER_NETWORK.calls
    refused = county.client.post(
        "/v1/self-check", json=form, environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= PER_NETWORK.seconds
    assert status("203.0.113.10") == 200
    assert [status("2001:db8:1:2::1"), status("2001:db8:1:2::2")] == [200, 200]
    county.days_later(1)
    assert status("203.0.113.9") == 200
    with county.house.transactions.engine.connect() as connection:
        counts = connection.execute(select(RateCount.count)).scalars().all()
    assert counts == [1]  # of who called before, nothing stays


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"programme": "housing"}, 422, "invalid_input"),
        ({"programme": "hardship_file"}, 422, "invalid_input"),
        ({"union": "999999"}, 404, "not_found"),
        ({"union": "a union"}, 422, "invalid_input"),
        ({"category": "poor"}, 422, "invalid_input"),
        ({"category": "severe", "household": POOR}, 422, "invalid_input"),
        ({"household": {**POOR, "size": 0}}, 422, "invalid_input"),
        ({"household": {**POOR, "note": "李梅"}}, 422, "invalid_input"),
        ({"household": {"size": 1}}, 422, "invalid_input"),
        ({"name": "李梅"}, 422, "invalid_input"),
        ({"answers": {"total_cost_fen": 1}}, 422, "invalid_input"),
    ],
)
def test_what_cannot_be_tried_is_refused_and_not_counted(
    sqlite_county: County, more: dict[str, Any], status: int, code: str
) -> None:
    form = {
        "programme": "medical", "union": UNION, "answers": sqlite_county.answers("medical"), **more,
    }  # fmt: skip
    before = snapshot(sqlite_county.house.transactions.engine)
    refused = sqlite_county.post(None, "/v1/self-check", form)
    assert refused.status == status, refused.body
    assert code in refused.codes
    if more.get("programme"):
        assert refused["values"]["offered"] == ["medical", "tuition", "warmth"]
    assert snapshot(sqlite_county.house.transactions.engine) == before
