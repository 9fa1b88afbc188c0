"""Exclusions (排除性条件): what keeps a household off a file, however little it has.

The rules are data of an edition (domain.md §2.3). Every rule gives a finding with the value found,
the limit and a step. What a rule asks for and nobody stated is taken to apply: a form left empty
must not be the way around a rule. An exemption (一事一议) lifts a finding only while the value found
is the very value that was exempted, and it never lifts a silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.errors import ExclusionApplies, Verdict
from workflows.estate import Estate, Exemption, Vehicle
from workflows.exclusion_rule import ExclusionRule
from workflows.measured import Measured
from workflows.steps import Step, exact
from workflows.vocabulary import LANGUAGES, label

__all__ = [
    "Estate",
    "ExclusionRule",
    "Exemption",
    "Finding",
    "Vehicle",
    "examine",
    "verdicts",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: ``ok`` where it does not stand in the way, by itself or by the exemption
    named. ``found`` is what an exemption must have been made for; None is what was not stated."""

    rule: str
    ok: bool
    found: int | None
    limit: int | str
    step: Step
    exemption: str | None = None
    outgrown: tuple[str, ...] = ()

    def verdict(self) -> Verdict:
        """As a guard tells it, under a code of its own."""
        zh, en = (label("exclusion", self.rule, language) for language in LANGUAGES)
        if self.found is None:
            zh, en = f"{zh}：未申报", f"{en}: not stated"
        values: dict[str, object] = {"found": self.found, "limit": self.limit}
        if self.exemption:
            values["exemption"] = self.exemption
        if self.outgrown:
            values["outgrown"] = list(self.outgrown)
        return Verdict(ExclusionApplies, self.ok, values, f"exclusion_{self.rule}", zh, en)


def examine(
    rules: Sequence[ExclusionRule],
    estate: Estate,
    *,
    size: int,
    living_line_fen: int,
    exemptions: Sequence[Exemption] = (),
) -> tuple[Finding, ...]:
    """One finding for each rule, in the order of the edition; ValueError for nobody's household."""
    if size < 1:
        raise ValueError("a household has at least one member")
    return tuple(
        _finding(
            rule.rule,
            rule.measure(estate, size, living_line_fen),
            tuple(one for one in exemptions if one.rule == rule.rule),
        )
        for rule in rules
    )


def verdicts(findings: Sequence[Finding]) -> tuple[Verdict, ...]:
    """Every finding's verdict, so that a refusal lists each one that failed."""
    return tuple(finding.verdict() for finding in findings)


def _finding(rule: str, measured: Measured, exemptions: tuple[Exemption, ...]) -> Finding:
    found, limit, applies = measured.whole, exact(measured.limit), measured.applies
    stated = applies and found is not None
    fitting = tuple(one.id for one in exemptions if stated and one.found == found)
    lifted = fitting[0] if fitting else None
    outgrown = tuple(one.id for one in exemptions) if applies and not fitting else ()
    ok = not applies or lifted is not None
    zh, en = _outcome(applies, found is None, lifted, outgrown)
    step = Step(
        code=f"exclusion_{rule}",
        zh=f"{label('exclusion', rule, 'zh')}：{measured.zh}，{zh}",
        en=f"{label('exclusion', rule, 'en').capitalize()}: {measured.en}: {en}",
        values={
            "found": found,
            "limit": limit,
            **measured.values,
            "exemption": lifted,
            "outgrown": ", ".join(outgrown) or None,
            "ok": ok,
        },
    )
    return Finding(rule, ok, found, limit, step, lifted, outgrown)


def _outcome(
    applies: bool, silent: bool, lifted: str | None, outgrown: tuple[str, ...]
) -> tuple[str, str]:
    if not applies:
        return "不属排除情形", "does not apply"
    if lifted is not None:
        return f"属排除情形，已按一事一议豁免（{lifted}）", f"applies, lifted by exemption {lifted}"
    zh, en = ("未申报的按属排除情形处理", "taken to apply") if silent else ("属排除情形", "applies")
    if outgrown:
        ids = ", ".join(outgrown)
        return f"{zh}，已有豁免（{ids}）不针对现值", f"{en}; exemption {ids} is of another value"
    return zh, en
