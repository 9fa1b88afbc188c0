"""The generated pages of the manual: the glossary, and the settings in docs/operations.md.

`.venv/bin/python -m tests.architecture.pages` writes both anew; a test holds them fresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from service.settings import SETTINGS
from workflows.vocabulary import CODE_LISTS, TERMS, Code

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
OPERATIONS = ROOT / "docs" / "operations.md"
BEGIN = "<!-- settings: generated, see tests/architecture/pages.py -->\n"
END = "<!-- end of settings -->\n"

NATIONAL = ("relation", "sex", "ethnic_group", "marital_status", "education", "political_status")
"""Lists of the national standards: long, and not words of ours. The service tells them itself."""

HEAD = """\
# Glossary

One word for one thing, in code, on the wire and in this manual: the code is what is stored and
sent, the labels are what a person reads. Made from `workflows/vocabulary`, the only place where
either is written; a test holds this page to it. The lists of the national standards
({national}) are not printed here: `GET /v1/code-lists/{{name}}` gives every list.
"""


def _row(cells: Iterable[str]) -> str:
    """Angle brackets are escaped: a reader would take `<file>` for a tag and show nothing."""
    return "| " + " | ".join(re.sub(r"([|<])", r"\\\1", cell) for cell in cells) + " |\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return _row(heads) + _row(["---"] * len(heads)) + "".join(_row(row) for row in rows)


def _words(codes: Iterable[Code]) -> str:
    rows = [(f"`{word.code}`", word.zh, word.en) for word in codes]
    return _table(("code", "中文", "English"), rows)


def glossary() -> str:
    """docs/glossary.md as it must be."""
    parts = [HEAD.format(national=", ".join(NATIONAL)), f"## Terms\n\n{_words(TERMS)}"]
    parts += [
        f"## `{name}`\n\n{_words(codes)}"
        for name, codes in CODE_LISTS.items()
        if name not in NATIONAL
    ]
    return "\n".join(parts)


def settings_table() -> str:
    """The settings, one row each, as they are read."""
    rows = [
        (
            f"`{one.name}`",
            one.meaning + (" (secret)" if one.secret else ""),
            one.default,
            "must be set" if one.required_in_production else "",
        )
        for one in SETTINGS
    ]
    return _table(("setting", "meaning", "default", "in production"), rows)


def operations() -> str:
    """docs/operations.md with the settings as they are now; what people wrote stays."""
    before, _, rest = OPERATIONS.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


if __name__ == "__main__":
    GLOSSARY.write_text(glossary(), "utf-8")
    OPERATIONS.write_text(operations(), "utf-8")
