"""The forms of unions and officers, with the code lists of the house written into them."""

from __future__ import annotations

from schemas.people import people_forms
from workflows.appointment import OFFICERS
from workflows.vocabulary import codes

__all__ = ["FORMS"]

FORMS = people_forms(codes("level"), OFFICERS)
