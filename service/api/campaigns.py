"""/v1/campaigns: drawn up, listed by the units, decided by one meeting, accounted for."""

from __future__ import annotations

from typing import Any

from schemas.batch_decision import BatchDecisionView
from schemas.campaign import (
    CampaignReportView,
    CampaignView,
    DecideLinesForm,
    campaign_forms,
)
from schemas.decision import ActionsView, Decision, PageQuery
from schemas.money import DryRun
from schemas.views import page_of
from service.api.application_decisions import decisions_view
from service.api.endpoint import ByRow, Call, Key, Result, endpoint
from service.api.hardship_files import CASEWORK
from service.api.listing import PAGE, page_view
from service.api.reasons import actions_view
from service.store.campaign import Campaign
from service.use_cases.act_on_campaign import (
    act_on_campaign,
    decide_campaign,
    facts_of_campaign,
)
from service.use_cases.in_scope import page_after, within_or_above
from service.use_cases.open_campaign import find_campaign, open_campaign
from service.use_cases.report_campaign import report_of
from workflows.campaign import CAMPAIGN
from workflows.path import APPROVER, REVIEWER
from workflows.vocabulary import CODE_LISTS, codes

__all__ = ["FORMS", "SEEN_BELOW"]

FORMS = campaign_forms({name: codes(name) for name in CODE_LISTS})
READERS = CASEWORK | {"payment_maker", "payment_checker", "fund_manager"}
SEEN_BELOW = frozenset({"any_scope"})
BY_ROW = ByRow(
    doors=lambda _campaign: CAMPAIGN.doors,
    rows=lambda campaign, action: CAMPAIGN.rows_for(getattr(campaign, "state", ""), action),
    roles=lambda _campaign, action: CAMPAIGN.roles_for(action),
    widest=CAMPAIGN,
)


def campaign_view(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "number": campaign.serial,
        "state": campaign.state,
        "union": campaign.union,
        "title": campaign.title,
        "occasion": campaign.occasion,
        "year": campaign.year,
        "kind": campaign.kind,
        "standard_fen": campaign.standard_fen,
        "list_by": campaign.list_by.isoformat(),
        "quota": [{"union": u, "places": n} for u, n in sorted(campaign.quota.items())],
        "place": campaign.place.value,
        "fund_id": campaign.fund_id,
        "listed": campaign.listed,
        "decided_fen": campaign.decided_fen,
        "audit_number": campaign.number,
    }


def _trial(call: Call) -> bool:
    return call.query.get("dry_run") == "true"


@endpoint(
    "POST", "/v1/campaigns", roles=REVIEWER, takes=FORMS.opening, gives=CampaignView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def draw_up_campaign(call: Call) -> Result:
    """慰问活动 Draw up a campaign for the unions below, with quota, standard and deadline."""
    form = {**call.body, "quota": {one["union"]: one["places"] for one in call.body["quota"]}}
    campaign = open_campaign(call.uow, form)
    return Result(lambda: campaign_view(campaign), campaign, f"/v1/campaigns/{campaign.id}")


@endpoint("GET", "/v1/campaigns", roles=READERS, query=PageQuery, gives=page_of(CampaignView))
def list_campaigns(call: Call) -> Result:
    """慰问活动列表 The campaigns of the caller's unions and of those above them."""
    conditions = [within_or_above(Campaign.union_path, call.actor)]
    for name, column in (("state", Campaign.state), ("union", Campaign.union)):
        if name in call.query:
            conditions.append(column == call.query[name])
    limit = call.query.get("limit", PAGE)
    rows, more = page_after(call.uow, Campaign, conditions, call.query.get("after", 0), limit)
    return page_view(rows, more, campaign_view)


@endpoint(
    "GET", "/v1/campaigns/<id>", roles=READERS, gives=CampaignView, finds=find_campaign,
    notes=SEEN_BELOW,
)  # fmt: skip
def get_campaign(call: Call) -> Result:
    """慰问活动 One campaign, for the union that runs it and those that list in it."""
    return Result(lambda: campaign_view(call.thing), call.thing)


@endpoint(
    "GET", "/v1/campaigns/<id>/actions", roles=READERS, gives=ActionsView, finds=find_campaign,
    notes=SEEN_BELOW,
)  # fmt: skip
def campaign_actions(call: Call) -> Result:
    """可办事项 What the caller may do with this campaign, and why not."""
    facts = facts_of_campaign(call.uow, call.thing)
    path = call.thing.union_path
    view = actions_view(CAMPAIGN, call.thing.state, facts, path, call.language)
    return Result(lambda: view, call.thing)


@endpoint(
    "GET", "/v1/campaigns/<id>/report", roles=READERS, gives=CampaignReportView,
    finds=find_campaign, notes=SEEN_BELOW,
)  # fmt: skip
def campaign_report(call: Call) -> Result:
    """慰问统计 Households and amounts by union, object and category, against the quota."""
    view = report_of(call.uow, call.thing)
    return Result(lambda: view, call.thing)


@endpoint(
    "POST", "/v1/campaigns/<id>/decide", roles=APPROVER, takes=DecideLinesForm, query=DryRun,
    gives=BatchDecisionView, tries=BatchDecisionView, finds=find_campaign, versioned=True,
    key=Key.REQUIRED,
)  # fmt: skip
def decide_campaign_lines(call: Call) -> Result:
    """集体审批 One meeting approves every line that waits for it; a dry run writes nothing."""
    found = decide_campaign(call.uow, call.thing, call.body, trial=_trial(call))
    return Result(
        lambda: decisions_view(found, "approve", call.language), call.thing, trial=_trial(call)
    )


@endpoint(
    "POST", "/v1/campaigns/<id>/<action>", roles=REVIEWER | APPROVER, takes=Decision,
    gives=CampaignView, finds=find_campaign, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_the_campaign(call: Call) -> Result:
    """办理 Publish, merge, report, close or cancel a campaign."""
    action = call.args["action"]
    campaign = act_on_campaign(call.uow, call.thing, action, call.body.get("opinion"))
    return Result(lambda: campaign_view(campaign), campaign)
