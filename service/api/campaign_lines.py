"""/v1/campaigns/{id}/lines and what units do with them: listed, submitted, signed for."""

from __future__ import annotations

from typing import Any

from schemas.batch_decision import BatchDecisionView
from schemas.campaign import (
    ListingPlanView,
    ListingQuery,
    ListingView,
    SignOffForm,
    SignOffView,
    SubmitLinesForm,
)
from schemas.money import DryRun
from service.api.application_decisions import decisions_view
from service.api.campaigns import FORMS, SEEN_BELOW
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.tables import read_uploaded, refused_table
from service.api.uploads import RESULT_BYTES_MAX, RESULT_TABLE
from service.file_table.listing import ListedRow, rows_of
from service.file_table.unfit import Unfit
from service.sheets import Limits
from service.store.campaign import Campaign
from service.use_cases.act_on_campaign import submit_lines
from service.use_cases.list_lines import Asked, Line, list_lines
from service.use_cases.listing_table import asked_by_table
from service.use_cases.open_campaign import find_campaign
from service.use_cases.sign_off import sign_off
from workflows.path import CLERK, REVIEWER

__all__: list[str] = []

LIMITS = Limits(upload_bytes=RESULT_BYTES_MAX, rows=1_001, cells=10_000)
"""A line for each household a call can hold, and the headings."""


def _trial(call: Call) -> bool:
    return call.query.get("dry_run") == "true"


def _line(line: Line, language: str) -> dict[str, Any]:
    made = line.application
    return {
        "hardship_file_id": line.asked.file_id,
        "application_id": made.id if made is not None else None,
        "outcome": "refused" if line.refused else "done",
        "award_fen": made.award_fen if made is not None else None,
        "refusals": [
            {"code": v.name, "title": v.title(language), "values": dict(v.values)}
            for v in line.verdicts
        ],
    }


@endpoint(
    "POST", "/v1/campaigns/<id>/lines", roles=CLERK, takes=FORMS.listing, query=DryRun,
    gives=ListingView, tries=ListingPlanView, finds=find_campaign, key=Key.REQUIRED,
    notes=SEEN_BELOW, status=201,
)  # fmt: skip
def list_campaign_lines(call: Call) -> Result:
    """申报名单 List households of the clerk's union, each a line of its own."""
    wanted = [Asked(one, call.body["object"]) for one in call.body["hardship_file_ids"]]
    return _listed(call, wanted, call.body.get("mode"))


def _read_list(call: Call) -> list[ListedRow]:
    """What the table says; raises ``TableRefused`` for one that is not read or is none of ours."""
    try:
        return rows_of(read_uploaded(call.upload, LIMITS), call.uow.today)
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None


@endpoint(
    "POST", "/v1/campaigns/<id>/line-file", roles=CLERK, upload=RESULT_TABLE, query=ListingQuery,
    looks=_read_list, gives=ListingView, tries=ListingPlanView, finds=find_campaign,
    key=Key.REQUIRED, notes=SEEN_BELOW, status=201,
)  # fmt: skip
def take_line_file(call: Call) -> Result:
    """上传名单 List the households of a table, by the numbers of their files."""
    try:
        wanted = asked_by_table(call.uow, call.looked)
    except Unfit as unfit:
        raise refused_table(unfit, call.language) from None
    return _listed(call, wanted, call.query.get("mode"))


def _listed(call: Call, wanted: list[Asked], said: str | None) -> Result:
    mode = said or "all_or_nothing"
    listing = list_lines(call.uow, call.thing, wanted, mode, trial=_trial(call))
    campaign, lines = listing.campaign, [_line(one, call.language) for one in listing.lines]
    count = sum(one["outcome"] == "done" for one in lines)
    return Result(
        lambda: {"count": count, "lines": lines, "audit_number": campaign.number},
        campaign, f"/v1/campaigns/{campaign.id}", trial=_trial(call),
    )  # fmt: skip


@endpoint(
    "POST", "/v1/campaigns/<id>/submit-lines", roles=CLERK, takes=SubmitLinesForm, query=DryRun,
    gives=BatchDecisionView, tries=BatchDecisionView, finds=find_campaign, key=Key.REQUIRED,
    notes=SEEN_BELOW | {"body_optional"},
)  # fmt: skip
def submit_campaign_lines(call: Call) -> Result:
    """提交名单 Put the drafts of the clerk's unions into their path, all at once."""
    found = submit_lines(call.uow, call.thing, call.body, trial=_trial(call))
    return Result(lambda: decisions_view(found, "submit", call.language), trial=_trial(call))


@endpoint(
    "POST", "/v1/campaigns/<id>/sign-offs", roles=CLERK | REVIEWER, takes=SignOffForm,
    gives=SignOffView, finds=find_campaign, key=Key.REQUIRED, notes=SEEN_BELOW, status=201,
)  # fmt: skip
def sign_off_goods(call: Call) -> Result:
    """签收 Goods of one line were brought by two and signed for."""
    campaign: Campaign = call.thing
    made = sign_off(call.uow, campaign, call.body)
    view = {
        "id": made.id, "campaign_id": campaign.id, "application_id": made.application_id,
        "signed_on": made.signed_on.isoformat(), "receipt_sha256": made.receipt_sha256,
        "visitors": made.visitors,
    }  # fmt: skip
    return Result(
        lambda: {**view, "audit_number": campaign.number}, campaign,
        f"/v1/campaigns/{campaign.id}",
    )  # fmt: skip
