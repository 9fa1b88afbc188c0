"""An edition written out: what it grants, under which caps and conditions, when and up which ladder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.benefit.words import benefit_in_words
from workflows.condition_words import in_words
from workflows.emergency_rule import EmergencyRule
from workflows.policy import ProgrammeEdition
from workflows.programme import Programme
from workflows.stage import Stage
from workflows.steps import yuan
from workflows.vocabulary import codes, label

__all__ = ["edition_chapter"]

_CAPS = {
    "per_time": "每次 per time",
    "person_year": "每人每年 per person and year",
    "household_year": "每户每年 per household and year",
    "all_person_year": "每人每年各项目合计 per person and year, all programmes",
    "all_household_year": "每户每年各项目合计 per household and year, all programmes",
}


def edition_chapter(programme: Programme, edition: ProgrammeEdition) -> list[str]:
    """The lines of the edition in both languages; what it does not set is left out."""
    questions = programme.asked
    zh, en = (benefit_in_words(edition.benefit, questions, word) for word in ("zh", "en"))
    return [
        "### 标准 Benefit",
        _block(_both(a, b) for a, b in zip(zh, en, strict=True)),
        "### 限额与条件 Caps and conditions",
        _block(_limits(programme, edition)) or "—",
        *(["### 金额分级 Ladder", _block(_ladder(edition))] if edition.thresholds else []),
    ]


def _limits(programme: Programme, edition: ProgrammeEdition) -> Iterator[str]:
    yield from (f"{_CAPS[code]}：{yuan(fen)}" for code, fen in edition.caps.fen.items())
    if edition.minimum_base_fen:
        yield f"起付金额 minimum: {yuan(edition.minimum_base_fen)}"
    for one in edition.conditions:
        sign = "不得 must not" if one.excludes else "须 must"
        told = (in_words(one.node, programme.asked, word) for word in ("zh", "en"))
        yield f"{sign} `{one.code}` {one.zh}：{'  |  '.join(told)}"
    for code in codes("category"):
        if code in edition.programmes_per_year:
            most = edition.programmes_per_year[code]
            yield f"每户每年救助项目 programmes a year, {label('category', code, 'zh')} {code}: {most}"
    for window in edition.windows:
        yield f"受理期 window: {window.first} – {window.last}"
    yield from _emergency(edition.emergency)
    if edition.evidence:
        yield f"材料 documents: {', '.join(edition.evidence)}"


def _emergency(rule: EmergencyRule | None) -> Iterator[str]:
    """What may be paid first, who approves it, and what follows by when."""
    if rule is None:
        return
    year = f"，每户每年 per household and year: {yuan(rule.year_fen)}" if rule.year_fen else ""
    level = f"{label('level', rule.level, 'zh')} {rule.level}"
    yield f"应急救助 emergency: {yuan(rule.limit_fen)}{year}，审批 approved by: {level}"
    unit = {"w": "个工作日 working days", "d": "日 days"}[rule.papers.unit]
    now = ", ".join(rule.evidence) or "—"
    yield f"应急时须有 needed at once: {now}；补齐材料 papers within: {rule.papers.length} {unit}"


def _ladder(edition: ProgrammeEdition) -> Iterator[str]:
    """Amounts are those of the household's year in this programme, the award with them."""
    for threshold in edition.thresholds:
        stages = ", ".join(map(_stage, threshold.append)) or "—"
        yield f"≥ {yuan(threshold.from_fen)}：{stages}"


def _stage(stage: Stage) -> str:
    name = label("stage_kind", stage.kind, "zh")
    where = f" {stage.level}" if stage.level else f" {stage.working_days}"
    return f"{name} {stage.kind}{where}"


def _both(zh: str, en: str) -> str:
    return zh if zh == en else f"{zh} · {en.strip()}"


def _block(lines: Iterable[str]) -> str:
    """A list; what is indented hangs below the line before it."""
    indents = ((len(line) - len(line.lstrip()), line.lstrip()) for line in lines)
    return "\n".join(f"{' ' * indent}- {text}" for indent, text in indents)
