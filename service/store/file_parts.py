"""What a household file gathers: documents, home visits with their signatures, exemptions granted,
what was decided about files that look like this one, and who has left the household."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.personal import Personal, PersonalJson, PersonalText
from service.store.things import Part, refers_to

__all__ = [
    "Exemption",
    "FileEvidence",
    "FormerMember",
    "HomeVisit",
    "Resemblance",
    "VisitSignature",
]


class FileEvidence(Part):
    """A document by kind and digest; an authorisation names the adult who signed it, and the day.

    The paper or the file stays where ``kept`` says.
    """

    __tablename__ = "file_evidence"
    OWNER = "file_id"

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    round: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str | None] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    kept: Mapped[str] = mapped_column(String(10))
    signed_on: Mapped[date | None] = mapped_column(Date)


class HomeVisit(Part):
    """入户调查: when, what was found, and the conclusion; it counts once enough visitors signed.

    ``content_digest`` is over the form that was in hand: a form corrected since is visited again.
    """

    __tablename__ = "home_visit"
    OWNER = "file_id"

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    round: Mapped[int]
    visited_on: Mapped[date] = mapped_column(Date)
    conclusion: Mapped[str] = mapped_column(String(20))
    content_digest: Mapped[str] = mapped_column(String(64))
    findings_kept: Mapped[Personal] = mapped_column(PersonalText("home_visit.findings"))

    findings = PersonalJson("findings_kept")


class VisitSignature(Part):
    """A visitor's own signature under a visit: by their own account, never by another's."""

    __tablename__ = "visit_signature"
    OWNER = "file_id"
    __table_args__ = (UniqueConstraint("visit_id", "person_id"),)

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    visit_id: Mapped[str] = mapped_column(String(64), refers_to("home_visit.id"))
    officer_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))


class FormerMember(Part):
    """Who stood on the file and does so no more: an application of theirs still has a name, and
    nobody decides on it who once lived there. The id is that of the member's row."""

    __tablename__ = "former_member"
    OWNER = "file_id"

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    person_id: Mapped[str] = mapped_column(String(64), refers_to("person.id"))
    name: Mapped[Personal] = mapped_column(PersonalText("former_member.name"))
    relation: Mapped[str] = mapped_column(String(4))
    student: Mapped[bool] = mapped_column(Boolean)
    minor: Mapped[bool] = mapped_column(Boolean)
    left_on: Mapped[date] = mapped_column(Date)


class Exemption(Part):
    """一事一议: an exclusion lifted for this household, while the value found and all it was counted
    from are those exempted."""

    __tablename__ = "exemption"
    OWNER = "file_id"

    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    round: Mapped[int]
    rule: Mapped[str] = mapped_column(String(40))
    found: Mapped[int]
    content_digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[Personal] = mapped_column(PersonalText("exemption.reason"))
    evidence: Mapped[list[Any]]
    officer_id: Mapped[str] = mapped_column(String(64))
    granted_on: Mapped[date] = mapped_column(Date)


class Resemblance(Part):
    """What a person decided about another file with the same phone, address, or name and birthday.

    It is remembered while the facts it was decided on stand: ``facts_digest`` is over them. That it is
    the same household is remembered until the next decision.
    """

    __tablename__ = "resemblance"
    OWNER = "file_id"
    file_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    other_id: Mapped[str] = mapped_column(String(64), refers_to("hardship_file.id"), index=True)
    grounds: Mapped[list[Any]]
    facts_digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[Personal] = mapped_column(PersonalText("resemblance.reason"))
    officer_id: Mapped[str] = mapped_column(String(64))
    decided_on: Mapped[date] = mapped_column(Date)
