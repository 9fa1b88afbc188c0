"""Past decisions made again from the database: none differs, and nothing can be changed unseen."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, inspect, text, update
from sqlalchemy.orm import Session

from service.store.application import Application
from service.store.database import WRITES
from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.use_cases.replay_decisions import Told, replay_decisions
from tests.api.test_union_rules import CITY, bill, opened, rules, to_the_vote
from tests.county import County
from tests.emergency_steps import delegate, granted
from tests.performance.cases import copy_case
from tests.workflows.test_replay import leaves, named, other
from workflows.benefit import forms
from workflows.benefit.worked import Facts, Worked
from workflows.errors import UnionUnknown

PROGRAMMES = ("warmth", "tuition", "medical")
RULES: dict[str, Any] = {
    "conditions": [
        {"code": "large_bill", "zh": "个人自付须达一千元",
         "holds": {"ask": "self_paid_fen", "at_least": 100_000}},
    ],
    "caps": {
        "per_time_fen": 900_000,
        "household_year_fen": 1_500_000,
        "all_programmes": {"person_year_fen": 1_600_000},
    },
    "thresholds": [{"from_fen": 1_000_000, "append": [CITY]}],
}  # fmt: skip


def replayed(county: County, year: int = 2026, union: str | None = None) -> list[Told]:
    return list(replay_decisions(county.house.transactions, year, union))


def lines(county: County) -> dict[str, tuple[str, ...]]:
    """What differs, by the id of the thing."""
    return {one.thing: one.lines for one in replayed(county) if one.lines}


def submitted(county: County, programme: str, **more: Any) -> str:
    path = str(county.draft_application(programme, **more).headers["Location"])
    assert county.act("clerk-1", path, "submit").status == 200
    return path


def under_own_rules(county: County) -> str:
    """A second case of a household under the county's own edition: conditions, caps, grants, ladder."""
    rules(county, "medical", **RULES)
    file = county.active_file()
    first = to_the_vote(county, opened(county, file, **bill(county, 600_000)))
    assert county.approve(first, county.fund())["state"] == "approved"
    second = str(opened(county, file, **bill(county, 1_000_000)).headers["Location"])
    assert county.act("clerk-1", second, "submit")["award_fen"] == 900_000
    return second


def ident(path: str) -> str:
    return path.rpartition("/")[2]


def changed(county: County, model: type[Any], thing: str, change: Callable[[Any], object]) -> None:
    """What somebody does who holds the database and every key: past the service, past the log."""
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with Session(engine, autoflush=False) as session:
        change(session.get_one(model, thing))
        session.commit()


def put(county: County, model: type[Any], thing: str, values: dict[str, Any]) -> None:
    def written(row: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)

    changed(county, model, thing, written)


def standing(county: County, model: type[Any], thing: str, part: str) -> tuple[Personal, Any]:
    """A personal document as it is kept, and what it says."""
    with Session(county.house.transactions.engine) as session:
        row = session.get_one(model, thing)
        return getattr(row, f"{part}_kept"), getattr(row, part)


def set_at(document: Any, at: tuple[Any, ...]) -> Any:
    made = copy.deepcopy(document)
    inner = made
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = other(inner[at[-1]])
    return made


def test_a_thousand_past_decisions_come_out_as_they_were(county: County) -> None:
    samples = [*(submitted(county, one) for one in PROGRAMMES), under_own_rules(county)]
    for place, sample in enumerate(samples):
        copy_case(county, sample, range(250 * place, 250 * (place + 1)))
    found = replayed(county)
    cases = [one for one in found if one.kind == "application"]
    assert len(cases) == 1_000 + len(samples) + 1
    assert [one for one in found if one.lines or one.unkept] == []


def test_a_case_is_replayed_after_everything_that_happened_to_it_since(county: County) -> None:
    """Approved, grown by the year's sum, returned, corrected, resubmitted, rejected."""
    rules(county, "medical", **{**RULES, "caps": {}})
    file, fund = county.active_file(), county.fund()
    parts = [to_the_vote(county, opened(county, file, **bill(county, 700_000))) for _ in range(2)]
    assert county.approve(parts[0], fund)["state"] == "approved"
    grown = county.approve(parts[1], fund)
    assert grown["path"][-1]["because"] == "household_year"
    back = submitted(county, "warmth")
    county.act("reviewer-1", back, "return", {"opinion": "请改"})
    answers = {**county.answers("warmth"), "occasion": "new_year"}
    etag = county.get("clerk-1", back).etag
    county.call("PATCH", "clerk-1", back, {"answers": answers}, etag=etag)
    assert county.act("clerk-1", back, "resubmit")["state"] == "submitted"
    county.act("reviewer-1", back, "reject", {"opinion": "不符合"})
    rules(county, "medical", benefit={"form": "share", "base": "self_paid_fen", "rate": "0.01"})
    assert lines(county) == {}
    assert {ident(path) for path in (*parts, back)} <= {one.thing for one in replayed(county)}


