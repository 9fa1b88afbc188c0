"""What the manual says of words and settings is what the code says of them."""

from __future__ import annotations

import re

from service.settings import SETTINGS
from tests.architecture.pages import GLOSSARY, OPERATIONS, ROOT, glossary, operations
from workflows.vocabulary import CODE_LISTS, TERMS

REMEDY = "write it anew: .venv/bin/python -m tests.architecture.pages"


def test_the_glossary_is_the_vocabulary() -> None:
    assert GLOSSARY.read_text("utf-8") == glossary(), REMEDY


def test_the_glossary_has_every_term_role_duty_and_state() -> None:
    written = set(re.findall(r"^\| `([a-z0-9_]+)` \|", GLOSSARY.read_text("utf-8"), re.MULTILINE))
    lists = [name for name in CODE_LISTS if name in ("role", "duty") or name.endswith("_state")]
    words = {word.code for name in lists for word in CODE_LISTS[name]} | {t.code for t in TERMS}
    assert len(lists) > 5
    assert words - written == set()


def test_the_settings_in_the_manual_are_those_that_are_read() -> None:
    assert OPERATIONS.read_text("utf-8") == operations(), REMEDY


def test_every_setting_stands_in_the_manual_with_its_meaning() -> None:
    manual = OPERATIONS.read_text("utf-8").replace("\\<", "<")
    missing = [s.name for s in SETTINGS if f"| `{s.name}` | {s.meaning}" not in manual]
    assert missing == []


def test_the_manual_names_no_setting_that_there_is_not() -> None:
    named = set(re.findall(r"\bAID_[A-Z_]+", OPERATIONS.read_text("utf-8")))
    assert named - {setting.name for setting in SETTINGS} <= {"AID_DATABASE_PASSWORD"}  # compose's


def test_every_file_the_manual_names_is_there() -> None:
    for page in (OPERATIONS, OPERATIONS.with_name("architecture.md")):
        named = re.findall(
            r"`((?:service|workflows|schemas|tests|docs)/[a-z_/.]+)`", page.read_text("utf-8")
        )
        assert named
        assert [place for place in named if not (ROOT / place).exists()] == []
