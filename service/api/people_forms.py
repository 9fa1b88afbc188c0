"""The forms of unions, officers and clients, with the code lists of the house written into them."""

from __future__ import annotations

from schemas.people import people_forms
from workflows.appointment import MACHINES, OFFICERS
from workflows.vocabulary import codes

__all__ = ["FORMS"]

FORMS = people_forms(codes("level"), OFFICERS, sorted(MACHINES))
