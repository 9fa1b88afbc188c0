"""Funds on the wire: opened, filled, passed down, closed; and the movements behind each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.decision import OPINION_MAX
from schemas.fields import (
    Code,
    Fen,
    Flag,
    Handle,
    Id,
    IsoDate,
    Lines,
    Part,
    SafeText,
    Shaped,
    Strict,
    Whole,
)
from schemas.views import Flag as Told
from schemas.views import List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = [
    "AllocationForm",
    "CloseFundForm",
    "FlowsView",
    "FundView",
    "FundWithAllocationsView",
    "MovementView",
    "fund_form",
]

YEAR_MIN, YEAR_MAX = 2000, 2100
MOST_BOUNDS = 100
Codes = Mapping[str, Sequence[str]]


class AllocationForm(Strict):
    """资金下达: the amount and the number of the document that gives it; the fund of a union above that
    pays it, where it does not come from outside; by whom and when the document was issued."""

    amount_fen = Fen(1, required=True)
    document_number = SafeText(1, 100, required=True)
    from_fund_id = Id()
    issued_by = SafeText(1, 200)
    received_on = IsoDate()


class CloseFundForm(Strict):
    """关账: why, and into which fund of the next year what is left goes."""

    opinion = SafeText(1, OPINION_MAX, multiline=True, required=True)
    carry_to = Id()


def fund_form(codes: Codes) -> type[Schema]:
    """The form of a new fund with the code lists written into it."""

    class PurposeForm(Strict):
        """What the money may be spent on: each list that is given binds. Or that nothing binds it."""

        donor = SafeText(1, 200)
        unrestricted = Flag()
        programmes = Lines(
            Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32), maximum=MOST_BOUNDS, unique=True
        )
        unions = Lines(Handle(), maximum=MOST_BOUNDS, unique=True)
        categories = Lines(Code(codes["category"]), maximum=MOST_BOUNDS, unique=True)
        causes = Lines(Code(codes["cause"]), maximum=MOST_BOUNDS, unique=True)

    class FundForm(Strict):
        union = Handle()
        code = SafeText(1, 40, required=True)
        name = SafeText(1, 200, required=True)
        source = Code(codes["fund_source"], required=True)
        year = Whole(YEAR_MIN, YEAR_MAX, required=True)
        purpose = Part(PurposeForm)

    return FundForm


class _AllocationView(Schema):
    id = Text()
    amount_fen = Number()
    document_number = Text()
    from_fund_id = Text(nullable=True, description="the fund of a union above that gave it")
    issued_by = Text(nullable=True)
    received_on = Text(nullable=True, format="date")


class _PurposeView(Schema):
    donor = Text(nullable=True)
    unrestricted = Told(description="true where nothing binds the money")
    programmes = List(Text())
    unions = List(Text())
    categories = List(Text())
    causes = List(Text())


class FundView(Written):
    """available = allocated − committed − disbursed − passed_down − carried_out; disbursed is net of
    returns, and allocated includes what was carried in."""

    id = Text()
    code = Text()
    name = Text()
    source = Text()
    year = Number()
    union = Text()
    state = Text(description="open or closed")
    purpose = Inner(_PurposeView, nullable=True)
    closed_on = Text(nullable=True, format="date")
    carried_to = Text(
        nullable=True, description="the fund of the next year that took what was left"
    )
    allocated_fen = Number()
    committed_fen = Number()
    disbursed_fen = Number()
    returned_fen = Number()
    available_fen = Number()
    passed_down_fen = Number(description="given to funds of unions below")
    carried_in_fen = Number(description="of allocated_fen, what another year of the fund left")
    carried_out_fen = Number(description="gone to the next year when this one was closed")


class FundWithAllocationsView(FundView):
    allocations = List(_AllocationView)


class _FlowView(Schema):
    id = Text()
    amount_fen = Number()
    document_number = Text()
    issued_by = Text(nullable=True)
    received_on = Text(nullable=True, format="date")
    fund_id = Text(nullable=True, description="the fund on the other side; null: from outside")
    union = Text(nullable=True)


class _PassedView(_FlowView):
    unused_fen = Number(description="of it, what is still free where it was given")
    days = Number(nullable=True, description="for how many days it has lain there")


class FlowsView(Schema):
    """资金来去: where the money of a fund came from and where it went. Of what a fund below received the
    oldest counts as used first."""

    came_from = List(_FlowView)
    passed_down = List(_PassedView)
    unused_fen = Number(description="of all that was passed down")
    carried_from = List(Text(description="funds of the year before"))
    carried_to = Text(nullable=True)


class _PostingView(Schema):
    account = Text()
    amount_fen = Number()


class MovementView(Schema):
    """One movement by double entry: its postings sum to zero."""

    audit_number = Number(description="the deed that made it")
    kind = Text()
    programme = Text(nullable=True)
    union = Text()
    application_id = Text(nullable=True)
    payout_id = Text(nullable=True)
    reference = Text(nullable=True)
    other_fund_id = Text(nullable=True, description="the fund on the other side, if any")
    postings = List(_PostingView)
