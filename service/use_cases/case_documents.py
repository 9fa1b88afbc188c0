"""附件: the papers behind a payment, as an accountant names them: by number, day and digest.

However many cases are asked about, the same few statements fetch them, by columns: nobody's name and
no account is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from service.store.application import Application, Evidence, Vote
from service.store.money import Attempt, PaymentBatch
from service.store.notice import Notice
from service.store.recovery import RecoveryReceipt
from service.unit_of_work import UnitOfWork

__all__ = ["NO_CASE", "NO_TRY", "CasePapers", "Try", "papers_of_cases", "tries_of"]


@dataclass(slots=True)
class CasePapers:
    """What an application has behind it. ``meeting`` is the last number that was given, with its day."""

    serial: str | None = None
    file_id: str | None = None
    edition_id: str | None = None
    meeting_number: str | None = None
    meeting_on: date | None = None
    notice: tuple[str, str | None] | None = None
    evidence: list[tuple[str, str]] = field(default_factory=list)

    def told(self) -> list[dict[str, Any]]:
        """As attachments: what was approved where, what hung out, what was brought."""
        found = []
        if self.serial:
            found.append(_paper("approval", self.meeting_number or self.serial, self.meeting_on))
        if self.notice:
            found.append(_paper("notice", self.notice[0], sha256=self.notice[1]))
        found += [_paper("evidence", kind, sha256=digest) for kind, digest in self.evidence]
        return found


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt at the bank and the batch it went in, or money that came back."""

    batch_id: str | None = None
    batch_number: str | None = None
    instruction_sha256: str | None = None
    bank_serial: str | None = None

    def told(self) -> list[dict[str, Any]]:
        found = []
        if self.batch_number and self.instruction_sha256:
            sha256 = self.instruction_sha256
            found.append(_paper("instruction_file", self.batch_number, sha256=sha256))
        if self.bank_serial:
            found.append(_paper("bank_receipt", self.bank_serial))
        return found


NO_CASE = CasePapers()
NO_TRY = Try()


def _paper(
    kind: str, number: str, on: date | None = None, sha256: str | None = None
) -> dict[str, Any]:
    return {"kind": kind, "number": number, "on": on and on.isoformat(), "sha256": sha256}


def papers_of_cases(uow: UnitOfWork, ids: Collection[str]) -> dict[str, CasePapers]:
    """The papers of these applications, in three statements."""
    found: dict[str, CasePapers] = defaultdict(CasePapers)
    if not ids:
        return found
    rows = uow.session.execute(
        select(
            Application.id, Application.serial, Application.file_id, Application.edition_id,
            Application.meeting_number, Notice.serial.label("notice"), Notice.shown_digest,
        )
        .outerjoin(Notice, Notice.id == Application.notice_id)
        .where(Application.id.in_(ids))
    )  # fmt: skip
    for row in rows:
        papers = found[row.id]
        papers.serial, papers.file_id = row.serial, row.file_id
        papers.edition_id = row.edition_id
        papers.meeting_number = row.meeting_number.value if row.meeting_number else None
        papers.notice = (row.notice, row.shown_digest) if row.notice else None
    _meetings(uow, ids, found)
    kept = select(Evidence.application_id, Evidence.kind, Evidence.sha256)
    for one in uow.session.execute(
        kept.where(Evidence.application_id.in_(ids)).order_by(Evidence.id)
    ):
        found[one.application_id].evidence.append((one.kind, one.sha256))
    return found


def _meetings(uow: UnitOfWork, ids: Collection[str], found: Mapping[str, CasePapers]) -> None:
    """A meeting that was told in full says its day too; the last vote's is the one that decided."""
    rows = uow.session.execute(
        select(Vote.application_id, Vote.meeting_number, Vote.held_on)
        .where(
            Vote.application_id.in_(ids),
            or_(Vote.meeting_number.is_not(None), Vote.held_on.is_not(None)),
        )
        .order_by(Vote.id)
    )
    for row in rows:
        papers = found[row.application_id]
        papers.meeting_on = row.held_on
        if row.meeting_number:
            papers.meeting_number = row.meeting_number.value


def tries_of(uow: UnitOfWork, references: Collection[str]) -> dict[str, Try]:
    """The attempts under these references, and the receipts of what was recovered: in two statements."""
    if not references:
        return {}
    rows = uow.session.execute(
        select(
            Attempt.reference, Attempt.bank_serial, PaymentBatch.id, PaymentBatch.serial,
            PaymentBatch.manifest,
        )
        .join(PaymentBatch, PaymentBatch.id == Attempt.batch_id)
        .where(Attempt.reference.in_(references))
    )  # fmt: skip
    found = {
        row.reference: Try(row.id, row.serial, _digest(row.manifest), row.bank_serial)
        for row in rows
    }
    came = select(RecoveryReceipt.id, RecoveryReceipt.bank_serial)
    for one in uow.session.execute(came.where(RecoveryReceipt.id.in_(references))):
        found[one.id] = Try(bank_serial=one.bank_serial)
    return found


def _digest(manifest: Mapping[str, Any] | None) -> str | None:
    """Of the one file, or where a batch went to several banks, of the first."""
    return (manifest or {}).get("sha256")
