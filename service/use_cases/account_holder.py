"""One account number has one holder (wire.md; domain.md §5 account rule)."""

from __future__ import annotations

from sqlalchemy import exists, select

from service.store.account import AccountHolder
from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.money import Payout
from service.unit_of_work import Deed, UnitOfWork
from workflows import bank_account
from workflows.errors import AccountShared, InvalidInput
from workflows.path import DONE

__all__ = ["account_digest", "hold_account", "refuse_shared"]


def account_digest(uow: UnitOfWork, number: str) -> str:
    """The keyed digest by which an account is found again."""
    try:
        canonical = bank_account.canonical(number)
    except bank_account.AccountNumberError as error:
        raise InvalidInput(field="number", reason=error.reason) from None
    return uow.keyring.lookup_digest("account", canonical)


def hold_account(uow: UnitOfWork, digest: str, person_id: str, deed: Deed) -> None:
    """Register ``person_id`` as holder; raises ``AccountShared`` while another person uses it.

    The primary key is the second guard: two persons cannot both be written for one number.
    """
    uow.watch(f"account:{digest[:48]}")
    deed.concerns = (*deed.concerns, f"account:{digest[:48]}")
    for waiting in uow.session.new:
        if isinstance(waiting, AccountHolder) and waiting.account_digest == digest:
            if waiting.person_id != person_id:
                raise AccountShared
            return
    holder = uow.session.get(AccountHolder, digest)
    if holder is None:
        uow.attach(AccountHolder(account_digest=digest, person_id=person_id), deed)
    elif holder.person_id != person_id:
        if _in_use(uow, digest, holder.person_id, but_not=deed.target):
            raise AccountShared
        holder.person_id = person_id
        uow.attach(holder, deed)


def refuse_shared(uow: UnitOfWork, digest: str, person_id: str, but_not: str) -> None:
    """Raises ``AccountShared`` where another person uses the account, and registers nobody: what is
    only proposed holds no account yet."""
    uow.watch(f"account:{digest[:48]}")
    holder = uow.session.get(AccountHolder, digest)
    if holder is None or holder.person_id == person_id:
        return
    if _in_use(uow, digest, holder.person_id, but_not=but_not):
        raise AccountShared


def _in_use(uow: UnitOfWork, digest: str, person_id: str, but_not: str) -> bool:
    """Whether a live file, application or payout of that person still names the account.

    What is being corrected, ``but_not``, is not asked: it names another person from now on. A
    payout counts by itself, because an account that waits to be confirmed stands nowhere else.
    """
    on_file = exists().where(
        HardshipFile.account_digest == digest,
        HardshipFile.id == Member.file_id,
        HardshipFile.id != but_not,
        Member.person_id == person_id,
        Member.live,
    )
    on_case = exists().where(
        Application.account_digest == digest,
        Application.payee_person_id == person_id,
        Application.id != but_not,
        Application.state.not_in(DONE - {"paid", "closed"}),
    )
    on_payout = exists().where(
        Payout.account_digest == digest,
        Payout.payee_person_id == person_id,
        Payout.id != but_not,
        Payout.live,
    )
    return any(uow.session.scalar(select(one)) for one in (on_file, on_case, on_payout))
