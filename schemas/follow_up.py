"""回访 on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from schemas.fields import Code, Fen, Handle, Id, IsoDate, Numeral, SafeText, Strict
from schemas.views import Flag, Number, Text, Written

__all__ = ["FollowUpView", "follow_up_form", "follow_up_query"]

NEED_MAX = 1_000


def follow_up_form(codes: Mapping[str, Sequence[str]]) -> type[Strict]:
    """With whom it was spoken (``with``) and what was said; the lists are the house's own."""

    class FollowUpForm(Strict):
        visited_on = IsoDate(required=True)
        method = Code(codes["follow_up_method"], required=True)
        received_fen = Fen(required=True)
        satisfaction = Code(codes["satisfaction"], required=True)
        new_need = SafeText(1, NEED_MAX, multiline=True)

        class Meta(Strict.Meta):
            include: ClassVar[dict[str, Any]] = {"with": SafeText(1, 100, required=True)}

    return FollowUpForm


def follow_up_query(codes: Mapping[str, Sequence[str]]) -> type[Strict]:
    """Which list (`follow_up_state`; those done unless said), and of what."""

    class FollowUpQuery(Strict):
        after = Numeral(0, 2**53 - 1)
        limit = Numeral(1, 1_000)
        state = Code(codes["follow_up_state"])
        programme = SafeText(1, 40)
        union = Handle()
        number = SafeText(1, 40)
        application_id = Id()

    return FollowUpQuery


class FollowUpView(Written):
    """One follow-up, or on the list of those due what waits for one: then ``id`` and what was said are
    null. ``state`` is a code of `follow_up_state`."""

    class Meta:
        include: ClassVar = {"with": Text(nullable=True, description="whom it was spoken with")}

    id = Text(nullable=True)
    number = Text(nullable=True, description="the follow-up's own number")
    state = Text()
    application_id = Text()
    union = Text()
    programme = Text()
    paid_fen = Number()
    received_fen = Number(nullable=True)
    visited_on = Text(nullable=True, format="date")
    method = Text(nullable=True)
    satisfaction = Text(nullable=True)
    new_need = Text(nullable=True)
    officer = Text(nullable=True)
    since = Text(nullable=True, format="date", description="the day from which one is due")
    due_on = Text(nullable=True, format="date")
    overdue = Flag()
