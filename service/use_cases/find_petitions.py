"""The register of petitions, as far as the caller's unions deal with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, not_

from service.store.matters import Petition
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import page_after, within
from service.use_cases.late import late
from workflows.petition import UNANSWERED

__all__ = ["petitions_after"]


def petitions_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Petition], int | None]:
    """A page of them in the order of their last change, and the cursor of the next."""
    columns = {
        "state": Petition.state, "union": Petition.union, "channel": Petition.channel, "kind": Petition.kind,
        "application_id": Petition.application_id, "hardship_file_id": Petition.file_id,
        "number": Petition.serial,
    }  # fmt: skip
    wanted: list[ColumnElement[bool]] = [within(Petition.union_path, uow.actor)]
    wanted += [column == filters[name] for name, column in columns.items() if name in filters]
    if "overdue" in filters:
        waits = late(uow, Petition.state, UNANSWERED, Petition.since, Petition.within)
        wanted.append(waits if filters["overdue"] == "true" else not_(waits))
    return page_after(uow, Petition, wanted, after, limit)
