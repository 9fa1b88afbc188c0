"""上传结果文件: a bank's answer becomes a plan; nothing is applied by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from service.store.banking import BankAnswer, BankAnswerLine, PayingAccount
from service.store.money import Attempt, PaymentBatch
from service.unit_of_work import UnitOfWork
from service.use_cases.bank_answer_lines import Named, Read, known_of, named_by
from service.use_cases.in_scope import in_scope
from workflows.bank_answer import BANK_ANSWER, Sorted, planned, tally_of
from workflows.errors import AnswerExists, RoleRequired
from workflows.paying import CHECKER, MAKER

__all__ = ["UPLOADERS", "about", "plan_bank_answer", "sorted_now"]

UPLOADERS = MAKER | CHECKER
DUTY = "make"


def plan_bank_answer(
    uow: UnitOfWork, form: Mapping[str, Any], layout: str, read: Sequence[Read], sha256: str
) -> BankAnswer:
    """The plan of a file for a batch or a paying account of the caller.

    Raises ``NotFound`` for one out of scope, ``AnswerExists`` for the same file again.
    """
    thing = _about(uow, form)
    post = uow.actor.holds(UPLOADERS, thing.union_path)
    if post is None:
        raise RoleRequired(roles=sorted(UPLOADERS), union=thing.union)
    uow.appointment = post
    _refuse_known(uow, thing.union, sha256)
    answer = BankAnswer(
        id=uow.new_id(), union=thing.union, union_path=thing.union_path, state=BANK_ANSWER.initial,
        live=True, batch_id=form.get("batch_id"), paying_account_id=form.get("paying_account_id"),
        layout=layout, sha256=sha256,
    )  # fmt: skip
    told, named = sorted_now(uow, answer, [one.line for one in read])
    answer.tally = tally_of(told)
    at = {one.line.line: one.occurred_at for one in read}
    by_reference = {one.reference: one for one in named.values()}
    answer.lines = [_line(uow, answer, one, at, by_reference) for one in told]
    uow.add(answer)
    uow.record("bank_answer.plan", answer, after=answer.state, duty=DUTY)
    return answer


def _about(uow: UnitOfWork, form: Mapping[str, Any]) -> PaymentBatch | PayingAccount:
    if form.get("batch_id"):
        return in_scope(uow, uow.actor, PaymentBatch, form["batch_id"])
    return in_scope(uow, uow.actor, PayingAccount, form["paying_account_id"])


def _refuse_known(uow: UnitOfWork, union: str, sha256: str) -> None:
    first = uow.session.scalar(
        select(BankAnswer.id).where(
            BankAnswer.union == union, BankAnswer.sha256 == sha256, BankAnswer.live
        )
    )
    if first is not None:
        raise AnswerExists(bank_answer_id=first)


def about(answer: BankAnswer) -> tuple[ColumnElement[bool], ...]:
    """Which attempts the file can speak of: those of its batch, or of its account's batches."""
    if answer.batch_id:
        return (Attempt.batch_id == answer.batch_id,)
    return (PaymentBatch.paying_account_id == answer.paying_account_id,)


def sorted_now(
    uow: UnitOfWork, answer: BankAnswer, lines: Sequence[Any]
) -> tuple[list[Sorted], dict[str, Named]]:
    """What would become of each line in the world as it stands."""
    keys = {line.reference for line in lines if line.reference}
    named = named_by(uow, keys, *about(answer))
    ours, known = known_of(lines, named)
    return planned(ours, known), named


def _line(
    uow: UnitOfWork,
    answer: BankAnswer,
    one: Sorted,
    at: Mapping[int, Any],
    named: Mapping[str, Named],
) -> BankAnswerLine:
    line, word = one.line, one.line.word
    attempt = named.get(line.reference or "")
    return BankAnswerLine(
        id=uow.new_id(), answer_id=answer.id, line=line.line, sort=one.sort, reason=one.reason,
        reference=line.reference, batch_id=attempt.batch_id if attempt else answer.batch_id,
        outcome=word.outcome if word else None, amount_fen=line.amount_fen,
        failure_code=word.failure_code if word else None,
        bank_serial=word.bank_serial if word else None, occurred_at=at[line.line],
    )  # fmt: skip
