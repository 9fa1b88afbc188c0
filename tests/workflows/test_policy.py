"""Editions: what is sound, what is refused at which line, and what a sound one means."""

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.use_cases.seeded_editions import SEEDED_EDITIONS
from tests.workflows.tables import FILE_PATHS
from workflows import programme
from workflows.benefit import award
from workflows.caps import Caps
from workflows.policy import ladder, parse_means, parse_programme, problems
from workflows.received import NOTHING
from workflows.stage import APPROVAL, CONFIRM, NOTICE, REVIEW, Quorum, Stage
from workflows.vocabulary import codes

KINDS = list(codes("evidence_kind"))
REVIEWED = {"stage": "review", "level": "grassroots"}
SHOWN = {"stage": "notice", "working_days": 5}
APPROVED = {"stage": "approval", "level": "county", "quorum": {"kind": "any"}}
CITY = {"stage": "approval", "level": "city", "quorum": {"kind": "any"}}
PROVINCE = {"stage": "approval", "level": "province", "quorum": {"kind": "any"}}
CONFIRMED = {"stage": "confirm", "level": "county"}
VISIT = {"stage": "home_visit", "visitors": 2}
ACCEPTANCE = {"stage": "acceptance", "level": "grassroots"}
COMMITTEE = {"stage": "committee", "level": "grassroots"}
MEDICAL: dict[str, Any] = {
    "programme": "medical",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "benefit": {
        "form": "marginal",
        "base": "self_paid_fen",
        "bands": [{"up_to_fen": 1_000_000, "rate": "0.90"}, {"rate": "0.70"}],
    },
    "caps": {
        "per_time_fen": 2_000_000,
        "person_year_fen": 2_000_000,
        "household_year_fen": 2_000_000,
    },
    "minimum_base_fen": 0,
    "window": None,
    "fund_sources": ["central", "union"],
    "path": [REVIEWED, SHOWN, APPROVED],
    "thresholds": [{"from_fen": 2_000_000, "append": [PROVINCE]}],
    "evidence": ["diagnosis", "settlement", "invoice"],
}
MEANS: dict[str, Any] = {
    "programme": "hardship_file",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "living_line_fen": 75_000,
    "multiples": {"severe": "1.0", "relative": "2.0"},
    "accident_cost_ratio": "0.80",
    "path": [REVIEWED, CONFIRMED],
}
LEAVE_OUT = object()


