"""Cases by the hundred for the bars, each of another household: one goes through the API as a caller
would send it, the others are its copies, and the log is whole."""

from __future__ import annotations

from tests.county import County
from tests.payments import Payments
from tests.performance.cases import FIRST, PREFIX, copy_case

__all__ = ["AWARD_FEN", "Stock"]

AWARD_FEN = 30_000
MEETING_MAX = 1_000
MEETING = {"action": "approve", "opinion": "同意", "meeting_number": "2026-3"}


class Stock:
    """Cases whose notice has passed, and a fund that can pay for all of them."""

    def __init__(self, county: County, amount_fen: int = 10_000_000_000) -> None:
        self.county = county
        self.payments = Payments(county, amount_fen)
        self.sample = county.reviewed_application()
        county.passed_notice(self.sample)
        self.waited: list[str] = []

    def waiting(self, count: int) -> list[str]:
        """The ids of so many cases that wait for their last approval."""
        places = range(len(self.waited), len(self.waited) + count)
        copy_case(self.county, self.sample, places)
        ids = [f"{PREFIX}{FIRST + place}" for place in places]
        self.waited += ids
        return ids

    def approved(self, count: int) -> list[str]:
        """The ids of so many cases whose award is committed."""
        ids = self.waiting(count)
        for start in range(0, count, MEETING_MAX):
            some = ids[start : start + MEETING_MAX]
            body = {**MEETING, "application_ids": some, "fund_id": self.payments.fund_id}
            key = self.county.new_key()
            done = self.county.post("approver-1", "/v1/application-decisions", body, key=key)
            assert done.status == 200, done.body
        return ids

    def published(self) -> str:
        """One approved case that went the whole way by itself, so that it stands on its notice."""
        fund = self.payments.fund_id
        return self.county.approved_application(fund_id=fund).rpartition("/")[2]
