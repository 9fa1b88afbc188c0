"""The guards: pure functions from facts to verdicts, each named as the refusal it gives.

All guards of a row are always evaluated, so that a refusal carries every reason at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflows import errors
from workflows.errors import Verdict
from workflows.facts import Facts
from workflows.file_standing import STANDING

__all__ = [
    "already_voted", "award_zero", "beneficiary_left", "cap_exceeded", "content_changed", "duplicate_claim",
    "evidence_missing", "file_not_active", "file_overdue", "fund_insufficient", "level_missing", "lines_fit",
    "not_eligible", "notice_running", "objection_open", "opinion_required", "quorum_open", "quorum_reached",
    "recusal", "second_person", "separation_of_duties",
]  # fmt: skip


def separation_of_duties(facts: Facts) -> Iterator[Verdict]:
    """A natural person holds at most one duty in a case; the same duty may be done again.

    Principal and delegate both count (wire.md «Who calls»; 会计法 art. 25, 35).
    """
    duty = facts.row.duty if facts.row else None
    persons = set(facts.actor.persons())
    held = facts.held or ()
    other = sorted({h.duty for h in held if h.person in persons and h.duty != duty})
    told = bool(duty and persons) and facts.held is not None
    yield Verdict(
        errors.SeparationOfDuties, told and not other, {"duty": duty, "duties_held": other}
    )


def recusal(facts: Facts) -> Iterator[Verdict]:
    """Nobody acts on their own case, their household or their declared kin."""
    household, actor = facts.household, facts.actor
    ok = household is not None and not household & {*actor.persons(), *actor.kin()}
    yield Verdict(errors.Recusal, ok, {})


def second_person(facts: Facts) -> Iterator[Verdict]:
    """Who drafted does not adopt: an edition binds by two persons."""
    drafted, persons = facts.drafted_by or frozenset(), set(facts.actor.persons())
    same = bool(drafted & persons)
    ok = bool(drafted and persons) and not same
    yield Verdict(errors.SeparationOfDuties, ok, {"duties_held": ["draft"]} if same else {})


def opinion_required(facts: Facts) -> Iterator[Verdict]:
    """A refusal or a return says why (社会救助暂行办法 art. 11: reasons in writing)."""
    yield Verdict(errors.OpinionRequired, bool((facts.opinion or "").strip()), {})


def file_not_active(facts: Facts) -> Iterator[Verdict]:
    """先建档、后帮扶: no aid without an active file unless the programme says so."""
    ok = not facts.file_needed or facts.file_state in STANDING
    yield Verdict(errors.FileNotActive, ok, {"state": facts.file_state})


def file_overdue(facts: Facts) -> Iterator[Verdict]:
    """No aid by a file whose yearly re-verification is overdue (domain.md §2.4, §3.1 F11)."""
    due = facts.reverify_by
    ok = not facts.file_needed or due is None or facts.today <= due
    values = {"reverify_by": due.isoformat() if due else None, "today": facts.today.isoformat()}
    yield Verdict(errors.FileOverdue, ok, values)


def beneficiary_left(facts: Facts) -> Iterator[Verdict]:
    """Whoever is to be aided still stands on the file: aid goes by the file (依档帮扶)."""
    yield Verdict(errors.BeneficiaryLeft, facts.beneficiary_stands is True, {})


def not_eligible(facts: Facts) -> Iterator[Verdict]:
    """The programme's own rules, each with its own name."""
    if facts.eligibility is None:
        yield Verdict(errors.NotEligible, False)
    else:
        yield from facts.eligibility


def evidence_missing(facts: Facts) -> Iterator[Verdict]:
    """What the edition's evidence list names is registered before submission."""
    missing = facts.missing
    yield Verdict(errors.EvidenceMissing, missing == (), {"missing": list(missing or ())})


def award_zero(facts: Facts) -> Iterator[Verdict]:
    yield Verdict(errors.AwardZero, (facts.award_fen or 0) > 0, {"award_fen": facts.award_fen})