def changed(document: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """The document with one line changed, added or left out."""
    whole = copy.deepcopy(document)
    *parents, last = pointer.strip("/").split("/")
    place: Any = whole
    for name in parents:
        place = place[int(name) if isinstance(place, list) else name]
    if value is LEAVE_OUT:
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return whole


HURRIED: dict[str, Any] = {
    "limit_fen": 200_000, "level": "county", "papers": {"working_days": 10},
}  # fmt: skip


def found(document: Any) -> set[tuple[str, str]]:
    return {(one.pointer, one.code) for one in problems(document, programme.registered())}


def benefit(**document: Any) -> dict[str, Any]:
    return {**MEDICAL, "benefit": document}


# --- sound ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [MEDICAL, MEANS, *SEEDED_EDITIONS])
def test_the_examples_of_the_wire_and_the_seeds_are_sound(document: dict[str, Any]) -> None:
    assert found(document) == set()


def test_the_seeds_stand_at_the_province_for_every_programme() -> None:
    assert {one["union"] for one in SEEDED_EDITIONS} == {"360000"}
    assert {one["in_force_from"] for one in SEEDED_EDITIONS} == {"2020-01-01"}
    covered = {one["programme"] for one in SEEDED_EDITIONS}
    assert covered == {
        "accounting",
        "fund_use",
        "hardship_file",
        "supervision",
        *programme.registered(),
    }


def test_the_seeded_warmth_is_three_hundred_yuan() -> None:
    document = next(one for one in SEEDED_EDITIONS if one["programme"] == "warmth")
    edition = parse_programme(document)
    room = edition.caps.room(NOTHING, "warmth", 2026, "p", "f")
    assert award(edition.benefit, {}, room).award_fen == 30_000


@pytest.mark.parametrize(
    "document",
    [
        benefit(
            form="flat",
            by=["hospital_level", "filed", "category"],
            table=[
                {
                    "hospital_level": [2, 3],
                    "filed": True,
                    "category": ["severe", "relative"],
                    "amount_fen": 1,
                }
            ],
        ),
        benefit(form="flat", by=[], table=[{"amount_fen": 30_000}]),
        benefit(
            form="bands",
            base="self_paid_fen",
            bands=[{"from_fen": 0, "amount_fen": 0}, {"from_fen": 6_000_000, "amount_fen": 1}],
            lower="exclusive",
        ),
        benefit(form="share", base="total_cost_fen", rate="0.15"),
        benefit(form="multiple", of="living_line_fen", months={"severe": 12, "relative": 8}),
        benefit(form="marginal", base="self_paid_fen", bands=[{"rate": "1"}]),
        changed(MEDICAL, "/path", [REVIEWED, APPROVED, SHOWN]),
        changed(MEDICAL, "/path", [REVIEWED, REVIEWED | {"level": "county"}, SHOWN, CITY, SHOWN]),
        changed(MEDICAL, "/path/2/quorum", {"kind": "all"}),
        changed(MEDICAL, "/path/2/quorum", {"kind": "n_of_m", "n": 2}),
        changed(MEDICAL, "/path/1/working_days", 60),
        changed(MEDICAL, "/thresholds", []),
        changed(MEDICAL, "/thresholds/0/append", []),
        changed(MEDICAL, "/caps", {}),
        changed(MEDICAL, "/caps/person_year_fen", None),
        changed(MEDICAL, "/window", LEAVE_OUT),
        changed(MEDICAL, "/evidence", LEAVE_OUT),
        changed(MEDICAL, "/minimum_base_fen", LEAVE_OUT),
        changed(MEDICAL, "/living_line_fen", 106_200),
        changed(MEDICAL, "/living_line_fen", None),
        changed(MEANS, "/path/1/quorum", {"kind": "any"}),
        changed(MEANS, "/multiples/relative", "1.5"),
        {**MEANS, "evidence": [], "thresholds": []},
    ],
)
def test_what_the_wire_allows_is_sound(document: dict[str, Any]) -> None:
    assert found(document) == set()


# --- refused, each at its line --------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in MEDICAL if name not in
    {"programme", "window", "evidence", "minimum_base_fen"}])  # fmt: skip
def test_what_a_programme_edition_needs_is_missed_by_name(name: str) -> None:
    assert found(changed(MEDICAL, name, LEAVE_OUT)) == {(f"/{name}", "missing")}


