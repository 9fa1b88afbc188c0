"""The guards of a home visit, each named as the refusal it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = ["VISITOR", "findings_exceed", "visit_contradicted", "visit_signed", "visit_unsigned"]

VISITOR: Final = frozenset({"clerk", "reviewer", "approver"})
"""Whoever works for a union above the household may visit it; who visits does nothing else."""


def visit_signed(facts: Facts) -> Iterator[Verdict]:
    """With this signature the visit has as many visitors as the stage asks, at least two."""
    visit = facts.file.visit if facts.file else None
    have = len(visit.signed | facts.actor.hand) if visit else 0
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


def visit_contradicted(facts: Facts) -> Iterator[Verdict]:
    """No visit of this very form was signed in full without finding it as stated: two who found
    otherwise are not outvoted by two others, the form is corrected."""
    visit = facts.file.visit if facts.file else None
    yield Verdict(errors.VisitContradicted, visit is not None and not visit.contradicted, {})


def findings_exceed(facts: Facts) -> Iterator[Verdict]:
    """Who saw more than is stated does not conclude that all is as stated."""
    found = facts.file.exceeding if facts.file else None
    if not found:
        yield Verdict(errors.FindingsExceed, found == ())
    for figure in found or ():
        yield Verdict(errors.FindingsExceed, False, figure)
