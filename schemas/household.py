"""What a household earns, spends and owns: totals of the year before, or item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, validates_schema

from schemas.fields import Code, Fen, Flag, Lines, Part, SafeText, Strict, Whole, refused

__all__ = ["household_form"]

ITEMS_MAX, VEHICLES_MAX, COUNT_MAX = 60, 20, 99
EITHER = {"annual_income_fen": "income", "annual_rigid_expenditure_fen": "expenditure"}
"""A figure is given as the total of the year, or item by item: never both, or they could differ."""


def household_form(codes: Mapping[str, Sequence[str]]) -> type[Strict]:
    """The form of a household, with the code lists of the house in it."""

    class IncomeItem(Strict):
        item = Code(codes["income_item"], required=True)
        amount_fen = Fen(required=True)
        note = SafeText(1, 100)

    class ExpenditureItem(Strict):
        item = Code(codes["expenditure_item"], required=True)
        amount_fen = Fen(required=True)
        note = SafeText(1, 100)

    class Vehicle(Strict):
        kind = Code(codes["vehicle_kind"], required=True)
        price_fen = Fen()
        price_proven = Flag()

    class HouseholdForm(Strict):
        """Money in fen for the twelve months before, or the months the union's edition asks for."""

        annual_income_fen = Fen()
        annual_rigid_expenditure_fen = Fen()
        income = Lines(Part(IncomeItem), maximum=ITEMS_MAX)
        expenditure = Lines(Part(ExpenditureItem), maximum=ITEMS_MAX)
        event_cost_fen = Fen()
        dwellings = Whole(0, COUNT_MAX)
        vehicles = Whole(0, COUNT_MAX)
        vehicle_list = Lines(Part(Vehicle), maximum=VEHICLES_MAX)
        housing = Code(codes["housing"])
        floor_area = Code(codes["floor_area"])
        financial_assets_fen = Fen()
        debts_fen = Fen()
        businesses = Whole(0, COUNT_MAX)
        non_residential = Whole(0, COUNT_MAX)
        high_fee_schools = Whole(0, COUNT_MAX)
        studies_abroad = Whole(0, COUNT_MAX)
        refuses_check = Flag()
        refuses_work = Flag()
        note = SafeText(1, 500, multiline=True)

        @validates_schema
        def said_once(self, data: Mapping[str, Any], **_: Any) -> None:
            """A figure that is missing, or said in both ways, is refused where it stands."""
            wrong = dict(_missing_or_twice(data))
            if wrong:
                raise ValidationError(wrong)

    return HouseholdForm


def _missing_or_twice(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for total, items in EITHER.items():
        if total not in data and items not in data:
            yield total, refused("required").messages
        if total in data and items in data:
            yield items, refused("said_twice", other=total).messages
    vehicles = data.get("vehicle_list")
    if vehicles is not None and data.get("vehicles", len(vehicles)) != len(vehicles):
        yield "vehicles", refused("said_twice", other="vehicle_list").messages