def test_a_case_that_was_paid_first_is_replayed_by_its_own_path(county: County) -> None:
    document = delegate(county)
    path = granted(county)
    county.adopt({**document, "emergency": None})
    assert lines(county) == {}
    assert ident(path) in {one.thing for one in replayed(county)}


def test_what_was_never_submitted_is_no_decision(county: County) -> None:
    draft = ident(str(county.draft_application().headers["Location"]))
    assert draft not in {one.thing for one in replayed(county)}
    county.draft_file()
    assert [one.kind for one in replayed(county)] == ["hardship_file"]


def test_a_decision_belongs_to_the_year_in_which_it_was_made(county: County) -> None:
    old = submitted(county, "warmth")
    county.days_later(330)
    new = submitted(county, "warmth")
    for year, path in ((2026, old), (2027, new)):
        cases = [one.thing for one in replayed(county, year) if one.kind == "application"]
        assert cases == [ident(path)]
    assert replayed(county, 2025) == []


def test_a_year_can_be_replayed_union_by_union(county: County) -> None:
    path = submitted(county, "warmth")
    own = county.get("auditor-1", path)["union"]
    inside = {one.thing for one in replayed(county, union=own)}
    assert ident(path) in inside
    assert {one.thing for one in replayed(county, union="360000")} == inside
    others = {
        one["id"] for one in county.get("auditor-1", "/v1/unions")["items"] if one["id"] != own
    }
    below = [code for code in others if len(code) >= len(own)]
    assert below
    for code in below:
        assert replayed(county, union=code) == []
    with pytest.raises(UnionUnknown):
        replayed(county, union="nowhere")


# --- nothing is changed unseen --------------------------------------------------------------------


@pytest.mark.parametrize("part", ["answers", "assessment"])
def test_whichever_input_or_figure_or_word_that_is_kept_is_changed_the_case_is_named(
    county: County, part: str
) -> None:
    """One after the other, by somebody who also makes its commitment anew."""
    thing = ident(under_own_rules(county))
    kept, document = standing(county, Application, thing, part)
    found = list(leaves(document))
    assert len(found) > (5 if part == "answers" else 80)
    for at in found:
        put(county, Application, thing, {part: set_at(document, at)})
        told = lines(county)
        assert set(told) == {thing}, named(at)
        assert told[thing][-1].startswith("row: entry "), named(at)
        put(county, Application, thing, {f"{part}_kept": kept})
    assert lines(county) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("award_fen", 900_001), ("programme", "nothing"), ("path", []), ("state", "draft"),
        ("round", 7), ("claim_key", "x"), ("number", 1), ("number", 1_000_000), ("answers", None),
        ("answers", 7), ("assessment", None), ("assessment", []), ("assessment", "x"),
        ("assessment", {"assessed_on": "2031-01-01"}), ("union_path", "360000."),
    ],
)  # fmt: skip
def test_whichever_column_is_changed_the_case_is_named(
    sqlite_county: County, name: str, value: Any
) -> None:
    thing = ident(submitted(sqlite_county, "warmth"))
    personal = name in ("answers", "assessment")
    said = Personal.of(json.dumps(value)) if personal else value
    column = f"{name}_kept" if personal else name
    engine = sqlite_county.house.transactions.engine.execution_options(**{WRITES: True})
    with engine.begin() as connection:
        connection.execute(
            update(Application).where(Application.id == thing).values({column: said})
        )
    assert set(lines(sqlite_county)) == {thing}


def test_a_decision_whose_row_is_gone_is_named(county: County) -> None:
    thing, stays = (ident(submitted(county, "warmth")) for _ in range(2))
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with engine.begin() as connection:
        connection.execute(delete(Application).where(Application.id == thing))
    assert lines(county) == {thing: ("row: it is gone",)}
    assert stays in {one.thing for one in replayed(county)}
    assert replayed(county, 2025) == []


def test_a_decision_that_was_slipped_in_is_named(county: County) -> None:
    thing = ident(submitted(county, "warmth"))
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with Session(engine, autoflush=False) as session:
        row = session.get_one(Application, thing)
        said = {one.key: getattr(row, one.key) for one in inspect(Application).column_attrs}
        said |= {"id": "slipped-in", "number": 1_000_000, "serial": "A", "claim_key": "x"}
        session.execute(insert(Application).values(**said))
        session.commit()
    told = lines(county)
    assert set(told) == {"slipped-in"}
    assert "which the log does not have" in told["slipped-in"][0]


