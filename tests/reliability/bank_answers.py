"""Bar 6: answers of the bank that come one to five times, shuffled, contradicting themselves; every
state is what a model of the contract says, and every fen is where it belongs.

The model is written from wire.md alone: the first word that can move an attempt moves it; the same
word again is repeated; whatever else is queued and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from unittest import mock

from service.use_cases import bank_words
from service.use_cases.verify_log import verify_log
from tests.reliability.bars import Grounds, Outcome
from tests.reliability.many import AWARD_FEN, Many, pieces
from workflows import payout
from workflows.payment_batch import GATEWAY
from workflows.table import Row, Table

__all__ = ["LAST_WRITER_WINS", "run"]

LAST_WRITER_WINS = "last writer wins"
ENGINES = ("sqlite", "postgresql")
SEED = 6
A_PAYOUT = 5
"""Deliveries a payout, on average."""


@dataclass(frozen=True)
class Answer:
    batch: str
    reference: str
    outcome: str
    serial: str | None

    def told(self) -> dict[str, object]:
        return {
            "reference": self.reference, "outcome": self.outcome, "bank_serial": self.serial,
            "failure_code": "1" if self.outcome == "failed" else None,
            "occurred_at": "2026-03-20T10:00:00+08:00",
        }  # fmt: skip


@dataclass
class Model:
    states: dict[str, str]
    serials: dict[str, str | None] = field(default_factory=dict)
    queued: set[Answer] = field(default_factory=set)

    def hears(self, answer: Answer) -> str:
        state, known = self.states[answer.reference], self.serials.get(answer.reference)
        if state == "sent" or (state == "unknown" and answer.outcome != "unknown"):
            self.states[answer.reference] = answer.outcome
            self.serials[answer.reference] = answer.serial or known
            return "applied"
        other_payment = answer.outcome == "paid" and None not in (known, answer.serial)
        if state == answer.outcome and not (other_payment and known != answer.serial):
            return "repeated"
        self.queued.add(answer)
        return "queued"

    @property
    def paid(self) -> int:
        return list(self.states.values()).count("paid")


def run(grounds: Grounds, size: int, fault: str | None = None) -> Outcome:
    """``size`` deliveries in all, half of them on each engine."""
    told = [_played(grounds, engine, size // 2, fault) for engine in ENGINES]
    wrong = sum(len(one) for one in told)
    first = next((one[0] for one in told if one), "")
    figure = f"{size} deliveries on two engines, seed {SEED}: {wrong} differences {first}"
    return Outcome(wrong == 0, figure.strip())


def _played(grounds: Grounds, engine: str, size: int, fault: str | None) -> list[str]:
    rng = Random(SEED)  # noqa: S311 - what is sent is chosen, not kept secret
    with grounds.county(engine) as county, _seeded(fault):
        many = Many(county, max(2, size // A_PAYOUT))
        batches = [many.sent(some) for some in pieces(many.ids, max(1, len(many.ids) // 4))]
        lines = [(batch["id"], line["reference"]) for batch in batches for line in batch["lines"]]
        model = Model({reference: "sent" for _, reference in lines})
        wrong: list[str] = []
        for message in _messages(rng, list(_answers(rng, lines, size))):
            wrong += _delivered(many, model, message)
        return wrong + list(_at_the_end(many, model))


def _answers(rng: Random, lines: list[tuple[str, str]], size: int) -> Iterator[Answer]:
    """Each payout has one word or several that contradict one another, each of them up to five times,
    until there are as many deliveries as were asked for."""
    left = size
    while left > 0:
        batch, reference = rng.choice(lines)
        outcome = rng.choice(("paid", "paid", "paid", "failed", "unknown"))
        serial = rng.choice((f"S{reference[-8:]}", f"S{reference[-8:]}", "OTHER", None))
        for _ in range(min(left, rng.randrange(1, 6))):
            yield Answer(batch, reference, outcome, serial if outcome == "paid" else None)
            left -= 1


def _messages(rng: Random, answers: list[Answer]) -> Iterator[list[Answer]]:
    """In any order, by batch, some lines a message."""
    rng.shuffle(answers)
    while answers:
        batch = answers[0].batch
        most = rng.randrange(1, 60)
        some = [one for one in answers if one.batch == batch][:most]
        for one in some:
            answers.remove(one)
        yield some


def _delivered(many: Many, model: Model, message: list[Answer]) -> Iterator[str]:
    """Sent twice under one key now and then: the second answer is the first."""
    county, key = many.county, many.county.new_key()
    body = {"batch_id": message[0].batch, "results": [one.told() for one in message]}
    reply = county.post("bank", "/v1/bank-results", body, key=key)
    if reply.status != 200:
        yield f"{reply.status} {reply.body}"
        return
    if len(message) % 3 == 0:
        again = county.post("bank", "/v1/bank-results", body, key=key)
        if again.body != reply.body:
            yield "the same key was answered otherwise"
    for answer, line in zip(message, reply["lines"], strict=True):
        expected = (model.hears(answer), model.states[answer.reference])
        if (line["result"], line["state"]) != expected:
            yield f"{answer} gave {line}, not {expected}"


def _at_the_end(many: Many, model: Model) -> Iterator[str]:
    county = many.county
    found: dict[str, str] = {}
    after, more = 0, True
    while more:
        page = county.get("finance", f"/v1/payouts?after={after}&limit=1000")
        found |= {one["reference"]: one["state"] for one in page["items"]}
        after, more = page["next"], page["has_more"]
    if found != model.states:
        yield "the feed does not tell the states of the model"
    paid_fen = AWARD_FEN * model.paid
    _, committed, disbursed, _ = many.figures()
    if (committed, disbursed) != (AWARD_FEN * len(many.ids) - paid_fen, paid_fen):
        yield f"{disbursed} fen are disbursed and {committed} committed, not {paid_fen}"
    if verify_log(county.house.transactions).wrong is not None:
        yield "the log does not hold"


def _seeded(fault: str | None) -> mock._patch[object] | mock._patch_dict:
    """The control: whatever the bank says last is what holds."""
    if fault is None:
        return mock.patch.dict("os.environ", {})
    rows = tuple(
        Row(state, outcome, outcome, GATEWAY, money=True, door=False)
        for state in ("paid", "failed", "unknown", "sent")
        for outcome in payout.OUTCOMES
    )
    table = Table(name="payout", initial="sent", final=frozenset(), rows=rows)
    heard = mock.Mock(return_value="applied")
    return mock.patch.multiple(bank_words, heard=heard, PAYOUT=table)
