"""Publish, merge, decide, report, close, cancel: what becomes of a campaign and of its lines at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.store.application import Application
from service.store.campaign import Campaign
from service.unit_of_work import UnitOfWork
from service.use_cases.ahead import look_at_claims
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.campaign_lines import doubled_in, drawn_up_by, lines_of
from service.use_cases.decide_applications import Decisions, decide_each
from workflows.campaign import CAMPAIGN
from workflows.campaign_facts import CampaignFacts
from workflows.engine import fire, open_rows
from workflows.errors import CampaignEmpty
from workflows.facts import Facts
from workflows.path import CLERK
from workflows.table import Row

__all__ = ["act_on_campaign", "decide_campaign", "facts_of_campaign", "submit_lines"]

SETTLED = frozenset({"paid", "closed"})


def act_on_campaign(
    uow: UnitOfWork, campaign: Campaign, action: str, opinion: str | None
) -> Campaign:
    """Fire ``action``. Raises ``WrongState`` or the gravest failed guard, with all of them listed."""
    open_rows(CAMPAIGN, campaign.state, action)
    row = fire(CAMPAIGN, campaign.state, action, facts_of_campaign(uow, campaign, opinion))
    _recorded(uow, campaign, row, {"opinion": opinion} if opinion else {})
    return campaign


def facts_of_campaign(
    uow: UnitOfWork, campaign: Campaign, opinion: str | None = None
) -> Facts:  # fmt: skip
    """Everything the campaign's own guards ask of it and of its lines."""
    lines = lines_of(uow, campaign.id)
    waiting = tuple(line.id for line in lines if _awaits_vote(line))
    return Facts(
        actor=uow.actor,
        today=uow.today,
        opinion=opinion,
        drafted_by=drawn_up_by(uow, campaign.id),
        campaign=CampaignFacts(
            list_by=campaign.list_by,
            lines=len(lines),
            unready=tuple(line.id for line in lines if not _awaits_vote(line)),
            doubled=doubled_in(uow, lines),
            waiting=waiting,
            unfinished=tuple(line.id for line in lines if line.state not in SETTLED),
        ),
    )


def _awaits_vote(line: Application) -> bool:
    return bool(table_for(line).rows_for(inner_state(line), "approve"))


def _recorded(
    uow: UnitOfWork, campaign: Campaign, row: Row, said: Mapping[str, str], fen: int | None = None
) -> None:
    campaign.state = row.target
    deed = uow.record(
        f"campaign.{row.action}", campaign, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, amount_fen=fen, said=said,
    )  # fmt: skip
    uow.unless_idle(deed)


def submit_lines(
    uow: UnitOfWork, campaign: Campaign, form: Mapping[str, Any], *, trial: bool
) -> Decisions:
    """Put the drafts of the clerk's unions into their path. Raises ``CampaignEmpty`` where there are
    none, else see `decide_each`."""
    drafts = [
        line
        for line in lines_of(uow, campaign.id, {"draft"}, form.get("union"))
        if uow.actor.holds(CLERK, line.union_path)
    ]
    if not drafts:
        raise CampaignEmpty(union=form.get("union"))
    look_at_claims(uow, [line.claim_key for line in drafts])
    decisions = decide_each(uow, drafts, "submit", form, trial=trial)
    if trial:
        uow.try_only()
    return decisions


def decide_campaign(
    uow: UnitOfWork, campaign: Campaign, form: Mapping[str, Any], *, trial: bool
) -> Decisions:
    """One meeting over every line that waits for it; decided when none waits any more.

    Raises ``WrongState``, what the campaign itself refuses, or see `decide_each`.
    """
    open_rows(CAMPAIGN, campaign.state, "hold_meeting")
    lines = [line for line in lines_of(uow, campaign.id) if _awaits_vote(line)]
    asked = {**form, "fund_id": form.get("fund_id") or campaign.fund_id}
    decisions = decide_each(uow, lines, "approve", asked, trial=trial)
    row = fire(CAMPAIGN, campaign.state, "hold_meeting", _after(uow, campaign, lines))
    if trial:
        uow.try_only()
        return decisions
    granted = sum(line.award_fen for line in lines if line.state == "approved")
    campaign.decided_fen += granted
    said = {name: form[name] for name in ("opinion", "meeting_number") if form.get(name)}
    _recorded(uow, campaign, row, said, granted)
    return decisions


def _after(uow: UnitOfWork, campaign: Campaign, lines: Sequence[Application]) -> Facts:
    """The campaign as this meeting leaves it: which lines wait for another."""
    waiting = tuple(line.id for line in lines if _awaits_vote(line))
    return Facts(
        actor=uow.actor, today=uow.today, drafted_by=drawn_up_by(uow, campaign.id),
        campaign=CampaignFacts(waiting=waiting),
    )  # fmt: skip
