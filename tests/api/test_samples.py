"""/v1/samples: drawn by the level above, by chance that nobody chose, and drawn again by anybody."""

from __future__ import annotations

import hashlib
import math
from fractions import Fraction
from typing import Any

import pytest

from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, last_entry, log_size
from tests.counted import counted
from tests.county import County
from tests.kin_steps import OPINION, engage, find, sample
from tests.notice_steps import id_of
from tests.performance.cases import prepare


def drawn_by_hand(told: Any) -> list[str]:
    """What the contract says a draw is, in the standard library and nothing of ours."""
    ranked = sorted(
        told["population"],
        key=lambda one: hashlib.sha256(f"{told['seed']}|{one}".encode()).hexdigest(),
    )
    return ranked[: math.ceil(Fraction(told["rate"]) * len(ranked))]


def active(county: County, count: int) -> list[str]:
    return [str(county.active_file()["id"]) for _ in range(count)]


def cancel(county: County, file: str) -> None:
    county.act("clerk-1", file, "propose_cancel", {**OPINION, "reason": "left"})
    assert county.act("approver-1", file, "cancel", OPINION)["state"] == "cancelled"


def active_elsewhere(county: County) -> str:
    """A standing file of the county's other grassroots union."""
    path = county.draft_file("clerk-2").headers["Location"]
    county.act("clerk-2", path, "submit")
    county.act("reviewer-2", path, "review")
    assert county.act("approver-1", path, "confirm")["state"] == "active"
    return id_of(path)


def test_a_draw_is_made_again_from_what_the_service_tells(county: County) -> None:
    files = active(county, 7)
    before = log_size(county)
    made = sample(county)
    assert made.status == 201, made.body
    told = county.get("auditor-1", made.headers["Location"])
    assert told["population"] == sorted(files)
    assert told["drawn"] == drawn_by_hand(told.body)
    assert (told["size"], told["count"], len(told["drawn"])) == (7, 3, 3)
    assert (told["union"], told["of_union"], told["rate"]) == ("360722", "360722001", "0.30")
    drawn, *opened = entries_since(county, before)
    digest = hashlib.sha256("\n".join(told["population"]).encode()).hexdigest()
    assert drawn["act"] == "sample.draw"
    assert drawn["dec"]["rule"] == (
        f"sha256-rank:seed={told['seed']}:n=7:population={digest}:rate=0.30"
    )
    assert [entry["act"] for entry in opened] == ["recheck.open"] * 3
    listed = county.get("county-reviewer-1", f"/v1/rechecks?sample_id={told['id']}")["items"]
    assert sorted(one["hardship_file_id"] for one in listed) == sorted(told["drawn"])
    assert {(one["state"], one["reason"], one["union"]) for one in listed} == {
        ("open", "sample", "360722")
    }
    assert verify_log(county.house.transactions).wrong is None


def test_it_is_drawn_from_what_stands_and_from_nothing_else(county: County) -> None:
    stands, again = active(county, 2)
    county.act("clerk-1", f"/v1/hardship-files/{again}", "reverify")
    county.draft_file()
    county.act("clerk-1", county.draft_file().headers["Location"], "submit")
    (cancelled,) = active(county, 1)
    cancel(county, f"/v1/hardship-files/{cancelled}")
    elsewhere = active_elsewhere(county)
    assert sample(county, rate="1")["population"] == sorted([stands, again])
    engage(county, "city-auditor-1", "auditor", "360700")
    everywhere = sample(county, "city-auditor-1", "360722", "1")
    assert everywhere["population"] == sorted([stands, again, elsewhere])


def test_every_draw_has_a_seed_of_its_own_that_nobody_gives(county: County) -> None:
    active(county, 1)
    form = {"of_union": "360722001", "rate": "0.30", "seed": "0" * 64}
    refused = county.post("county-reviewer-1", "/v1/samples", form)
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/seed")
    seeds = [sample(county)["seed"] for _ in range(3)]
    assert len(set(seeds)) == 3
    assert {len(bytes.fromhex(seed)) for seed in seeds} == {32}


