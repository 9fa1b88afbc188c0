"""Submit, release, dispatch, return, cancel: one step of a batch, every line looked at again.

Whoever moves a batch holds a duty in each of its cases, so its deeds concern every application.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from service.store.application import Application
from service.store.money import PaymentBatch, Payout
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.application_facts import inner_state, table_for
from service.use_cases.fund_books import broken_books
from service.use_cases.instruction_file import manifest_of, next_sequence
from service.use_cases.payment_lines import Line, case_facts, failures, lines_of_batch, payout_row
from workflows.engine import fire
from workflows.facts import Facts
from workflows.money_facts import MoneyFacts
from workflows.path import plain
from workflows.payment_batch import LINE_ASKED, PAYMENT_BATCH
from workflows.payout import PAYOUT

__all__ = ["act_on_batch", "facts_of_batch"]

LINES = {"dispatch": "dispatch", "cancel": "unmake"}
"""The steps that move the payouts too, and by which action of theirs."""


def act_on_batch(
    uow: UnitOfWork, batch: PaymentBatch, action: str, opinion: str | None
) -> list[Payout]:
    """Fire ``action``; the payouts of the batch in its order.

    Raises ``WrongState`` or the gravest failure, with every line's reasons.
    """
    lines = lines_of_batch(uow, batch, changing=action == "cancel")
    cases = case_facts(uow, lines, batch.fund_id, opinion)
    facts = facts_of_batch(uow, batch, lines, cases, action, opinion)
    row = fire(PAYMENT_BATCH, batch.state, action, facts)
    before, batch.state = batch.state, row.target
    deed = uow.record(
        f"payment_batch.{action}", batch, before=before, after=row.target, duty=row.duty,
        rule=row.key, amount_fen=batch.total_fen if row.money else None,
        said={"opinion": opinion} if opinion else {},
        concerns=tuple(line.application.id for line in lines),
    )  # fmt: skip
    if row.target == "dispatched":
        _dispatch(uow, batch, lines, deed)
    if action in LINES:
        for line in lines:
            _move(uow, line, LINES[action], cases[line.application.id])
    return [line.payout for line in lines if line.payout is not None]


def facts_of_batch(
    uow: UnitOfWork,
    batch: PaymentBatch,
    lines: Sequence[Line],
    cases: Mapping[str, Facts],
    action: str,
    opinion: str | None = None,
) -> Facts:
    """The batch as its own guards see it: all duties and households together, each line's failures by
    the row that will move it, and whether the books of its fund stand."""
    asked = LINE_ASKED.get(action)
    books = broken_books(uow, batch.fund_id) if asked is not None else None
    found = (
        failures(payout_row(asked), cases[line.application.id], line.application.id)
        for line in lines
        if asked is not None
    )
    return Facts(
        actor=uow.actor,
        today=uow.today,
        opinion=opinion,
        held=tuple({held for facts in cases.values() for held in facts.held or ()}),
        household=frozenset().union(*(facts.household or () for facts in cases.values())),
        lines=tuple(chain.from_iterable(found)),
        money=MoneyFacts(broken=books),
    )


def _dispatch(uow: UnitOfWork, batch: PaymentBatch, lines: Sequence[Line], deed: Deed) -> None:
    """The manifest is written with the deed; the file is made from the rows when it is asked for.

    The union stands for its sequence of files: two dispatches at once see one another.
    """
    batch.dispatched_at = uow.now
    batch.sequence = next_sequence(uow, batch.union)
    payouts = [line.payout for line in lines if line.payout is not None]
    batch.manifest = manifest_of(uow, batch, payouts)
    deed.concerns = (*deed.concerns, batch.union)


def _move(uow: UnitOfWork, line: Line, action: str, facts: Facts) -> None:
    payout = line.payout
    if payout is None:
        raise LookupError(f"application {line.application.id} has no payout in its batch")
    _move_payout(uow, payout, action, facts)
    if action == "unmake":
        _approved_again(uow, line.application, facts)


def _move_payout(uow: UnitOfWork, payout: Payout, action: str, facts: Facts) -> None:
    row = fire(PAYOUT, payout.state, action, facts)
    payout.state = payout.attempts[-1].state = row.target
    payout.live = row.target not in PAYOUT.final
    uow.record(
        f"payout.{action}", payout, before=row.source, after=row.target, duty=row.duty,
        rule=row.key, amount_fen=payout.amount_fen,
    )  # fmt: skip


def _approved_again(uow: UnitOfWork, application: Application, facts: Facts) -> None:
    """Its money stays committed: it can be put in another batch."""
    row = fire(table_for(application), inner_state(application), "unmake", facts)
    application.state = plain(row.target)
    uow.record(
        "application.unmake", application, before=plain(row.source), after=application.state,
        duty=row.duty, rule=row.key,
    )  # fmt: skip
