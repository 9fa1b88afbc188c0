"""The category of a file made again: whatever it rested on, to the word; and old records as such."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_replay import altered, fields, leaves, named
from workflows.means_case import decide_means
from workflows.policy import parse_means
from workflows.replay_means import KeptFile, replay_file
from workflows.replayed import Replayed
from workflows.vocabulary import codes

DOCUMENT: dict[str, Any] = {
    "programme": "hardship_file",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "living_line_fen": 75_000,
    "multiples": {"severe": "1.0", "relative": "2.0"},
    "accident_cost_ratio": "0.80",
    "path": [{"stage": "review", "level": "grassroots"}, {"stage": "confirm", "level": "county"}],
    "exclusions": [{"rule": "dwellings", "at_most": 1}, {"rule": "vehicles", "at_most": 0}],
}
STATED: dict[str, Any] = {
    "household": {
        "annual_income_fen": 3_600_000, "annual_rigid_expenditure_fen": 1_200_000,
        "event_cost_fen": 70_000, "dwellings": 2,
        "vehicle_list": [{"kind": "motorcycle", "price_fen": 300_000, "price_proven": True}],
        "income": [{"item": codes("income_item")[0], "amount_fen": 2_400_000}],
        "expenditure": [{"item": codes("expenditure_item")[0], "amount_fen": 500_000}],
    },
    "size": 2, "main_cause": "6", "employment": "on_post", "union_member": True, "health": None,
    "exemptions": [{"rule": "dwellings", "found": 2, "id": "x-1"}],
}  # fmt: skip


def kept(stated: dict[str, Any] = STATED) -> KeptFile:
    decided = decide_means(parse_means(DOCUMENT), stated)
    record = {
        "edition_id": "e-1",
        "category": decided.result.category,
        "steps": decided.steps,
        "inputs": stated,
    }
    return KeptFile(DOCUMENT, "e-1", decided.result.category, json.loads(json.dumps(record)))


def test_a_category_comes_out_as_it_was_kept_with_its_exemption() -> None:
    case = kept()
    assert replay_file(case) == Replayed()
    assert "x-1" in json.dumps(case.record["steps"])


@pytest.mark.parametrize(
    "at", [at for at in leaves(kept().record) if at[0] != "inputs"], ids=named
)  # fmt: skip
def test_every_figure_and_word_of_the_record_is_compared(at: tuple[Any, ...]) -> None:
    assert fields(replay_file(replace(kept(), record=altered(kept().record, at))))


def test_an_input_that_is_another_now_is_found_in_what_follows_from_it() -> None:
    record = altered(kept().record, ("inputs", "household", "income", 0, "amount_fen"))
    assert "steps[1].values.counted_fen" in fields(replay_file(replace(kept(), record=record)))


def test_another_category_or_edition_on_the_file_itself_is_named() -> None:
    found = replay_file(replace(kept(), category="severe", edition_id=None)).differences
    assert [str(one) for one in found] == [
        "edition_id: kept e-1, again null", f"category: kept severe, again {kept().category}",
    ]  # fmt: skip


def test_a_record_from_before_inputs_were_kept_is_told_as_such() -> None:
    record = {name: value for name, value in kept().record.items() if name != "inputs"}
    assert replay_file(replace(kept(), record=record)) == Replayed((), ("inputs",))


FEN = st.integers(0, 9_000_000)
COUNT = st.none() | st.integers(0, 3)


@given(FEN, FEN, FEN, st.integers(1, 8), st.sampled_from(codes("cause")), COUNT, COUNT)
def test_whatever_a_household_stated_its_category_comes_out_again(
    income: int, rigid: int, event: int, size: int, cause: str, dwellings: int | None,
    vehicles: int | None,
) -> None:  # fmt: skip
    stated = copy.deepcopy(STATED) | {"size": size, "main_cause": cause}
    stated["household"] = {
        "annual_income_fen": income, "annual_rigid_expenditure_fen": rigid,
        "event_cost_fen": event, "dwellings": dwellings, "vehicles": vehicles,
    }  # fmt: skip
    assert replay_file(kept(stated)) == Replayed()


@pytest.mark.parametrize("at", list(leaves(STATED)), ids=named)
@pytest.mark.parametrize("nonsense", [None, "x", -1, [], {}])
def test_inputs_that_make_no_sense_make_nothing_fall_over(
    at: tuple[Any, ...], nonsense: Any
) -> None:
    record = copy.deepcopy(dict(kept().record))
    inner: Any = record["inputs"]
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = nonsense
    for line in map(str, replay_file(replace(kept(), record=record)).differences):
        assert ": kept" in line
