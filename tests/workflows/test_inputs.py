"""What a call must say is told as such: the table of inputs is complete and names nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.decision import ApplicationDecision
from schemas.file_procedure import procedure_forms
from schemas.objections import ObjectionDecision
from schemas.petitions import petition_forms
from tests.workflows.tables import WELL, rows, well
from workflows.engine import assess
from workflows.facts import Facts, StandingFacts
from workflows.inputs import INPUTS
from workflows.table import Row
from workflows.vocabulary import CODE_LISTS, codes

TABLES = frozenset({"hardship_file", "application", "objection", "petition"})
DOORS = [(name, row) for name, table, row in rows() if table.name in TABLES and row.door]


def unsaid(facts: Facts) -> Facts:
    """The same world, seen before the call says anything."""
    silent = replace(
        WELL["file"], told_on=None, missing_named=(), minutes_lacking=("present",), reason=None,
        days=(), check=("vehicles",), called=True,
    )  # fmt: skip
    told = facts.standing or StandingFacts()
    unnamed = replace(told, named=None, taker=None, signer=None, meeting_asked=True)
    matter = replace(WELL["matter"], findings=None, reply=None, satisfaction=None)
    return replace(facts, opinion=None, file=silent, standing=unnamed, matter=matter)


@pytest.mark.parametrize("row", [row for _, row in DOORS], ids=[name for name, _ in DOORS])
def test_where_all_is_well_only_what_the_call_says_is_lacking(row: Row) -> None:
    failed = {verdict.name for verdict in assess(row, unsaid(well(row))) if not verdict.ok}
    assert failed <= INPUTS.keys()
    assert not [verdict for verdict in assess(row, well(row)) if not verdict.ok]


def test_every_input_is_asked_for_by_some_action_and_stands_in_its_form() -> None:
    lacking = {
        verdict.name for _, row in DOORS for verdict in assess(row, unsaid(well(row))) if not verdict.ok
    }  # fmt: skip
    assert lacking == INPUTS.keys()
    form = procedure_forms({name: codes(name) for name in CODE_LISTS}).decision
    petitions = petition_forms({n: codes(n) for n in CODE_LISTS}).decision
    forms = (form, ApplicationDecision, ObjectionDecision, petitions)
    assert set(INPUTS.values()) <= set().union(*(one().fields.keys() for one in forms))
