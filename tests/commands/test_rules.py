"""``aid rules`` and the page made of it: what is printed is what runs."""

from __future__ import annotations

import re

import pytest

from service.commands import rule_book
from service.commands.rules import rule_page
from tests.commands.aid import ROOT, Aid
from workflows.errors import CATALOGUE
from workflows.guards import separation_of_duties
from workflows.hardship_file import WHOLE_PROCEDURE
from workflows.programme import registered


def test_a_programme_is_printed_with_its_questions_rules_path_and_table(bare_aid: Aid) -> None:
    done = bare_aid("rules", "medical")
    assert (done.returncode, done.stderr) == (0, "")
    programme = registered()["medical"]
    for name in (*(q.name for q in programme.questions), *(r.code for r in programme.rules)):
        assert f"| {name} |" in done.stdout
    assert "| 1 | notice |  | 5 |  |" in done.stdout
    assert re.search(
        r"\| submitted\.0 \| review \| reviewed\.1 \| reviewer \| grassroots", done.stdout
    )
    line = separation_of_duties.__code__.co_firstlineno
    assert f"`workflows/guards.py:{line}`" in done.stdout
    assert "tuition" not in done.stdout


def test_every_row_of_a_table_is_printed(bare_aid: Aid) -> None:
    printed = bare_aid("rules", "hardship_file").stdout
    for row in WHOLE_PROCEDURE.rows:
        action = row.action if row.door else f"{row.action} (by another call)"
        assert f"| {row.source} | {action} | {row.target} |" in printed


def test_the_path_in_force_at_a_union_is_read_from_its_edition(seeded_aid: Aid) -> None:
    done = seeded_aid("rules", "warmth", "--union", "360722001")
    assert done.returncode == 0
    assert "| 2 | approval | county |  | any |" in done.stdout
    files = seeded_aid("rules", "hardship_file", "--union", "360722001").stdout
    assert "| reviewed.1 | confirm | active |" in files
    assert "accept" not in files
    refused = seeded_aid("rules", "warmth", "--union", "999999")
    assert (refused.returncode, refused.stdout) == (1, "")


def test_a_name_nobody_knows_is_answered_with_the_names_there_are(bare_aid: Aid) -> None:
    refused = bare_aid("rules", "meidcal")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "medical" in refused.stderr


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.slug())
def test_every_refusal_has_its_heading_on_the_page(kind: type) -> None:
    assert f"\n### {kind.slug()}\n" in rule_page()  # type: ignore[attr-defined]


def test_every_programme_and_table_has_its_chapter_on_the_page() -> None:
    chapters = re.findall(r"^## (\w+)", rule_page(), re.MULTILINE)
    assert set(chapters) >= {*registered(), *rule_book.tables(), "hardship_file", "payment_batch"}
    assert len(chapters) == len(set(chapters))


def test_the_committed_page_is_the_one_that_would_be_written(bare_aid: Aid) -> None:
    done = bare_aid("rules", "--check")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rule_page()
