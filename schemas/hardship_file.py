"""The hardship file on the wire: its form, its correction, its view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.decision import StageView, WaitingView
from schemas.fields import (
    Code,
    Digits,
    Flag,
    Handle,
    IdentityNumber,
    Lines,
    Part,
    PersonName,
    PhoneNumber,
    SafeText,
    Strict,
    refused,
)
from schemas.household import household_form
from schemas.particulars import MemberParticulars, WorkerParticulars, particulars
from schemas.views import AnyObject, List, Number, Text, Written
from schemas.views import Flag as Tell
from schemas.views import Part as Inner

__all__ = [
    "AccountForm",
    "AccountView",
    "AdviceView",
    "FileForms",
    "HardshipFileView",
    "file_forms",
]

MEMBERS_MAX = 30
SECONDARY_CAUSES_MAX = 3
Codes = Mapping[str, Sequence[str]]


class AccountForm(Strict):
    """The person's own account: holder, number, bank and branch."""

    name = PersonName(required=True)
    number = Digits(13, 19, required=True)
    bank = SafeText(1, 100, required=True)


class ContactForm(Strict):
    """How the worker is reached and paid: what may change without a new verification."""

    phone = PhoneNumber()
    other_phone = PhoneNumber()
    address = SafeText(1, 200)
    postcode = Digits(6, 6)
    account = Part(AccountForm)


@dataclass(frozen=True, slots=True)
class FileForms:
    """The two forms of a file: to open it, and to correct parts of it."""

    opening: type[Schema]
    correction: type[Schema]


def file_forms(codes: Codes) -> FileForms:
    """The forms with the code lists of the house written into them."""
    worker_fields, member_fields = particulars(codes)
    estate = household_form(codes)

    class CausesForm(Strict):
        main = Code(codes["cause"], required=True)
        secondary = Lines(Code(codes["cause"]), maximum=SECONDARY_CAUSES_MAX, unique=True)
        note = SafeText(1, 200)

    class WorkerForm(worker_fields):  # type: ignore[misc, valid-type]
        name = PersonName(required=True)
        identity_number = IdentityNumber(required=True)
        phone = PhoneNumber()
        employment = Code(codes["employment"], required=True)
        union_member = Flag(required=True)
        account = Part(AccountForm)

        @validates_schema
        def own_account(self, data: Mapping[str, Any], **_: Any) -> None:
            """The account is the worker's own (domain.md §5: the holder is who is aided)."""
            account = data.get("account")
            if account and account["name"] != data["name"]:
                raise ValidationError({"account": {"name": refused("not_holder").messages}})

    class MemberForm(member_fields):  # type: ignore[misc, valid-type]
        name = PersonName(required=True)
        identity_number = IdentityNumber(required=True)
        relation = Code(codes["relation"], required=True)
        student = Flag()

    class HardshipFileForm(Strict):
        union = Handle()
        worker = Part(WorkerForm, required=True)
        members = Lines(Part(MemberForm), maximum=MEMBERS_MAX)
        household = Part(estate, required=True)
        causes = Part(CausesForm, required=True)
        tags = Lines(Code(codes["tag"]), maximum=20, unique=True)

    class HardshipFileCorrection(Strict):
        """Each part given replaces the part that stands; on an active file only ``contact`` and
        ``tags`` do, and on one that is verified again the rest is kept until it is confirmed."""

        worker = Part(WorkerForm)
        members = Lines(Part(MemberForm), maximum=MEMBERS_MAX)
        household = Part(estate)
        causes = Part(CausesForm)
        tags = Lines(Code(codes["tag"]), maximum=20, unique=True)
        contact = Part(ContactForm)

    return FileForms(HardshipFileForm, HardshipFileCorrection)


class AccountView(Schema):
    name = Text()
    number = Text(description="masked but for the last four digits")
    bank = Text()


class AdviceView(Schema):
    """What to look at once more in an account; never a refusal (list `account_advice`)."""

    code = Text()
    zh = Text()
    en = Text()


class _WorkerView(WorkerParticulars):
    name = Text()
    identity_number = Text(description="masked")
    phone = Text(nullable=True, description="masked")
    employment = Text()
    union_member = Tell()
    account = Inner(AccountView, nullable=True)


class _MemberView(MemberParticulars):
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
    path = List(AnyObject(), optional=True)
    stage = Inner(StageView, nullable=True)
    waiting = Inner(WaitingView, nullable=True, optional=True)
    round = Number(description="1 is the filing, each re-verification one more")
    reason = Text(nullable=True, description="why it is verified again, or ended")
    proposed = AnyObject(nullable=True, description="what a re-verification would change")
    told_missing = List(Text(), optional=True)
    declared_category = Text(nullable=True, description="as an import said it")
    confirmed_on = Text(nullable=True, format="date")
    reverify_by = Text(nullable=True, format="date", description="no aid after this day")
    ended_on = Text(nullable=True, format="date")
    monitored_until = Text(nullable=True, format="date")
    keep_until = Text(nullable=True, format="date")
