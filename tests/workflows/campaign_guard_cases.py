"""Where each guard of a campaign refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.workflows.tables import TODAY, WELL
from workflows import campaign_guards
from workflows.campaign_facts import CampaignFacts, HandedOver, LineOf
from workflows.facts import Held
from workflows.table import Guard

__all__ = ["HOLDS_OF_CAMPAIGNS", "REFUSES_OF_CAMPAIGNS"]

CAMPAIGN: CampaignFacts = WELL["campaign"]
YESTERDAY = TODAY - timedelta(days=1)
TWICE = {"shared": "person", "application_ids": ["a-1", "a-2"]}


def told(**changed: Any) -> Mapping[str, Any]:
    return {"campaign": replace(CAMPAIGN, **changed)}


def brought(*visitors: str) -> Mapping[str, Any]:
    return {"handed_over": HandedOver(frozenset(visitors), needed=2, day_fits=True)}


GOODS = LineOf("decided", "goods", 30_000)
REFUSES_OF_CAMPAIGNS: dict[Guard, tuple[tuple[Mapping[str, Any], str, Mapping[str, Any]], ...]] = {
    campaign_guards.listing_closed: (
        (told(list_by=YESTERDAY), "listing_closed",
         {"list_by": YESTERDAY.isoformat(), "today": TODAY.isoformat()}),
    ),
    campaign_guards.quota_exceeded: (
        (told(asked={"360722001": 3}), "quota_exceeded",
         {"union": "360722001", "asked": 3, "room": 2}),
        (told(asked={"360723001": 1}), "quota_exceeded",
         {"union": "360723001", "asked": 1, "room": 0}),
        (told(asked={}), "quota_exceeded", {}),
    ),
    campaign_guards.household_listed: (
        (told(listed=("a-1",)), "household_listed", {"application_id": "a-1"}),
    ),
    campaign_guards.above_standard: (
        ({"line_of": LineOf("published", "cash", 29_999)}, "above_standard",
         {"award_fen": 30_000, "standard_fen": 29_999}),
    ),
    campaign_guards.campaign_empty: ((told(lines=0), "campaign_empty", {}),),
    campaign_guards.lines_unready: (
        (told(unready=("a-1",)), "lines_unready", {"application_ids": ["a-1"]}),
    ),
    campaign_guards.lines_doubled: (
        (told(doubled=(TWICE,)), "lines_doubled", {"doubled": [TWICE]}),
    ),
    campaign_guards.lines_live: ((told(lines=2), "lines_live", {"lines": 2}),),
    campaign_guards.lines_waiting: ((told(waiting=("a-1",)), "lines_waiting", {}),),
    campaign_guards.lines_decided: ((told(waiting=()), "lines_decided", {}),),
    campaign_guards.lines_unfinished: (
        (told(unfinished=("a-1",)), "lines_unfinished", {"application_ids": ["a-1"]}),
    ),
    campaign_guards.campaign_unmerged: (
        ({"line_of": LineOf("published")}, "campaign_unmerged", {"state": "published"}),
    ),
    campaign_guards.drew_up: (
        ({"line_of": LineOf("merged", drawn_by=frozenset({"person-ann"}))},
         "separation_of_duties", {"duties_held": ["draft"]}),
    ),
    campaign_guards.line_differs: (
        ({"line_of": LineOf("published", "cash", 30_000, agrees=False)}, "line_differs", {}),
    ),
    campaign_guards.paid_in_goods: (({"line_of": GOODS}, "paid_in_goods", {}),),
    campaign_guards.not_goods: (
        ({}, "not_goods", {}), ({"line_of": LineOf("decided", "cash")}, "not_goods", {}),
    ),
    campaign_guards.visitors_few: (
        (brought("eve"), "visitors_few", {"visitors": 1, "needed": 2}),
        ({"held": (Held("approve", "visitor-1"),)}, "visitors_few", {"visitors": 1, "needed": 2}),
        ({**brought("eve", "bob", "visitor-1"), "held": (Held("approve", "bob"),)},
         "visitors_few", {"visitors": 2, "needed": 2}),
        ({"household": frozenset({"visitor-2"})}, "visitors_few", {"visitors": 1, "needed": 2}),
    ),
    campaign_guards.date_unfit: (
        ({"handed_over": HandedOver(frozenset({"eve", "bob"}), 2, day_fits=False)}, "date_unfit",
         {"field": "signed_on"}),
    ),
}  # fmt: skip

HOLDS_OF_CAMPAIGNS: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    campaign_guards.lines_live: (told(lines=0),),
    campaign_guards.lines_decided: (told(waiting=("a-1",)),),
    campaign_guards.above_standard: ({}, {"line_of": GOODS}),
    campaign_guards.not_goods: ({"line_of": GOODS},),
    campaign_guards.visitors_few: ({}, {"held": (Held("visit", "visitor-1"),)}),
    campaign_guards.campaign_unmerged: (
        {}, {"line_of": LineOf("merged")}, {"line_of": LineOf("decided")},
    ),
}  # fmt: skip
