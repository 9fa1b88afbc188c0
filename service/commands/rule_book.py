"""The rule book: what the service runs, written out. Nothing here knows a rule of its own.

The tables are found by looking for them, so that one that is added stands in the book the same day.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import workflows
from workflows import errors
from workflows.guards import opinion_required
from workflows.path import table_of
from workflows.programme import Programme, Question, Rule
from workflows.stage import Stage
from workflows.table import Row, Table
from workflows.vocabulary import TERMS

__all__ = [
    "PATH_HEAD",
    "Where",
    "in_file",
    "in_line",
    "programme_chapter",
    "refusals_chapter",
    "table_chapter",
]
__all__ += ["tables"]

ROOT = Path(workflows.__file__).resolve().parents[1]
Where = Callable[[Callable[..., Any]], str]
"""Where the code of a rule stands."""
PATH_HEAD = "### 路径 Path"
ROW_HEAD = ("from", "action", "to", "role", "level", "duty", "opinion", "money", "guards")


def in_line(function: Callable[..., Any]) -> str:
    """File and line, for one who wants to read it now."""
    return f"{in_file(function)}:{function.__code__.co_firstlineno}"


def in_file(function: Callable[..., Any]) -> str:
    """The file alone, for a page that is committed: a line moves with every edit above it."""
    return str(Path(function.__code__.co_filename).resolve().relative_to(ROOT))


@cache
def tables() -> Mapping[str, Table]:
    """Every table that stands in `workflows`, by its name; of several with one name the widest."""
    found: dict[str, Table] = {}
    for info in pkgutil.iter_modules(workflows.__path__):
        module = importlib.import_module(f"{workflows.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, Table):
                known = found.setdefault(value.name, value)
                found[value.name] = max(known, value, key=lambda table: len(table.rows))
    return dict(sorted(found.items()))


def programme_chapter(programme: Programme, path: tuple[Stage, ...], where: Where) -> list[str]:
    """Questions, rules, path and table of one programme."""
    table = table_of(path)
    return [
        f"## {programme.code} {programme.zh}",
        "### 提问 Questions",
        *_grid(("name", "kind", "中文", "English", "limits"), map(_question, programme.questions)),
        "### 条件 Rules",
        *_grid(
            ("rule", "中文", "English", "stands in"),
            ((rule.code, rule.zh, rule.en, _rule_place(rule, where)) for rule in programme.rules),
        ),
        PATH_HEAD,
        *_grid(("position", "stage", "level", "working days", "quorum"), _stages(path)),
        "### 办理 Table",
        *_grid(ROW_HEAD, map(_row, table.rows)),
        *_guards(table, where),
    ]


def table_chapter(table: Table, where: Where) -> list[str]:
    """One table, row by row, and where its guards stand."""
    return [
        f"## {table.name} {_named(table.name)}".rstrip(),
        f"begins in `{table.initial}`, ends in {_listed(sorted(table.final)) or 'no state'}",
        *_grid(ROW_HEAD, map(_row, table.rows)),
        *_guards(table, where),
    ]


def refusals_chapter() -> list[str]:
    """Every refusal under its slug: title and next step in both languages."""
    kinds = sorted(errors.CATALOGUE, key=lambda kind: kind.slug())
    lines = ["## 拒绝事由 Refusals"]
    for kind in kinds:
        lines += [
            f"### {kind.slug()}",
            f"{kind.status} · {kind.zh} · {kind.en}",
            f"{kind.next_zh} {kind.next_en}",
        ]
    return lines


def _question(question: Question) -> tuple[str, ...]:
    limits = [
        ", ".join(question.choices),
        "" if question.minimum is None else f"≥ {question.minimum}",
        "" if question.maximum is None else f"≤ {question.maximum}",
        "" if question.max_length is None else f"length ≤ {question.max_length}",
        "" if question.required else "may be absent",
    ]
    told = "; ".join(part for part in limits if part)
    return question.name, question.kind, question.zh, question.en, told


def _rule_place(rule: Rule, where: Where) -> str:
    return f"`{where(rule.holds)}`"


def _stages(path: Iterable[Stage]) -> Iterator[tuple[str, ...]]:
    for position, stage in enumerate(path):
        quorum = (
            "" if stage.quorum is None else f"{stage.quorum.kind} {stage.quorum.n or ''}".strip()
        )
        days = str(stage.working_days or "")
        yield str(position), stage.kind, stage.level or "", days, quorum


def _row(row: Row) -> tuple[str, ...]:
    action = row.action if row.door else f"{row.action} (by another call)"
    return (
        row.source, action, row.target, _listed(sorted(row.roles)), row.level or "",
        row.duty or "", "required" if row.opinion_required else "", "moves" if row.money else "",
        _listed(guard.__name__ for guard in row.guards),
    )  # fmt: skip


def _guards(table: Table, where: Where) -> list[str]:
    found = {guard.__name__: guard for row in table.rows for guard in row.guards}
    if any(row.opinion_required for row in table.rows):
        found[opinion_required.__name__] = opinion_required
    rows = (
        (name, _first_line(guard), f"`{where(guard)}`") for name, guard in sorted(found.items())
    )
    return _grid(("guard", "holds when", "stands in"), rows) if found else []


def _first_line(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]


def _named(name: str) -> str:
    return {term.code: term.zh for term in TERMS}.get(name, "")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return ["\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])]
