"""Receipts of idempotency keys, jobs with a due time, and counters of rate limits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.things import Base, Record

__all__ = ["Job", "RateCount", "Receipt"]


class Receipt(Record):
    """The answer given under a key, sealed; it commits with the work it answers for."""

    __tablename__ = "receipt"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]


class Job(Record):
    """Work that falls due: closing a notice, and what later issues add."""

    __tablename__ = "job"
    BY_DEED = False  # that it was tried, and failed, is nobody's deed
    __table_args__ = (Index("ix_job_due", "done", "due_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime]
    done: Mapped[bool]
    attempts: Mapped[int]
    trouble: Mapped[str | None] = mapped_column(String(64))


class RateCount(Base):
    """How often somebody without a token called within a window; shared by all workers."""

    __tablename__ = "rate_count"

    bucket: Mapped[str] = mapped_column(String(128), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
