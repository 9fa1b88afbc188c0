"""Those who pay, and those who look after what the bank did: each step a call, each by its officer.

They know what the service tells them and what stands on the account statement; of the bank's books
they know nothing else.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.county import County, Reply
from tests.payments import Payments
from tests.performance.cases import PREFIX, copy_case
from tests.reliability.many import AWARD_FEN

__all__ = ["Line", "Treasury", "read_statement"]

BATCHES, PAYOUTS, RESULTS = "/v1/payment-batches", "/v1/payouts", "/v1/bank-results"
CHECKER = "checker-1"


@dataclass(frozen=True)
class Line:
    """A line of the statement: what left, or came back, for which reference."""

    serial: str
    side: str
    amount_fen: int
    reference: str


def read_statement(paper: bytes) -> list[Line]:
    rows = csv.DictReader(io.StringIO(paper.decode(), newline=""))
    return [
        Line(
            row["流水号"],
            "debit" if row["借方金额"] else "credit",
            round(float(row["借方金额"] or row["贷方金额"]) * 100),
            row["摘要"].removeprefix("退汇 "),
        )
        for row in rows
    ]


@dataclass
class Treasury:
    """One fund of one county; ``booked`` are the credits that were recorded as returns."""

    county: County
    payments: Payments
    sample: str
    made: int = 0
    booked: set[str] = field(default_factory=set)
    findings: list[Mapping[str, Any]] = field(default_factory=list)

    # --- paying -----------------------------------------------------------------------------------

    def approved(self, count: int) -> list[str]:
        """``count`` new households' applications, published and approved in one meeting."""
        county = self.county
        copy_case(county, self.sample, range(self.made, self.made + count))
        ids = [
            f"{PREFIX}{100_000_000_000 + place}" for place in range(self.made, self.made + count)
        ]
        self.made += count
        notice = county.on_notice(*ids)
        county.days_later(15)  # five working days, holidays between them
        county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
        form = {
            "action": "approve", "application_ids": ids, "opinion": "同意",
            "meeting_number": "2026-3", "fund_id": self.payments.fund_id,
        }  # fmt: skip
        key = county.new_key()
        done = county.post("approver-2", "/v1/application-decisions", form, key=key)
        assert self.done(done)["count"] == count, done.body
        return ids

    def sent(self, ids: Sequence[str]) -> None:
        control = {"count": len(ids), "total_fen": AWARD_FEN * len(ids)}
        form = {
            "fund_id": self.payments.fund_id, "application_ids": list(ids), "control": control,
        }  # fmt: skip
        made = self.done(self.county.post("maker-1", BATCHES, form, key=self.county.new_key()))
        path = made.headers["Location"]
        for who, action in (("maker-1", "submit"), (CHECKER, "release"), (CHECKER, "dispatch")):
            self.done(self.county.act(who, path, action))

    # --- looking after it -------------------------------------------------------------------------

    def looked_after(self, paper: bytes) -> None:
        """What waits for a person is found out from the statement, and what came back is recorded."""
        debits, credits_ = _sides(read_statement(paper))
        self._unanswered(debits)
        for _ in range(3):  # a finding may let another one be made
            self._queued(debits)
            self._returned(credits_)
            self._never_left(debits)

    def _unanswered(self, debits: Mapping[str, list[Line]]) -> None:
        for one in self._all(CHECKER, "/v1/unanswered-payouts"):
            paid = debits.get(one["reference"])
            found = {"finding": "paid" if paid else "not_paid", "reason": "经核对账户明细"}
            if paid:
                found["bank_serial"] = paid[0].serial
            else:
                found["failure_code"] = "12"
            self._found(f"{PAYOUTS}/{one['payout_id']}", found)

    def _queued(self, debits: Mapping[str, list[Line]]) -> None:
        for one in self._all(CHECKER, RESULTS):
            finding = self._judged(one, debits)
            if finding is not None:
                self._found(f"{RESULTS}/{one['id']}", finding)

    def _judged(
        self, one: Mapping[str, Any], debits: Mapping[str, list[Line]]
    ) -> dict[str, Any] | None:
        """What the statement says of a word that contradicts; None where something comes first."""
        reason = {"reason": "经核对账户明细"}
        if one["outcome"] == "unknown" or one["outcome"] == one["state"]:
            return {"finding": "dismissed", **reason}
        if one["reference"] in debits:
            serial = debits[one["reference"]][0].serial
            return {"finding": "paid", "bank_serial": serial, **reason}
        return None if one["state"] == "paid" else {"finding": "not_paid", **reason}

    def _found(self, path: str, form: Mapping[str, Any]) -> None:
        etag = self.county.get("auditor-1", path).etag
        key = self.county.new_key()
        self.findings.append(
            self.done(self.county.post(CHECKER, f"{path}/resolve", form, etag=etag, key=key)).body
        )

    def _returned(self, credits_: Mapping[str, list[Line]]) -> None:
        """退汇: each credit of the statement, once, by its serial."""
        for one in self._all("finance", f"{PAYOUTS}?state=paid"):
            for line in credits_.get(one["reference"], ()):
                if line.serial not in self.booked:
                    self._return(one, line.serial)

    def _never_left(self, debits: Mapping[str, list[Line]]) -> None:
        """The bank said paid and nothing left the account: it is recorded as having come back."""
        for one in self._all("finance", f"{PAYOUTS}?state=paid"):
            if one["reference"] not in debits:
                self._return(one, f"NONE-{one['reference'][-12:]}")

    def _return(self, payout: Mapping[str, Any], serial: str) -> None:
        path = f"{PAYOUTS}/{payout['id']}"
        at = f"{self.county.today()}T09:00:00+08:00"
        form = {"reason": "银行退回", "bank_serial": serial, "occurred_at": at}
        self.done(self.county.act(CHECKER, path, "return", form))
        self.booked.add(serial)

    # --- paying again, or giving up ---------------------------------------------------------------

    def again(self) -> list[str]:
        """What failed or came back is paid once more, every fourth is given up; the applications."""
        waiting = [
            one
            for state in ("failed", "returned")
            for one in self._all("finance", f"{PAYOUTS}?state={state}")
        ]
        ids = []
        for place, one in enumerate(waiting):
            path = f"{PAYOUTS}/{one['id']}"
            if place % 4 == 3:
                self.done(self.county.act("approver-2", path, "cancel", {"opinion": "无法发放"}))
            else:
                form = {"reason": "重新发放", "payee": None}
                self.done(self.county.act("maker-1", path, "reissue", form))
                ids.append(one["application_id"])
        return ids

    # --- what they see ----------------------------------------------------------------------------

    def payouts(self) -> list[Mapping[str, Any]]:
        return list(self._all("finance", PAYOUTS))

    def attempts(self) -> Iterator[Mapping[str, Any]]:
        """Every try of every payout."""
        for one in self.payouts():
            yield from self.county.get("auditor-1", f"{PAYOUTS}/{one['id']}")["attempts"]

    def waits(self) -> list[Mapping[str, Any]]:
        """What still waits for a person or for the bank."""
        return [*self._all(CHECKER, RESULTS), *self._all(CHECKER, "/v1/unanswered-payouts")]

    def _all(self, who: str, path: str) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        after, more, mark = 0, True, "&" if "?" in path else "?"
        while more:
            page = self.done(self.county.get(who, f"{path}{mark}after={after}&limit=1000"))
            found += page["items"]
            after, more = page["next"], page["has_more"]
        return found

    def done(self, reply: Reply) -> Reply:
        if reply.status not in (200, 201):
            raise Refused(f"{reply.status} {reply.body}")
        return reply


class Refused(AssertionError):
    """A step that the year needs was refused."""


def _sides(lines: Sequence[Line]) -> tuple[dict[str, list[Line]], dict[str, list[Line]]]:
    debits: dict[str, list[Line]] = defaultdict(list)
    credits_: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        (debits if line.side == "debit" else credits_)[line.reference].append(line)
    return dict(debits), dict(credits_)
