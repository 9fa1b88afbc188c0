"""What is done on a hardship file beside its form: decisions, documents, visits, exemptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshmallow import Schema

from schemas.decision import Decision
from schemas.evidence import EvidenceForm
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

__all__ = ["DocumentForm", "ProcedureForms", "procedure_forms"]

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
        """一事一议: which exclusion is lifted, by which meeting, why, and on what papers."""

        rule = Code(codes["exclusion"], required=True)
        reason = SafeText(1, 1_000, multiline=True, required=True)
        meeting_number = SafeText(1, 100, required=True)
        evidence = Lines(Part(EvidenceForm), minimum=1, maximum=20, required=True)

    class ResemblanceForm(Strict):
        verdict = Code(codes["resemblance_verdict"], required=True)
        reason = SafeText(1, 1_000, multiline=True, required=True)

    return ProcedureForms(FileDecision, VisitForm, ExemptionForm, ResemblanceForm)
