"""The guards of a campaign, each named as the refusal it gives (domain.md §3.4 A)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows import errors
from workflows.campaign_facts import CampaignFacts
from workflows.errors import Verdict
from workflows.facts import Facts

__all__ = [
    "above_standard", "campaign_empty", "campaign_unmerged", "date_unfit", "drew_up",
    "household_listed", "line_differs", "lines_decided",
    "lines_doubled", "lines_live", "lines_unfinished", "lines_unready", "lines_waiting",
    "listing_closed", "not_goods", "paid_in_goods", "quota_exceeded", "visitors_few",
]  # fmt: skip

MERGED: Final = frozenset({"merged", "decided"})


def listing_closed(facts: Facts) -> Iterator[Verdict]:
    """No line is listed after the day the campaign names: the units list side by side."""
    last = facts.campaign.list_by if facts.campaign else None
    values = {"list_by": last.isoformat() if last else None, "today": facts.today.isoformat()}
    yield Verdict(errors.ListingClosed, last is not None and facts.today <= last, values)


def quota_exceeded(facts: Facts) -> Iterator[Verdict]:
    """A unit lists no more than its quota; a place is not refilled once its list was published."""
    told = facts.campaign or CampaignFacts()
    short = [
        {"union": union, "asked": asked, "room": told.room.get(union, 0)}
        for union, asked in told.asked.items()
        if asked > told.room.get(union, 0)
    ]
    ok = bool(told.asked) and not short
    yield Verdict(errors.QuotaExceeded, ok, short[0] if short else {})


def household_listed(facts: Facts) -> Iterator[Verdict]:
    """One household, one line: who else of it is listed, in whichever unit."""
    listed = facts.campaign.listed if facts.campaign else None
    values = {"application_id": listed[0]} if listed else {}
    yield Verdict(errors.HouseholdListed, listed == (), values)


def above_standard(facts: Facts) -> Iterator[Verdict]:
    """What the edition grants stays within the standard the campaign was published with."""
    told, award = facts.line_of, facts.award_fen
    standard = told.standard_fen if told else None
    ok = told is not None and (standard is None or (award is not None and award <= standard))
    yield Verdict(errors.AboveStandard, ok, {"award_fen": award, "standard_fen": standard})


def line_differs(facts: Facts) -> Iterator[Verdict]:
    """A line stays one of its campaign: occasion and year are not its own to change."""
    yield Verdict(errors.LineDiffers, facts.line_of is not None and facts.line_of.agrees, {})


def paid_in_goods(facts: Facts) -> Iterator[Verdict]:
    """What is brought as goods is never paid out as money too."""
    told = facts.line_of
    yield Verdict(errors.PaidInGoods, told is not None and told.kind != "goods", {})


def not_goods(facts: Facts) -> Iterator[Verdict]:
    """Only goods are handed over and signed for; money goes to the account (no cash in hand)."""
    told = facts.line_of
    yield Verdict(errors.NotGoods, told is not None and told.kind == "goods", {})


def visitors_few(facts: Facts) -> Iterator[Verdict]:
    """Goods are brought by two, of whom none has decided on the line or lives there."""
    told, household = facts.handed_over, facts.household or frozenset()
    busy = {one.person for one in facts.held or () if one.duty != "visit"} | household
    fit = told.visitors - busy if told is not None else frozenset()
    values = {"visitors": len(fit), "needed": told.needed if told else None}
    ok = told is not None and len(fit) >= told.needed and fit == told.visitors
    yield Verdict(errors.VisitorsFew, ok, values)


def date_unfit(facts: Facts) -> Iterator[Verdict]:
    """Signed for on a day from the decision to today."""
    told = facts.handed_over
    yield Verdict(errors.DateUnfit, told is not None and told.day_fits, {"field": "signed_on"})


def campaign_empty(facts: Facts) -> Iterator[Verdict]:
    """There is somebody to decide on."""
    lines = facts.campaign.lines if facts.campaign else None
    yield Verdict(errors.CampaignEmpty, bool(lines), {})


def lines_unready(facts: Facts) -> Iterator[Verdict]:
    """Every line has been through its review and its notice, with no objection open."""
    found = facts.campaign.unready if facts.campaign else None
    yield Verdict(errors.LinesUnready, found == (), {"application_ids": list(found or ())})


def lines_doubled(facts: Facts) -> Iterator[Verdict]:
    """Nobody of one line's household stands in another's, and no account is on two lines."""
    found = facts.campaign.doubled if facts.campaign else None
    ok = found is not None and not found
    yield Verdict(errors.LinesDoubled, ok, {"doubled": [dict(one) for one in found or ()]})


def lines_live(facts: Facts) -> Iterator[Verdict]:
    """What still has lines is not called off over their heads."""
    lines = facts.campaign.lines if facts.campaign else None
    yield Verdict(errors.LinesLive, lines == 0, {"lines": lines})


def lines_waiting(facts: Facts) -> Iterator[Verdict]:
    """No line waits for the meeting any more: each was approved or has ended."""
    found = facts.campaign.waiting if facts.campaign else None
    yield Verdict(
        errors.LinesUnready, found == (), {}, code="lines_waiting", zh="尚有待审批的名单",
        en="Lines wait for the meeting", chooses=found is not None,
    )  # fmt: skip


def lines_decided(facts: Facts) -> Iterator[Verdict]:
    """The counterpart: the meeting will sit again."""
    found = facts.campaign.waiting if facts.campaign else None
    yield Verdict(
        errors.LinesUnready, bool(found), {}, code="lines_decided", zh="名单已全部审批",
        en="No line waits for the meeting", chooses=found is not None,
    )  # fmt: skip


def lines_unfinished(facts: Facts) -> Iterator[Verdict]:
    """A campaign is accounted for when every line was paid or handed over, or has ended."""
    found = facts.campaign.unfinished if facts.campaign else None
    yield Verdict(errors.LinesUnfinished, found == (), {"application_ids": list(found or ())})


def campaign_unmerged(facts: Facts) -> Iterator[Verdict]:
    """A line of a campaign is decided with the others, after the lists were held side by side."""
    told = facts.line_of
    ok = told is not None and (told.state is None or told.state in MERGED)
    yield Verdict(errors.CampaignUnmerged, ok, {"state": told.state if told else None})


def drew_up(facts: Facts) -> Iterator[Verdict]:
    """Who drew the campaign up or published it decides on none of its lines, alone as in its meeting."""
    told, persons = facts.line_of, set(facts.actor.persons())
    same = told is not None and bool(told.drawn_by & persons)
    values = {"duties_held": ["draft"]} if same else {}
    yield Verdict(errors.SeparationOfDuties, told is not None and not same, values)
