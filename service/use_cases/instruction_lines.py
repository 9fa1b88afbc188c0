"""The orders of a batch, from its rows, and what the head of its files says of whoever pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select

from service.bank.format import GENERIC, Format, formats
from service.bank.instruction import InstructionHead, InstructionLine
from service.store.banking import PayingAccount
from service.store.money import Attempt, PaymentBatch, Payout
from service.store.personal import Personal
from service.unit_of_work import UnitOfWork
from workflows.payout import short_reference_of
from workflows.programme import registered

__all__ = [
    "account_of",
    "format_of",
    "head_of",
    "lines_of_rows",
    "order",
    "rows_of",
    "summaries_of",
]

SUMMARY_MAX = 20  # characters of a line's purpose that banks take (domain.md §5, TRSDSP)


def summaries_of(payouts: Sequence[Payout]) -> dict[str, str]:
    """What each programme is called on the payee's statement; the manifest keeps it."""
    titles = registered()
    codes = sorted({payout.programme for payout in payouts})
    return {code: titles[code].title("zh")[:SUMMARY_MAX] for code in codes}


def order(
    batch: PaymentBatch, line: int, payee: Personal, amount_fen: int, summary: str, reference: str
) -> InstructionLine:
    account = payee.fields()
    return InstructionLine(
        line=line,
        name=account.get("name", ""),
        account=account.get("number", ""),
        bank=account.get("bank", ""),
        amount_fen=amount_fen,
        summary=summary,
        reference=reference,
        short_reference=short_reference_of(batch.serial, line),
    )


def rows_of(uow: UnitOfWork, batch: PaymentBatch) -> Sequence[Row[*tuple[Any, ...]]]:
    """The attempts made in the batch, in its order."""
    return uow.session.execute(
        select(
            Attempt.line, Attempt.payee, Payout.amount_fen, Payout.programme, Attempt.reference,
            Payout.application_id,
        )
        .join(Payout, Payout.id == Attempt.payout_id)
        .where(Attempt.batch_id == batch.id)
        .order_by(Attempt.line)
    ).all()  # fmt: skip


def lines_of_rows(
    batch: PaymentBatch,
    rows: Sequence[Row[*tuple[Any, ...]]],
    summaries: Mapping[str, str],
) -> list[InstructionLine]:
    return [
        order(batch, r.line, r.payee, r.amount_fen, summaries[r.programme], r.reference)
        for r in rows
    ]


def account_of(uow: UnitOfWork, batch: PaymentBatch) -> PayingAccount | None:
    """The account the batch is paid from, if it says one."""
    if batch.paying_account_id is None:
        return None
    return uow.session.get_one(PayingAccount, batch.paying_account_id)


def format_of(account: PayingAccount | None) -> Format:
    return formats()[account.format if account else GENERIC]


def head_of(
    batch: PaymentBatch, account: PayingAccount | None, summaries: Mapping[str, str], sequence: int
) -> InstructionHead:
    """``sequence`` numbers the files of the batch: each has a reference of its own at the bank."""
    said = "、".join(summaries[code] for code in sorted(summaries))
    head = InstructionHead(reference=f"{batch.serial}-{sequence}", memo=f"困难职工帮扶 {said}"[:20])
    if account is None:
        return head
    return replace(
        head,
        account=account.account.fields().get("number", ""),
        code=account.bank_code,
        own_bank=account.own_bank,
        place=account.place,
    )
