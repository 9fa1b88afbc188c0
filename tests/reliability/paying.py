"""The steps of money: allocations, batches, the bank's words, payouts tried again or given up."""

from __future__ import annotations

from collections.abc import Iterator

from tests.county import Reply
from tests.reliability.model import Batch, Case, Payout, Said, refused
from tests.reliability.planned import (
    Call,
    Planned,
    admitted,
    commit,
    first,
    line_failures,
    stop,
)
from tests.reliability.stage_of_play import StageOfPlay

__all__ = ["Paying"]

BATCH = {
    "submit": ({"draft"}, "payment_maker", "submitted"),
    "release": ({"submitted"}, "payment_checker", "released"),
    "dispatch": ({"released"}, "payment_checker", "dispatched"),
    "return": ({"submitted", "released"}, "payment_checker", "draft"),
    "cancel": ({"draft", "submitted"}, "payment_maker", "cancelled"),
}
MAKER, CHECKER = "maker-1", "checker-1"
DUTY = {"payment_maker": "make", "payment_checker": "release"}
RIGHT = {"payment_maker": MAKER, "payment_checker": CHECKER}
FINAL = frozenset({"paid", "failed", "returned", "cancelled"})
SAID_BEFORE = {"paid": "paid", "returned": "paid", "failed": "failed", "unknown": "unknown"}
WORDS = ("paid", "paid", "paid", "failed", "unknown")


