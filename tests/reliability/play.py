"""One run: thirty calls chosen by a seed, each compared with the model, everything looked at after each.

    Play.of(county, seed).run()

A run opens cases of its own on files that are there, with a fund of its own, so that many runs share
one county. What a seed does is told by the seed alone: it can be played again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.reliability.casework import OVER, Casework, allowed
from tests.reliability.model import Case, Payout, Said, Stage, refused
from tests.reliability.paying import Paying
from tests.reliability.planned import Call, Planned
from tests.reliability.seen import look, persons
from tests.reliability.stage_of_play import Different, Place

__all__ = ["PATHS", "STEPS", "Play", "played"]

STEPS = 30
RUNS_A_FILE = 10
LAST_DAY = date(2026, 4, 17)
"""No holiday but one until a notice opened on it has run."""

_REVIEW, _NOTICE = Stage("review", "grassroots"), Stage("notice")
PATHS = (
    (_REVIEW, _NOTICE, Stage("approval", "county")),
    (_REVIEW, _NOTICE, Stage("approval", "county", "n_of_m", 2)),
    (_REVIEW, Stage("approval", "county"), _NOTICE, Stage("approval", "city")),
    (_REVIEW, Stage("review", "county"), Stage("approval", "county", "all"), _NOTICE),
)
"""One for each county that runs are played in; a seed says which."""

AGAIN = ("/notices", "/payment-batches", "/bank-results", "/allocations")
"""What is sent again under its key: calls whose roles do not depend on how far a case has come."""

LEADS = (None, "approval", "sent", "approval", "approved", "sent")
"""How far a first case is brought before chance begins: runs start in every part of its life."""

FILES = (("clerk-1", "reviewer-1", "360722001"), ("clerk-2", "reviewer-2", "360722002"))


def prepared(county: County, path: tuple[Stage, ...]) -> None:
    """A medical edition of the county's own: this path, fifteen per cent, no caps."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == "medical")
    rules = {
        "union": "360722", "path": [stage.wire() for stage in path], "caps": {}, "thresholds": [],
        "benefit": {"form": "share", "base": "self_paid_fen", "rate": "0.15"},
    }  # fmt: skip
    adopted = county.adopt({**seeded, **rules})
    if adopted.status != 200:
        raise Different(str(adopted.body))


def places(county: County) -> tuple[Place, ...]:
    """Two active files, one in each grassroots union, confirmed by somebody who may approve."""
    found = []
    for clerk, reviewer, union in FILES:
        file = county.draft_file(clerk)
        path = file.headers["Location"]
        county.act(clerk, path, "submit")
        county.act(reviewer, path, "review")
        if county.act("approver-1", path, "confirm")["state"] != "active":
            raise Different("the file was not confirmed")
        account = county.file_form()["worker"]["account"]["number"]
        held = frozenset({("intake", clerk), ("review", reviewer), ("approve", "approver-1")})
        found.append(Place(file["id"], union, clerk, account, held))
    return tuple(found)


def played(county: County, seeds: Sequence[int], steps: int = STEPS) -> int:
    """The runs of seeds of one path in one county; how many there were. The log must hold after."""
    path = PATHS[seeds[0] % len(PATHS)]
    prepared(county, path)
    files: tuple[Place, ...] = ()
    for place, seed in enumerate(seeds):
        if place % RUNS_A_FILE == 0:
            files = places(county)
        Play(county, seed, path, files).run(steps)
    wrong = verify_log(county.house.transactions).wrong
    if wrong is not None:
        raise Different(f"the log does not hold: {wrong}")
    return len(seeds)


