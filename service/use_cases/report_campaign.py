"""What a campaign did: households and amounts by union, by object and by category."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.campaign import Campaign
from service.unit_of_work import UnitOfWork

__all__ = ["report_of"]

GRANTED = frozenset({"approved", "paying", "paid", "closed"})
PAID = frozenset({"paid", "closed"})


@dataclass(frozen=True, slots=True)
class _Line:
    union: str
    object: str
    category: str
    state: str
    award_fen: int


def report_of(uow: UnitOfWork, campaign: Campaign) -> dict[str, Any]:
    """The figures as they stand now; a line that ended counts as listed and no more.

    The category is that by which the award was assessed.
    """
    rows = uow.session.scalars(
        select(Application).where(Application.campaign_id == campaign.id).order_by(Application.id)
    )
    lines = [
        _Line(
            one.union, str(one.answers["object"]),
            (one.assessment or {}).get("inputs", {}).get("category") or "none",
            one.state, one.award_fen,
        )
        for one in rows
    ]  # fmt: skip
    by_union = _by(lines, lambda one: one.union)
    return {
        "campaign_id": campaign.id,
        "state": campaign.state,
        "total": _figures(lines),
        "by_union": [
            {"code": union, "places": places, **by_union.get(union, _figures([]))}
            for union, places in sorted(campaign.quota.items())
        ],
        "by_object": _told(_by(lines, lambda one: one.object)),
        "by_category": _told(_by(lines, lambda one: one.category)),
    }


def _by(lines: list[_Line], key: Callable[[_Line], str]) -> dict[str, dict[str, int]]:
    groups: dict[str, list[_Line]] = defaultdict(list)
    for one in lines:
        groups[key(one)].append(one)
    return {name: _figures(group) for name, group in sorted(groups.items())}


def _told(groups: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    return [{"code": code, **figures} for code, figures in groups.items()]


def _figures(lines: list[_Line]) -> dict[str, int]:
    sums: Counter[str] = Counter(
        listed=len(lines), households=0, granted_fen=0, paid=0, paid_fen=0
    )  # fmt: skip
    for one in lines:
        if one.state in GRANTED:
            sums.update(households=1, granted_fen=one.award_fen)
        if one.state in PAID:
            sums.update(paid=1, paid_fen=one.award_fen)
    return dict(sums)