class Paying(StageOfPlay):
    """One fund, its batches and payouts."""

    queued: set[tuple[str, str, str]]

    def allocate(self) -> Planned:
        who, key = self.someone("fund-1"), self.key_for(True)
        amount = self.rng.randrange(1, 900_000)
        said = first(
            self.keyless(key, True), admitted(who, "360722", {"fund_manager"}), failed=iter(()),
            done=Said(201, touches=frozenset({self.fund.id})),
        )  # fmt: skip

        def effect(_reply: Reply) -> None:
            self.fund.allocated += amount
            self.fund.available += amount

        path = f"/v1/funds/{self.fund.id}/allocations"
        body = {"amount_fen": amount, "document_number": "信工发〔2026〕1号"}
        return Planned(Call(who.id, "POST", path, body, key=key), said, effect)

    def make(self) -> Planned:
        cases = self.some_cases(
            lambda one: one.state == "approved" or self._loose(one.payout) is not None
        )
        who, key = self.someone(MAKER), self.key_for(True)
        wrong = not self.well(0.94)
        control = {"count": len(cases), "total_fen": sum(one.award for one in cases) + wrong}

        def failed() -> Iterator[str]:
            for case in cases:
                if case.payout is not None and self._loose(case.payout) is None:
                    yield "payout_exists"
                elif case.payout is None and case.state != "approved":
                    yield "not_payable"
                else:
                    yield from line_failures(case, who, "make")
            if wrong:
                yield "control_mismatch"

        again = [one.payout.id for one in cases if one.payout is not None]
        anew = [one.id for one in cases if one.payout is None]
        said = first(
            self.keyless(key, True),
            None if who.role == "payment_maker" else refused("role_required"), failed=failed(),
            done=Said(
                201, touches=frozenset((*again, *anew)), new=1 + len(anew)
            ),
        )  # fmt: skip

        def effect(reply: Reply) -> None:
            batch = Batch(reply["id"], [], self.fund)
            for case, line in zip(cases, reply["lines"], strict=True):
                self.same((line["application_id"], line["amount_fen"]), (case.id, case.award))
                case.held.add(("make", who.person))
                self._tried(case, batch, line["payout_id"], line["reference"])
            self.batches.append(batch)

        body = {
            "fund_id": self.fund.id, "application_ids": [one.id for one in cases],
            "control": control,
        }  # fmt: skip
        return Planned(Call(who.id, "POST", "/v1/payment-batches", body, key=key), said, effect)

    def _loose(self, payout: Payout | None) -> Payout | None:
        """Waits to be put in another batch."""
        loose = payout is not None and payout.state == "pending" and payout.batch is None
        return payout if loose else None

    def _tried(self, case: Case, batch: Batch, payout_id: str, reference: str) -> None:
        payout = case.payout
        if payout is None:
            payout = case.payout = Payout(payout_id, case)
            self.payouts.append(payout)
            case.state = "paying"
        self.same(payout.id, payout_id)
        self.same([told for told in payout.attempts if told[0] == reference], [])
        payout.batch = batch
        payout.attempts.append((reference, batch.id, "pending"))
        batch.payouts.append(payout)

    def move(self) -> Planned:
        batch = self.rng.choice(self.batches)
        action = self._next_of(batch)
        states, role, target = BATCH[action]
        who, version, key = self.someone(RIGHT[role]), self.version(batch.id), self.key_for(True)
        opinion = {"opinion": "请核对"} if self.well(0.9) else {}
        standing = [one for one in batch.payouts if one.batch is batch]

        def failed() -> Iterator[str]:
            yield from self.apart(who, DUTY[role], *(one.case for one in standing))
            if action in ("return", "cancel") and not opinion:
                yield "opinion_required"
            if action in ("submit", "release", "dispatch"):
                for one in standing:
                    yield from line_failures(one.case, who, DUTY[role])

        said = first(
            self.keyless(key, True), admitted(who, "360722", {role}), self.outdated(version),
            None if batch.state in states else refused("wrong_state"), failed=failed(),
            done=Said(200, touches=frozenset(_touched(batch, standing, action))),
        )  # fmt: skip

        def effect(_reply: Reply) -> None:
            batch.state = target
            for one in standing:
                one.case.held.add((DUTY[role], who.person))
                self._carried(one, action)

        path = f"/v1/payment-batches/{batch.id}/{action}"
        return Planned(Call(who.id, "POST", path, opinion, version.sent, key), said, effect)

    def _next_of(self, batch: Batch) -> str:
        """What leads the batch on, most of the time."""
        fit = [name for name, row in BATCH.items() if batch.state in row[0]]
        ahead = fit[:1] if self.faultless else fit[:1] * 4 + fit
        return self.rng.choice(ahead if fit and self.well(0.9) else sorted(BATCH))

    def _carried(self, payout: Payout, action: str) -> None:
        if action == "dispatch":
            self._now(payout, "sent")
        elif action == "cancel":
            self._now(payout, "cancelled")
            payout.case.state, payout.case.payout = "approved", None

    def _now(self, payout: Payout, state: str) -> None:
        reference, batch, _ = payout.attempts[-1]
        payout.state = state
        payout.attempts[-1] = (reference, batch, state)

    # --- the bank ---------------------------------------------------------------------------------

    def bank(self) -> Planned:
        known = [(one, told) for one in self.payouts for told in one.attempts]
        sent = [pair for pair in known if pair[1][2] in ("sent", "unknown")]
        chosen = self.rng.choice(sent if sent and self.rng.random() < 0.75 else known)
        payout, (reference, batch_id, state) = chosen
        batch = next(one for one in self.batches if one.id == batch_id)
        who, key, outcome = self.someone("bank"), self.key_for(True), self.rng.choice(WORDS)
        became = _became(payout, chosen[1], batch, outcome)
        kept = (batch_id, reference, outcome)
        touched = {payout.id} if became == "applied" else set()
        if became == "applied" and outcome == "paid":
            touched.add(payout.case.id)
        if became == "applied" and self._settles(batch, payout, outcome):
            touched.add(batch.id)
        queues = became == "queued" and kept not in self.queued
        said = first(
            self.keyless(key, True),
            None if who.id == "bank" else refused("role_required"), failed=iter(()),
            done=Said(200, touches=frozenset(touched), notes=int(queues)),
        )  # fmt: skip

        def effect(reply: Reply) -> None:
            (line,) = reply["lines"]
            now = outcome if became == "applied" else state
            self.same((line["result"], line["state"]), (became, now))
            if became == "applied":
                self._applied(batch, payout, outcome)
            elif became == "queued":
                self.queued.add(kept)
            payout.case.contradicted = any(
                told[2] == "failed" and (told[1], told[0], "paid") in self.queued
                for one in self.payouts
                if one.case is payout.case
                for told in one.attempts
            )

        result = {
            "reference": reference, "outcome": outcome, "bank_serial": f"S-{reference}",
            "failure_code": "1" if outcome == "failed" else None,
            "occurred_at": "2026-03-20T10:00:00+08:00",
        }  # fmt: skip
        body = {"batch_id": batch_id, "results": [result]}
        return Planned(Call(who.id, "POST", "/v1/bank-results", body, key=key), said, effect)

    def _applied(self, batch: Batch, payout: Payout, outcome: str) -> None:
        settles = self._settles(batch, payout, outcome)
        self._now(payout, outcome)
        if settles:
            batch.state = "settled"
        if outcome == "paid":
            self._paid(payout.case)

    def _settles(self, batch: Batch, payout: Payout, outcome: str) -> bool:
        states = [
            outcome if one is payout else told[2]
            for one in batch.payouts
            for told in one.attempts
            if told[1] == batch.id
        ]
        return batch.state == "dispatched" and all(state in FINAL for state in states)

    def _paid(self, case: Case) -> None:
        case.state, case.fund = "paid", None
        self.fund.committed -= case.award
        self.fund.disbursed += case.award

    # --- what people decide about a payout -----------------------------------------------------------

    def decide(self) -> Planned:
        payout = self.rng.choice(self.payouts)
        fits = {"failed": ("reissue", "reissue", "cancel"), "paid": ("return",)}
        fit = fits.get(payout.state, ("reissue", "cancel"))
        right = self.rng.random() < 0.85
        action = self.rng.choice(fit if right else ("reissue", "cancel", "return"))
        role, name, duty = {
            "reissue": ("payment_maker", MAKER, "make"),
            "cancel": ("approver", "approver-2", "approve"),
            "return": ("payment_checker", CHECKER, "release"),
        }[action]
        who, version, key = self.someone(name), self.version(payout.id), self.key_for(True)
        case, before = payout.case, payout.state
        waits = self._loose(payout) is not None
        states = {"paid"} if action == "return" else {"failed", "returned", "pending"}

        def failed() -> Iterator[str]:
            yield from self.apart(who, duty, case)
            if before == "pending" and not waits:
                yield "payout_in_batch"
            if action == "cancel" and before != "returned" and case.contradicted:
                yield "payout_contradicted"
            if action == "reissue" and before == "returned" and self.fund.available < case.award:
                yield "fund_insufficient"

        idle = action == "reissue" and waits
        touched = set() if idle else {payout.id} | ({case.id} if action != "reissue" else set())
        said = first(
            self.keyless(key, True), admitted(who, case.union, {role}), self.outdated(version),
            None if before in states else refused("wrong_state"), failed=failed(),
            done=Said(200, touches=frozenset(touched)),
        )  # fmt: skip

        def effect(_reply: Reply) -> None:
            if not idle:
                case.held.add((duty, who.person))
            self._decided(payout, action)

        serial = f"R-{payout.id[:18]}-{len(payout.attempts)}"  # of one payment, and recorded once
        body = {
            "reissue": {"reason": "账户已核实", "payee": None}, "cancel": {"opinion": "无法发放"},
            "return": {
                "reason": "退汇", "bank_serial": serial, "occurred_at": "2026-03-25T09:00:00+08:00",
            },
        }[action]  # fmt: skip
        path = f"/v1/payouts/{payout.id}/{action}"
        return Planned(Call(who.id, "POST", path, body, version.sent, key), said, effect)

    def _decided(self, payout: Payout, action: str) -> None:
        case = payout.case
        if action == "reissue":
            if payout.state == "returned":
                commit(self.fund, case)
            payout.state, payout.batch = "pending", None
        elif action == "cancel":
            payout.state, case.payout = "cancelled", None
            list(stop(case, "lapsed"))
        else:
            self._now(payout, "returned")
            case.state = "paying"
            self.fund.disbursed -= case.award
            self.fund.available += case.award


def _touched(batch: Batch, standing: list[Payout], action: str) -> Iterator[str]:
    yield batch.id
    for one in standing:
        if action in ("dispatch", "cancel"):
            yield one.id
        if action == "cancel":
            yield one.case.id


def _became(payout: Payout, told: tuple[str, str, str], batch: Batch, outcome: str) -> str:
    """Only the latest attempt moves; the same word again is repeated, what contradicts is queued."""
    reference, _, state = told
    latest = payout.attempts[-1][0] == reference and payout.batch is batch
    if latest and (state == "sent" or (state == "unknown" and outcome != "unknown")):
        return "applied"
    return "repeated" if SAID_BEFORE.get(state) == outcome else "queued"
