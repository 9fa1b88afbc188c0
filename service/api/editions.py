"""/v1/editions: a union's own rules, drafted by one person and adopted by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.decision import Decision, PageQuery
from schemas.edition import EditionForm, EditionView
from schemas.simulation import SimulationForm, SimulationView
from schemas.views import page_of
from service.api.endpoint import EVERY_ROLE, ByRow, Call, Key, Result, endpoint
from service.api.listing import page_view
from service.api.simulation_views import simulation_view
from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from service.use_cases.draft_edition import adopt_edition, draft_edition
from service.use_cases.in_scope import page_after, within_or_above
from service.use_cases.simulate_edition import simulate_edition
from workflows.actor import Actor
from workflows.edition import EDITION
from workflows.errors import NotFound

__all__ = ["edition_view"]


def find_edition(uow: UnitOfWork, actor: Actor, args: Mapping[str, str]) -> Edition:
    """An edition of the caller's subtree, or of a union above it: it binds the caller too."""
    edition = uow.session.get(Edition, args["id"])
    if edition is None:
        raise NotFound
    above = any(root.startswith(edition.union_path) for root in actor.roots)
    if not above and not actor.sees(edition.union_path):
        raise NotFound(hidden=edition.id)
    return edition


BY_ROW = ByRow(
    doors=lambda _edition: EDITION.doors,
    rows=lambda edition, action: EDITION.rows_for(getattr(edition, "state", ""), action),
    roles=lambda _edition, action: EDITION.roles_for(action),
    widest=EDITION,
)


def edition_view(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "programme": edition.programme,
        "union": edition.union,
        "state": edition.state,
        "in_force_from": edition.in_force_from.isoformat(),
        "document": edition.document,
        "audit_number": edition.number,
    }


@endpoint(
    "POST", "/v1/editions", roles=frozenset({"fund_manager"}), takes=EditionForm,
    gives=EditionView, key=Key.ACCEPTED, status=201,
)  # fmt: skip
def draft_policy(call: Call) -> Result:
    """起草 Draft an edition; the whole document is checked, every wrong line named."""
    document = {**call.body, "in_force_from": call.body["in_force_from"].isoformat()}
    edition = draft_edition(call.uow, document, call.language)
    return Result(lambda: edition_view(edition), edition, f"/v1/editions/{edition.id}")


@endpoint("GET", "/v1/editions", roles=EVERY_ROLE, query=PageQuery, gives=page_of(EditionView))
def list_editions(call: Call) -> Result:
    """政策版本列表 The editions of the caller's unions and of those above them."""
    conditions = [within_or_above(Edition.union_path, call.actor)]
    for name in ("state", "programme", "union"):
        if name in call.query:
            conditions.append(getattr(Edition, name) == call.query[name])
    rows, more = page_after(
        call.uow, Edition, conditions, call.query.get("after", 0), call.query.get("limit", 100)
    )
    return page_view(rows, more, edition_view)


@endpoint("GET", "/v1/editions/<id>", roles=EVERY_ROLE, gives=EditionView, finds=find_edition,
          notes=frozenset({"any_scope"}))  # fmt: skip
def get_edition(call: Call) -> Result:
    """政策版本 One edition."""
    return Result(lambda: edition_view(call.thing), call.thing)


@endpoint(
    "POST", "/v1/editions/<id>/simulate", roles=frozenset({"fund_manager", "approver", "auditor"}),
    takes=SimulationForm, gives=SimulationView, finds=find_edition,
    notes=frozenset({"any_scope", "reads"}),
)  # fmt: skip
def simulate_policy(call: Call) -> Result:
    """测算 Try an edition on past applications; nothing is written."""
    first, last = call.body["first"], call.body["last"]
    found = simulate_edition(call.uow, call.thing, first, last)
    view = simulation_view(call.thing, first, last, found, call.language)
    return Result(lambda: view)


@endpoint(
    "POST", "/v1/editions/<id>/<action>", roles=frozenset({"approver"}), takes=Decision,
    gives=EditionView, finds=find_edition, by_row=BY_ROW, versioned=True, key=Key.ACCEPTED,
    notes=frozenset({"body_optional"}),
)  # fmt: skip
def act_on_edition(call: Call) -> Result:
    """通过 Adopt a draft: by an approver of that union who did not draft it."""
    adopt_edition(call.uow, call.thing, call.body.get("opinion"), call.language)
    return Result(lambda: edition_view(call.thing), call.thing)