def test_a_file_of_which_one_is_open_gets_no_second(county: County) -> None:
    files = active(county, 3)
    first = sample(county)
    assert first["progress"]["opened_before"] == 0
    everything = sample(county, "auditor-1", rate="1.0")
    assert everything["progress"]["opened_before"] == 1
    opened = county.get("county-reviewer-1", "/v1/rechecks?reason=sample&state=open")["items"]
    assert sorted(one["hardship_file_id"] for one in opened) == sorted(files)


def test_a_union_below_that_draws_first_takes_no_file_from_the_union_above(
    county: County,
) -> None:
    active(county, 3)
    engage(county, "city-reviewer-1", "reviewer", "360700")
    below = sample(county, rate="1")
    opened = county.get("county-reviewer-1", f"/v1/rechecks?sample_id={below['id']}")["items"]
    before = log_size(county)
    above = sample(county, "city-reviewer-1", "360722", "1")
    assert above["progress"]["opened_before"] == 3
    assert [one["act"] for one in entries_since(county, before)] == [
        "sample.draw", *["recheck.hand_up"] * 3,
    ]  # fmt: skip
    one, *rest = county.get("city-reviewer-1", "/v1/rechecks?union=360700")["items"]
    assert {one["id"], *(other["id"] for other in rest)} == {each["id"] for each in opened}
    assert find(county, one["id"]).status == 404
    assert find(county, one["id"], who="city-reviewer-1")["state"] == "consistent"
    progress = county.get("auditor-1", below.headers["Location"])["progress"]
    assert (progress["open"], progress["consistent"]) == (2, 1)
    assert sample(county, rate="1")["progress"]["open"] == 1  # of the file that was looked at
    left = county.get("city-reviewer-1", "/v1/rechecks?union=360700&state=open")["items"]
    assert [other["id"] for other in left] == [other["id"] for other in rest]
    assert verify_log(county.house.transactions).wrong is None


def test_progress_is_told_state_by_state(county: County) -> None:
    active(county, 4)
    made = sample(county, rate="1")
    path = made.headers["Location"]
    listed = county.get("county-reviewer-1", f"/v1/rechecks?sample_id={made['id']}")["items"]
    find(county, listed[0]["id"])
    find(county, listed[1]["id"], "inconsistent")
    ended = f"/v1/hardship-files/{listed[2]['hardship_file_id']}"
    cancel(county, ended)
    progress = {
        "open": 1, "consistent": 1, "inconsistent": 1, "withdrawn": 1, "done": 2,
        "opened_before": 0,
    }  # fmt: skip
    assert county.get("auditor-1", path)["progress"] == progress
    (item,) = county.get("auditor-1", "/v1/samples")["items"]
    assert item["progress"] == progress
    assert "population" not in item
    assert county.get("auditor-1", "/v1/samples?of_union=360722002")["items"] == []


def test_the_same_key_is_one_draw(county: County) -> None:
    active(county, 2)
    form, key = {"of_union": "360722001", "rate": "0.30"}, county.new_key()
    first, second = (
        county.post("county-reviewer-1", "/v1/samples", form, key=key) for _ in range(2)
    )
    assert (first.status, second.body) == (201, first.body)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(county.get("auditor-1", "/v1/samples")["items"]) == 1


# --- who draws, and how little is too little ----------------------------------------------------------


@pytest.mark.parametrize("who", ["reviewer-1", "grassroots-auditor-1"])
def test_no_union_draws_its_own_sample(county: County, who: str) -> None:
    engage(county, "grassroots-auditor-1", "auditor", "360722001")
    active(county, 1)
    before = log_size(county)
    refused = sample(county, who)
    assert (refused.status, refused["type"]) == (403, "/problems/role-required")
    (note,) = entries_since(county, before)
    assert (note["act"], note["who"]["sub"]) == ("authz.deny", who)


@pytest.mark.parametrize("who", ["clerk-1", "approver-1", "security-1", "finance"])
def test_only_reviewers_and_auditors_draw(county: County, who: str) -> None:
    refused = sample(county, who)
    assert (refused.status, refused["type"]) == (403, "/problems/role-required")