@pytest.mark.parametrize("name", [name for name in MEANS if name != "programme"])
def test_what_a_means_test_needs_is_missed_by_name(name: str) -> None:
    assert found(changed(MEANS, name, LEAVE_OUT)) == {(f"/{name}", "missing")}


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/programme", "gold", "unknown_code"),
        ("/programme", None, "unknown_code"),
        ("/programme", ["medical"], "unknown_code"),
        ("/union", "", "text"),
        ("/union", "３６０７２２", "text"),
        ("/union", 360722, "text"),
        ("/in_force_from", "2026-02-30", "date"),
        ("/in_force_from", "20260101", "date"),
        ("/in_force_from", "2026-1-1", "date"),
        ("/in_force_from", None, "date"),
        ("/fund_sources", [], "list"),
        ("/fund_sources/0", "bank", "unknown_code"),
        ("/fund_sources/1", "central", "repeated"),
        ("/evidence/0", "Diagnosis!", "text"),
        ("/evidence/1", "diagnosis", "repeated"),
        ("/caps/per_time_fen", -1, "whole_number"),
        ("/caps/per_time_fen", 1.5, "whole_number"),
        ("/caps/per_time_fen", True, "whole_number"),
        ("/caps/per_time_fen", "100", "whole_number"),
        ("/caps/per_time_fen", 10**12, "whole_number"),
        ("/caps/per_person", 1, "unknown_field"),
        ("/minimum_base_fen", None, "whole_number"),
        ("/living_line_fen", 0, "whole_number"),
        ("/window", {"from": "07-01"}, "missing"),
        ("/window", "07-01", "object"),
        ("/window", [], "list"),
        ("/window", {"from": "07-01", "to": "2026-09-01"}, "window_mixed"),
        ("/window", {"from": "2026-09-02", "to": "2026-09-01"}, "window_crossed"),
        ("/window", {"from": "02-30", "to": "03-01"}, "window_day"),
        ("/window", [{"from": "2026-13-01", "to": "2027-01-01"}], "window_day"),
        ("/evidence/0", "no_such_document", "document_unknown"),
        ("/notice_at_least", 0, "whole_number"),
        ("/emergency", {"limit_fen": 200_000, "level": "county"}, "missing"),
        ("/emergency", [], "object"),
        ("/emergency", {**HURRIED, "quorum": 1}, "unknown_field"),
        ("/emergency", {**HURRIED, "limit_fen": 0}, "whole_number"),
        ("/emergency", {**HURRIED, "level": "village"}, "unknown_code"),
        ("/emergency", {**HURRIED, "papers": {"working_days": 10, "days": 1}}, "term"),
        ("/emergency", {**HURRIED, "papers": {"days": 0}}, "whole_number"),
        ("/emergency", {**HURRIED, "year_fen": 199_999}, "year_below_limit"),
        ("/emergency", {**HURRIED, "evidence": ["pathology"]}, "evidence_unlisted"),
        ("/programmes_per_year", {"poor": 1}, "unknown_field"),
        ("/programmes_per_year", {"relative": 0}, "whole_number"),
        ("/caps/all_programmes", {"per_time_fen": 1}, "unknown_field"),
        ("/documents", {"Receipt": {"zh": "收据"}}, "text"),
        ("/documents", {"receipt": {}}, "missing"),
        ("/documents", [], "object"),
        ("/surprise", 1, "unknown_field"),
        ("/path", [], "list"),
        ("/path", {}, "list"),
        ("/path/0", "review", "unknown_code"),
        ("/path/0/stage", "confirm", "unknown_code"),
        ("/path/0/level", "village", "unknown_code"),
        ("/path/0/working_days", 5, "unknown_field"),
        ("/path/1/working_days", 0, "whole_number"),
        ("/path/1/working_days", 61, "whole_number"),
        ("/path/1/level", "county", "unknown_field"),
        ("/path/2/quorum", LEAVE_OUT, "missing"),
        ("/path/2/quorum/kind", "most", "unknown_code"),
        ("/path/2/quorum/n", 2, "quorum_n"),
        ("/thresholds/0/from_fen", -1, "whole_number"),
        ("/thresholds/0/append", LEAVE_OUT, "missing"),
        ("/thresholds/0/append/0/stage", "review", "unknown_code"),
        ("/benefit", "flat", "unknown_code"),
        ("/benefit/form", "gift", "unknown_code"),
        ("/benefit/base", "salary_fen", "unknown_code"),
        ("/benefit/bands", [], "list"),
        ("/benefit/bands/0/rate", "1.01", "out_of_range"),
        ("/benefit/bands/0/rate", 0.9, "decimal"),
        ("/benefit/bands/0/rate", "-0.1", "decimal"),
        ("/benefit/bands/0/rate", "９", "decimal"),
        ("/benefit/bands/0/rate", "1e-1", "decimal"),
        ("/benefit/bands/0/up_to_fen", LEAVE_OUT, "band_open"),
        ("/benefit/bands/1/up_to_fen", 2_000_000, "last_band_closed"),
        ("/benefit/lower", "inclusive", "unknown_field"),
    ],
)
def test_a_wrong_line_of_a_programme_edition_is_named(pointer: str, value: Any, code: str) -> None:
    ((line, what),) = found(changed(MEDICAL, pointer, value))
    assert what == code
    assert line.startswith(pointer)


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/living_line_fen", 0, "whole_number"),
        ("/living_line_fen", None, "whole_number"),
        ("/multiples/severe", 1, "decimal"),
        ("/multiples/severe", "0", "out_of_range"),
        ("/multiples/relative", LEAVE_OUT, "missing"),
        ("/multiples/relative", "0.9", "multiples_crossed"),
        ("/multiples/accidental", "1", "unknown_field"),
        ("/accident_cost_ratio", "80%", "decimal"),
        ("/path/1", APPROVED, "unknown_code"),
        ("/path", [REVIEWED, REVIEWED], "no_confirm"),
        ("/path", [CONFIRMED], "no_review"),
        ("/path", [CONFIRMED, REVIEWED], "confirm_early"),
        ("/path", [REVIEWED, CONFIRMED, CONFIRMED], "confirm_early"),
        ("/path", [VISIT, VISIT, REVIEWED, CONFIRMED], "stage_repeated"),
        ("/path", [REVIEWED, ACCEPTANCE, CONFIRMED], "acceptance_late"),
        ("/path", [COMMITTEE, VISIT, REVIEWED, CONFIRMED], "committee_early"),
        ("/path", [VISIT | {"visitors": 1}, REVIEWED, CONFIRMED], "whole_number"),
        ("/path", [VISIT | {"level": "county"}, REVIEWED, CONFIRMED], "unknown_field"),
        ("/path", [ACCEPTANCE | {"level": "village"}, REVIEWED, CONFIRMED], "unknown_code"),
        ("/path/1/quorum", {"kind": "all"}, "quorum_any"),
        ("/evidence", ["Income!"], "text"),
        ("/thresholds", [{"from_fen": 0, "append": []}], "list"),
        ("/benefit", {}, "unknown_field"),
    ],
)
def test_a_wrong_line_of_a_means_test_is_named(pointer: str, value: Any, code: str) -> None:
    ((line, what),) = found(changed(MEANS, pointer, value))
    assert what == code
    assert line.startswith(pointer)


