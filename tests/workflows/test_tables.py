"""What must be true of every table the service runs, whoever wrote it and whatever it is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from transitions import MachineError

from tests.workflows.tables import PATHS, TODAY, actor_for, rows, tables, well
from workflows import guards
from workflows.actor import Actor
from workflows.appointment import MACHINES
from workflows.engine import fire, machine_of
from workflows.errors import OpinionRequired, RoleRequired, WrongState
from workflows.facts import Facts
from workflows.table import Row, Table, plain
from workflows.vocabulary import DUTIES, LEVELS, codes

TABLES = pytest.mark.parametrize("table", tables().values(), ids=tables().keys())
ROWS = pytest.mark.parametrize(
    ("table", "row"),
    [(table, row) for _, table, row in rows()],
    ids=[name for name, _, _ in rows()],
)
EVERYBODY = frozenset({*codes("role"), "system", "public"})
UNATTENDED = MACHINES | {"system"}
"""Who is no natural person: the clock and the bank have no duty in a case."""


def leads_to(table: Table, start: str) -> set[str]:
    """Every state that can be reached from one, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        new = {row.target for row in table.rows if row.source == here} - found
        found |= new
        waiting += new
    return found


def test_the_tables_are_found_and_none_is_missing() -> None:
    names = {table.name for table in tables().values()}
    assert names >= {
        "hardship_file", "application", "notice", "notice_line", "objection", "edition",
        "payment_batch", "payout",
    }  # fmt: skip
    assert {"review-notice-approval", "review-approval-notice"} <= PATHS.keys()
    assert "review-review-notice-approval-approval" in PATHS
    assert "review-approval" not in PATHS
    assert "notice-review-approval" not in PATHS


@TABLES
def test_every_state_is_a_word_of_the_vocabulary(table: Table) -> None:
    assert {plain(state) for state in table.states} <= set(codes(f"{table.name}_state"))
    assert table.final <= set(table.states)


@TABLES
def test_every_state_can_be_reached(table: Table) -> None:
    assert leads_to(table, table.initial) == set(table.states)


@TABLES
def test_only_a_final_state_is_a_dead_end_and_each_state_reaches_one(table: Table) -> None:
    ends = {state for state in table.states if leads_to(table, state) == {state}}
    assert ends == set(table.final)
    assert all(leads_to(table, state) & table.final for state in table.states)


@TABLES
def test_no_row_stands_twice(table: Table) -> None:
    keys = Counter(row.key for row in table.rows)
    asked = Counter((row.source, row.action, frozenset(row.guards)) for row in table.rows)
    assert max(keys.values()) == 1
    assert max(asked.values()) == 1


@TABLES
def test_every_action_a_state_does_not_have_is_refused_with_those_it_has(table: Table) -> None:
    well_meaning = Facts(actor=actor_for("clerk"), today=TODAY)
    for state in table.states:
        for action in (*table.actions, "pay", "to_paid", "trigger", ""):
            if table.rows_for(state, action):
                continue
            with pytest.raises(WrongState) as refused:
                fire(table, state, action, well_meaning)
            assert refused.value.values["state"] == plain(state)
            allowed = refused.value.values["allowed"]
            assert isinstance(allowed, list)
            assert set(allowed) == {row.action for row in table.rows if row.source == state}


@TABLES
def test_the_machine_is_the_table_and_nothing_more(table: Table) -> None:
    machine = machine_of(table)
    assert set(machine.states) == set(table.states)
    assert set(machine.events) == {row.key for row in table.rows}
    assert not [name for name in machine.events if name.startswith("to_")]
    assert machine.models == []
    assert not machine.auto_transitions
    for row in table.rows:
        (moves,) = machine.events[row.key].transitions.values()
        assert [(move.source, move.dest) for move in moves] == [(row.source, row.target)]


