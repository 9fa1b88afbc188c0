"""/v1/hardship-files/{id}/aid: everything the household was given, and what it may still get."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.aid_record import AidRecordView
from service.api.endpoint import Call, Result, endpoint
from service.api.hardship_files import CASEWORK, find_file
from service.store.hardship_file import HardshipFile, Member
from service.use_cases.aid_record import (
    MOST,
    Aid,
    InForce,
    aid_of_file,
    programmes_in_force,
    received_of,
)
from service.use_cases.place_of_union import place_of_union
from workflows.actor import Actor
from workflows.aid_record import most_sentence, rooms_told
from workflows.programme import registered
from workflows.received import Received

__all__: list[str] = []

OF_HOUSEHOLD = ("per_time", "household_year", "all_household_year")
OF_PERSON = ("person_year", "all_person_year")


@endpoint(
    "GET", "/v1/hardship-files/<id>/aid", roles=CASEWORK, gives=AidRecordView, finds=find_file
)
def aid_record(call: Call) -> Result:
    """帮扶记录 Everything the household was given, and the room left under each cap."""
    file: HardshipFile = call.thing
    aids = aid_of_file(call.uow, file)
    told = [one for one in aids if one.year is not None or call.actor.sees(one.union_path)]
    received = received_of(file, aids)
    view = {
        "hardship_file_id": file.id,
        "number": file.serial,
        "year": call.uow.today.year,
        "items": [_item(call, file, one) for one in told[:MOST]],
        "more": len(told) > MOST,
        "sums": _sums(told, call.actor),
        "rooms": [_room(call, file, one, received) for one in programmes_in_force(call.uow, file)],
    }
    return Result(lambda: view)


def _item(call: Call, file: HardshipFile, aid: Aid) -> dict[str, Any]:
    seen = call.actor.sees(aid.union_path)
    paid_on = aid.paid_on if seen else None
    return {
        "application_id": aid.id if seen else None,
        "number": aid.serial if seen else None,
        "hardship_file_id": aid.file_id if seen else None,
        "union": aid.union if seen else None,
        "place": place_of_union(call.uow, file.union_path, aid.union_path),
        "programme": aid.programme,
        "year": aid.year,
        "beneficiary": _beneficiary(file, aid),
        "award_fen": aid.award_fen,
        "recovered_fen": aid.recovered_fen or 0,
        "state": aid.state if seen else None,
        "fund": _fund(aid, call.actor),
        "paid_on": paid_on.isoformat() if paid_on else None,
    }


def _beneficiary(file: HardshipFile, aid: Aid) -> dict[str, Any] | None:
    """Whoever of this household it was; of somebody who has left it nothing is told here."""
    member = next((one for one in file.people if one.person_id == aid.person_id), None)
    return _named(member) if member else None


def _named(member: Member) -> dict[str, Any]:
    return {"member_id": member.id if member.position else None, "name": member.name.value}


def _fund(aid: Aid, actor: Actor) -> dict[str, Any] | None:
    if aid.fund_id is None or aid.year is None or not actor.sees(aid.union_path):
        return None
    return {"id": aid.fund_id, "source": aid.fund_source}


def _sums(aids: Sequence[Aid], actor: Actor) -> list[dict[str, Any]]:
    """Programme × year × fund, the latest year first; what is out of scope is one line of each."""
    found: dict[tuple[int, str, str], dict[str, Any]] = {}
    for aid in aids:
        if aid.year is None:
            continue
        fund = _fund(aid, actor)
        line = found.setdefault(
            (-aid.year, aid.programme, fund["id"] if fund else ""),
            {
                "programme": aid.programme, "year": aid.year, "fund": fund, "count": 0,
                "granted_fen": 0, "paid_fen": 0 if fund else None,
            },
        )  # fmt: skip
        line["count"] += 1
        line["granted_fen"] += aid.kept_fen
        if fund and aid.state == "paid":
            line["paid_fen"] += aid.kept_fen
    return [found[key] for key in sorted(found)]


def _room(call: Call, file: HardshipFile, programme: InForce, received: Received) -> dict[str, Any]:
    language = "en" if call.language == "en" else "zh"
    year, name = call.uow.today.year, getattr(registered()[programme.code], language)
    rooms = [
        (one, programme.caps.room(received, programme.code, year, one.person_id, file.id))
        for one in sorted(file.people, key=lambda person: person.position)
    ]
    own = rooms_told(rooms[0][1], OF_HOUSEHOLD, name, year, language)
    return {
        "programme": programme.code,
        "edition_id": programme.edition_id,
        **own,
        "persons": [
            {
                **_named(member),
                **rooms_told(room, OF_PERSON, name, year, language),
                "most_fen": room.room_fen(),
                "sentence": most_sentence(room.room_fen(), language),
            }
            for member, room in rooms
        ],
    }
