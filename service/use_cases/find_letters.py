"""The register of letters, as far as the caller's unions deal with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, not_

from service.store.matters import Letter
from service.unit_of_work import UnitOfWork
from service.use_cases.in_scope import page_after, within
from service.use_cases.late_matters import late
from workflows.incoming_letter import UNANSWERED

__all__ = ["letters_after"]


def letters_after(
    uow: UnitOfWork, filters: Mapping[str, Any], after: int, limit: int
) -> tuple[list[Letter], int | None]:
    """A page of them in the order of their last change, and the cursor of the next."""
    columns = {
        "state": Letter.state, "union": Letter.union, "channel": Letter.channel, "kind": Letter.kind,
        "application_id": Letter.application_id, "hardship_file_id": Letter.file_id,
        "number": Letter.serial,
    }  # fmt: skip
    wanted: list[ColumnElement[bool]] = [within(Letter.union_path, uow.actor)]
    wanted += [column == filters[name] for name, column in columns.items() if name in filters]
    if "overdue" in filters:
        waits = late(uow, Letter.state, UNANSWERED, Letter.since, Letter.within)
        wanted.append(waits if filters["overdue"] == "true" else not_(waits))
    return page_after(uow, Letter, wanted, after, limit)
