"""来信来访来电 on the wire: the form, each step, the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshmallow import ValidationError, validates_schema

from schemas.decision import Decision, PageQuery
from schemas.fields import (
    Code,
    Handle,
    Id,
    IsoDate,
    PersonName,
    PhoneNumber,
    SafeText,
    Strict,
    refused,
)
from schemas.matters import DeadlineView, overdue_filter
from schemas.people import UnionCode
from schemas.views import Text, Written

__all__ = ["PetitionForms", "PetitionSummaryView", "PetitionView", "petition_forms"]

SUBJECT_MAX = 4_000


@dataclass(frozen=True, slots=True)
class PetitionForms:
    """The forms, made with the lists they choose from."""

    register: type[Strict]
    decision: type[Strict]
    query: type[Strict]


def petition_forms(lists: Mapping[str, Sequence[str]]) -> PetitionForms:
    """With the codes of `petition_channel`, `petition_kind` and `satisfaction`."""

    class PetitionForm(Strict):
        """What came in, how and of what kind; about a case in the caller's scope, or about none."""

        union = UnionCode(required=True)
        channel = Code(lists["petition_channel"], required=True)
        kind = Code(lists["petition_kind"], required=True)
        subject = SafeText(1, SUBJECT_MAX, multiline=True, required=True)
        name = PersonName(allow_none=True)
        phone = PhoneNumber(allow_none=True)
        application_id = Id(allow_none=True)
        hardship_file_id = Id(allow_none=True)
        received_on = IsoDate()

        @validates_schema
        def one_case(self, data: Mapping[str, object], **_: object) -> None:
            """An application says itself which file it belongs to."""
            if data.get("application_id") and data.get("hardship_file_id"):
                raise ValidationError({"hardship_file_id": refused("unknown_field").messages})

    class PetitionDecision(Decision):
        """``owner`` goes with checking, handling and replying; ``reply``, ``satisfaction`` and ``union``
        with the step that needs them."""

        owner = Handle()
        reply = SafeText(1, SUBJECT_MAX, multiline=True)
        satisfaction = Code(lists["satisfaction"])
        union = UnionCode()

    class PetitionQuery(PageQuery):
        channel = Code(lists["petition_channel"])
        kind = Code(lists["petition_kind"])
        overdue = overdue_filter()
        application_id = Id()
        hardship_file_id = Id()

        class Meta(PageQuery.Meta):
            exclude = ("programme",)

    return PetitionForms(PetitionForm, PetitionDecision, PetitionQuery)


class PetitionSummaryView(DeadlineView, Written):
    """A line of the register: nothing of who wrote, and nothing of what they said."""

    id = Text()
    number = Text(description="the petition's own number")
    state = Text()
    union = Text(description="the one that deals with it")
    channel = Text()
    kind = Text()
    application_id = Text(nullable=True)
    hardship_file_id = Text(nullable=True)
    satisfaction = Text(nullable=True)


class PetitionView(PetitionSummaryView):
    """Who wrote, and what, is told to who deals with petitions there, and to the auditor."""

    subject = Text(nullable=True)
    name = Text(nullable=True)
    phone = Text(nullable=True)
    reply = Text(nullable=True)