@pytest.mark.parametrize("path", FILE_PATHS.values(), ids=FILE_PATHS.keys())
def test_a_file_may_follow_every_order_that_unions_practise(path: tuple[Stage, ...]) -> None:
    assert found({**MEANS, "path": [stage.to_dict() for stage in path]}) == set()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([REVIEWED, SHOWN], {("/path", "no_approval")}),
        ([REVIEWED, APPROVED], {("/path", "no_notice")}),
        ([SHOWN, APPROVED], {("/path", "no_review")}),
        ([REVIEWED], {("/path", "no_notice"), ("/path", "no_approval")}),
        ([SHOWN, REVIEWED, APPROVED], {("/path/1", "review_late")}),
        ([REVIEWED, SHOWN, APPROVED, REVIEWED], {("/path/3", "review_late")}),
    ],
)
def test_no_path_leaves_out_review_notice_or_approval(
    path: list[dict[str, Any]], expected: set[tuple[str, str]]
) -> None:
    assert found({**MEDICAL, "path": path}) == expected


def test_n_of_m_needs_its_number() -> None:
    document = changed(MEDICAL, "/path/2/quorum", {"kind": "n_of_m"})
    assert found(document) == {("/path/2/quorum/n", "quorum_n")}
    document = changed(MEDICAL, "/path/2/quorum", {"kind": "n_of_m", "n": 0})
    assert found(document) == {("/path/2/quorum/n", "whole_number")}