@TABLES
def test_the_machine_refuses_a_row_from_any_other_state(table: Table) -> None:
    machine = machine_of(table)

    class Case:
        state = ""

    for row in table.rows:
        for state in set(table.states) - {row.source}:
            case = Case()
            case.state = state
            with pytest.raises(MachineError):
                machine.events[row.key].trigger(case)
            assert case.state == state


@ROWS
def test_a_row_is_fired_where_all_is_well(table: Table, row: Row) -> None:
    for role in row.roles:
        assert fire(table, row.source, row.action, well(row, role)) is row


@ROWS
def test_a_row_refuses_every_role_it_does_not_name(table: Table, row: Row) -> None:
    same_door = frozenset().union(
        *(other.roles for other in table.rows_for(row.source, row.action))
    )
    assert row.roles
    assert row.roles <= EVERYBODY
    facts = well(row)
    for role in EVERYBODY - same_door:
        stranger = actor_for(role, row.level)
        with pytest.raises(RoleRequired) as refused:
            fire(table, row.source, row.action, replace(facts, actor=stranger))
        assert refused.value.refusals[0].name == "role_required"


@ROWS
def test_a_row_of_a_level_refuses_the_role_of_every_other_level(table: Table, row: Row) -> None:
    levels = {level.code for level in LEVELS}
    assert row.level is None or row.level in levels
    others = levels - {one.level for one in table.rows_for(row.source, row.action)}
    for level in others if row.level else ():
        facts = replace(well(row), actor=actor_for(min(row.roles), level))
        with pytest.raises(RoleRequired):
            fire(table, row.source, row.action, facts)


@ROWS
def test_a_row_that_asks_for_an_opinion_refuses_without(table: Table, row: Row) -> None:
    for opinion in (None, "", " \n"):
        facts = replace(well(row), opinion=opinion)
        if row.opinion_required:
            with pytest.raises(OpinionRequired):
                fire(table, row.source, row.action, facts)
        else:
            assert fire(table, row.source, row.action, facts) is row


@ROWS
def test_a_row_that_refuses_or_sends_back_asks_for_an_opinion(table: Table, row: Row) -> None:
    against = {"rejected", "returned", "upheld", "dismissed", "lapsed", "cancelled"}
    by_hand = row.duty is not None and row.action != "unmake"
    if plain(row.target) in against and row.source != row.target and by_hand:
        assert row.opinion_required


@ROWS
def test_money_moves_by_a_duty_or_by_the_banks_word(table: Table, row: Row) -> None:
    if row.money and not row.roles <= UNATTENDED:
        assert row.duty
        assert guards.separation_of_duties in row.guards


@ROWS
def test_a_duty_and_the_separation_of_duties_come_together(table: Table, row: Row) -> None:
    assert row.duty is None or row.duty in {duty.code for duty in DUTIES}
    assert (row.duty is not None) is (guards.separation_of_duties in row.guards)
    assert row.duty is None or guards.recusal in row.guards


@ROWS
def test_no_machine_holds_a_duty(table: Table, row: Row) -> None:
    assert row.duty is None or not row.roles & (UNATTENDED | {"public"})


@TABLES
def test_firing_changes_nothing_but_the_answer(table: Table) -> None:
    before = (table.rows, table.states, dict(table._index), set(machine_of(table).events))
    for row in table.rows:
        facts = well(row)
        told = repr(facts)
        fire(table, row.source, row.action, facts)
        assert repr(facts) == told
    after = (table.rows, table.states, dict(table._index), set(machine_of(table).events))
    assert after == before
    assert machine_of(table).models == []
    assert machine_of(table).initial == table.initial


def test_nobody_at_all_fires_a_row_that_has_a_duty() -> None:
    nobody = Actor("client-1", "client")
    for _, table, row in rows():
        if row.duty is not None:
            with pytest.raises(RoleRequired) as refused:
                fire(table, row.source, row.action, replace(well(row), actor=nobody))
            assert "separation_of_duties" in {v.name for v in refused.value.refusals}
