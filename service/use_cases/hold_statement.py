"""上传对账单: an account statement is held against the payouts of its days; nothing is changed by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from service.bank.layout import Layout
from service.file_table.bank_table import BankLine, amount_of, moment_of
from service.store.banking import BankStatement, BankStatementLine, PayingAccount
from service.store.money import Attempt, PaymentBatch, Payout
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.bank_answer_lines import Named, named_by
from service.use_cases.in_scope import in_scope
from workflows.bank_statement import PAID, Booked, Held, StatementLine, matched, tally_of
from workflows.errors import RoleRequired, StatementEmpty, StatementExists

__all__ = ["STATEMENT_BRINGERS", "hold_statement", "lines_of", "statement_lines"]

STATEMENT_BRINGERS: Final = frozenset({"payment_checker", "finance_system"})
_KEYS: Final = re.compile(
    r"(?<![0-9A-Z])(?:[0-9A-Z]{28}|[0-9]{4}-[0-9]{8,10}-[0-9]{4})(?![0-9A-Z])"
)
SERIAL_MAX: Final = 64
ONE_DAY: Final = timedelta(days=1)


def statement_lines(lines: Sequence[BankLine], layout: Layout) -> list[StatementLine]:
    """What each line says. Counterparties are not kept: the row tells where to look."""
    return [_read(line, layout) for line in lines]


def _read(line: BankLine, layout: Layout) -> StatementLine:
    said = line.said
    told = f"{said.get('reference', '')} {said.get('remark', '')}"
    keys = tuple(dict.fromkeys(_KEYS.findall(told)))
    at = moment_of(said.get("day", ""))
    day = at.astimezone(SHANGHAI).date() if at else None
    side, amount = _moved(said, layout)
    serial = said.get("serial", "")[:SERIAL_MAX] or None
    return StatementLine(line.row, side, day, amount, keys, serial)


def _moved(said: Any, layout: Layout) -> tuple[str | None, int | None]:
    """Side and amount: two columns of amounts, or one with a word beside it."""
    for side in ("debit", "credit"):
        amount = amount_of(said.get(side, ""))
        if amount:
            return side, amount
    return layout.side_of(said.get("side", "")), amount_of(said.get("amount", ""))


def hold_statement(
    uow: UnitOfWork, form: Any, layout: str, lines: Sequence[StatementLine], sha256: str
) -> BankStatement:
    """Raises ``StatementExists`` for the same file again, ``StatementEmpty`` for one without a day."""
    union, path = _place(uow, form.get("paying_account_id"))
    first = uow.session.scalar(
        select(BankStatement.id).where(BankStatement.union == union, BankStatement.sha256 == sha256)
    )
    if first is not None:
        raise StatementExists(bank_statement_id=first)
    days = [line.on for line in lines if line.on]
    if not days:
        raise StatementEmpty
    statement = BankStatement(
        id=uow.new_id(), union=union, union_path=path, layout=layout, sha256=sha256,
        paying_account_id=form.get("paying_account_id"), first_day=min(days), last_day=max(days),
    )  # fmt: skip
    held = _matched(uow, statement, lines)
    statement.tally = tally_of(held)
    statement.lines = [_line(uow, statement, place, one) for place, one in enumerate(held, start=1)]
    uow.add(statement)
    uow.record("bank_statement.hold", statement)
    return statement


def _place(uow: UnitOfWork, account_id: str | None) -> tuple[str, str]:
    if account_id is not None:
        account = in_scope(uow, uow.actor, PayingAccount, account_id)
        post = uow.actor.holds(STATEMENT_BRINGERS, account.union_path)
        if post is None:
            raise RoleRequired(roles=sorted(STATEMENT_BRINGERS), union=account.union)
        uow.appointment = post
        return account.union, account.union_path
    post = uow.appointment
    if post is None:
        raise RoleRequired(roles=sorted(STATEMENT_BRINGERS))
    return post.union, post.path


def _about(statement: BankStatement) -> list[ColumnElement[bool]]:
    conditions = [PaymentBatch.union == statement.union]
    if statement.paying_account_id:
        conditions.append(PaymentBatch.paying_account_id == statement.paying_account_id)
    return conditions


def _matched(
    uow: UnitOfWork, statement: BankStatement, lines: Sequence[StatementLine]
) -> list[Held]:
    keys = {key for line in lines for key in line.keys}
    named = named_by(uow, keys, *_about(statement))
    known = {key: _booked(one) for key, one in named.items()}
    begin = datetime.combine(statement.first_day, time(), SHANGHAI).astimezone(UTC)
    end = datetime.combine(statement.last_day + ONE_DAY, time(), SHANGHAI).astimezone(UTC)
    rows = uow.session.execute(
        select(Attempt.reference, Attempt.payout_id, Attempt.state, Payout.amount_fen)
        .join(Payout, Payout.id == Attempt.payout_id)
        .join(PaymentBatch, PaymentBatch.id == Attempt.batch_id)
        .where(
            Attempt.state.in_(PAID), Attempt.occurred_at >= begin, Attempt.occurred_at < end,
            *_about(statement),
        )
        .order_by(Attempt.reference)
    )  # fmt: skip
    return matched(lines, known, [Booked(*row) for row in rows])


def _booked(one: Named) -> Booked:
    return Booked(one.reference, one.payout_id, one.known.state, one.known.amount_fen)


def _line(
    uow: UnitOfWork, statement: BankStatement, place: int, one: Held
) -> BankStatementLine:  # fmt: skip
    line, booked = one.line, one.booked
    return BankStatementLine(
        id=uow.new_id(), statement_id=statement.id, line=place, sort=one.sort,
        row=line.row if line else None, side=line.side if line else None,
        on=line.on if line else None, amount_fen=line.amount_fen if line else None,
        books_fen=booked.amount_fen if booked else None,
        reference=booked.reference if booked else None,
        bank_serial=line.serial if line else None,
        payout_id=booked.payout_id if booked else None, suggestion=one.suggestion,
    )  # fmt: skip


def lines_of(
    uow: UnitOfWork, statement: BankStatement, after: int, limit: int, sort: str | None
) -> tuple[Sequence[BankStatementLine], bool]:
    """A page of its lines, all or those of one sort."""
    asked = select(BankStatementLine).where(
        BankStatementLine.statement_id == statement.id, BankStatementLine.line > after
    )
    if sort:
        asked = asked.where(BankStatementLine.sort == sort)
    rows = uow.session.scalars(asked.order_by(BankStatementLine.line).limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit
