"""Whose an account is: one number, one person."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.things import Record, refers_to

__all__ = ["AccountHolder"]


class AccountHolder(Record):
    __tablename__ = "account_holder"

    account_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