def test_an_application_under_another_edition_now_is_named(county: County) -> None:
    thing = ident(submitted(county, "warmth"))
    rules(county, "warmth", caps={"per_time_fen": 1_000})
    other_edition = county.get("auditor-1", "/v1/editions?limit=100")["items"][-1]["id"]
    put(county, Application, thing, {"edition_id": other_edition})
    told = lines(county)[thing]
    assert told[0].startswith("edition_id: kept ")
    assert "award_fen: kept 30000, again 1000" in told


@pytest.mark.parametrize("column", ["answers_kept", "assessment_kept", "payee"])
def test_a_value_that_no_key_opens_is_named(county: County, column: str) -> None:
    thing = ident(submitted(county, "warmth"))
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with engine.begin() as connection:
        words = f"UPDATE application SET {column} = 'v1.a.b.c' WHERE id = :thing"  # noqa: S608
        connection.execute(text(words), {"thing": thing})
    assert lines(county) == {thing: ("row: it cannot be read",)}


def test_an_edition_that_was_changed_is_named_with_what_follows_from_it(county: County) -> None:
    thing = ident(under_own_rules(county))
    edition = str(county.get("auditor-1", f"/v1/applications/{thing}")["assessment"]["edition_id"])

    def cheaper(row: Edition) -> None:
        row.document = {**row.document, "caps": {"per_time_fen": 800_000}}

    changed(county, Edition, edition, cheaper)
    told = lines(county)
    assert told[edition][0].startswith("row: entry ")
    assert "award_fen: kept 900000, again 800000" in told[thing]


def test_a_form_of_benefit_that_counts_otherwise_is_found_in_every_case_it_decided(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    flat = [ident(submitted(county, one)) for one in ("warmth", "tuition")]
    submitted(county, "medical")
    true_form = forms.FORMS["flat"]

    def more(benefit: Any, facts: Facts) -> Worked:
        amount, steps = true_form(benefit, facts)
        return amount + 1, steps

    monkeypatch.setitem(forms.FORMS, "flat", more)
    told = lines(county)
    assert set(told) == set(flat)
    assert "award_fen: kept 30000, again 30001" in told[flat[0]]


# --- hardship files -------------------------------------------------------------------------------


def test_whatever_a_category_rests_on_is_kept_and_whichever_part_is_changed_is_named(
    county: County,
) -> None:
    thing = str(county.active_file()["id"])
    kept, document = standing(county, HardshipFile, thing, "assessment")
    found = list(leaves(document))
    assert ("inputs", "household", "annual_income_fen") in found
    for at in found:
        put(county, HardshipFile, thing, {"assessment": set_at(document, at)})
        assert set(lines(county)) == {thing}, named(at)
        put(county, HardshipFile, thing, {"assessment_kept": kept})
    assert lines(county) == {}


def test_a_category_that_no_longer_follows_from_its_inputs_is_told_by_its_field(
    county: County,
) -> None:
    thing = str(county.active_file()["id"])

    def richer(row: HardshipFile) -> None:
        household = {**row.assessment["inputs"]["household"], "annual_income_fen": 36_000_000}
        inputs = {**row.assessment["inputs"], "household": household}
        row.assessment = {**row.assessment, "inputs": inputs}

    changed(county, HardshipFile, thing, richer)
    assert "assessment.category: kept relative, again null" in lines(county)[thing]


def test_a_file_confirmed_before_inputs_were_kept_is_told_as_such(county: County) -> None:
    thing = str(county.active_file()["id"])

    def older(row: HardshipFile) -> None:
        row.assessment = {k: v for k, v in row.assessment.items() if k != "inputs"}

    changed(county, HardshipFile, thing, older)
    (told,) = [one for one in replayed(county) if one.thing == thing]
    assert told.unkept == ("inputs",)


def test_what_was_erased_by_right_is_told_as_such_and_is_no_difference(county: County) -> None:
    path = submitted(county, "warmth")

    def erased(row: Application) -> None:
        row.answers_kept, row.assessment_kept = (
            row.answers_kept.erase(),
            row.assessment_kept.erase(),
        )

    changed(county, Application, ident(path), erased)
    (told,) = [one for one in replayed(county) if one.kind == "application"]
    assert (told.lines, told.unkept) == ((), ("erased",))
