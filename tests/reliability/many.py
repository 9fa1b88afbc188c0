"""Many applications brought to their batch in few calls: for bars and benchmarks of money."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from tests.county import County, Reply
from tests.payments import Payments
from tests.performance.cases import PREFIX, copy_case

__all__ = ["AWARD_FEN", "MOST", "Many", "pieces"]

MOST = 1_000
AWARD_FEN = 30_000


def pieces(ids: Sequence[str], size: int = MOST) -> list[Sequence[str]]:
    """As many as one call may carry, one after the other."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]


class Many(Payments):
    """A fund with money for all, and ``count`` applications of as many households, approved."""

    def __init__(self, county: County, count: int) -> None:
        super().__init__(county, amount_fen=AWARD_FEN * (count + 1))
        sample = county.reviewed_application()
        copy_case(county, sample, range(count - 1))
        self.ids: list[str] = county.house.transactions.read(_copies)
        self.ids.append(sample.rpartition("/")[2])
        notices = [county.on_notice(*some) for some in pieces(self.ids)]
        county.days_later(10)
        for notice in notices:
            done = county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
            assert done.status == 200, done.body
        for some in pieces(self.ids):
            self._approve(some)

    def _approve(self, ids: Sequence[str]) -> None:
        form = {
            "action": "approve", "application_ids": list(ids), "opinion": "同意",
            "meeting_number": "2026-3", "fund_id": self.fund_id,
        }  # fmt: skip
        key = self.county.new_key()
        done = self.county.post("approver-2", "/v1/application-decisions", form, key=key)
        assert done["count"] == len(ids), done.body

    def form_of(self, ids: Sequence[str]) -> dict[str, object]:
        control = {"count": len(ids), "total_fen": AWARD_FEN * len(ids)}
        return {"fund_id": self.fund_id, "application_ids": list(ids), "control": control}

    def sent(self, ids: Sequence[str]) -> Reply:
        """A batch of these, made, submitted, released and dispatched: as it then stands."""
        county = self.county
        form = self.form_of(ids)
        made = county.post("maker-1", "/v1/payment-batches", form, key=county.new_key())
        path = made.headers["Location"]
        county.act("maker-1", path, "submit")
        county.act("checker-1", path, "release")
        done = county.act("checker-1", path, "dispatch")
        assert done["state"] == "dispatched", done.body
        return done


def _copies(uow: UnitOfWork) -> list[str]:
    mine = Application.id.startswith(PREFIX)
    return sorted(uow.session.scalars(select(Application.id).where(mine)))
