"""What a household form asks of each person beyond name and number (domain.md §4), and tells again.

All of it may be left out: what a union demands is decided by its edition, not by the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marshmallow import Schema

from schemas.fields import Code, Digits, Fen, Flag, IsoDate, Part, PhoneNumber, SafeText, Strict
from schemas.fields import Whole as Count
from schemas.views import Number, Text
from schemas.views import Flag as Tell
from schemas.views import Part as Inner

__all__ = ["MemberParticulars", "WorkerParticulars", "particulars"]

Codes = Mapping[str, Sequence[str]]
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


def particulars(codes: Codes) -> tuple[type[Strict], type[Strict]]:
    """The fields of a worker and of a member, with the code lists of the house in them."""

    class Disability(Strict):
        kind = Code(codes["disability_kind"], required=True)
        grade = Code(codes["disability_grade"], required=True)

    class PersonFields(Strict):
        ethnic_group = Code(codes["ethnic_group"])
        political_status = Code(codes["political_status"])
        health = Code(codes["health"])
        disability = Part(Disability)
        marital_status = Code(codes["marital_status"])
        education = Code(codes["education"])
        insurance = Code(codes["insurance"])
        occupation = Code(codes["occupation"])
        monthly_income_fen = Fen()
        unit_name = SafeText(1, 100)

    class WorkerFields(PersonFields):
        address = SafeText(1, 200)
        postcode = Digits(6, 6)
        other_phone = PhoneNumber()
        registration = Code(codes["registration"])
        region = Digits(6, 6)
        working_since = IsoDate()
        industry = SafeText(1, 40)
        unit_kind = Code(codes["unit_kind"])
        unit_state = Code(codes["unit_state"])
        contract_term = Code(codes["contract_term"])
        model_worker = Code(codes["model_worker"])
        key_group = Code(codes["key_group"])
        other_annual_income_fen = Fen()
        self_helping = Flag()

    class MemberFields(PersonFields):
        enrolled_year = Count(EARLIEST_YEAR, LATEST_YEAR)
        schooling_years = Count(1, 10)

    return WorkerFields, MemberFields


class _Disability(Schema):
    kind = Text()
    grade = Text()


class _Person(Schema):
    sex = Text(nullable=True, description="GB/T 2261.1, as the identity number says")
    ethnic_group = Text(optional=True)
    political_status = Text(optional=True)
    health = Text(optional=True)
    disability = Inner(_Disability, optional=True)
    marital_status = Text(optional=True)
    education = Text(optional=True)
    insurance = Text(optional=True)
    occupation = Text(optional=True)
    monthly_income_fen = Number(optional=True)
    unit_name = Text(optional=True)


class WorkerParticulars(_Person):
    address = Text(optional=True)
    postcode = Text(optional=True)
    other_phone = Text(optional=True, description="masked")
    registration = Text(optional=True)
    region = Text(optional=True)
    working_since = Text(optional=True, format="date")
    industry = Text(optional=True)
    unit_kind = Text(optional=True)
    unit_state = Text(optional=True)
    contract_term = Text(optional=True)
    model_worker = Text(optional=True)
    key_group = Text(optional=True)
    other_annual_income_fen = Number(optional=True)
    self_helping = Tell(optional=True)


class MemberParticulars(_Person):
    enrolled_year = Number(optional=True)
    schooling_years = Number(optional=True)
