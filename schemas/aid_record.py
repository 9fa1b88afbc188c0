"""帮扶记录 on the wire: each aid, the sums, and the room under each cap."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import Flag, List, Number, Part, Text

__all__ = ["AidRecordView"]


class _Fund(Schema):
    id = Text()
    source = Text()


class _Beneficiary(Schema):
    member_id = Text(nullable=True, description="null is the worker")
    name = Text()


class _Aid(Schema):
    """One application. Outside the caller's scope only programme, year and amount are told, and
    ``place``: how far away."""

    application_id = Text(nullable=True)
    number = Text(nullable=True)
    hardship_file_id = Text(nullable=True)
    union = Text(nullable=True)
    place = Text()
    programme = Text()
    year = Number(nullable=True, description="of the award; null where none was committed")
    beneficiary = Part(_Beneficiary, nullable=True)
    award_fen = Number()
    recovered_fen = Number(description="of it, what was paid back; sums and rooms leave it out")
    state = Text(nullable=True, description="of the list aid_state")
    fund = Part(_Fund, nullable=True)
    paid_on = Text(nullable=True, format="date")


class _Sum(Schema):
    """What was granted by one programme in one year from one fund; null is a fund out of scope."""

    programme = Text()
    year = Number()
    fund = Part(_Fund, nullable=True)
    count = Number()
    granted_fen = Number(description="committed, being paid or paid")
    paid_fen = Number(nullable=True, description="of funds in scope")


class _Limit(Schema):
    cap_fen = Number()
    received_fen = Number()
    room_fen = Number()
    sentence = Text()


class _PersonRoom(Schema):
    """``most_fen`` is the most the next award can be under all caps; null where none is set."""

    member_id = Text(nullable=True)
    name = Text()
    person_year = Part(_Limit, nullable=True)
    all_person_year = Part(_Limit, nullable=True)
    most_fen = Number(nullable=True)
    sentence = Text()


class _Room(Schema):
    """The room of this year under the edition in force; null where it sets no such cap."""

    programme = Text()
    edition_id = Text()
    per_time = Part(_Limit, nullable=True)
    household_year = Part(_Limit, nullable=True)
    all_household_year = Part(_Limit, nullable=True)
    persons = List(_PersonRoom)


class AidRecordView(Schema):
    hardship_file_id = Text()
    number = Text(description="the file's own number")
    year = Number(description="the calendar year of the rooms")
    items = List(_Aid)
    more = Flag(description="whether older ones are not listed; the sums count them")
    sums = List(_Sum)
    rooms = List(_Room)
