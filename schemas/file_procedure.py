"""What is done on a hardship file beside its form: decisions, documents, visits, exemptions, and what
is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshmallow import Schema

from schemas.application import EvidenceForm
from schemas.decision import Decision
from schemas.fields import (
    Code,
    Fen,
    Id,
    IdentityNumber,
    IsoDate,
    Lines,
    Part,
    PersonName,
    SafeText,
    Strict,
    Whole,
)
from schemas.views import AnyObject, Flag, List, Number, Text, Written

__all__ = [
    "ChangesView", "DocumentForm", "DocumentView", "DocumentsView", "ExemptionView",
    "ExemptionsView", "LettersView", "ProcedureForms", "ResemblanceView", "ResemblancesView", "VisitView", "VisitsView",
    "procedure_forms",
]  # fmt: skip

Codes = Mapping[str, Sequence[str]]
PEOPLE_MAX = 30


class Minutes(Strict):
    """The minutes of a collective decision."""

    meeting_number = SafeText(1, 100)
    held_on = IsoDate()
    present = Lines(PersonName(), maximum=PEOPLE_MAX, unique=True)


class DocumentForm(EvidenceForm):
    """A document of the file; an authorisation names the adult who signed it."""

    member_id = Id(allow_none=True)
    identity_number = IdentityNumber(allow_none=True)
    signed_on = IsoDate(allow_none=True)


@dataclass(frozen=True, slots=True)
class ProcedureForms:
    """The forms that have code lists of the house in them."""

    decision: type[Schema]
    visit: type[Schema]
    exemption: type[Schema]
    resemblance: type[Schema]


def procedure_forms(codes: Codes) -> ProcedureForms:
    """The forms with the code lists written into them."""
    reasons = [
        *codes["reverification_reason"],
        *codes["exit_reason"],
        *codes["cancellation_reason"],
    ]

    class FileDecision(Decision):
        """An opinion; and what some actions need beside it: ``missing`` a return at acceptance,
        ``minutes`` a deliberation, ``reason`` a re-verification or an end, ``told_on`` an exit."""

        missing = Lines(Code(codes["evidence_kind"]), minimum=1, maximum=30, unique=True)
        minutes = Part(Minutes)
        reason = Code(tuple(dict.fromkeys(reasons)))
        told_on = IsoDate()

    class VisitForm(Strict):
        """入户调查表: what the visitors saw and heard."""

        visited_on = IsoDate(required=True)
        conclusion = Code(codes["visit_conclusion"], required=True)
        respondent = PersonName(required=True)
        present = Lines(PersonName(), maximum=PEOPLE_MAX, unique=True)
        housing = SafeText(0, 500, multiline=True)
        vehicles_seen = Whole(0, 99)
        verified_income_fen = Fen()
        verified_expenditure_fen = Fen()
        debts_fen = Fen()
        neighbours = SafeText(0, 500, multiline=True)
        aid_elsewhere = SafeText(0, 500, multiline=True)
        needs = SafeText(0, 500, multiline=True)
        note = SafeText(0, 1_000, multiline=True)
        evidence = Lines(Part(EvidenceForm), maximum=20)

    class ExemptionForm(Strict):
        """一事一议: which exclusion is lifted, why, and on what papers."""

        rule = Code(codes["exclusion"], required=True)
        reason = SafeText(1, 1_000, multiline=True, required=True)
        meeting_number = SafeText(1, 100)
        evidence = Lines(Part(EvidenceForm), minimum=1, maximum=20, required=True)

    class ResemblanceForm(Strict):
        verdict = Code(codes["resemblance_verdict"], required=True)
        reason = SafeText(1, 1_000, multiline=True, required=True)

    return ProcedureForms(FileDecision, VisitForm, ExemptionForm, ResemblanceForm)


class DocumentView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    kind = Text()
    member_id = Text(nullable=True)
    sha256 = Text()
    pages = Number()
    kept = Text()
    signed_on = Text(nullable=True, format="date")


class DocumentsView(Schema):
    items = List(DocumentView)


class VisitView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    visited_on = Text(format="date")
    conclusion = Text()
    findings = AnyObject()
    signed_by = List(Text(), optional=True)
    counts = Flag(description="made for the form as it stands, in this round")


class VisitsView(Schema):
    items = List(VisitView)


class ExemptionView(Written):
    id = Text()
    hardship_file_id = Text()
    round = Number()
    rule = Text()
    found = Number(description="the value that was exempted, and no other")
    reason = Text()
    evidence = List(AnyObject())
    granted_by = Text()
    granted_on = Text(format="date")


class ExemptionsView(Schema):
    items = List(ExemptionView)


class ResemblanceView(Written):
    """Another file that has something in common with this one; its id only where it is in scope."""

    id = Text(description="by which a decision names it")
    hardship_file_id = Text(nullable=True)
    place = Text()
    grounds = List(Text())
    explanation = Text()
    verdict = Text(nullable=True)
    reason = Text(nullable=True)


class _Told(ResemblanceView):
    class Meta:
        exclude = ("audit_number", "audit_hash")


class ResemblancesView(Schema):
    items = List(_Told)
    more = Flag()


class _Change(Schema):
    """One entry of the log that changed the file; of each field what stood there and stands now."""

    number = Number()
    at = Text(format="date-time")
    act = Text()
    officer = Text(nullable=True)
    officer_name = Text(nullable=True)
    changes = List(AnyObject())


class _Letter(Schema):
    """告知书: what the household is told in writing, ready to be printed."""

    audit_number = Number()
    kind = Text()
    decided_on = Text(format="date")
    union = Text()
    reasons = Text()
    missing = List(Text())
    edition_id = Text(nullable=True)
    text = Text()


class LettersView(Schema):
    items = List(_Letter)


class ChangesView(Schema):
    """Who changed what, when, from what to what; the first entry first."""

    items = List(_Change)
