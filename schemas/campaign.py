"""A campaign on the wire: what is published of it, its lines, its meeting, its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.batch_decision import MODES, DecisionOfMany, Refusal
from schemas.decision import OPINION_MAX
from schemas.fields import (
    LINES_MAX,
    Code,
    Fen,
    Handle,
    Id,
    IsoDate,
    Lines,
    Part,
    SafeText,
    Sha256Hex,
    Strict,
    Whole,
    refused,
)
from schemas.money import DryRun
from schemas.views import List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = [
    "CampaignForms",
    "CampaignReportView",
    "CampaignView",
    "DecideLinesForm",
    "ListingPlanView",
    "ListingQuery",
    "ListingView",
    "SignOffForm",
    "SignOffView",
    "SubmitLinesForm",
    "campaign_forms",
]

Codes = Mapping[str, Sequence[str]]


class QuotaForm(Strict):
    union = Handle(required=True)
    places = Whole(1, LINES_MAX, required=True)


class SubmitLinesForm(Strict):
    """The drafts of the clerk's unions, or of one of them."""

    union = Handle()
    opinion = SafeText(0, OPINION_MAX, multiline=True)
    mode = Code(MODES)


class ListingQuery(DryRun):
    mode = Code(MODES)


class DecideLinesForm(DecisionOfMany):
    """One meeting over every line that waits for it."""

    meeting_number = SafeText(1, 100, required=True)


class SignOffForm(Strict):
    """Goods of one line: signed for on a day, as the paper with this digest shows, brought by two."""

    application_id = Id(required=True)
    signed_on = IsoDate(required=True)
    receipt_sha256 = Sha256Hex(required=True)
    visitors = Lines(Handle(), minimum=2, maximum=20, unique=True, required=True)


class CampaignForms:
    """The forms that hold code lists of the house."""

    def __init__(self, opening: type[Schema], listing: type[Schema]) -> None:
        self.opening = opening
        self.listing = listing


def campaign_forms(codes: Codes) -> CampaignForms:
    """The forms with the code lists written into them."""

    class CampaignForm(Strict):
        """``quota`` is at most 1,000 lines in all: one meeting decides on them in one call."""

        union = Handle()
        title = SafeText(1, 200, required=True)
        occasion = Code(codes["occasion"], required=True)
        year = Whole(2000, 2100, required=True)
        kind = Code(codes["warmth_kind"], required=True)
        standard_fen = Fen(1, required=True)
        list_by = IsoDate(required=True)
        quota = Lines(Part(QuotaForm), minimum=1, required=True)
        place = SafeText(1, 200, required=True)
        fund_id = Id(allow_none=True)

        @validates_schema
        def quota_is_one_list(self, data: Mapping[str, Any], **_: Any) -> None:
            """Each union once, and no more lines than a call carries."""
            told = data.get("quota", [])
            if len({one["union"] for one in told}) < len(told):
                raise ValidationError({"quota": refused("repeated").messages})
            if sum(one["places"] for one in told) > LINES_MAX:
                raise ValidationError({"quota": refused("too_many", maximum=LINES_MAX).messages})

    class ListingForm(Strict):
        """Households by their files, all as one kind of object; a line is for the worker."""

        hardship_file_ids = Lines(Id(), minimum=1, unique=True, required=True)
        object = Code(codes["warmth_object"], required=True)
        mode = Code(MODES)

    return CampaignForms(CampaignForm, ListingForm)


class _Quota(Schema):
    union = Text()
    places = Number()


class CampaignView(Written):
    id = Text()
    number = Text()
    state = Text()
    union = Text()
    title = Text()
    occasion = Text()
    year = Number()
    kind = Text()
    standard_fen = Number()
    list_by = Text(format="date")
    quota = List(_Quota)
    place = Text()
    fund_id = Text(nullable=True)
    listed = Number(description="lines that were ever listed")
    decided_fen = Number()


class _ListedLine(Schema):
    hardship_file_id = Text()
    application_id = Text(nullable=True)
    outcome = Text(enum=["done", "refused"])
    award_fen = Number(nullable=True)
    refusals = List(Refusal)


class ListingPlanView(Schema):
    count = Number()
    lines = List(_ListedLine)


class ListingView(ListingPlanView, Written):
    """What became of each household, in the order asked, and the campaign's receipt."""


class SignOffView(Written):
    """The receipt of one line; the number is that of the campaign's entry."""

    id = Text()
    campaign_id = Text()
    application_id = Text()
    signed_on = Text(format="date")
    receipt_sha256 = Text()
    visitors = List(Text())


class Figures(Schema):
    """``households`` are those granted, ``paid`` those that have it by now."""

    listed = Number()
    households = Number()
    granted_fen = Number()
    paid = Number()
    paid_fen = Number()


class _Share(Figures):
    code = Text()


class _OfUnion(_Share):
    places = Number()


class CampaignReportView(Schema):
    campaign_id = Text()
    state = Text()
    total = Inner(Figures)
    by_union = List(_OfUnion)
    by_object = List(_Share)
    by_category = List(_Share)