@pytest.mark.parametrize(
    ("who", "union"),
    [("county-reviewer-1", "360723001"), ("county-reviewer-1", "999999"), ("reviewer-1", "360722"),
     ("county-reviewer-1", "360700")],
)  # fmt: skip
def test_what_lies_elsewhere_or_above_reads_as_what_is_not_there(
    county: County, who: str, union: str
) -> None:
    refused = sample(county, who, union)
    assert (refused.status, refused["type"]) == (422, "/problems/union-unknown")


@pytest.mark.parametrize("rate", ["0", "0.1", "0.29", "0.299999"])
def test_less_than_the_rules_ask_is_not_drawn(county: County, rate: str) -> None:
    active(county, 1)
    refused = sample(county, rate=rate)
    assert (refused.status, refused["type"]) == (422, "/problems/rate-too-low")
    assert refused["values"] == {"rate": rate, "least": "0.30"}
    assert county.get("auditor-1", "/v1/samples")["items"] == []


def test_what_the_rules_ask_is_the_edition_in_force_there(county: County) -> None:
    active(county, 2)
    editions = county.get("auditor-1", "/v1/editions")["items"]
    document = next(e["document"] for e in editions if e["programme"] == "hardship_file")
    adopted = county.adopt({**document, "union": "360722", "sample_rate": "0.50"})
    assert adopted.status == 200, adopted.body
    assert sample(county, rate="0.499999")["values"]["least"] == "0.50"
    assert sample(county, rate="0.5").status == 201


@pytest.mark.parametrize("rate", ["1.000001", "2", "-1", "0.3.0", "30%", "", ".5", "1e-1"])
def test_a_rate_that_is_none_is_refused(county: County, rate: str) -> None:
    refused = sample(county, rate=rate)
    assert (refused.status, refused["errors"][0]["at"]) == (422, "/rate")


def test_the_longest_way_to_write_a_rate_is_kept_as_written(county: County) -> None:
    active(county, 1)
    assert sample(county, rate="0001.000000")["rate"] == "0001.000000"


def test_where_nothing_stands_nothing_is_drawn(county: County) -> None:
    refused = sample(county)
    assert (refused.status, refused["type"]) == (422, "/problems/nothing-to-draw")


@pytest.mark.parametrize(
    ("who", "status"), [("auditor-1", 200), ("approver-1", 200), ("reviewer-1", 404),
                        ("outsider-approver-1", 404), ("clerk-1", 403), ("clerk-2", 403)],
)  # fmt: skip
def test_a_sample_is_read_by_those_who_draw_and_nobody_below(
    county: County, who: str, status: int
) -> None:
    active(county, 1)
    path = sample(county).headers["Location"]
    assert county.get(who, path).status in (status, 404)
    assert (county.get(who, path).status == 200) is (status == 200)


@pytest.mark.parametrize("column", ["population", "drawn", "seed", "rate"])
def test_a_draw_changed_in_its_row_is_found_by_the_verification(
    county: County, column: str
) -> None:
    active(county, 2)
    sample(county)
    assert last_entry(county)["act"] == "recheck.open"
    with county.house.transactions.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE sample SET {column} = '[]'")  # noqa: S608
    assert verify_log(county.house.transactions).wrong is not None


# --- how many at once ---------------------------------------------------------------------------------


def test_a_thousand_are_drawn_in_few_statements_and_not_one_more(county: County) -> None:
    prepare(county, 999)
    with counted(county) as statements:
        made = sample(county, rate="1")
    assert (made.status, made["size"], made["count"]) == (201, 1_000, 1_000)
    assert len(statements) <= 20, statements
    county.active_file()
    size = log_size(county)
    refused = sample(county, "auditor-1", rate="1")
    assert (refused.status, refused["type"]) == (422, "/problems/draw-too-large")
    assert refused["values"] == {"population": 1_001, "drawn": 1_001, "most": 1_000}
    assert refused["next"] == "请按所属下级工会分别抽查。"
    assert log_size(county) == size
    assert sample(county, "auditor-1", rate="0.99")["count"] == 991
    assert verify_log(county.house.transactions).wrong is None
