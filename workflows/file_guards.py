"""The guards of a hardship file alone, each named as the refusal it gives.

Like those of `workflows.guards` they are pure, and refuse on what they were not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.vocabulary import codes, label

__all__ = [
    "REASONS", "authorisation_missing", "check_unanswered", "date_unfit", "doubt_unexplained",
    "exclusion_applies", "import_unfinished", "minutes_missing", "missing_unnamed", "monitoring_running", "no_category",
    "person_on_file", "published_otherwise", "reason_unfit", "recheck_open", "recheck_unexplained",
    "resemblance_undecided", "same_household", "told_already", "worker_untold",
]  # fmt: skip

PAPER: Final = timedelta(days=90)
"""How long what a round rests on may wait on paper before it is entered: a quarter, for the villages
that bring their papers in late; last year's visit cannot be this year's."""
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "reverify": codes("reverification_reason"),
    "return_to_hardship": ("return",),
    "propose_exit": codes("exit_reason"),
    "propose_cancel": codes("cancellation_reason"),
}
"""The reasons each action knows; an action that is not here has none."""
_WITHOUT: Final = frozenset(REASONS) - {"propose_cancel"}
"""Where the reason may be left out, because one of them is the ordinary one."""


def no_category(facts: Facts) -> Iterator[Verdict]:
    """A household in no category is not filed; the steps say why (domain.md §2.1)."""
    yield Verdict(errors.NoCategory, facts.category is not None, facts.categorised or {})


def person_on_file(facts: Facts) -> Iterator[Verdict]:
    """一户一档: one active file per natural person, whoever's member."""
    files = facts.elsewhere
    hidden = [one for one in files or () if one in codes("union_place")]
    zh = f"此人已在{label('union_place', hidden[0], 'zh')}建档" if hidden else ""
    en = f"This person is on file {label('union_place', hidden[0], 'en')}" if hidden else ""
    yield Verdict(errors.PersonOnFile, files == (), {"files": list(files or ())}, zh=zh, en=en)


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


def date_unfit(facts: Facts) -> Iterator[Verdict]:
    """No day lies in the future; what a round rests on was done within a quarter."""
    days = facts.file.days if facts.file else None
    if not days:
        yield Verdict(errors.DateUnfit, days == ())
    for one in days or ():
        earliest = facts.today - PAPER if one.recent else None
        ok = (earliest is None or earliest <= one.day) and one.day <= facts.today
        values = {
            "field": one.field,
            "value": one.day.isoformat(),
            "earliest": earliest.isoformat() if earliest else None,
            "latest": facts.today.isoformat(),
        }
        yield Verdict(errors.DateUnfit, ok, values)


def reason_unfit(facts: Facts) -> Iterator[Verdict]:
    """A reason of the list that belongs to this very action (动态管理: why a file ends or is verified
    again is counted)."""
    action = facts.row.action if facts.row else ""
    reason = facts.file.reason if facts.file else None
    allowed = REASONS.get(action, ())
    ok = reason in allowed or (facts.file is not None and reason is None and action in _WITHOUT)
    yield Verdict(errors.ReasonUnfit, ok, {"reason": reason, "allowed": list(allowed)})


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


def recheck_unexplained(facts: Facts) -> Iterator[Verdict]:
    """Where a re-check did not agree, whoever confirms the file says why all the same."""
    called = facts.file.called if facts.file else None
    ok = called is False or (called is True and bool((facts.opinion or "").strip()))
    yield Verdict(errors.RecheckUnexplained, ok, {})


def resemblance_undecided(facts: Facts) -> Iterator[Verdict]:
    """Whether a file that looks like this one is the same household has been decided by a person."""
    waiting = facts.file.resemblances if facts.file else None
    yield Verdict(errors.ResemblanceUndecided, waiting == (), {"resemblances": list(waiting or ())})


def import_unfinished(facts: Facts) -> Iterator[Verdict]:
    """Of an import that is written whole or not at all nothing moves on before it is all written."""
    running = facts.file.imports if facts.file else None
    yield Verdict(errors.ImportUnfinished, running == (), {"imports": list(running or ())})


def same_household(facts: Facts) -> Iterator[Verdict]:
    """一户一档: a file that a person judged to be of the same household is not confirmed beside it."""
    same = facts.file.same_household if facts.file else None
    yield Verdict(errors.SameHousehold, same == (), {"resemblances": list(same or ())})


def published_otherwise(facts: Facts) -> Iterator[Verdict]:
    """What was on public notice is what is confirmed: objections were taken to that category."""
    notice = facts.notice
    shown = notice.category if notice else None
    ok = notice is not None and (notice.ends_on is None or shown == facts.category)
    yield Verdict(errors.PublishedOtherwise, ok, {"published": shown, "category": facts.category})


def worker_untold(facts: Facts) -> Iterator[Verdict]:
    """脱困: the worker was told, heard, and the day of it recorded (domain.md §2.4 «Exit»)."""
    told_on = facts.file.told_on if facts.file else None
    values = {"told_on": told_on.isoformat() if told_on else None}
    yield Verdict(errors.WorkerUntold, told_on is not None, values)


def monitoring_running(facts: Facts) -> Iterator[Verdict]:
    """A household that left hardship is watched for months before its file is closed."""
    until = facts.file.monitored_until if facts.file else None
    ok = until is not None and facts.today > until
    values = {"monitored_until": until.isoformat() if until else None}
    yield Verdict(errors.MonitoringRunning, ok, {**values, "today": facts.today.isoformat()})
