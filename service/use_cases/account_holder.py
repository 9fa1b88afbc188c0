"""One account number has one holder (wire.md; domain.md §5 account rule)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import exists, inspect, select

from service.store.account import AccountHolder
from service.store.application import Application
from service.store.hardship_file import HardshipFile, Member
from service.store.money import Payout
from service.unit_of_work import Deed, UnitOfWork
from service.use_cases.live_members import pieces
from workflows import bank_account
from workflows.errors import AccountShared, InvalidInput
from workflows.path import DONE

__all__ = ["account_digest", "account_topic", "held_by_other", "hold_account", "know_holders"]
__all__ += ["refuse_shared"]

_HOLDERS: Final = "account_holders"


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
    uow.watch(account_topic(digest))
    deed.concerns = (*deed.concerns, account_topic(digest))
    known = know_holders(uow, [digest])
    holder = known[digest]
    if holder is None:
        known[digest] = holder = AccountHolder(account_digest=digest, person_id=person_id)
        uow.attach(holder, deed)
    elif holder.person_id != person_id:
        if held_by_other(uow, holder, but_not=deed.target):
            raise AccountShared
        holder.person_id = person_id
        uow.attach(holder, deed)


def account_topic(digest: str) -> str:
    """What stands for an account: two who claim it meet here."""
    return f"account:{digest[:48]}"


def know_holders(uow: UnitOfWork, digests: Collection[str]) -> dict[str, AccountHolder | None]:
    """Look many accounts up at once; what is known is kept for the run, by digest."""
    known: dict[str, AccountHolder | None] = uow.memory.setdefault(_HOLDERS, {})
    for some in pieces(sorted(set(digests) - known.keys())):
        found = uow.session.scalars(
            select(AccountHolder).where(AccountHolder.account_digest.in_(some))
        )
        known.update(dict.fromkeys(some))
        known.update({holder.account_digest: holder for holder in found})
    return known


def held_by_other(uow: UnitOfWork, holder: AccountHolder, but_not: str) -> bool:
    """Whether its holder, somebody else, still uses the account, or has taken it in this very run."""
    row = inspect(holder)
    if row.pending or row.modified:
        return True
    return _in_use(uow, holder.account_digest, holder.person_id, but_not)


def refuse_shared(uow: UnitOfWork, digest: str, person_id: str, but_not: str) -> None:
    """Raises ``AccountShared`` where another person uses the account, and registers nobody: what is
    only proposed holds no account yet."""
    uow.watch(account_topic(digest))
    holder = know_holders(uow, [digest])[digest]
    if holder is None or holder.person_id == person_id:
        return
    if held_by_other(uow, holder, but_not=but_not):
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
