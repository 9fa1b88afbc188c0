"""The hardship file on the wire: its form, its correction, its view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.fields import (
    Code,
    Digits,
    Fen,
    Flag,
    Handle,
    IdentityNumber,
    Lines,
    Part,
    PersonName,
    PhoneNumber,
    SafeText,
    Strict,
    Whole,
)
from schemas.views import AnyObject, List, Number, Text, Written
from schemas.views import Flag as Tell
from schemas.views import Part as Inner

__all__ = ["AccountForm", "AccountView", "FileForms", "HardshipFileView", "file_forms"]

MEMBERS_MAX = 30
Codes = Mapping[str, Sequence[str]]


class AccountForm(Strict):
    """The person's own account: holder, number, bank and branch."""

    name = PersonName(required=True)
    number = Digits(13, 19, required=True)
    bank = SafeText(1, 100, required=True)


class HouseholdForm(Strict):
    """Money in fen for the twelve months before; dwellings and vehicles as counted."""

    annual_income_fen = Fen(required=True)
    annual_rigid_expenditure_fen = Fen(required=True)
    event_cost_fen = Fen()
    dwellings = Whole(0, 99)
    vehicles = Whole(0, 99)


class FileForms:
    """The two forms of a file: to open it, and to correct parts of it."""

    def __init__(self, opening: type[Schema], correction: type[Schema]) -> None:
        self.opening = opening
        self.correction = correction


def file_forms(codes: Codes) -> FileForms:
    """The forms with the code lists of the house written into them."""

    class CausesForm(Strict):
        main = Code(codes["cause"], required=True)
        secondary = Lines(Code(codes["cause"]), maximum=3, unique=True)

    class WorkerForm(Strict):
        name = PersonName(required=True)
        identity_number = IdentityNumber(required=True)
        phone = PhoneNumber()
        employment = Code(codes["employment"], required=True)
        union_member = Flag(required=True)
        account = Part(AccountForm)

    class MemberForm(Strict):
        name = PersonName(required=True)
        identity_number = IdentityNumber(required=True)
        relation = Code(codes["relation"], required=True)
        student = Flag()

    class HardshipFileForm(Strict):
        union = Handle()
        worker = Part(WorkerForm, required=True)
        members = Lines(Part(MemberForm), maximum=MEMBERS_MAX)
        household = Part(HouseholdForm, required=True)
        causes = Part(CausesForm, required=True)
        tags = Lines(Code(codes["tag"]), maximum=20, unique=True)

    class HardshipFileCorrection(Strict):
        worker = Part(WorkerForm)
        members = Lines(Part(MemberForm), maximum=MEMBERS_MAX)
        household = Part(HouseholdForm)
        causes = Part(CausesForm)
        tags = Lines(Code(codes["tag"]), maximum=20, unique=True)

    return FileForms(HardshipFileForm, HardshipFileCorrection)


class AccountView(Schema):
    name = Text()
    number = Text(description="masked but for the last four digits")
    bank = Text()


class _WorkerView(Schema):
    name = Text()
    identity_number = Text(description="masked")
    phone = Text(nullable=True, description="masked")
    employment = Text()
    union_member = Tell()
    account = Inner(AccountView, nullable=True)


class _MemberView(Schema):
    id = Text()
    name = Text()
    identity_number = Text(description="masked")
    relation = Text()
    student = Tell()
    minor = Tell()


class HardshipFileView(Written):
    id = Text()
    number = Text(description="the file's own number")
    state = Text()
    union = Text()
    category = Text(nullable=True)
    worker = Inner(_WorkerView)
    members = List(_MemberView)
    household = AnyObject()
    causes = AnyObject()
    tags = List(Text())
    assessment = AnyObject(nullable=True)
    size = Number(description="persons in the household, the worker included")
