"""专户: open one, confirm it as a second person, close it; and the day on which its bank pays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from service.audit.duties import persons_behind
from service.store.banking import PayingAccount
from service.store.money import Fund
from service.store.personal import Personal
from service.unit_of_work import SHANGHAI, UnitOfWork
from service.use_cases.in_scope import in_scope
from service.use_cases.working_calendar import calendar_for
from workflows.engine import fire
from workflows.errors import AccountClosed, RoleRequired
from workflows.facts import Facts
from workflows.paying_account import FUND_MANAGER, PAYING_ACCOUNT, value_date

__all__ = ["account_for", "act_on_paying_account", "open_paying_account", "paid_on"]

ACTIVE = "active"


def open_paying_account(uow: UnitOfWork, form: Mapping[str, Any]) -> PayingAccount:
    """Proposed, for the union of the caller's post or the one named; of no use before a second person
    has confirmed it."""
    wanted = form.get("union")
    posts = [post for post in uow.actor.appointments if post.role in FUND_MANAGER]
    post = next((post for post in posts if wanted in (None, post.union)), None)
    if post is None:
        raise RoleRequired(roles=sorted(FUND_MANAGER), union=wanted)
    uow.appointment = post
    account = uow.add(
        PayingAccount(
            id=uow.new_id(), union=post.union, union_path=post.path, state=PAYING_ACCOUNT.initial,
            account=Personal.of_fields({"name": form["name"], "number": form["number"]}),
            bank_code=form["bank_code"], own_bank=form["own_bank"], place=form["place"],
            format=form["format"], cut_off=form["cut_off"],
        )
    )  # fmt: skip
    uow.record("paying_account.open", account, after=account.state)
    return account


def act_on_paying_account(
    uow: UnitOfWork, account: PayingAccount, action: str, opinion: str | None
) -> None:
    """Confirm or close. Raises ``SeparationOfDuties`` for whoever opened it."""
    drafted = persons_behind(uow.session.connection(), account.id, "paying_account.open")
    facts = Facts(actor=uow.actor, today=uow.today, opinion=opinion, drafted_by=drafted)
    row = fire(PAYING_ACCOUNT, account.state, action, facts)
    account.state = row.target
    uow.record(
        f"paying_account.{action}", account, before=row.source, after=row.target, rule=row.key,
        said={"opinion": opinion} if opinion else {},
    )  # fmt: skip


def account_for(uow: UnitOfWork, fund: Fund, account_id: str | None) -> PayingAccount | None:
    """The account a batch of this fund names; raises ``AccountClosed`` for one it cannot pay from."""
    if account_id is None:
        return None
    account = in_scope(uow, uow.actor, PayingAccount, account_id)
    if account.union != fund.union or account.state != ACTIVE:
        raise AccountClosed(paying_account_id=account.id, state=account.state, union=account.union)
    return account


def paid_on(uow: UnitOfWork, account: PayingAccount) -> date:
    """When the bank pays what leaves now. Raises ``AccountClosed``, or ``CalendarUnknown`` where the
    next working day lies in a year without a calendar."""
    if account.state != ACTIVE:
        raise AccountClosed(paying_account_id=account.id, state=account.state, union=account.union)
    clock = uow.now.astimezone(SHANGHAI).strftime("%H:%M")
    return value_date(uow.today, clock, account.cut_off, calendar_for(uow).is_working)