def cap_exceeded(facts: Facts) -> Iterator[Verdict]:
    """The award fits into what the caps leave, counted again at the moment of deciding."""
    award, room = facts.award_fen, facts.room_fen
    ok = award is not None and (room is None or award <= room)
    yield Verdict(errors.CapExceeded, ok, {"award_fen": award, "room_fen": room})


def duplicate_claim(facts: Facts) -> Iterator[Verdict]:
    """One settlement, one student-year, one occasion: once (domain.md §3.3, last row)."""
    claims = facts.claims
    values = {"application_id": claims[0]} if claims else {}
    yield Verdict(errors.DuplicateClaim, claims == (), values)


def level_missing(facts: Facts) -> Iterator[Verdict]:
    """A path names only levels at which a union stands above the applicant's."""
    missing = facts.levels_missing
    yield Verdict(errors.LevelMissing, missing == (), {"levels": list(missing or ())})


def already_voted(facts: Facts) -> Iterator[Verdict]:
    """One vote per natural person per round, at one level only."""
    votes = facts.votes
    ok = votes is not None and not votes.voters & set(facts.actor.persons())
    yield Verdict(errors.AlreadyVoted, ok, {})


def content_changed(facts: Facts) -> Iterator[Verdict]:
    """What was voted on is what stands there: earlier votes carry the same digest."""
    yield Verdict(errors.ContentChanged, facts.votes is not None and facts.votes.content_same, {})


def quorum_reached(facts: Facts) -> Iterator[Verdict]:
    """With this vote the stage has what its quorum asks; who votes for another casts one vote.

    Whoever was asked to sign too has signed by then; their signature is no vote of the quorum.
    """
    votes = facts.votes
    signs = facts.row is not None and facts.row.action == "sign"
    mine: frozenset[str] = frozenset() if signs else facts.actor.hand
    have = len(votes.for_stage | mine) if votes else 0
    needed = votes.needed if votes else None
    unsigned = len(votes.unsigned - set(facts.actor.persons())) if votes else 0
    yield Verdict(
        errors.AlreadyVoted,
        needed is not None and have >= needed and not unsigned,
        {"votes": have, "needed": needed} | ({"unsigned": unsigned} if unsigned else {}),
        code="quorum_reached",
        zh="表决人数未达到",
        en="The quorum is not reached",
        chooses=facts.votes is not None,
    )


def quorum_open(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: this vote is one of several still to come."""
    for verdict in quorum_reached(facts):
        ok = facts.votes is not None and not verdict.ok
        yield replace(verdict, ok=ok, code="quorum_open")


def notice_running(facts: Facts) -> Iterator[Verdict]:
    """The opening day is not counted (民法典 art. 201); possible from the day after the last."""
    ends_on = facts.notice.ends_on if facts.notice else None
    ok = ends_on is not None and facts.today > ends_on
    yield Verdict(
        errors.NoticeRunning,
        ok,
        {"ends_on": ends_on.isoformat() if ends_on else None, "today": facts.today.isoformat()},
    )


def objection_open(facts: Facts) -> Iterator[Verdict]:
    """An undecided objection holds its line and nothing else."""
    count = facts.notice.open_objections if facts.notice else None
    yield Verdict(errors.ObjectionOpen, count == 0, {"open_objections": count})


def fund_insufficient(facts: Facts) -> Iterator[Verdict]:
    """Not one fen beyond what is free; the source may pay for this; one fund is meant."""
    fund, award = facts.fund, facts.award_fen
    if fund is not None and fund.candidates > 1:
        yield Verdict(errors.FundAmbiguous, False, {"candidates": fund.candidates})
        return
    if fund is not None and not fund.fit:
        yield Verdict(errors.FundUnfit, False, {"fund_id": fund.id})
        return
    ok = fund is not None and award is not None and fund.available_fen >= award
    yield Verdict(
        errors.FundInsufficient,
        ok,
        {"available_fen": fund.available_fen if fund else 0, "award_fen": award},
    )


def lines_fit(facts: Facts) -> Iterator[Verdict]:
    """What was found line by line in a batch; each verdict names its line."""
    if facts.lines is None:
        yield Verdict(errors.NotPayable, False)
    else:
        yield from facts.lines
