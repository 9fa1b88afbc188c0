"""A self-check on the wire: answers tried by somebody who leaves no name, and what they come to.

The form has no field for a name or the number of a person: what nobody asks for, nobody sends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.application import Answers
from schemas.fields import Code, Flag, IsoDate, Part, Shaped, Strict, Whole, refused
from schemas.household import household_form
from schemas.people import UnionCode
from schemas.views import AnyObject, List, Number, Text
from schemas.views import Flag as Tell
from schemas.views import Part as Inner

__all__ = ["SelfCheckView", "self_check_form"]

SIZE_MAX = 31


def self_check_form(codes: Mapping[str, Sequence[str]]) -> type[Strict]:
    """The form with the code lists of the house in it."""

    class HouseholdTried(household_form(codes)):  # type: ignore[misc]
        """The figures of a declaration, and who lives from them; ``size`` counts everybody."""

        class Meta(Strict.Meta):
            exclude = ("note",)

        size = Whole(1, SIZE_MAX, required=True)
        main_cause = Code(codes["cause"])
        employment = Code(codes["employment"])
        union_member = Flag()
        health = Code(codes["health"])

    class BeneficiaryTried(Strict):
        relation = Code(codes["relation"])
        student = Flag()
        minor = Flag()

    class SelfCheckForm(Strict):
        """Of ``household`` and ``category`` one at the most: the means test finds the category."""

        programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32, required=True)
        union = UnionCode(required=True)
        answers = Answers(required=True)
        household = Part(HouseholdTried)
        category = Code(codes["category"])
        beneficiary = Part(BeneficiaryTried)

        @validates_schema
        def category_once(self, data: Mapping[str, Any], **_: Any) -> None:
            if "household" in data and "category" in data:
                wrong = refused("said_twice", other="household").messages
                raise ValidationError({"category": wrong})

    return SelfCheckForm


class _MeansView(Schema):
    """The category the means test finds, None for a household in none, and how it came about."""

    edition_id = Text()
    category = Text(nullable=True)
    sentences = List(Text())


class _RuleView(Schema):
    code = Text()
    ok = Tell()
    sentence = Text()


class _AwardView(Schema):
    award_fen = Number(description="before anything received this year")
    sentences = List(Text())


class _DocumentView(Schema):
    code = Text()
    name = Text()


class _WindowView(Schema):
    open = Tell(description="whether applications are entered today")
    windows = List(AnyObject())


class _StageTold(Schema):
    stage = Text()
    label = Text()
    level = Text(nullable=True)
    level_label = Text(nullable=True)
    working_days = Number(nullable=True)


class SelfCheckView(Schema):
    """``fits`` says whether every rule holds and something would be granted; the window apart."""

    programme = Text()
    label = Text()
    union = Text()
    edition_id = Text()
    in_force_from = IsoDate(required=True)
    fits = Tell()
    category = Text(nullable=True)
    means = Inner(_MeansView, nullable=True)
    rules = List(_RuleView)
    award = Inner(_AwardView)
    documents = List(_DocumentView)
    window = Inner(_WindowView)
    path = List(_StageTold)
    needs_active_file = Tell()
    remark = Text(description="that it binds nobody, and that nothing is kept")
