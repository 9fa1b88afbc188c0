"""What has not arrived, in fen and in counts: by state, age and fund (审计: 退回款项未及时梳理)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from service.store.application import Application
from service.store.audit_tables import audit_entry
from service.store.money import Fund, Payout
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.payment_queue import queue_conditions
from workflows.payment_queue import band_of

__all__ = ["undistributed"]


def undistributed(uow: UnitOfWork, query: Mapping[str, Any]) -> dict[str, Any]:
    """The age of a payout is that of its last entry; one statement fetches all there are."""
    rows = uow.session.execute(
        select(
            Payout.state, Payout.amount_fen, Fund.id, Fund.code, Fund.source, audit_entry.c.entry
        )
        .join(Application, Application.id == Payout.application_id)
        .join(Fund, Fund.id == Payout.fund_id)
        .join(audit_entry, audit_entry.c.number == Payout.number)
        .where(*queue_conditions(uow, query))
    )
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for state, amount_fen, fund_id, code, source, entry in rows:
        at = datetime.fromisoformat(json.loads(entry)["ts"]).astimezone(SHANGHAI)
        band = band_of((uow.today - at.date()).days)
        line = found.setdefault(
            (code, state, band),
            {
                "fund_id": fund_id, "fund_code": code, "source": source, "state": state,
                "age": band, "count": 0, "amount_fen": 0,
            },
        )  # fmt: skip
        line["count"] += 1
        line["amount_fen"] += amount_fen
    lines = [found[key] for key in sorted(found)]
    return {
        "count": sum(line["count"] for line in lines),
        "amount_fen": sum(line["amount_fen"] for line in lines),
        "lines": lines,
    }