def test_thresholds_rise() -> None:
    steps: list[dict[str, Any]] = [{"from_fen": fen, "append": []} for fen in (1, 5, 5, 4)]
    assert found({**MEDICAL, "thresholds": steps}) == {
        ("/thresholds/2/from_fen", "not_ascending"),
        ("/thresholds/3/from_fen", "not_ascending"),
    }


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            benefit(
                form="marginal",
                base="self_paid_fen",
                bands=[
                    {"up_to_fen": 5, "rate": "1"},
                    {"up_to_fen": 5, "rate": "1"},
                    {"rate": "0"},
                ],
            ),
            ("/benefit/bands/1/up_to_fen", "not_ascending"),
        ),
        (
            benefit(
                form="bands",
                base="self_paid_fen",
                bands=[{"from_fen": 5, "amount_fen": 1}, {"from_fen": 4, "amount_fen": 2}],
            ),
            ("/benefit/bands/1/from_fen", "not_ascending"),
        ),
        (
            benefit(form="bands", base="self_paid_fen", bands=[], lower="open"),
            ("/benefit/lower", "unknown_code"),
        ),
        (
            benefit(form="flat", by=["settlement_number"], table=[{"amount_fen": 1}]),
            ("/benefit/by/0", "unknown_code"),
        ),
        (
            benefit(form="flat", by=["filed", "filed"], table=[{"amount_fen": 1}]),
            ("/benefit/by/1", "repeated"),
        ),
        (
            benefit(form="flat", by=["filed"], table=[{"amount_fen": 1}]),
            ("/benefit/table/0/filed", "missing"),
        ),
        (
            benefit(form="flat", by=[], table=[{"filed": True, "amount_fen": 1}]),
            ("/benefit/table/0/filed", "unknown_field"),
        ),
        (
            benefit(form="flat", by=["filed"], table=[{"filed": 1, "amount_fen": 1}]),
            ("/benefit/table/0/filed", "flag"),
        ),
        (
            benefit(form="flat", by=["category"], table=[{"category": ["poor"], "amount_fen": 1}]),
            ("/benefit/table/0/category/0", "unknown_code"),
        ),
        (
            benefit(form="flat", by=["category"], table=[{"category": [], "amount_fen": 1}]),
            ("/benefit/table/0/category", "list"),
        ),
        (
            benefit(
                form="flat", by=["hospital_level"], table=[{"hospital_level": 4, "amount_fen": 1}]
            ),
            ("/benefit/table/0/hospital_level", "whole_number"),
        ),
        (benefit(form="flat", by=[], table=[7]), ("/benefit/table/0", "object")),
        (benefit(form="flat", by=[], table=[]), ("/benefit/table", "list")),
        (benefit(form="share", base="self_paid_fen", rate="2"), ("/benefit/rate", "out_of_range")),
        (
            benefit(form="multiple", of="living_line_fen", months={}),
            ("/benefit/months", "no_months"),
        ),
        (
            benefit(form="multiple", of="living_line_fen", months={"severe": 0}),
            ("/benefit/months/severe", "whole_number"),
        ),
        (
            benefit(form="multiple", of="salary", months={"severe": 1}),
            ("/benefit/of", "unknown_code"),
        ),
    ],
)
def test_a_wrong_line_of_a_benefit_is_named(
    document: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert expected in found(document)


def test_every_problem_is_found_at_once() -> None:
    document = changed(changed(MEDICAL, "/union", ""), "/path/1/working_days", 0)
    document = changed(document, "/benefit/bands/0/rate", "9")
    assert len(found(document)) == 3


def test_a_problem_says_what_to_write_in_both_languages() -> None:
    document = changed(MEDICAL, "/path/0/level", "village")
    (one,) = problems(document, programme.registered())
    assert one.title("en") == (
        "Write one of: grassroots, township, county, city, province, national"
    )
    assert one.title("zh").startswith("须为其中之一：grassroots")


def test_a_pointer_escapes_what_a_pointer_must() -> None:
    ((line, _),) = found({**MEDICAL, "a/b~c": 1})
    assert line == "/a~1b~0c"


# --- everything has a limit -----------------------------------------------------------------------

ROW = {"amount_fen": 1}
BILLION = 100_000_000_000


def rising(name: str, count: int) -> list[dict[str, Any]]:
    return [{name: n + 1, "amount_fen": 1} for n in range(count)]


def flat(table: list[dict[str, Any]], *by: str) -> dict[str, Any]:
    return {"form": "flat", "by": list(by), "table": table}


def bands(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"form": "bands", "base": "self_paid_fen", "bands": entries}


def months(count: int) -> dict[str, Any]:
    return {"form": "multiple", "of": "living_line_fen", "months": {"severe": count}}


def marginal(bound: int) -> dict[str, Any]:
    rates = [{"up_to_fen": bound, "rate": "0"}, {"rate": "1"}]
    return {"form": "marginal", "base": "self_paid_fen", "bands": rates}


def votes(count: int) -> dict[str, Any]:
    return {"kind": "n_of_m", "n": count}


def rungs(count: int) -> list[dict[str, Any]]:
    return [{"from_fen": n, "append": []} for n in range(count)]


KEYS = ("filed", "category", "student", "minor", "hospital_level")
CELLS = {"filed": True, "category": "severe", "student": True, "minor": True, "hospital_level": 1}


@pytest.mark.parametrize(
    ("document", "pointer", "within", "beyond"),
    [
        (MEDICAL, "/benefit", flat([ROW] * 200), flat([ROW] * 201)),
        (MEDICAL, "/benefit", flat([ROW]), flat([])),
        (MEDICAL, "/benefit", flat([{**ROW, **CELLS}], *KEYS), flat([ROW], *KEYS, "filed")),
        (MEDICAL, "/benefit", flat([{"amount_fen": 0}]), flat([{"amount_fen": -1}])),
        (MEDICAL, "/benefit", flat([{"amount_fen": BILLION}]), flat([{"amount_fen": BILLION + 1}])),
        (MEDICAL, "/benefit", bands(rising("from_fen", 50)), bands(rising("from_fen", 51))),
        (MEDICAL, "/benefit", bands(rising("from_fen", 1)), bands([])),
        (MEDICAL, "/benefit", months(120), months(121)),
        (MEDICAL, "/benefit", months(1), months(0)),
        (MEDICAL, "/benefit", marginal(1), marginal(0)),
        (MEDICAL, "/path", [REVIEWED, *[SHOWN] * 18, APPROVED], [REVIEWED, *[SHOWN] * 19, APPROVED]),
        (MEDICAL, "/path/1/working_days", 1, 0),
        (MEDICAL, "/path/1/working_days", 60, 61),
        (MEDICAL, "/path/2/quorum", votes(1), votes(0)),
        (MEDICAL, "/path/2/quorum", votes(100), votes(101)),
        (MEDICAL, "/thresholds", rungs(20), rungs(21)),
        (MEDICAL, "/evidence", KINDS, [*KINDS, "a_document"]),
        (MEDICAL, "/evidence", [], "diagnosis"),
        (MEDICAL, "/fund_sources", ["other"], []),
        (MEDICAL, "/caps/per_time_fen", 0, -1),
        (MEDICAL, "/caps/per_time_fen", BILLION, BILLION + 1),
        (MEDICAL, "/living_line_fen", 1, 0),
        (MEDICAL, "/union", "a" * 32, "a" * 33),
        (MEANS, "/living_line_fen", 1, 0),
        (MEANS, "/multiples", {"severe": "1", "relative": "1.0"}, {"severe": "1", "relative": "0.9"}),
        (MEANS, "/multiples/severe", "0.01", "0.009"),
        (MEANS, "/multiples/relative", "100", "100.1"),
        (MEANS, "/accident_cost_ratio", "0", "-0.1"),
        (MEANS, "/accident_cost_ratio", "10", "10.1"),
        (MEANS, "/evidence", KINDS, [*KINDS, "a_document"]),
    ],
)  # fmt: skip
def test_a_limit_is_kept_at_itself_and_refused_beyond(
    document: dict[str, Any], pointer: str, within: Any, beyond: Any
) -> None:
    assert found(changed(document, pointer, within)) == set()
    assert found(changed(document, pointer, beyond))


def test_the_levels_of_a_hospital_end_where_the_question_ends() -> None:
    for level, sound in ((0, False), (1, True), (3, True), (4, False)):
        table = [{"hospital_level": level, "amount_fen": 1}]
        assert (not found({**MEDICAL, "benefit": flat(table, "hospital_level")})) is sound


def test_a_value_stands_once_in_a_cell() -> None:
    table = [{"category": ["severe", "severe"], "amount_fen": 1}]
    assert found({**MEDICAL, "benefit": flat(table, "category")}) == {
        ("/benefit/table/0/category/1", "repeated")
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
lines = st.sampled_from(
    [
        "/benefit", "/benefit/form", "/benefit/bands", "/benefit/bands/0", "/caps", "/path",
        "/path/0", "/path/0/stage", "/path/2/quorum", "/path/2/quorum/n", "/thresholds",
        "/thresholds/0", "/thresholds/0/append", "/evidence", "/fund_sources", "/union",
        "/in_force_from", "/programme", "/minimum_base_fen", "/living_line_fen",
    ]
)  # fmt: skip


@given(json_values)
def test_any_json_at_all_is_judged_and_never_raises(document: Any) -> None:
    assert found(document)


@given(lines, json_values)
def test_any_json_on_any_line_is_judged_and_never_raises(pointer: str, value: Any) -> None:
    document = changed(MEDICAL, pointer, value)
    if not found(document):
        parse_programme(document)


@pytest.mark.parametrize("form", ["flat", "bands", "marginal", "share", "multiple"])
@given(value=json_values)
def test_any_json_in_any_form_is_judged_and_never_raises(form: str, value: Any) -> None:
    fields = ("by", "table", "base", "bands", "rate", "of", "months", "lower")
    for name in fields:
        assert found(benefit(**{"form": form, name: value}))


# --- what a sound edition means -------------------------------------------------------------------


def test_a_sound_document_becomes_values() -> None:
    edition = parse_programme(MEDICAL)
    assert edition.in_force_from == date(2026, 1, 1)
    assert edition.caps.fen == {
        "per_time": 2_000_000, "person_year": 2_000_000, "household_year": 2_000_000,
    }  # fmt: skip
    assert edition.path == (
        Stage(REVIEW, "grassroots"),
        Stage(NOTICE, working_days=5),
        Stage(APPROVAL, "county", quorum=Quorum("any")),
    )
    assert edition.evidence == ("diagnosis", "settlement", "invoice")
    assert edition.living_line_fen is None
    assert json.loads(json.dumps([stage.to_dict() for stage in edition.path])) == MEDICAL["path"]


def test_what_is_left_out_has_its_default() -> None:
    short = {
        name: value
        for name, value in MEDICAL.items()
        if name not in {"window", "evidence", "minimum_base_fen"}
    }
    edition = parse_programme({**short, "caps": {"per_time_fen": 9}})
    assert edition.minimum_base_fen == 0
    assert edition.evidence == ()
    assert edition.caps == Caps({"per_time": 9})


def test_a_means_edition_gives_its_rule() -> None:
    edition = parse_means(MEANS)
    assert edition.rule().living_line_fen == 75_000
    assert edition.rule().relative_multiple == 2
    assert edition.path == (Stage(REVIEW, "grassroots"), Stage(CONFIRM, "county"))


def levels(amount_fen: int, thresholds: list[dict[str, Any]]) -> list[str | None]:
    edition = parse_programme({**MEDICAL, "thresholds": thresholds})
    return [stage.level for stage in ladder(edition, amount_fen)[len(edition.path) :]]


@pytest.mark.parametrize(
    ("amount_fen", "appended"),
    [
        (0, []),
        (1_999_999, []),
        (2_000_000, ["city"]),
        (4_999_999, ["city"]),
        (5_000_000, ["city", "province"]),
        (10**10, ["city", "province"]),
    ],
)
@pytest.mark.parametrize(
    "top", [[PROVINCE], [CITY, PROVINCE]], ids=["the level that joins", "all levels from there"]
)
def test_a_larger_award_climbs_the_ladder_however_it_is_written(
    amount_fen: int, appended: list[str], top: list[dict[str, Any]]
) -> None:
    ladder_of = [{"from_fen": 2_000_000, "append": [CITY]}, {"from_fen": 5_000_000, "append": top}]
    assert levels(amount_fen, ladder_of) == appended


def test_an_empty_threshold_takes_nothing_away() -> None:
    ladder_of = [{"from_fen": 1, "append": [CITY]}, {"from_fen": 9, "append": []}]
    assert levels(9, ladder_of) == ["city"]


def test_two_votes_at_one_level_stay_two() -> None:
    assert levels(1, [{"from_fen": 1, "append": [CITY, CITY]}]) == ["city", "city"]


def test_below_the_first_threshold_the_path_stands() -> None:
    edition = parse_programme(MEDICAL)
    assert ladder(edition, 1_999_999) == edition.path
    assert ladder(replace(edition, thresholds=()), 10**10) == edition.path


def test_an_edition_may_delegate_emergencies_or_say_that_it_does_not() -> None:
    rule = {**HURRIED, "year_fen": 200_000, "evidence": ["invoice"]}
    known = parse_programme({**MEDICAL, "emergency": rule}).emergency
    assert found({**MEDICAL, "emergency": rule}) == set()
    assert (known and (known.limit_fen, known.year_fen, known.evidence, str(known.papers))) == (
        200_000, 200_000, ("invoice",), "10w",
    )  # fmt: skip
    for document in (MEDICAL, {**MEDICAL, "emergency": None}):
        assert found(document) == set()
        assert parse_programme(document).emergency is None


def test_who_sets_the_least_notice_for_others_keeps_it() -> None:
    document = {**MEDICAL, "notice_at_least": 6}
    assert found(document) == {("/path/1/working_days", "notice_short")}
    later = {**SHOWN, "working_days": 4}
    document = {
        **MEDICAL, "notice_at_least": 5, "thresholds": [{"from_fen": 1, "append": [later]}],
    }  # fmt: skip
    assert found(document) == {("/thresholds/0/append/0/working_days", "notice_short")}
