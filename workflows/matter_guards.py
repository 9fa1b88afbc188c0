"""The guards of what people bring forward: who looks into it, and what an answer rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = [
    "appeal_open", "appealed_already", "decided_before", "findings_missing", "handler_unfit",
    "own_union", "reply_missing", "satisfaction_missing", "uninvolved",
]  # fmt: skip


def own_union(facts: Facts) -> Iterator[Verdict]:
    """The unit above the one objected to looks into it, by somebody without a post below (domain.md
    §3.1, row F4x)."""
    there = facts.matter.posts_there if facts.matter else None
    yield Verdict(errors.OwnUnion, there == (), {"unions": list(there or ())})


def findings_missing(facts: Facts) -> Iterator[Verdict]:
    """What was looked into is answered by what was found."""
    found = facts.matter.findings if facts.matter else None
    yield Verdict(errors.FindingsMissing, bool((found or "").strip()), {})


def decided_before(facts: Facts) -> Iterator[Verdict]:
    """Other people look again: nobody who, for themselves or for another, holds any duty in the case."""
    persons = set(facts.actor.persons())
    duties = sorted({one.duty for one in facts.held or () if one.person in persons})
    told = bool(persons) and facts.held is not None
    yield Verdict(errors.DecidedBefore, told and not duties, {"duties_held": duties})


def appeal_open(facts: Facts) -> Iterator[Verdict]:
    """One at a time."""
    brought = facts.matter.appeals if facts.matter else None
    yield Verdict(errors.AppealOpen, brought is not None and "open" not in brought, {})


def appealed_already(facts: Facts) -> Iterator[Verdict]:
    """A refusal is looked at once more and not for ever; a new refusal may be appealed anew. One that
    was withdrawn was never decided."""
    brought = facts.matter.appeals if facts.matter else None
    decided = [one for one in brought or () if one in ("upheld", "dismissed")]
    yield Verdict(errors.AppealedAlready, brought is not None and not decided, {"decided": decided})


def uninvolved(facts: Facts) -> Iterator[Verdict]:
    """A complaint about a case, or a report of fraud in it, is never dealt with by who holds a duty there
    (信访工作条例 art. 30); a question about it may be."""
    against = facts.matter.against if facts.matter else None
    for verdict in decided_before(facts):
        yield replace(verdict, ok=against is False or (against is True and verdict.ok))


def handler_unfit(facts: Facts) -> Iterator[Verdict]:
    """Upward, or to the union concerned; what speaks against somebody never goes down to them."""
    fit = facts.matter.fit if facts.matter else None
    yield Verdict(errors.HandlerUnfit, fit is True, {})


def reply_missing(facts: Facts) -> Iterator[Verdict]:
    """件件有回音: the answer itself is kept."""
    reply = facts.matter.reply if facts.matter else None
    yield Verdict(errors.ReplyMissing, bool((reply or "").strip()), {})


def satisfaction_missing(facts: Facts) -> Iterator[Verdict]:
    """办结率、满意率、反馈率 are counted: a petition is not closed before somebody asked."""
    said = facts.matter.satisfaction if facts.matter else None
    yield Verdict(errors.SatisfactionMissing, said is not None, {})
