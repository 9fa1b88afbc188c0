"""The guards of what is sent back or taken back, each named as the refusal it gives.

Like those of `workflows.guards` they are pure, and refuse on what they were not told. Some rows of an
action differ by the place they lead to alone: for each of these there is a guard of its own that
chooses the row, made once, so that two rows never ask the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.returning import onward
from workflows.table import Guard

__all__ = ["acted_since", "award_set_aside", "correction_running", "done_at", "goes_on"]
__all__ += ["returned_too_often", "sent_to"]


def returned_too_often(facts: Facts) -> Iterator[Verdict]:
    """A case is sent back only so often; then the stage must decide (督办时限)."""
    told = facts.sent_back
    ok = told is not None and (told.at_most is None or told.returns < told.at_most)
    values = {"returns": told.returns, "at_most": told.at_most} if told else {}
    yield Verdict(errors.ReturnedTooOften, ok, values)


def correction_running(facts: Facts) -> Iterator[Verdict]:
    """The last day of the correction is past; a term that cannot be counted never ends."""
    last = facts.sent_back.last_day if facts.sent_back else None
    ok = last is not None and facts.today > last
    values = {"due_on": last.isoformat() if last else None, "today": facts.today.isoformat()}
    yield Verdict(errors.CorrectionRunning, ok, values)


def acted_since(facts: Facts) -> Iterator[Verdict]:
    """Only whose deed is the last one on the case takes it back: nobody else has acted since."""
    told = facts.taking
    ok = told is not None and told.position is not None and told.hand == facts.actor.hand
    yield Verdict(errors.ActedSince, bool(ok and facts.actor.hand), {})


def award_set_aside(facts: Facts) -> Iterator[Verdict]:
    """No money is set aside for it; once it is, the award lapses and is not taken back."""
    told = facts.taking
    yield Verdict(errors.AwardSetAside, told is not None and not told.set_aside, {})


@cache
def sent_to(place: int | None) -> Guard:
    """Chooses the row that leads where the return is meant to go: to the clerk, or to a stage."""

    def stage_unfit(facts: Facts) -> Iterator[Verdict]:
        """The call sends the case back to where this row leads."""
        told = facts.sent_back
        ok = told is not None and told.to == place
        values = {"to": told.to} if told else {}
        yield Verdict(errors.StageUnfit, ok, values, chooses=told is not None)

    return stage_unfit


@cache
def goes_on(after: int, there: int, furthest: int) -> Guard:
    """Chooses the row that leads where a case goes on from ``after``."""

    def goes_on_there(facts: Facts) -> Iterator[Verdict]:
        """The case goes on where this row leads: the next stage, or straight back to the one that
        returned it."""
        told = facts.sent_back
        ok = told is not None and onward(after, furthest, told.back_to) == there
        yield Verdict(
            errors.StageUnfit,
            ok,
            {"back_to": told.back_to} if told else {},
            code="goes_on_there",
            zh="不从此处继续",
            en="The case does not go on there",
            chooses=told is not None,
        )

    return goes_on_there


@cache
def done_at(place: int) -> Guard:
    """Chooses the row that leads back to the stage at which the last deed was done."""

    def done_there(facts: Facts) -> Iterator[Verdict]:
        """The last deed on the case was done at the stage to which this row leads back."""
        told = facts.taking
        ok = told is not None and told.position == place
        yield Verdict(
            errors.ActedSince,
            ok,
            code="done_there",
            zh="最近一次办理不在该环节",
            en="The last deed was not done at that stage",
            chooses=told is not None,
        )

    return done_there
