"""The ledger's reports on the wire: balances by source, programme, year and union; and what must hold."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Handle, Numeral, Shaped, Strict
from schemas.views import Flag, List, Number, Text

__all__ = ["InvariantsQuery", "InvariantsView", "LedgerQuery", "LedgerView"]


class LedgerQuery(Strict):
    union = Handle()
    source = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32)
    year = Numeral(2000, 2100)
    programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32)


class InvariantsQuery(LedgerQuery):
    """``after`` and ``limit`` count funds: each is told with everything that must hold of it."""

    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 200)


class _InvariantView(Schema):
    """One equation; both sides are fen, or payouts where it counts them."""

    fund_id = Text()
    code = Text()
    source = Text()
    year = Number()
    union = Text()
    programme = Text(nullable=True, description="null: of the fund as a whole")
    account = Text(nullable=True, description="code list `ledger_account`")
    invariant = Text(description="code list `ledger_invariant`")
    left = Number()
    right = Number()
    holds = Flag()


class InvariantsView(Schema):
    holds = Flag(description="whether all of this page hold")
    items = List(_InvariantView)
    next = Number(nullable=True)
    has_more = Flag()


class _LineView(Schema):
    """The line of a source as a whole has no programme; a programme's line has no figures that belong to
    the whole."""

    source = Text()
    year = Number()
    union = Text()
    programme = Text(nullable=True)
    allocated_fen = Number(nullable=True)
    available_fen = Number(nullable=True)
    approved_fen = Number(description="everything that was ever set aside")
    committed_fen = Number()
    disbursed_fen = Number()
    returned_fen = Number()
    cancelled_fen = Number()
    passed_down_fen = Number(nullable=True)
    carried_in_fen = Number(nullable=True)
    carried_out_fen = Number(nullable=True)


class LedgerView(Schema):
    items = List(_LineView)
