"""Account statements on the wire: what agrees with the books and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.fields import Code, Id, Numeral, Strict
from schemas.views import AnyObject, Number, Text, Written

__all__ = ["BankStatementView", "StatementForms", "StatementLineView", "statement_forms"]


class StatementForms:
    """The queries that hold lists of the house."""

    def __init__(self, bringing: type[Schema], lines: type[Schema]) -> None:
        self.bringing = bringing
        self.lines = lines


def statement_forms(codes: Mapping[str, Sequence[str]], layouts: Sequence[str]) -> StatementForms:
    """The queries with the sorts and the layouts of the package written into them."""

    class StatementQuery(Strict):
        """The account it is of, where there is one here; its layout, generic unless said."""

        paying_account_id = Id()
        layout = Code(tuple(layouts))

    class StatementLinesQuery(Strict):
        after = Numeral(0, 2**53 - 1)
        limit = Numeral(1, 1_000)
        sort = Code(codes["statement_sort"])

    return StatementForms(StatementQuery, StatementLinesQuery)


class BankStatementView(Written):
    id = Text()
    number = Text(description="the statement's own number here")
    union = Text()
    paying_account_id = Text(nullable=True)
    layout = Text()
    sha256 = Text(description="of the file as it was uploaded")
    first_day = Text(format="date")
    last_day = Text(format="date")
    tally = AnyObject(description="count and total_fen by sort (code list `statement_sort`)")


class StatementLineView(Schema):
    """A line by its row in the file; one without a row is a payout that no line names."""

    line = Number()
    row = Number(nullable=True)
    sort = Text(description="code list `statement_sort`")
    side = Text(nullable=True, description="debit: money left; credit: money came in")
    on = Text(nullable=True, format="date")
    amount_fen = Number(nullable=True, description="of the bank")
    books_fen = Number(nullable=True, description="of the books")
    reference = Text(nullable=True)
    bank_serial = Text(nullable=True)
    payout_id = Text(nullable=True)
    suggestion = Text(nullable=True, description="code list `statement_suggestion`")
