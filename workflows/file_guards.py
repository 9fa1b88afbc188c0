"""The guards of a hardship file alone, each named as the refusal it gives.

Like those of `workflows.guards` they are pure, and refuse on what they were not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = [
    "VISITOR", "authorisation_missing", "check_unanswered", "doubt_unexplained",
    "exclusion_applies", "import_unfinished", "minutes_missing", "missing_unnamed", "monitoring_running",
    "recheck_open", "resemblance_undecided", "told_already", "visit_signed", "visit_unsigned",
    "worker_untold",
]  # fmt: skip

VISITOR: Final = frozenset({"clerk", "reviewer", "approver"})
"""Whoever works for a union above the household may visit it; who visits does nothing else."""


def authorisation_missing(facts: Facts) -> Iterator[Verdict]:
    """Every adult of the household has signed that registries may be asked (社会救助暂行办法 art. 58)."""
    missing = facts.file.authorisations_missing if facts.file else None
    yield Verdict(errors.AuthorisationMissing, missing == (), {"members": list(missing or ())})


def missing_unnamed(facts: Facts) -> Iterator[Verdict]:
    """Whoever sends an application back at acceptance names all that is missing (一次性告知)."""
    named = facts.file.missing_named if facts.file else ()
    yield Verdict(errors.MissingUnnamed, bool(named), {"missing": list(named)})


def told_already(facts: Facts) -> Iterator[Verdict]:
    """Told once: what was not named then is no reason to send the family home again."""
    told = facts.file.told_before if facts.file else None
    yield Verdict(errors.ToldAlready, told == (), {"told": list(told or ())})


def visit_signed(facts: Facts) -> Iterator[Verdict]:
    """With this signature the visit has as many visitors as the stage asks, at least two."""
    visit = facts.file.visit if facts.file else None
    have = len(visit.signed | set(facts.actor.persons())) if visit else 0
    needed = visit.needed if visit else None
    yield Verdict(
        errors.VisitUnsigned,
        visit is not None and visit.agrees and have >= visit.needed,
        {"signed": have, "needed": needed, "agrees": visit.agrees if visit else None},
        code="visit_signed",
        chooses=visit is not None,
    )


def visit_unsigned(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: another visitor has still to sign, or what was found differs."""
    for verdict in visit_signed(facts):
        told = facts.file is not None and facts.file.visit is not None
        yield replace(verdict, ok=told and not verdict.ok, code="visit_unsigned")


def minutes_missing(facts: Facts) -> Iterator[Verdict]:
    """A collective decision has a number, a day and those present (会议纪要)."""
    lacking = facts.file.minutes_lacking if facts.file else None
    yield Verdict(errors.MinutesMissing, lacking == (), {"lacking": list(lacking or ())})


def check_unanswered(facts: Facts) -> Iterator[Verdict]:
    """The checking centre has answered for this household."""
    answered = facts.file.check is not None if facts.file else False
    yield Verdict(errors.CheckUnanswered, answered, {})


def doubt_unexplained(facts: Facts) -> Iterator[Verdict]:
    """What registries say otherwise than the form is explained in writing, or the case goes back."""
    doubts = (facts.file.check or ()) if facts.file else ()
    explained = not doubts or bool((facts.opinion or "").strip())
    ok = facts.file is not None and facts.file.check is not None and explained
    yield Verdict(errors.DoubtUnexplained, ok, {"doubts": list(doubts)})


def exclusion_applies(facts: Facts) -> Iterator[Verdict]:
    """No rule of the exclusion list (排除性条件) stands against the household, or it was exempted."""
    found = facts.file.exclusions if facts.file else None
    if found is None:
        yield Verdict(errors.ExclusionApplies, False)
    else:
        yield from found


def recheck_open(facts: Facts) -> Iterator[Verdict]:
    """A file of an officer's relatives is looked at by the level above before it is confirmed."""
    waiting = facts.file.rechecks if facts.file else None
    yield Verdict(errors.RecheckOpen, waiting == (), {"rechecks": list(waiting or ())})


def resemblance_undecided(facts: Facts) -> Iterator[Verdict]:
    """Whether a file that looks like this one is the same household has been decided by a person."""
    waiting = facts.file.resemblances if facts.file else None
    yield Verdict(errors.ResemblanceUndecided, waiting == (), {"resemblances": list(waiting or ())})


def import_unfinished(facts: Facts) -> Iterator[Verdict]:
    """Of an import that is written whole or not at all nothing moves on before it is all written."""
    running = facts.file.imports if facts.file else None
    yield Verdict(errors.ImportUnfinished, running == (), {"imports": list(running or ())})


def worker_untold(facts: Facts) -> Iterator[Verdict]:
    """脱困: the worker was told, heard, and the day of it recorded (domain.md §2.4 «Exit»)."""
    told_on = facts.file.told_on if facts.file else None
    ok = told_on is not None and told_on <= facts.today
    yield Verdict(errors.WorkerUntold, ok, {"told_on": told_on.isoformat() if told_on else None})


def monitoring_running(facts: Facts) -> Iterator[Verdict]:
    """A household that left hardship is watched for months before its file is closed."""
    until = facts.file.monitored_until if facts.file else None
    ok = until is not None and facts.today > until
    values = {"monitored_until": until.isoformat() if until else None}
    yield Verdict(errors.MonitoringRunning, ok, {**values, "today": facts.today.isoformat()})