class Play(Casework, Paying):
    """The model beside the service."""

    def __init__(
        self, county: County, seed: int, path: tuple[Stage, ...], files: Sequence[Place]
    ) -> None:
        super().__init__(Random(seed), path, files, county.today())  # noqa: S311 - a replayable run
        self.county, self.seed = county, seed
        self.since = 0
        self.queued: set[tuple[str, str, str]] = set()
        self.told: list[str] = []
        self.done: list[tuple[Call, Reply]] = []
        self.behind = persons(county)

    def run(self, steps: int = STEPS) -> None:
        """Raises ``Different`` with the seed and everything that was done."""
        offset = self.county.house.transactions.offset
        try:
            self._begin()
            self._led_in(LEADS[self.seed // len(PATHS) % len(LEADS)])
            for _ in range(steps):
                self._step()
            self._feed_agrees()
        except AssertionError as error:
            story = "\n  ".join(self.told)
            raise Different(f"seed {self.seed}: {error}\n  {story}") from error
        finally:
            self.county.house.transactions.offset = offset

    def _begin(self) -> None:
        form = {
            "code": f"P-{self.seed}-{self.run_name}", "name": "帮扶经费", "source": "union",
            "year": 2026,
        }  # fmt: skip
        made = self.county.post("fund-1", "/v1/funds", form, key=self.new_key())
        self.fund.id, self.since = made["id"], made["audit_number"] - 1
        self._looked()

    @property
    def run_name(self) -> str:
        return str(self.county.house.transactions.read(lambda uow: uow.size))

    def _looked(self) -> None:
        cases = {case.id: self.file_of[case.id] for case in self.cases}
        self.seen = look(self.county, self.since, self.fund.id, cases)

    # --- choosing ---------------------------------------------------------------------------------

    def _led_in(self, goal: str | None) -> None:
        self.faultless = True
        while goal is not None and not self._is_at(goal):
            choice = self._next()
            if choice is None:
                self._time_passes(8)
            else:
                self._played(choice())
        self.faultless = False

    def _is_at(self, goal: str) -> bool:
        return any(
            goal
            in (
                one.state,
                one.payout.state if one.payout else None,
                one.stage.kind if one.stage and one.state != "submitted" else None,
            )
            for one in self.cases
        )

    def _time_passes(self, days: int) -> None:
        if self.today + timedelta(days=days) <= LAST_DAY:
            self.county.days_later(days)
            self.today += timedelta(days=days)
            self.told.append(f"{days} days pass: {self.today}")

    def _step(self) -> None:
        if self.rng.random() < 0.07 and self.done:
            self._again()
            return
        choice = self._next() if self.rng.random() < 0.62 else self._any()
        if choice is None:
            self._time_passes(self.rng.randrange(1, 8))
            return
        self._played(choice())

    def _next(self) -> Callable[[], Planned] | None:
        """What brings some case nearer to its money."""
        alive = any(one.state not in OVER for one in self.cases)
        if not alive or (len(self.cases) < 3 and not self.well(0.92)):
            return self.open
        case = self.a_case()
        if case.state == "paid" and self.well(0.7):
            return self._any()
        if case.payout is not None:
            return self._payment(case.payout)
        if case.objections and self.well(0.4):
            return self.judge
        if case.state == "on_notice" and case.current is not None:
            return self.close if self.today > case.current.last_day else None
        return self._decision(case)

    def _decision(self, case: Case) -> Callable[[], Planned]:
        kind = case.stage.kind if case.stage else ""
        if case.state == "approved":
            return self.make
        if kind == "notice":
            return self.publish
        if kind == "approval" and self.fund.available < case.award:
            return self.allocate
        wanted = ("submit", "resubmit", "review", "approve")
        action = next((one for one in wanted if allowed(case, one)), None)
        return self._act_on(case, action) if action else self.open

    def _act_on(self, case: Case, action: str) -> Callable[[], Planned]:
        def chosen() -> Planned:
            everyone, self.cases = self.cases, [case]
            try:
                return self.act(action)
            finally:
                self.cases = everyone

        return chosen

    def _payment(self, payout: Payout) -> Callable[[], Planned]:
        if payout.batch is None:
            return self.make
        if payout.state in ("sent", "unknown"):
            return self.bank
        return self.move if payout.state == "pending" else self.decide

    def _any(self) -> Callable[[], Planned] | None:
        if not self.cases:
            return self.open
        doors: list[Callable[[], Planned] | None] = [
            None, self.open, self.amend, self.act, self.act, self.act, self.publish, self.make,
            self.allocate,
        ]  # fmt: skip
        if self.notices:
            doors += [self.close, self.object, self.object]
        if any(one.objections for one in self.notices):
            doors += [self.judge, self.judge]
        if self.batches:
            doors += [self.move, self.move, self.bank, self.bank, self.decide, self.decide]
        return self.rng.choice(doors)

    # --- comparing --------------------------------------------------------------------------------

    def _sent(self, call: Call) -> Reply:
        self.told.append(str(call))
        reply = self.county.call(
            call.method, call.who, call.path, call.body, etag=call.etag, key=call.key
        )
        self.told[-1] += f" -> {reply.status}"
        return reply

    def _played(self, planned: Planned) -> None:
        reply = self._sent(planned.call)
        self._agrees(planned.said, reply)
        if planned.said.ok:
            planned.effect(reply)
            if planned.call.key and planned.call.path.endswith(AGAIN):
                self.done.append((planned.call, reply))
        self._compare(planned.said)

    def _agrees(self, said: Said, reply: Reply) -> None:
        if reply.status != said.status:
            raise Different(f"{reply.status}, not {said.status} {set(said.codes)}: {reply.body}")
        if not said.ok:
            self.same(reply.headers["Content-Type"], "application/problem+json")
            if not said.codes <= reply.codes and said.status not in (404, 403):
                raise Different(f"{reply.codes} do not name {set(said.codes)}")

    def _again(self) -> None:
        """The same key: with the same body the same answer, with another none."""
        call, before = self.rng.choice(self.done)
        other = self.rng.random() < 0.3
        body = {**call.body, "place": "别处"} if "place" in call.body else call.body
        changed = other and body is not call.body
        reply = self._sent(replace(call, body=body if changed else call.body))
        said = refused("key_reused") if changed else Said(before.status)
        self._agrees(said, reply)
        if not changed:
            self.same((reply.body, reply.headers.get("Idempotent-Replayed")), (before.body, "true"))
        self._compare(said)

    def _compare(self, said: Said) -> None:
        """After every step: states, money, duties, versions, the log, the feed."""
        before = self.seen
        self._looked()
        now = self.seen
        new, touched = now.new_since(before), now.changed_since(before)
        self.same((touched, len(new)), (said.touches, said.new))
        self.same(now.size - before.size, len(touched) + len(new) + said.notes)
        self._states_agree()
        self._money_agrees()
        self._duties_agree()
        if any(one.id in touched | new for one in self.payouts):
            self._feed_agrees()

    def _states_agree(self) -> None:
        expected = {one.id: one.state for one in self.cases}
        expected |= {one.id: one.state for one in self.notices}
        expected |= {one.id: one.state for one in self.batches}
        expected |= {one.id: one.state for one in self.payouts}
        expected |= {
            one: told[1] for notice in self.notices for one, told in notice.objections.items()
        }
        self.same({one: self.seen.states.get(one) for one in expected}, expected)

    def _money_agrees(self) -> None:
        fund, held = self.fund, self.seen.balances
        self.same(dict(held), fund.figures)
        self.same(sum(held.values()), 0)
        if min(fund.available, fund.committed, fund.disbursed) < 0:
            raise Different(f"below zero: {fund.figures}")
        self.same(fund.committed, sum(one.award for one in self.cases if one.fund is not None))
        self.same(fund.disbursed, sum(one.award for one in self.cases if one.state == "paid"))

    def _duties_agree(self) -> None:
        for case in self.cases:
            held = self.seen.duties[case.id]
            expected = {(duty, self.behind[name]) for duty, name in case.held if name != "bank"}
            self.same((case.id, held), (case.id, frozenset(expected)))
            everybody = [person for _, person in held]
            self.same(len(everybody), len(set(everybody)))

    def _feed_agrees(self) -> None:
        """Each payout once, at its last number, ascending."""
        page = self.county.get("finance", f"/v1/payouts?after={self.since}&limit=100")
        told = [(one["id"], one["audit_number"], one["state"]) for one in page["items"]]
        numbers = self.seen.numbers
        mine = sorted(self.payouts, key=lambda one: numbers[one.id])
        self.same(told, [(one.id, numbers[one.id], one.state) for one in mine])
