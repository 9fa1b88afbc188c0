"""Guards on who stands where another might: owners, takers, turns, meetings, votes against.

They join the rows of a path (`workflows/path.py`) and judge as the others do: from facts alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.guards import recusal, separation_of_duties

__all__ = [
    "meeting_missing", "nobody_above", "not_your_turn", "outvoted", "owned_by_another", "present_unfit",
    "signer_absent", "signer_exists", "signer_unfit", "somebody_can", "taker_unfit", "unasked", "undecided",
]  # fmt: skip

FEWEST_PRESENT = 2


def owned_by_another(facts: Facts) -> Iterator[Verdict]:
    """Once somebody was named, only they act at this stage, or who acts for them (转办)."""
    standing = facts.standing
    owner = standing.owner if standing else None
    ok = standing is not None and owner in (None, *facts.actor.subjects())
    yield Verdict(errors.OwnedByAnother, ok, {"owner": owner})


def taker_unfit(facts: Facts) -> Iterator[Verdict]:
    """Whoever takes the case holds the role of the stage, and nothing stands against them in it.

    Looked at when it is given, and again when they act; giving it back to all needs nobody.
    """
    standing = facts.standing
    taker = standing.taker if standing else None
    ok = taker is not None or (standing is not None and standing.given_back)
    yield Verdict(errors.TakerUnfit, ok, {"officer": standing.named if standing else None})
    if taker is None:
        return
    for guard in (separation_of_duties, recusal):
        for verdict in guard(replace(facts, actor=taker)):
            yield replace(verdict, values={**verdict.values, "officer": taker.subject})


def not_your_turn(facts: Facts) -> Iterator[Verdict]:
    """Where a stage is voted on in turn, the first who has not voted is next."""
    votes = facts.votes
    turn = votes.turn if votes else None
    ok = votes is not None and (turn is None or turn[1] in set(facts.actor.persons()))
    yield Verdict(errors.NotYourTurn, ok, {"turn": turn[0] if turn else None})


def meeting_missing(facts: Facts) -> Iterator[Verdict]:
    """集体研究: where the stage asks for a meeting, the vote says which, and it has been held."""
    standing = facts.standing
    meeting = standing.meeting if standing else None
    asked = standing is None or standing.meeting_asked
    held = meeting is not None and meeting.held_on <= facts.today
    ok = held or (meeting is None and not asked)
    day = meeting.held_on.isoformat() if meeting else None
    yield Verdict(errors.MeetingMissing, ok, {"held_on": day, "today": facts.today.isoformat()})


def present_unfit(facts: Facts) -> Iterator[Verdict]:
    """Two persons at least, each known and once, the voter among them; nobody's own case or kin's."""
    meeting = facts.standing.meeting if facts.standing else None
    if meeting is None:
        yield Verdict(errors.PresentUnfit, facts.standing is not None)
        return
    persons = [person for _, person, _ in meeting.present]
    voter = set(facts.actor.hand) <= set(persons) and bool(facts.actor.hand)
    distinct = len(persons) == len(set(persons)) >= FEWEST_PRESENT
    values = {"unknown": list(meeting.unknown), "voter_present": voter}
    yield Verdict(errors.PresentUnfit, voter and distinct and not meeting.unknown, values)
    household = facts.household
    barred = [
        officer
        for officer, person, kin in meeting.present
        if household is None or household & {person, *kin}
    ]
    yield Verdict(errors.Recusal, not barred, {"officers": barred} if barred else {})


def outvoted(facts: Facts) -> Iterator[Verdict]:
    """With this vote against, those left are too few for what the quorum asks."""
    votes = facts.votes
    left = len(votes.able - votes.opposed - set(facts.actor.persons())) if votes else 0
    needed = votes.needed if votes else None
    yield Verdict(
        errors.AlreadyVoted,
        needed is not None and left < needed,
        {"left": left, "needed": needed},
        code="outvoted",
        zh="反对票尚不足以否决",
        en="The votes against do not decide it yet",
        chooses=votes is not None,
    )


def undecided(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: enough of those who may vote are left."""
    for verdict in outvoted(facts):
        ok = facts.votes is not None and not verdict.ok
        yield replace(verdict, ok=ok, code="undecided")


def signer_unfit(facts: Facts) -> Iterator[Verdict]:
    """加签: an approver at this level or above, who has not voted and against whom nothing stands."""
    standing = facts.standing
    signer = standing.signer if standing else None
    ok = signer is not None and not set(signer.persons()) & set(facts.actor.persons())
    yield Verdict(errors.SignerUnfit, ok, {"officer": standing.named if standing else None})
    if signer is None:
        return
    for guard in (separation_of_duties, recusal):
        for verdict in guard(replace(facts, actor=signer)):
            yield replace(verdict, values={**verdict.values, "officer": signer.subject})


def signer_exists(facts: Facts) -> Iterator[Verdict]:
    """Asked once: the same officer does not owe two signatures at one place."""
    standing = facts.standing
    asked = {officer for officer, _, _ in standing.asked_by} if standing else None
    ok = standing is not None and asked is not None and standing.named not in asked
    yield Verdict(errors.SignerExists, ok, {"officer": standing.named if standing else None})


def signer_absent(facts: Facts) -> Iterator[Verdict]:
    """减签: only what one asked for oneself is taken back, while it waits."""
    standing, mine = facts.standing, set(facts.actor.subjects())
    asked = standing.asked_by if standing else ()
    named = standing.named if standing else None
    ok = any(officer == named and by in mine for officer, by, _ in asked)
    yield Verdict(errors.SignerAbsent, ok, {"officer": named})


def unasked(facts: Facts) -> Iterator[Verdict]:
    """Whoever signs beside the quorum was asked to; an approver of the stage's own level votes."""
    mine = set(facts.actor.subjects())
    asked = facts.standing.asked_by if facts.standing else ()
    ok = any(officer in mine and beside for officer, _, beside in asked)
    yield Verdict(
        errors.SignerAbsent, ok, code="unasked", zh="未请您加签", en="Nobody asked you to sign too"
    )


def somebody_can(facts: Facts) -> Iterator[Verdict]:
    """A stage goes up only where nobody who holds the role at its level can act."""
    able = facts.standing.able if facts.standing else None
    yield Verdict(errors.SomebodyCan, able == (), {"officers": list(able or ())})


def nobody_above(facts: Facts) -> Iterator[Verdict]:
    """It goes to the next union above that has somebody; it never passes by itself."""
    to = facts.standing.raise_to if facts.standing else None
    yield Verdict(errors.NobodyAbove, to is not None, {"level": to})
