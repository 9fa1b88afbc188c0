"""待办 and 督办 on the wire: what waits, for whom, by when, and how late it is."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from marshmallow import Schema

from schemas.fields import Handle, Numeral, Shaped, Strict, refused
from schemas.views import Flag, List, Number, Text

__all__ = [
    "MatterView",
    "SupervisedPage",
    "SupervisedQuery",
    "TodoCountsView",
    "TodoPage",
    "TodoQuery",
]

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CURSOR = rf"{_DAY}_{_DAY}_[0-9A-Za-z._-]{{1,64}}"


class Place(Shaped):
    """Behind which row a page begins: its day and its id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(rf"{_DAY}_[0-9A-Za-z._-]{{1,64}}", "not_handle", 80, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        place = super()._deserialize(value, attr, data, **kwargs)
        try:
            date.fromisoformat(place.partition("_")[0])
        except ValueError:
            raise refused("not_date") from None
        return place


class TodoQuery(Strict):
    """``after`` is the cursor of the page before; ``limit`` at most 200."""

    after = Shaped(CURSOR, "not_handle", 90)
    limit = Numeral(1, 200)


class MatterView(Schema):
    """One matter that waits. ``union`` is its own, ``at`` the one that owes it."""

    class Meta:
        include: ClassVar = {
            "for": Text(nullable=True, description="code list `term_kind`; null without a clock")
        }

    kind = Text(description="code list `matter`")
    id = Text()
    number = Text(nullable=True)
    state = Text()
    union = Text()
    programme = Text(nullable=True)
    level = Text(nullable=True)
    at = Text()
    since = Text(nullable=True, format="date")
    within = Text(nullable=True, description="5w: working days, 15d: days")
    due_on = Text(nullable=True, format="date")
    overdue = Flag()
    owner = Text(nullable=True)


class TodoView(MatterView):
    reminded = Number()
    what = List(Text(description="an action by which it is done"))
    refusals = List(Text(description="what stands against the caller in this very case"))


class TodoPage(Schema):
    """The first due first; without a term last. ``complete`` is false where more wait than are put
    in order at once: those that wait longest are here."""

    items = List(TodoView)
    next = Text(nullable=True)
    has_more = Flag()
    complete = Flag()


class SupervisedQuery(Strict):
    """``union`` is a union with everything below it, ``kind`` a kind of work (`term_kind`)."""

    union = Handle()
    programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32)
    kind = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32)
    after = Place()
    limit = Numeral(1, 1_000)


class SupervisedView(MatterView):
    """``days_late`` are working days after the last one; null for a year without a calendar."""

    days_late = Number(nullable=True)
    roles = List(Text(description="who may do it, at the union named in `at` or above"))
    escalated_on = Text(nullable=True, format="date")
    why = List(Text(description="code list `unowned`; none on the other lists"))


class SupervisedPage(Schema):
    """What has waited longest first. A page of what nobody answers for may hold fewer than were asked
    for, or none, while ``has_more`` is true."""

    items = List(SupervisedView)
    next = Text(nullable=True)
    has_more = Flag()


class _Kind(Schema):
    kind = Text()
    count = Number()
    overdue = Number()


class TodoCountsView(Schema):
    total = Number()
    overdue = Number()
    complete = Flag()
    kinds = List(_Kind)
