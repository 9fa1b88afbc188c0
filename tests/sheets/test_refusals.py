"""The catalogue: two sentences for every reason, and every reason met by a file of the corpus."""

from __future__ import annotations

import re
from io import BytesIO
from string import Formatter
from zipfile import ZipFile

import pytest

from service.sheets.formula_glance import seen_formula
from service.sheets.read_table import read_table
from service.sheets.reasons import REASONS
from service.sheets.refusal import SheetRefused
from tests.sheets.books import MAIN, row, stored, texts
from tests.sheets.hostile_archives import ARCHIVES
from tests.sheets.hostile_csv import HOSTILE_CSV
from tests.sheets.hostile_sheets import SHEETS

CORPUS = (*ARCHIVES, *SHEETS, *HOSTILE_CSV)
ELSEWHERE = {"cell_unwritable", "csv_charset"}
"""Met in writing, and when the caller names a charset: they have tests of their own."""


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_said_in_both_languages_with_the_same_values(reason: str) -> None:
    zh, en = REASONS[reason]
    assert fields(zh) == fields(en)
    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert zh.count("。") >= 2, "what is wrong, and what to do"
    assert en.endswith(".")


def test_every_reason_is_met_by_a_file() -> None:
    assert {one.reason for one in CORPUS} | ELSEWHERE == set(REASONS)
    assert len(CORPUS) >= 200


def test_two_files_of_the_corpus_never_share_a_name() -> None:
    for corpus in ((*ARCHIVES, *SHEETS), HOSTILE_CSV):
        names = [one.name for one in corpus]
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("reason", ["formula", "too_many_rows", "macros", "cell_too_long"])
def test_a_sentence_tells_the_value_and_the_limit(reason: str) -> None:
    hostile = next(one for one in CORPUS if one.reason == reason)
    with pytest.raises(SheetRefused) as refused:
        read_table(hostile.made(), "xlsx")
    told = refused.value
    assert fields(REASONS[reason][0]) == set(told.values)
    for value in told.values.values():
        assert str(value) in told.zh
        assert str(value) in told.en
    assert "{" not in told.zh + told.en


def test_a_value_of_the_file_is_shown_and_not_interpreted() -> None:
    told = SheetRefused("macros", part="{reason}" + "x" * 1_000)
    assert "{reason}xxx" in told.zh
    assert len(told.zh) < 150


def test_a_reason_outside_the_catalogue_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        SheetRefused("no_such_reason")


def test_a_formula_is_seen_before_a_million_cells_are_parsed() -> None:
    """By a glance where it is beyond doubt; otherwise by the scan, with the same answer."""
    cells = "".join(row(*["<c><v>1</v></c>"] * 60, number=number) for number in range(1, 2_001))
    for cell, seen in (
        ('<c r="A2001"><f>1+1</f></c>', "A2001"),
        ('<c r="A2001" t="str"><v>2</v><f t="shared"/></c>', "A2001"),
        ("<c><f>1+1</f></c>", None),
        ("<c r='A2001'><f>1+1</f></c>", None),
    ):
        content = stored(cells + row(cell, number=2_001))
        with ZipFile(BytesIO(content)) as package:
            part = package.read("xl/worksheets/sheet1.xml")
        pieces = [part[at : at + 7] for at in range(0, len(part), 7)]
        assert seen_formula([part]) == seen_formula(pieces) == seen
        with pytest.raises(SheetRefused) as refused:
            read_table(content, "xlsx")
        assert (refused.value.reason, refused.value.values["cell"]) == ("formula", "A2001")


def test_what_is_hidden_and_empty_hides_nothing() -> None:
    head = f'<worksheet xmlns="{MAIN}"><cols><col min="9" max="12" hidden="1"/></cols><sheetData>'
    lines = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"/></row>'
    assert texts(stored(f"{head}{lines}</sheetData></worksheet>")) == [["1"]]
